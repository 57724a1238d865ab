"""Loading a text again: revisions, late arrivals, pages read anew, articles that go."""

from datetime import timedelta
from pathlib import Path

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

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Counts, Reason, Stage

SITE = "https://herald.example"
URL = f"{SITE}/a"
LATER = DAY + timedelta(days=1)


def keep(database: Database, batch: Batch, source: str = "herald") -> Counts:
    return load(make_source(source), WINDOW, batch, database, batch.name)


def texts(url: str) -> list[tuple[str, str]]:
    return run(url, "select body, batch_id from news.article_details order by url")


def revisions(url: str) -> list[tuple[str, str]]:
    return run(
        url,
        "select t.body, r.batch_id from news.revisions as r"
        " join news.texts as t using (article_id, text_digest) order by r.fetched_at",
    )


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
    before = run(database_url, "select id, body from news.article_details")
    new = make_article(URL, "new", topics=(topic("sport", cup=2),))
    keep(database, make_batch(tmp_path, "two", [new], fetched_at=LATER))
    reject = refuse(URL, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)
    nothing = make_batch(tmp_path, "two", rejects=[reject], refused_pages=[URL], fetched_at=LATER)
    keep(database, nothing)
    assert run(database_url, "select id, body from news.article_details") == before
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
