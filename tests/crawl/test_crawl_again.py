"""A source crawled again: only what may be new is asked for, on conditions where possible."""

import os
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from press import make_article, make_batch, make_page
from warcio.archiveiterator import ArchiveIterator

from crawlers.batch import Batch
from crawlers.clean import clean
from crawlers.crawl import CrawlError, crawl
from crawlers.database import Database
from crawlers.dedupe import dedupe
from crawlers.load import load
from crawlers.model import Counts, Reason, Stage, Window
from crawlers.sources import Source

from .conftest import HOST, Crawled, Paper, rfc822
from .test_crawl_process import crawl_processes, wait_until

NOW = datetime.now(UTC).replace(microsecond=0)
TODAY = Window(start=NOW - timedelta(hours=12), end=NOW + timedelta(hours=12))
STORY = "".join(
    f"<p>The council met on day {n} to discuss the harbour bridge.</p>" for n in range(9)
)


def publish(paper: Paper, name: str, hours_ago: float, text: str = STORY) -> tuple[str, str]:
    """A page that tells its date; its URL, and the date as a feed writes it."""
    at = NOW - timedelta(hours=hours_ago)
    url = paper.page(f"/a/{name}")
    head = (
        f'<title>{name}</title><meta property="article:published_time" content="{at.isoformat()}">'
    )
    body = f"<h1>The story of {name}</h1><article><p>About {name}.</p>{text}</article>"
    paper.reply(f"/a/{name}").body = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    return url, rfc822(at.isoformat())


def run(
    paper: Paper, source: Source, url: str, name: str, window: Window = TODAY, **options: object
) -> tuple[Crawled, Counts]:
    """All four steps, as a run takes them."""
    database, batch = Database(url), paper.batch(name)
    counts = crawl(source, window, batch, paper.options(**options), url)
    database.remember_lists(source, batch.lists())
    dedupe(batch, database.held(source.id), source)
    clean(source, window, batch)
    loaded = load(source, window, batch, database, name)
    return Crawled.of(batch, counts), loaded


def test_what_did_not_change_is_not_sent_again(
    paper: Paper, database: Database, database_url: str
) -> None:
    paper.tags = True
    stories = [publish(paper, "young", 2), publish(paper, "younger", 0.5)]
    source = paper.source({"feeds": [paper.feed("/feed.xml", stories)]})
    first, loaded = run(paper, source, database_url, "first")
    first.check()
    assert len(first.articles) == loaded["loaded"] == 2
    assert [visit.fresh for visit in first.batch.lists()] == [2]

    stories.append(publish(paper, "new", 0.1))
    second, _ = run(paper, source, database_url, "second")
    second.check()
    assert second.articles == []
    assert paper.not_modified == ["/feed.xml"]
    (visit,) = second.batch.lists()
    assert (visit.status, visit.found, visit.fresh) == (304, 2, 0)
    assert paper.count()["/a/young"] == paper.count()["/a/younger"] == 1
    check_revisits(second, [HOST + "/feed.xml"])

    paper.feed("/feed.xml", stories)
    third, _ = run(paper, source, database_url, "third")
    assert third.articles == ["/a/new"]
    assert [(visit.status, visit.fresh) for visit in third.batch.lists()] == [(200, 1)]


def test_an_archived_list_that_is_gone_is_asked_for_whole(
    paper: Paper, database: Database, database_url: str
) -> None:
    paper.tags = True
    feed = paper.feed("/feed.xml", [publish(paper, "young", 2)])
    source = paper.source({"feeds": [feed]})
    first, _ = run(paper, source, database_url, "first")
    for name in first.batch.archives():
        (first.batch.path / name).unlink()
    second, _ = run(paper, source, database_url, "second")
    assert paper.not_modified == ["/feed.xml"]
    assert paper.count()["/feed.xml"] == 3
    assert [(visit.status, visit.found) for visit in second.batch.lists()] == [(200, 1)]


def test_a_page_of_another_day_is_taken_from_the_archive_that_has_it(
    paper: Paper, database: Database, database_url: str
) -> None:
    """The list tells no date, so the first run has the page before it knows better."""
    url, _ = publish(paper, "early", 30)
    source = paper.source({"feeds": [paper.feed("/feed.xml", [(url, None)])]})
    first, _ = run(paper, source, database_url, "first")
    assert [reject.reason for reject in first.batch.rejects()] == [Reason.OUTSIDE_WINDOW]
    yesterday = Window(start=TODAY.start - timedelta(days=1), end=TODAY.start)
    second, loaded = run(paper, source, database_url, "second", yesterday)
    second.check()
    assert second.articles == ["/a/early"]
    assert loaded["loaded"] == 1
    assert paper.count()["/a/early"] == 1
    (old,) = [page for page in first.pages if page.kind == "article"]
    (new,) = [page for page in second.pages if page.kind == "article"]
    assert (new.fetched_at, new.digest) == (old.fetched_at, old.digest)


