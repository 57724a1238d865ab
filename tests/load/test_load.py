"""Loading a batch: what is in the tables afterwards, whatever happened before or in between."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from press import (
    DAY,
    WINDOW,
    dump,
    make_article,
    make_batch,
    make_page,
    make_source,
    refuse,
    run,
    topic,
)

from crawlers.batch import Batch, BatchError
from crawlers.database import Database, DatabaseError
from crawlers.load import LoadError, load
from crawlers.model import Article, Counts, Reason, Stage

SITE = "https://herald.example"
URL = f"{SITE}/a"
LATER = DAY + timedelta(days=1)


def keep(database: Database, batch: Batch, source: str = "herald") -> Counts:
    return load(make_source(source), WINDOW, batch, database, batch.name)


def texts(url: str) -> list[tuple[str, str]]:
    return run(url, "select body, batch_id from news.articles order by url")


def revisions(url: str) -> list[tuple[str, str]]:
    return run(url, "select body, batch_id from news.revisions order by fetched_at")


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
    assert run(database_url, f"select {columns}, day::text from news.articles") == [
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


def test_a_changed_text_keeps_the_old_one(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(URL, "old")]))
    later = make_batch(tmp_path, "two", [make_article(URL, "new")], fetched_at=LATER)
    assert keep(database, later)["revised"] == 1
    assert texts(database_url) == [("new", "herald/two")]
    assert revisions(database_url) == [("old", "herald/one")]


def test_an_older_text_that_comes_late_is_a_revision(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "two", [make_article(URL, "new")], fetched_at=LATER))
    assert keep(database, make_batch(tmp_path, "one", [make_article(URL, "old")])) == {
        "loaded": 1,
        "inserted": 0,
        "revised": 1,
        "removed": 0,
        "unchanged": 0,
    }
    assert texts(database_url) == [("new", "herald/two")]
    assert revisions(database_url) == [("old", "herald/one")]


def test_the_same_text_from_another_page_is_a_reject(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(URL)]))
    batch = make_batch(tmp_path, "two", [make_article(URL)], fetched_at=LATER)
    counts = keep(database, batch)
    assert (counts["loaded"], counts["unchanged"]) == (0, 1)
    assert [(r.url, r.reason) for r in batch.rejects()] == [(URL, Reason.UNCHANGED)]
    assert run(database_url, "select stage, reason from news.rejects") == [("load", "unchanged")]
    assert texts(database_url) == [("Text", "herald/one")]
    assert run(database_url, "select last_fetched_at from news.articles") == [(LATER,)]
    assert run(database_url, "select first_seen, last_seen from news.urls") == [(DAY, LATER)]
    before = dump(database_url, versions=True)
    assert keep(database, batch) == counts
    assert dump(database_url, versions=True) == before


def test_reading_a_page_anew_replaces_the_text_without_a_revision(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    first = make_article(URL, "bad", topics=(topic("crime", law=2), topic("sport", cup=2)))
    keep(database, make_batch(tmp_path, "one", [first]))
    (identity,) = run(database_url, "select id from news.articles")
    better = make_article(URL, "good", topics=(topic("sport", cup=3),))
    assert keep(database, make_batch(tmp_path, "one", [better]))["loaded"] == 1
    assert texts(database_url) == [("good", "herald/one")]
    assert revisions(database_url) == []
    assert run(database_url, "select id from news.articles") == [identity]
    found = run(database_url, "select topic_id, score from news.article_topics")
    assert found == [("sport", 3.0)]


def test_an_article_that_reading_anew_rejects_is_removed(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(URL), make_article(f"{SITE}/b")]))
    reject = refuse(URL, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)
    other = make_article(f"{SITE}/b")
    anew = make_batch(tmp_path, "one", [other], rejects=[reject], refused_pages=[URL])
    assert keep(database, anew)["removed"] == 1
    assert run(database_url, "select url from news.articles") == [(f"{SITE}/b",)]
    reasons = run(database_url, "select url, reason from news.urls order by url")
    assert reasons == [(URL, "no article text"), (f"{SITE}/b", None)]


def test_a_rerun_that_finds_fewer_pages_loses_no_article(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(URL), make_article(f"{SITE}/b")]))
    before = dump(database_url, hide=["updated_at"])
    page = make_page(URL, Batch.of(str(tmp_path), "herald", "one"), 100, DAY)
    counts = keep(database, make_batch(tmp_path, "one", [make_article(URL, page=page)]))
    assert (counts["loaded"], counts["removed"]) == (1, 0)
    after = dump(database_url, hide=["updated_at"])
    assert {name for name in before if before[name] != after[name]} == {"batches"}


def test_a_page_that_is_rejected_later_does_not_unmake_the_article(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(URL)]))
    reject = refuse(URL, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)
    paywall = make_batch(tmp_path, "two", rejects=[reject], refused_pages=[URL], fetched_at=LATER)
    keep(database, paywall)
    assert texts(database_url) == [("Text", "herald/one")]
    rows = run(database_url, "select batch_id, reason, last_seen from news.urls")
    assert rows == [("herald/one", None, LATER)]


def test_an_earlier_text_comes_back_when_the_later_one_goes(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    old = make_article(URL, "old", topics=(topic("crime", law=2),))
    keep(database, make_batch(tmp_path, "one", [old]))
    before = run(database_url, "select id, body from news.articles")
    new = make_article(URL, "new", topics=(topic("sport", cup=2),))
    keep(database, make_batch(tmp_path, "two", [new], fetched_at=LATER))
    reject = refuse(URL, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)
    nothing = make_batch(tmp_path, "two", rejects=[reject], refused_pages=[URL], fetched_at=LATER)
    keep(database, nothing)
    assert run(database_url, "select id, body from news.articles") == before
    assert revisions(database_url) == []
    assert run(database_url, "select topic_id from news.article_topics") == [("crime",)]


def test_a_text_that_returns_is_the_articles_again(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    for number, text in enumerate(("one", "two", "one")):
        moment = DAY + timedelta(hours=number)
        batch = make_batch(tmp_path, f"run{number}", [make_article(URL, text)], fetched_at=moment)
        keep(database, batch)
    assert texts(database_url) == [("one", "herald/run0")]
    assert revisions(database_url) == [("two", "herald/run1")]


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


def test_a_load_that_fails_in_the_middle_leaves_nothing(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [make_article(URL, "old")]))
    before = dump(database_url, versions=True)
    batch = make_batch(tmp_path, "two", [make_article(URL, "new")], fetched_at=LATER)
    run(
        database_url, "alter table news.urls add constraint no_room check (batch_id = 'herald/one')"
    )
    with pytest.raises(DatabaseError, match="load/merge_urls"):
        keep(database, batch)
    assert dump(database_url, versions=True) == before
    assert not batch.done(Stage.LOAD)
    run(database_url, "alter table news.urls drop constraint no_room")
    assert keep(database, batch)["loaded"] == 1


def test_a_damaged_batch_leaves_nothing(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [make_article(URL)])
    file = tmp_path / "herald" / "one" / "articles.jsonl.gz"
    file.write_bytes(file.read_bytes()[:-12])
    with pytest.raises(BatchError, match="damaged"):
        keep(database, batch)
    assert run(database_url, "select count(*) from news.batches") == [(0,)]


def test_an_article_must_say_which_page_it_was_made_from(
    database: Database, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one")
    with batch.writing("articles") as write:
        write(make_article(URL))
    with pytest.raises(LoadError, match="which archived page"):
        keep(database, batch)


def test_a_url_too_long_for_a_row_is_a_reject(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [make_article(f"{SITE}/{'x' * 3000}"), make_article(URL)])
    counts = keep(database, batch)
    assert (counts["loaded"], counts["not an article URL"]) == (1, 1)
    assert run(database_url, "select detail from news.rejects") == [("longer than 2048 bytes",)]


def test_hostile_values_are_kept_or_dropped_but_never_fail(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    article = make_article(
        f"{SITE}/%00?q=';--",
        "nul\0 and \\u0000 and \\\\ end",
        published_at=datetime(1, 1, 1, tzinfo=UTC),
        modified_at=datetime(9999, 12, 31, tzinfo=UTC),
        topics=(topic("sport", **{"'; --\0": 2}),),
    )
    batch = Batch.of(str(tmp_path), "herald", "one")
    page = make_page("http://[broken", batch, 5, DAY)
    articles = [article, make_article(URL, page=page)]
    keep(database, make_batch(tmp_path, "one", articles))
    row = run(
        database_url, "select body, published_at, modified_at from news.articles where id = 1"
    )
    assert row == [("nul and \\u0000 and \\\\ end", None, None)]


def test_an_undated_article_counts_on_the_day_it_was_first_fetched(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    evening = datetime(2026, 11, 15, 17, tzinfo=UTC)
    undated = make_article(URL, published_at=None)
    keep(database, make_batch(tmp_path, "one", [undated], fetched_at=evening))
    changed = make_article(URL, "new", published_at=None)
    keep(database, make_batch(tmp_path, "two", [changed], fetched_at=evening + timedelta(days=2)))
    assert run(database_url, "select body, day::text from news.articles") == [("new", "2026-11-16")]


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


@pytest.mark.parametrize("second", ["herald", "gazette"])
def test_loads_at_once_neither_deadlock_nor_lose_a_row(
    database: Database, database_url: str, tmp_path: Path, second: str
) -> None:
    problems: list[Exception] = []

    def load_many(source: str, part: int) -> None:
        try:
            for number in range(4):
                keep(database, _crowd(tmp_path, source, f"run{part}{number}", number), source)
        except (DatabaseError, BatchError) as error:
            problems.append(error)

    threads = [
        threading.Thread(target=load_many, args=(source, part))
        for part, source in enumerate(("herald", second))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    rows = run(database_url, "select count(*), count(distinct source_id) from news.articles")
    assert rows == [(30, 1)] if second == "herald" else [(60, 2)]


def _crowd(folder: Path, source: str, name: str, number: int) -> Batch:
    order = range(30) if number % 2 else reversed(range(30))
    articles = [
        make_article(
            f"https://{source}.example/{i}",
            f"{number} {i}",
            topics=(topic("crime", law=2), topic("sport", cup=2)),
        )
        for i in order
    ]
    return make_batch(
        folder, name, articles, source=source, fetched_at=DAY + timedelta(hours=number)
    )


def test_the_same_article_twice_in_a_batch_is_loaded_once(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    articles: list[Article] = [make_article(URL), make_article(URL), make_article(URL, "other")]
    counts = keep(database, make_batch(tmp_path, "one", articles))
    assert (counts["loaded"], counts["unchanged"]) == (2, 1)
    assert run(database_url, "select count(*) from news.articles") == [(1,)]
