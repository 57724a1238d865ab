"""When a request may start: one pace per host, whatever runs at once.

Starts are reserved one after the other, in the news database where there is one, so that every
crawl of every process keeps to them. The wait stands right before the network, so that nothing
passes it by: redirects, retries and robots.txt go through it, answers from an archive do not.
"""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from secrets import SystemRandom
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.task import deferLater
from twisted.internet.threads import deferToThread

from crawlers.crawl.starts import OwnStarts, Starts
from crawlers.crawl.trouble import Refused
from crawlers.model import Reason
from crawlers.sources import Source

_RANDOM = SystemRandom()
_LATE = 0.1
"""Share of the gap by which a start may be late; a busy machine wakes nobody on time."""
_LATE_SECONDS = 0.02
_JITTER = 0.25
"""A gap is longer than asked for by up to this share, never shorter."""
_MAX_DELAY = 60.0
"""Seconds of a Crawl-delay that are kept at most."""


class Pace:
    """Holds each request of a crawl back until its start."""

    def __init__(self, source: Source, starts: Starts | None = None) -> None:
        self._delay = source.politeness.delay
        self._patience = source.politeness.patience
        self._starts = starts or OwnStarts()
        self._crawl_delays: dict[str, float] = {}
        self._closings: Counter[str] = Counter()
        self._open: set[str] = set()
        """Hosts that need no pace, and do not want to be left alone."""

    def slow_down(self, url: str, seconds: float) -> float:
        """Keep the Crawl-delay of a host's robots.txt, within bounds; returns what is kept."""
        host, kept = host_of(url), min(seconds, _MAX_DELAY)
        self._crawl_delays[host] = kept
        self._open.discard(host)
        return kept

    async def turn(self, url: str) -> None:
        """Wait for the next start of the URL's host.

        Raises:
            Refused: the host wants to be left alone for longer than the run waits.
            DatabaseError: the pace that all crawls keep cannot be had.
        """
        host = host_of(url)
        if host in self._open:
            return
        closings, missed = None, False
        while missed or closings != self._closings[host]:  # too late, or closed meanwhile
            closings = self._closings[host]
            due = await self._reserve(host)
            await _sleep(due - monotonic())
            missed = self._missed(host, monotonic() - due)
        if not self._gap(host):
            self._open.add(host)

    def _gap(self, host: str) -> float:
        return max(self._delay, self._crawl_delays.get(host, 0.0))

    def _missed(self, host: str, late: float) -> bool:
        """Whether a start is so late that the next one, which may be another process's, would
        follow it too soon."""
        gap = self._gap(host)
        return gap > 0 and late > max(_LATE * gap, _LATE_SECONDS)

    async def _reserve(self, host: str) -> float:
        """The moment, by the monotonic clock, of the next start."""
        gap = self._gap(host) * (1 + _RANDOM.random() * _JITTER)
        due: float | None = await _in_thread(self._due, host, gap)
        if due is None:
            seconds = await _in_thread(self._starts.closed, host)
            raise Refused(Reason.HTTP_ERROR, come_back(datetime.now(UTC), seconds))
        return due

    def _due(self, host: str, gap: float) -> float | None:
        wait = self._starts.reserve(host, gap, self._patience)
        return None if wait is None else monotonic() + wait

    async def close(self, url: str, seconds: float) -> None:
        """A host asks to be left alone; other crawls learn of it too."""
        host = host_of(url)
        self._open.discard(host)
        await _in_thread(self._starts.close, host, seconds)
        self._closings[host] += 1


def host_of(url: str) -> str:
    """The host name that a pace is kept for."""
    return (urlsplit(url).hostname or "").lower()


def come_back(now: datetime, seconds: float) -> str:
    """What a host that wants to be left alone says, for a person."""
    moment = (now + timedelta(seconds=seconds)).replace(microsecond=0)
    return f"the host asks to be left alone until {moment.isoformat()}"


async def _in_thread(call: Callable[..., Any], *args: Any) -> Any:
    return await maybe_deferred_to_future(deferToThread(call, *args))


async def _sleep(seconds: float) -> None:
    from twisted.internet import reactor

    if seconds > 0:
        await maybe_deferred_to_future(deferLater(reactor, seconds))
