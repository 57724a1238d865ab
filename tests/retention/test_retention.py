"""Retention: old texts and old batches go, what was counted stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg2
import pytest
from press import DAY, dump, make_article, make_batch, make_source, run

from crawlers.batch import BatchError
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Stage, Window
from crawlers.retention import RetentionError, drop_batches, drop_texts, first_kept
from crawlers.search import index, search
from crawlers.stories import link, roll_up

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
OLD = NOW - timedelta(days=400)
WINDOW = Window(start=NOW - timedelta(days=4000), end=NOW + timedelta(days=30))
SITE = "https://herald.example"
COUNTS = ("articles", "article_topics", "daily_totals", "daily_coverage", "linked_stories")


def quiet(count: int, name: str) -> None:
    """Nobody is told."""


def publish(
    database: Database, folder: Path, name: str, fetched_at: datetime, **texts: str
) -> None:
    made = [
        make_article(f"{SITE}/{page}", text, title=f"About {page}", published_at=fetched_at)
        for page, text in texts.items()
    ]
    batch = make_batch(folder, name, made, fetched_at=fetched_at)
    load(make_source(), WINDOW, batch, database, name)


@pytest.fixture
def archive(database: Database, tmp_path: Path) -> Database:
    """An article of thirteen months ago that was revised, and one of this month."""
    publish(database, tmp_path, "old", OLD, floods="The pier is under water.")
    publish(database, tmp_path, "older", OLD + timedelta(hours=1), floods="The pier is open.")
    publish(database, tmp_path, "new", NOW, ferries="Ferries sail to the pier.")
    link(database)
    roll_up(database)
    return database


def texts(url: str) -> list[str]:
    return sorted(body for (body,) in run(url, "select body from news.texts"))


def test_the_texts_of_months_that_ended_long_enough_ago_go_and_the_counts_stay(
    archive: Database, database_url: str
) -> None:
    before = dump(database_url)
    assert drop_texts(archive, 12, NOW, quiet) == {"months": 1, "texts": 2}
    assert texts(database_url) == ["Ferries sail to the pier."]
    after = dump(database_url)
    assert {name: after[name] for name in COUNTS} == {name: before[name] for name in COUNTS}
    assert run(database_url, "select month::text, texts from news.dropped_months") == [
        ("2025-10-01", 2)
    ]
    rows = "select title, body from news.article_details order by appeared_at"
    assert run(database_url, rows) == [
        ("About floods", None),
        ("About ferries", "Ferries sail to the pier."),
    ]
    changes = "select change, removed, added, diff from news.article_revisions"
    assert run(database_url, changes) == [(1, [], [], "")]
    assert drop_texts(archive, 12, NOW, quiet) == {"months": 0, "texts": 0}


def test_a_text_is_kept_for_the_whole_of_its_months(archive: Database, database_url: str) -> None:
    assert drop_texts(archive, 13, NOW, quiet) == {"months": 0, "texts": 0}
    assert len(texts(database_url)) == 3
    assert first_kept(1, datetime(2027, 1, 1, tzinfo=UTC)).isoformat() == "2026-12-01"


def test_an_article_without_its_text_is_found_by_its_title_alone(archive: Database) -> None:
    assert [row["title"] for row in search(archive, "open")] == ["About floods"]
    drop_texts(archive, 12, NOW, quiet)
    assert index(archive) == {"indexed": 1}
    assert search(archive, "open") == []
    (found,) = search(archive, "floods")
    assert found["snippet"] == "About \u27e6floods\u27e7"
    assert [row["title"] for row in search(archive, "ferries")] == ["About ferries"]


def test_a_dry_run_drops_nothing(archive: Database, database_url: str, tmp_path: Path) -> None:
    told: list[tuple[int, str]] = []

    def tell(count: int, name: str) -> None:
        told.append((count, name))

    before = dump(database_url, versions=True)
    assert drop_texts(archive, 12, NOW, tell, dry_run=True) == {"months": 1, "texts": 2}
    assert told == [(2, "2025-10")]
    counts = drop_batches(archive, str(tmp_path), 12, NOW, tell, dry_run=True)
    assert counts == {"batches": 2}
    assert dump(database_url, versions=True) == before
    assert len(list((tmp_path / "herald").iterdir())) == 3


def test_texts_in_use_stay_and_it_is_told(archive: Database, database_url: str) -> None:
    reader = psycopg2.connect(database_url)
    with reader.cursor() as cursor:
        cursor.execute("select count(*) from news.texts")
        with pytest.raises(RetentionError, match="the texts of 2025-10 are in use now"):
            drop_texts(archive, 12, NOW, quiet)
    reader.close()
    assert len(texts(database_url)) == 3
    assert run(database_url, "select from news.dropped_months") == []
    assert run(database_url, "select from news.search_queue") == []
    assert drop_texts(archive, 12, NOW, quiet) == {"months": 1, "texts": 2}


def test_two_that_drop_at_once_drop_each_text_once(archive: Database, database_url: str) -> None:
    with ThreadPoolExecutor() as threads:
        jobs = [threads.submit(drop_texts, archive, 12, NOW, quiet) for _ in range(4)]
        assert sum(job.result()["texts"] for job in jobs) == 2
    assert texts(database_url) == ["Ferries sail to the pier."]
    assert run(database_url, "select texts from news.dropped_months") == [(2,)]


def test_an_article_whose_text_went_is_revised_and_loaded_again(
    archive: Database, database_url: str, tmp_path: Path
) -> None:
    drop_texts(archive, 12, NOW, quiet)
    publish(archive, tmp_path, "again", NOW, floods="The pier is closed.")
    assert texts(database_url) == ["Ferries sail to the pier.", "The pier is closed."]
    assert run(database_url, "select count(*) from news.revisions") == [(2,)]
    link(archive)
    roll_up(archive)
    assert drop_texts(archive, 12, NOW, quiet) == {"months": 1, "texts": 1}
    assert run(database_url, "select texts from news.dropped_months") == [(3,)]


def test_old_batches_go_from_the_data_root_and_are_remembered(
    archive: Database, database_url: str, tmp_path: Path
) -> None:
    counts = drop_batches(archive, str(tmp_path), 12, NOW, quiet)
    assert counts == {"batches": 2}
    assert [path.name for path in (tmp_path / "herald").iterdir()] == ["new"]
    gone = "select run from news.batches where dropped_at is not null order by run"
    assert run(database_url, gone) == [("old",), ("older",)]
    assert drop_batches(archive, str(tmp_path), 12, NOW, quiet) == {"batches": 0}
    assert len(texts(database_url)) == 3


def test_a_removal_that_was_ended_goes_on(
    archive: Database, database_url: str, tmp_path: Path
) -> None:
    # Ended after it removed the folder, before it noted that.
    for path in (tmp_path / "herald" / "old").iterdir():
        path.unlink()
    (tmp_path / "herald" / "old").rmdir()
    assert drop_batches(archive, str(tmp_path), 12, NOW, quiet) == {"batches": 2}


def test_a_run_done_again_after_its_folder_was_removed_is_removed_again(
    archive: Database, database_url: str, tmp_path: Path
) -> None:
    drop_batches(archive, str(tmp_path), 12, NOW, quiet)
    publish(archive, tmp_path, "old", OLD, floods="The pier is under water.")
    assert drop_batches(archive, str(tmp_path), 12, NOW, quiet) == {"batches": 1}
    ended = make_batch(tmp_path, "older", fetched_at=OLD)
    (ended.path / f"{Stage.CLEAN}.json").unlink()
    load(make_source(), WINDOW, ended, archive, "older")
    assert drop_batches(archive, str(tmp_path), 12, NOW, quiet) == {"batches": 1}
    assert [path.name for path in (tmp_path / "herald").iterdir()] == ["new"]


def test_a_batch_in_quarantine_stays_until_it_is_accepted(
    database: Database, tmp_path: Path
) -> None:
    made = [make_article(f"{SITE}/floods", "The pier is under water.", published_at=OLD)]
    batch = make_batch(tmp_path, "old", made, fetched_at=OLD)
    load(make_source(), WINDOW, batch, database, "old", quarantine="another page")
    for dry_run in (True, False):
        counts = drop_batches(database, str(tmp_path), 12, NOW, quiet, dry_run=dry_run)
        assert counts == {"batches": 0}
    load(make_source(), WINDOW, batch, database, "old")
    assert drop_batches(database, str(tmp_path), 12, NOW, quiet) == {"batches": 1}


@pytest.mark.parametrize("id_", ["herald", "herald/", "/old", "herald/..", "../old", "herald/a/b"])
def test_what_is_no_batch_is_not_removed(
    archive: Database, database_url: str, tmp_path: Path, id_: str
) -> None:
    run(
        database_url,
        "update news.batches set dropped_at = now()",
        "insert into news.batches select (jsonb_populate_record(b, jsonb_build_object("
        f"'id', '{id_}', 'dropped_at', null))).* from news.batches as b where run = 'old'",
    )
    with pytest.raises(BatchError, match="is the name of no batch"):
        drop_batches(archive, str(tmp_path), 12, NOW, quiet)
    assert (tmp_path / "herald" / "new").exists()


def test_texts_move_with_the_month_of_the_first_fetch(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    publish(database, tmp_path, "later", NOW, floods="The pier is open.")
    publish(database, tmp_path, "earlier", OLD, floods="The pier is under water.")
    months = "select distinct month::text from news.texts"
    assert run(database_url, months) == [("2025-10-01",)]
    assert texts(database_url) == ["The pier is open.", "The pier is under water."]
    assert run(database_url, "select month::text from news.articles") == [("2025-10-01",)]


def test_a_fetch_in_no_year_of_ours_makes_no_month_of_its_own(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    for year in (1, 1500, 9998):
        made = [make_article(f"{SITE}/{year}", "Text", published_at=DAY)]
        seen = datetime(year, 5, 5, tzinfo=UTC)
        load(
            make_source(),
            WINDOW,
            make_batch(tmp_path, str(year), made, fetched_at=seen),
            database,
            str(year),
        )
    months = "select month::text, count(*) from news.texts group by month order by month"
    assert run(database_url, months) == [("1990-01-01", 2), ("2099-12-01", 1)]
