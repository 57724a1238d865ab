"""What one crawl works with: the spider and the downloader's middlewares share it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, cast

from scrapy.crawler import Crawler

from crawlers.batch import ArchiveWriter
from crawlers.crawl.conditions import Past
from crawlers.crawl.job import CrawlFailedError, CrawlOptions
from crawlers.crawl.ledger import Ledger
from crawlers.crawl.pace import Pace
from crawlers.crawl.playback import Answers
from crawlers.crawl.trouble import Trouble
from crawlers.held import Held
from crawlers.model import Window
from crawlers.sources import Source


class Recorded(NamedTuple):
    """Where a response stands in the batch."""

    warc: str
    offset: int
    digest: str
    fetched_at: datetime


@dataclass
class Desk:
    """The tools of one crawl."""

    source: Source
    window: Window
    options: CrawlOptions
    held: Held
    answers: Answers
    archive: ArchiveWriter
    ledger: Ledger
    pace: Pace
    past: Past
    now: datetime
    """When the crawl began, its first attempt: a retry judges by the same clock."""
    batch_id: str
    all_lists: bool = False
    """Ask also the lists that are not due: the attempt before could read none."""
    robots: dict[str, Trouble] = field(default_factory=dict)
    """Hosts whose robots.txt could not be had, and why."""
    broken: BaseException | None = None
    """What ended the crawl before its time."""
    time_is_up: bool = False
    closes_in: float | None = None
    """Seconds from the start until the source's hours are over."""

    @property
    def seconds(self) -> float:
        """How long the crawl may take."""
        longest = self.source.politeness.run_minutes * 60
        return longest if self.closes_in is None else min(longest, self.closes_in)

    @property
    def ending(self) -> str:
        """What is said of what the crawl had no time for."""
        manners = self.source.politeness
        if self.seconds < manners.run_minutes * 60:
            return f"run ended with the source's hours, {manners.hours}"
        return f"run ended after {manners.run_minutes:g} minutes"

    def crash(self, error: BaseException) -> None:
        """Stop at once: what is archived so far is whole, and the next attempt goes on there."""
        self.broken = self.broken or error
        _stop()

    async def turn(self, url: str) -> None:
        """Wait until a request to `url` may start."""
        try:
            await self.pace.turn(url)
        except CrawlFailedError as error:
            self.crash(error)
            raise

    async def close(self, url: str, seconds: float) -> None:
        """The host of `url` asks to be left alone."""
        try:
            await self.pace.close(url, seconds)
        except CrawlFailedError as error:
            self.crash(error)
            raise

    def call_time(self) -> None:
        """Stop at once: the run has had its minutes. Scrapy's own way would wait for requests
        that sit out a site's delay."""
        self.time_is_up = True
        _stop()


def _stop() -> None:
    from twisted.internet import reactor

    cast(Any, reactor).crash()


def desk_of(crawler: Crawler) -> Desk:
    """The desk of the crawl that a middleware belongs to."""
    desk = getattr(crawler.spider, "desk", None)
    if not isinstance(desk, Desk):
        raise TypeError("the spider has no desk")
    return desk
