"""Loading a batch: what is in the tables afterwards."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from press import (
    DAY,
    WINDOW,
    dump,
    make_article,
    make_batch,
    make_source,
    refuse,
    run,
    topic,
)

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article, Counts, Reason, Stage

SITE = "https://herald.example"
URL = f"{SITE}/a"
LATER = DAY + timedelta(days=1)


def keep(database: Database, batch: Batch, source: str = "herald") -> Counts:
    return load(make_source(source), WINDOW, batch, database, batch.name)


def revisions(url: str) -> list[tuple[str, str]]:
    return run(
        url,
        "select t.body, r.batch_id from news.revisions as r"
        " join news.texts as t using (article_id, text_digest) order by r.fetched_at",
    )


def test_an_article_keeps_all_it_says_of_itself(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    article = make_article(
        URL,
        "One\nTwo",
        title="大灣區 'quoted' \\ \t tab; drop table news.articles; --",
        authors=('Ann "Ace" {A}', "陳大文", "null"),
        modified_at=LATER,
        section="Local",
        image_url=f"{SITE}/a.jpg",
        topics=(topic("politics", law=2, **{"立法會": 1}),),
        places=(topic("hong-kong", HK=1),),
    )
    counts = keep(database, make_batch(tmp_path, "one", [article]))
    assert counts == {"loaded": 1, "inserted": 1, "revised": 0, "removed": 0, "unchanged": 0}
    columns = "title, body, authors, modified_at, section, image_url, batch_id, warc, warc_offset"
    assert run(database_url, f"select {columns}, day::text from news.article_details") == [
        (
            article.title,
            article.body,
            list(article.authors),
            LATER,
            "Local",
            f"{SITE}/a.jpg",
            "herald/one",
            "crawl-001.warc.gz",
            100,
            "2026-11-15",
        )
    ]
    found = run(database_url, "select topic_id, score, words from news.article_topics")
    assert found == [("politics", 3.0, {"law": 2, "立法會": 1})]
    assert run(database_url, "select place_id from news.article_places") == [("hong-kong",)]


def test_loading_twice_changes_nothing(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = _mixed_batch(tmp_path)
    first = keep(database, batch)
    before = dump(database_url, versions=True)
    second = keep(database, batch)
    assert dump(database_url, versions=True) == before
    assert second == {**first, "inserted": 0}
    assert batch.counts(Stage.LOAD) == second


def _mixed_batch(folder: Path) -> Batch:
    refused = f"{SITE}/empty"
    rejects = [
        refuse(f"{SITE}/x", Stage.CRAWL, Reason.HTTP_ERROR, detail="404"),
        refuse(f"{SITE}/x", Stage.CRAWL, Reason.HTTP_ERROR, detail="404"),
        refuse(f"{SITE}/held", Stage.CRAWL, Reason.ALREADY_HELD),
        refuse(f"{SITE}/old", Stage.CRAWL, Reason.OUTSIDE_WINDOW),
        refuse(refused, Stage.CLEAN, Reason.NO_ARTICLE_TEXT),
    ]
    articles = [
        make_article(URL, "old", topics=(topic("crime", law=2),), places=(topic("macau", M=1),)),
        make_article(f"{SITE}/b", "other", published_at=None, published_precision=None),
    ]
    return make_batch(folder, "one", articles, rejects=rejects, refused_pages=[refused])


def test_the_funnel_is_recorded(database: Database, database_url: str, tmp_path: Path) -> None:
    keep(database, _mixed_batch(tmp_path))
    columns = "discovered, fetched, fresh, clean, loaded, rejects, run, started_at"
    assert run(database_url, f"select {columns} from news.batches") == [
        (
            7,
            3,
            3,
            2,
            2,
            {
                "HTTP error": 2,
                "already held": 1,
                "outside window": 1,
                "no article text": 1,
            },
            "one",
            DAY,
        )
    ]


def test_rejects_have_rows_but_for_those_every_run_repeats(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, _mixed_batch(tmp_path))
    rows = run(database_url, "select stage, reason, count(*) from news.rejects group by 1, 2")
    assert sorted(rows) == [("clean", "no article text", 1), ("crawl", "HTTP error", 2)]


def test_a_batch_without_articles_is_recorded(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    counts = keep(database, make_batch(tmp_path, "one"))
    assert counts["loaded"] == 0
    rows = run(database_url, "select loaded, finished_at is not null from news.batches")
    assert rows == [(0, True)]


def test_a_batch_whose_crawl_alone_has_run_is_recorded_unfinished(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = Batch.of(str(tmp_path), "herald", "one")
    batch.create()
    with batch.writing("pages"), batch.writing("crawl.rejects") as write:
        write(refuse(URL, Stage.CRAWL, Reason.UNREACHABLE))
    batch.finish(Stage.CRAWL, {"discovered": 1, "fetched": 0})
    keep(database, batch)
    rows = run(database_url, "select discovered, rejects, finished_at from news.batches")
    assert rows == [(1, {"unreachable": 1}, None)]
    assert run(database_url, "select reason from news.rejects") == [("unreachable",)]


def test_a_half_done_rerun_leaves_what_was_loaded_whole(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [make_article(URL)])
    keep(database, batch)
    before = dump(database_url, versions=True)
    batch.finish(Stage.CRAWL, {"discovered": 9, "fetched": 9})
    keep(database, batch)
    assert dump(database_url, versions=True) == before


def test_an_undated_article_counts_on_the_day_it_was_first_fetched(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    evening = datetime(2026, 11, 15, 17, tzinfo=UTC)
    undated = make_article(URL, published_at=None)
    keep(database, make_batch(tmp_path, "one", [undated], fetched_at=evening))
    changed = make_article(URL, "new", published_at=None)
    keep(database, make_batch(tmp_path, "two", [changed], fetched_at=evening + timedelta(days=2)))
    rows = run(database_url, "select body, day::text from news.article_details")
    assert rows == [("new", "2026-11-16")]


def test_another_time_zone_moves_the_days(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(URL)]))
    run(database_url, "delete from news.changed_days")
    moved = make_source(timezone="Pacific/Honolulu")
    load(moved, WINDOW, make_batch(tmp_path, "two"), database, "two")
    assert run(database_url, "select day::text from news.articles") == [("2026-11-14",)]
    days = run(database_url, "select day::text from news.changed_days order by 1")
    assert days == [("2026-11-14",), ("2026-11-15",)]


def test_only_changed_days_are_queued(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [make_article(URL)])
    keep(database, batch)
    assert run(database_url, "select source_id, day::text from news.changed_days") == [
        ("herald", "2026-11-15")
    ]
    run(database_url, "delete from news.changed_days", "delete from news.link_queue")
    keep(database, batch)
    assert run(database_url, "select count(*) from news.changed_days") == [(0,)]
    assert run(database_url, "select count(*) from news.link_queue") == [(0,)]


def test_the_same_article_twice_in_a_batch_is_loaded_once(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    articles: list[Article] = [make_article(URL), make_article(URL), make_article(URL, "other")]
    counts = keep(database, make_batch(tmp_path, "one", articles))
    assert (counts["loaded"], counts["unchanged"]) == (2, 1)
    assert run(database_url, "select count(*) from news.articles") == [(1,)]
