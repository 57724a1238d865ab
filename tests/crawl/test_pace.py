"""One host, one pace: whatever runs at once, starts lie the source's delay apart."""

import statistics
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from itertools import pairwise
from time import monotonic

import pytest
from press import run

from crawlers.batch import Batch
from crawlers.crawl import CrawlError, crawl
from crawlers.crawl.starts import OwnStarts
from crawlers.model import Window
from crawlers.sources import Source

from .conftest import DAY, Crawled, Paper, Reply, rfc822

NOON = rfc822("2026-11-15T12:00:00+08:00")
DELAY = 0.3


class Starts(list[float]):
    """When the paper was asked."""

    def gaps(self) -> list[float]:
        return [later - earlier for earlier, later in pairwise(sorted(self))]

    def check(self, delay: float) -> None:
        """The pace is never above one in `delay`; a single gap may be shorter by what a busy
        machine was late with the request before it."""
        gaps = self.gaps()
        assert statistics.median(gaps) > 0.95 * delay
        assert sum(gaps) > 0.95 * delay * len(gaps)
        assert min(gaps) >= 0.5 * delay


def watched(paper: Paper) -> Starts:
    """The paper with a clock before each of its replies."""
    starts = Starts()
    paper.replies.setdefault("/robots.txt", Reply(b"", 404))

    def noted(reply: Reply) -> Reply:
        starts.append(monotonic())
        return reply

    for path, reply in paper.replies.items():
        assert isinstance(reply, Reply)
        paper.replies[path] = partial(noted, reply)
    return starts


def crawl_all(paper: Paper, source: Source, name: str, window: Window, url: str) -> Crawled:
    batch = Batch.of(str(paper.folder), source.id, name)
    counts = crawl(source, window, batch, paper.options(refetch=True), url)
    return Crawled.of(batch, counts)


def test_crawls_at_once_keep_one_pace(paper: Paper, database_url: str) -> None:
    feed = paper.feed("/feed.xml", [(paper.page(f"/a/story-{n}"), None) for n in range(4)])
    starts = watched(paper)
    politeness = {"delay": DELAY, "concurrency": 2}
    one = paper.source({"feeds": [feed]}, politeness=politeness)
    other = paper.source({"feeds": [feed]}, politeness=politeness, id="weekly")
    week = Window(start=DAY.start - timedelta(days=7), end=DAY.end)
    runs = [(one, "scheduled", DAY), (one, "backfill", week), (other, "shell", DAY)]
    with ThreadPoolExecutor(3) as pool:
        tasks = [pool.submit(crawl_all, paper, *each, database_url) for each in runs]
        results = [task.result() for task in tasks]
    assert [result.counts["fetched"] for result in results] == [4, 4, 4]
    assert len(starts) == 3 * (4 + 2)
    starts.check(DELAY)
    assert run(database_url, "select host from news.host_pace") == [("paper.test",)]


def test_several_under_way_start_apart(paper: Paper) -> None:
    urls = [paper.page(f"/a/story-{n}", seconds=4 * DELAY) for n in range(8)]
    feed = paper.feed("/feed.xml", [(url, NOON) for url in urls])
    starts = watched(paper)
    politeness = {"delay": DELAY, "concurrency": 4}
    result = paper.crawl(paper.source({"feeds": [feed]}, politeness=politeness))
    assert result.counts["fetched"] == 8
    starts.check(DELAY)
    assert statistics.median(starts.gaps()) < 4 * DELAY, "each waited for the one before"


def test_a_longer_crawl_delay_goes_before_the_sources(paper: Paper, database_url: str) -> None:
    paper.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 0.3\n")
    feed = paper.feed("/feed.xml", [(paper.page(f"/a/story-{n}"), NOON) for n in range(4)])
    starts = watched(paper)
    crawl_all(paper, paper.source({"feeds": [feed]}), "run", DAY, database_url)
    assert len(starts) == 6
    starts.check(0.3)


def test_an_archive_answers_without_a_wait(paper: Paper, database_url: str) -> None:
    feed = paper.feed("/feed.xml", [(paper.page(f"/a/story-{n}"), NOON) for n in range(4)])
    source = paper.source({"feeds": [feed]})
    first = paper.crawl(source)
    archive = str(first.batch.path / first.batch.archives()[0])
    slow = paper.source({"feeds": [feed]}, politeness={"delay": 600, "run_minutes": 1})
    batch = paper.batch("again")
    counts = crawl(slow, DAY, batch, paper.options(replay=(archive,)), database_url)
    assert counts["fetched"] == 4
    assert run(database_url, "select * from news.host_pace") == []


def test_a_pace_that_cannot_be_kept_is_not_broken(paper: Paper, database_url: str) -> None:
    feed = paper.feed("/feed.xml", [(paper.page("/a/story"), NOON)])
    run(database_url, "drop table news.host_pace")
    with pytest.raises(CrawlError, match=r"^paper: the news database lacks tables"):
        crawl_all(paper, paper.source({"feeds": [feed]}), "run", DAY, database_url)
    assert paper.asked == []


def test_a_crawl_alone_reserves_its_starts_in_the_same_way() -> None:
    now = 0.0
    starts = OwnStarts(clock=lambda: now)
    assert [starts.reserve("a", 2, 60) for _ in range(3)] == [0, 2, 4]
    assert starts.reserve("a", 5, 60) == 9
    assert starts.reserve("a", 2, 60) == 14
    now = 100.0
    assert starts.reserve("a", 2, 60) == 0
    starts.close("a", 90)
    starts.close("a", 10)
    assert starts.reserve("a", 2, 60) is None
    assert starts.reserve("b", 2, 60) == 0
    now = 170.0
    assert starts.reserve("a", 2, 60) == 20
