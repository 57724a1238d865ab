"""The frontier: how each URL stands that a list, an earlier run or a person proposed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from press import DAY, WINDOW, dump, make_article, make_batch, make_page, make_source, refuse, run

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.held import Held, HeldPage
from crawlers.load import load
from crawlers.model import Article, Candidate, ListVisit, Page, Reason, Reject, Stage, Way, Window
from crawlers.stories import roll_up

SITE = "https://herald.example"
URL = f"{SITE}/a"
HOUR = timedelta(hours=1)
SOON = timedelta(minutes=15)


@pytest.fixture
def held(database: Database) -> Held:
    return database.held("herald")


def keep(database: Database, batch: Batch, **more: Any) -> None:
    load(make_source(), WINDOW, batch, database, batch.name, **more)


def failed(asked_at: datetime, status: int | None = 503, **more: Any) -> Reject:
    """A request for the article that came to nothing."""
    reason = Reason.HTTP_ERROR if status else Reason.TIMED_OUT
    return refuse(URL, Stage.CRAWL, reason, asked_at=asked_at, status=status, way=Way.FEED, **more)


def article(folder: Path, name: str, asked_at: datetime, **more: Any) -> Article:
    batch = Batch.of(str(folder), "herald", name)
    found = Candidate(url=URL, way=Way.FEED, found_at=f"{SITE}/feed", published_at=DAY)
    return make_article(URL, page=make_page(URL, batch, 7, asked_at, candidate=found, **more))


def try_at(database: Database, folder: Path, *rejects: Reject) -> None:
    name = f"at{rejects[0].asked_at}"
    keep(database, make_batch(folder, name, rejects=rejects))


def stand(held: Held) -> HeldPage:
    return held.by_url([URL])[URL]


def due(held: Held, now: datetime, window: Window | None = None) -> Sequence[str]:
    return [page.url for page in held.due(window, now, 100)]


def test_an_article_is_looked_at_again_while_it_is_young(
    database: Database, held: Held, tmp_path: Path
) -> None:
    tag = {"etag": '"x"', "last_modified": "Sun, 15 Nov 2026 04:00:00 GMT"}
    keep(database, make_batch(tmp_path, "one", [article(tmp_path, "one", DAY + SOON, **tag)]))
    known = stand(held)
    assert (known.etag, known.last_modified) == (tag["etag"], tag["last_modified"])
    assert (known.batch, known.warc, known.offset) == ("herald/one", "crawl-001.warc.gz", 7)
    assert (known.asked_at, known.next_check) == (DAY + SOON, DAY + HOUR)
    assert (known.way, known.reason) == (Way.FEED, None)
    assert due(held, DAY + HOUR - SOON) == []
    assert due(held, DAY + HOUR) == [URL]


def test_a_page_that_is_unchanged_keeps_its_place_and_is_looked_at_later(
    database: Database, held: Held, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [article(tmp_path, "one", DAY, etag='"x"')]))
    same = refuse(URL, Stage.CRAWL, Reason.UNCHANGED, asked_at=DAY + 2 * HOUR, status=304)
    keep(database, make_batch(tmp_path, "two", rejects=[same]))
    known = stand(held)
    assert (known.batch, known.etag, known.reason) == ("herald/one", '"x"', None)
    assert (known.asked_at, known.next_check) == (DAY + 2 * HOUR, DAY + 6 * HOUR)


def test_an_old_article_is_left_alone(database: Database, held: Held, tmp_path: Path) -> None:
    late = DAY + timedelta(days=8)
    keep(database, make_batch(tmp_path, "one", [article(tmp_path, "one", late)]))
    assert stand(held).next_check is None


def test_a_failure_is_asked_again_ever_later_and_given_up(
    database: Database, held: Held, tmp_path: Path
) -> None:
    waits = []
    now = DAY
    for _ in range(7):
        try_at(database, tmp_path, failed(now))
        again = stand(held).next_check
        if again is None:
            break
        waits.append(again - now)
        now = again
    minutes = [wait.total_seconds() / 60 for wait in waits]
    assert minutes == [15, 60, 360, 1440, 4320, 10080]
    assert stand(held).reason is Reason.HTTP_ERROR
    assert due(held, now + timedelta(days=100)) == []


def test_the_same_failure_loaded_again_is_one_failure(
    database: Database, database_url: str, held: Held, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", rejects=[failed(DAY)])
    keep(database, batch)
    before = dump(database_url, versions=True)
    keep(database, batch)
    assert dump(database_url, versions=True) == before
    assert stand(held).next_check == DAY + SOON


def test_an_answer_ends_a_row_of_failures(database: Database, held: Held, tmp_path: Path) -> None:
    try_at(database, tmp_path, failed(DAY))
    try_at(database, tmp_path, failed(DAY + HOUR))
    keep(database, make_batch(tmp_path, "one", [article(tmp_path, "one", DAY + 2 * HOUR)]))
    assert stand(held).reason is None
    try_at(database, tmp_path, failed(DAY + 3 * HOUR))
    known = stand(held)
    assert (known.reason, known.next_check) == (None, DAY + 3 * HOUR + SOON)


def test_a_page_that_is_gone_is_explained_and_a_server_in_trouble_is_not(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    statuses = {"gone": 410, "absent": 404, "busy": 429, "broken": 500}
    rejects = [
        refuse(f"{SITE}/{name}", Stage.CRAWL, Reason.HTTP_ERROR, asked_at=DAY, status=status)
        for name, status in statuses.items()
    ]
    keep(database, make_batch(tmp_path, "one", rejects=rejects))
    rows = run(database_url, "select url, outcome, next_check from news.frontier")
    told = {url.rpartition("/")[2]: (outcome, again) for url, outcome, again in rows}
    assert told == {
        "gone": ("explained", None),
        "absent": ("explained", DAY + HOUR),
        "busy": ("missing", DAY + SOON),
        "broken": ("missing", DAY + SOON),
    }


def test_what_a_list_told_of_another_day_is_known_but_not_asked_for(
    database: Database, held: Held, tmp_path: Path
) -> None:
    near, far = DAY - timedelta(days=3), DAY - timedelta(days=40)
    visit = ListVisit(url=f"{SITE}/feed", kind="feed", way=Way.FEED, asked_at=DAY)
    batch = make_batch(
        tmp_path,
        "one",
        rejects=[
            refuse(URL, Stage.CRAWL, Reason.OUTSIDE_WINDOW, published_at=near, way=Way.FEED),
            refuse(f"{SITE}/old", Stage.CRAWL, Reason.OUTSIDE_WINDOW, published_at=far),
            refuse(f"{SITE}/undated", Stage.CRAWL, Reason.OUTSIDE_WINDOW),
        ],
    )
    with batch.writing("lists") as write:
        write(visit)
    keep(database, batch)
    known = held.by_url([URL, f"{SITE}/old", f"{SITE}/undated"])
    assert list(known) == [URL]
    assert (known[URL].asked_at, known[URL].batch) == (None, None)
    assert known[URL].reason is Reason.OUTSIDE_WINDOW
    assert due(held, DAY) == []
    assert due(held, DAY, Window(start=near, end=near + HOUR)) == [URL]


def test_what_a_list_dropped_before_its_window_came_is_due(
    database: Database, held: Held, tmp_path: Path
) -> None:
    fast = refuse(URL, Stage.CRAWL, Reason.OUTSIDE_WINDOW, published_at=DAY - HOUR, way=Way.FEED)
    keep(database, make_batch(tmp_path, "one", [make_article(f"{SITE}/b")], rejects=[fast]))
    assert due(held, DAY) == [URL]


def test_what_the_limit_cut_off_is_due_at_once(
    database: Database, held: Held, tmp_path: Path
) -> None:
    cut = refuse(URL, Stage.CRAWL, Reason.OVER_LIMIT, published_at=DAY, way=Way.FEED)
    keep(database, make_batch(tmp_path, "one", [make_article(f"{SITE}/b")], rejects=[cut]))
    assert due(held, DAY) == [URL]
    assert due(held, DAY, Window(start=DAY + HOUR, end=DAY + 2 * HOUR)) == []


def test_seeing_an_article_again_changes_nothing_but_the_moment(
    database: Database, database_url: str, held: Held, tmp_path: Path
) -> None:
    keep(database, make_batch(tmp_path, "one", [article(tmp_path, "one", DAY)]))
    before = stand(held)
    seen = refuse(URL, Stage.CRAWL, Reason.ALREADY_HELD, way=Way.SITEMAP)
    batch = make_batch(tmp_path, "two", rejects=[seen])
    with batch.writing("lists") as write:
        write(ListVisit(url=f"{SITE}/map", kind="sitemap", way=Way.SITEMAP, asked_at=DAY + HOUR))
    keep(database, batch)
    assert stand(held) == before
    rows = run(database_url, "select way, outcome, first_seen, last_seen from news.frontier")
    assert rows == [("feed", "loaded", DAY, DAY + HOUR)]


def test_an_article_proposed_under_another_of_its_urls_counts_once(
    database: Database, database_url: str, held: Held, tmp_path: Path
) -> None:
    batch = Batch.of(str(tmp_path), "herald", "one")
    page = make_page(f"{SITE}/amp/a", batch, 7, DAY, final_url=URL)
    seen = refuse(URL, Stage.CRAWL, Reason.ALREADY_HELD)
    keep(database, make_batch(tmp_path, "two", rejects=[seen]))
    assert held.by_url([URL]) == {}
    keep(database, make_batch(tmp_path, "one", [make_article(URL, page=page)]))
    rows = run(database_url, "select url, outcome, reason from news.frontier")
    assert sorted(rows) == [
        (URL, "explained", "same article under another URL"),
        (f"{SITE}/amp/a", "loaded", None),
    ]


def test_a_list_that_fails_is_no_article(database: Database, held: Held, tmp_path: Path) -> None:
    url = f"{SITE}/feed"
    broken = refuse(url, Stage.CRAWL, Reason.HTTP_ERROR, asked_at=DAY, status=500, way=Way.FEED)
    batch = make_batch(tmp_path, "one", rejects=[broken])
    with batch.writing("lists") as write:
        write(ListVisit(url=url, kind="feed", way=Way.FEED, asked_at=DAY, status=500))
    keep(database, batch)
    assert held.by_url([url]) == {}


def test_a_page_that_cleaning_refused_is_explained_until_it_is_read_better(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    page = article(tmp_path, "one", DAY).page
    assert page
    empty = refuse(URL, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)
    keep(database, make_batch(tmp_path, "one", rejects=[empty], refused_pages=[page]))
    state = "select outcome, reason, next_check from news.frontier"
    assert run(database_url, state) == [("explained", "no article text", None)]
    keep(database, make_batch(tmp_path, "one", [make_article(URL, page=page)]))
    assert run(database_url, state) == [("loaded", None, DAY + HOUR)]


@pytest.mark.parametrize(("first", "second"), [("a", "b"), ("b", "a")])
def test_a_page_that_was_borrowed_from_an_earlier_batch_is_loaded(
    database: Database, database_url: str, tmp_path: Path, first: str, second: str
) -> None:
    page = article(tmp_path, first, DAY).page
    assert page
    early = refuse(URL, Stage.CLEAN, Reason.OUTSIDE_WINDOW, published_at=DAY)
    keep(database, make_batch(tmp_path, first, rejects=[early], refused_pages=[page]))
    state = "select outcome, reason, batch_id from news.frontier"
    assert run(database_url, state) == [("missing", "outside window", f"herald/{first}")]
    keep(database, make_batch(tmp_path, second, [make_article(URL, page=page)]))
    assert run(database_url, state) == [("loaded", None, f"herald/{second}")]


def test_a_batch_in_quarantine_is_known_and_not_loaded_until_it_may(
    database: Database, database_url: str, held: Held, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [article(tmp_path, "one", DAY)])
    keep(database, batch, quarantine="median 61 words, usually 480")
    assert run(database_url, "select count(*) from news.articles") == [(0,)]
    known = stand(held)
    assert (known.reason, known.batch, known.next_check) == (
        Reason.QUARANTINED,
        "herald/one",
        None,
    )
    found = run(database_url, "select loaded, finished_at, rejects from news.batches")
    assert found == [(0, None, {"quarantined": 1})]
    assert run(database_url, "select outcome, reason from news.frontier") == [
        ("missing", "quarantined")
    ]
    keep(database, batch)
    assert stand(held).reason is None
    assert run(database_url, "select loaded, rejects from news.batches") == [(1, {})]


def test_a_batch_that_was_loaded_is_not_taken_back_into_quarantine(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [article(tmp_path, "one", DAY)])
    keep(database, batch)
    before = dump(database_url)
    keep(database, batch, quarantine="too late")
    assert dump(database_url) == before


def test_a_batch_that_was_not_cleaned_says_nothing_of_its_pages(
    database: Database, held: Held, tmp_path: Path
) -> None:
    batch = Batch.of(str(tmp_path), "herald", "one")
    batch.create()
    page: Page = make_page(URL, batch, 7, DAY)
    with batch.writing("pages") as write, batch.writing("crawl.rejects"):
        write(page)
    batch.finish(Stage.CRAWL, {"discovered": 1, "fetched": 1})
    keep(database, batch)
    assert held.by_url([URL]) == {}


def test_a_source_that_moves_has_its_urls_on_the_days_of_the_new_zone(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    night = DAY.replace(hour=20)
    try_at(database, tmp_path, failed(night, published_at=night))
    day = "select day::text from news.frontier"
    assert run(database_url, day) == [("2026-11-16",)]
    database.sync_reference([make_source(timezone="Europe/Lisbon")], [], [])
    assert run(database_url, day) == [("2026-11-15",)]
    roll_up(database)
    counted = run(database_url, "select day::text, missing from news.daily_completeness")
    assert counted == [("2026-11-15", 1)]