def test_a_scheduled_run_makes_up_for_what_was_missed(
    paper: Paper, database: Database, database_url: str
) -> None:
    stories = [
        publish(paper, "missed", 14),
        publish(paper, "of-today", 2),
        publish(paper, "old", 40),
    ]
    source = paper.source({"feeds": [paper.feed("/feed.xml", stories)]})
    since = TODAY.start - timedelta(days=1)
    result, loaded = run(paper, source, database_url, "run", scheduled=True, catch_up_from=since)
    assert sorted(result.articles) == ["/a/missed", "/a/of-today"]
    assert loaded["loaded"] == 2


def test_a_list_that_is_not_due_is_left_out_by_the_schedule_only(
    paper: Paper, database: Database, database_url: str
) -> None:
    source = paper.source({"feeds": [paper.feed("/feed.xml", [])]})
    for number in range(4):
        run(paper, source, database_url, f"run-{number}")
    result, _ = run(paper, source, database_url, "scheduled", scheduled=True)
    assert result.counts["lists not due"] == 1
    assert result.counts["discovered"] == result.counts["lists"] == 0
    assert paper.count()["/feed.xml"] == 4
    run(paper, source, database_url, "manual")
    assert paper.count()["/feed.xml"] == 5


def test_pages_that_a_person_names_are_fetched_without_lists(paper: Paper) -> None:
    url, _ = publish(paper, "named", 900)
    about = paper.page("/about")
    source = paper.source({"feeds": [paper.feed("/feed.xml", [])]})
    result = paper.crawl(source, TODAY, urls=(url, about, "http://other.test/a"))
    result.check()
    assert result.articles == ["/a/named", "/about"]
    assert result.reasons == {
        "http://other.test/a": ("redirected off site", "not the source's host")
    }
    assert "/feed.xml" not in paper.asked


def test_a_page_that_is_due_is_asked_for_conditionally_and_once(
    paper: Paper, database: Database, database_url: str
) -> None:
    """Also when the crawl is killed after the site said that nothing changed."""
    paper.tags = True
    url, _ = publish(paper, "due", 7)
    tag = f'"{sha256(paper.reply("/a/due").body).hexdigest()[:16]}"'
    batch = Batch.of(str(paper.folder), "paper", "before")
    looked_at = NOW - timedelta(hours=5)
    page = make_page(url, batch, 0, looked_at, etag=tag)
    article = make_article(url, published_at=NOW - timedelta(hours=7), page=page)
    before = make_batch(paper.folder, "before", [article], source="paper")
    new, date = publish(paper, "new", 1)
    source = paper.source({"feeds": [paper.feed("/feed.xml", [(new, date)])]})
    load(source, TODAY, before, database, "before")
    hold = threading.Event()
    paper.reply("/a/new").wait = hold

    def attempt() -> None:
        with suppress(CrawlError):
            crawl(source, TODAY, paper.batch("after"), paper.options(), database_url)

    thread = threading.Thread(target=attempt)
    thread.start()
    wait_until(lambda: "/a/new" in paper.asked and "/a/due" in paper.not_modified)
    time.sleep(0.2)  # the answer is on its way to the archive
    crawl_processes(os.getpid())[0].kill()
    thread.join(20)
    hold.set()

    attempt()
    result = Crawled.of(paper.batch("after"), paper.batch("after").counts(Stage.CRAWL))
    result.check()
    assert result.articles == ["/a/new"]
    (unchanged,) = result.rejects
    assert (unchanged.url, unchanged.reason, unchanged.status) == (url, Reason.UNCHANGED, 304)
    assert unchanged.asked_at is not None
    assert unchanged.asked_at > looked_at
    assert paper.count()["/a/due"] == paper.count()["/feed.xml"] == 1


def check_revisits(crawled: Crawled, urls: list[str]) -> None:
    """The archive's revisit records are for `urls`, and say what they stand for."""
    found = []
    for name in crawled.batch.archives():
        with Path(str(crawled.batch.path / name)).open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == "revisit":
                    named = record.rec_headers.get_header
                    assert named("WARC-Profile").endswith("/1.1/revisit/server-not-modified")
                    assert named("WARC-Refers-To-Target-URI") == named("WARC-Target-URI")
                    assert named("WARC-Refers-To-Date")
                    assert named("WARC-Payload-Digest").startswith("sha1:")
                    found.append(named("WARC-Target-URI"))
    assert found == urls
