"""Where starts of requests are reserved: in the news database, or in this process alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from time import monotonic
from typing import Protocol

from crawlers.crawl.job import CrawlFailedError, Status


class Starts(Protocol):
    """Reserves starts; `crawlers.database.HostPace` says what each method does."""

    def reserve(self, host: str, gap: float, patience: float) -> float | None:
        """Seconds until the next start."""

    def closed(self, host: str) -> float:
        """Seconds for which the host wants to be left alone still."""

    def close(self, host: str, seconds: float) -> None:
        """Let nobody ask the host for some seconds."""


class OwnStarts:
    """`Starts` of one process, for a crawl without a database.

    >>> starts = OwnStarts(clock=lambda: 100.0)
    >>> starts.reserve("a.test", 2, 60), starts.reserve("a.test", 2, 60)
    (0.0, 2.0)
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._last: dict[str, tuple[float, float]] = {}
        self._closed: dict[str, float] = {}

    def reserve(self, host: str, gap: float, patience: float) -> float | None:
        """As `Starts` says."""
        with self._lock:
            now, closed = self._clock(), self.closed(host)
            if closed > patience:
                return None
            last_at, last_gap = self._last.get(host, (now - gap, gap))
            start = max(now + closed, last_at + max(gap, last_gap))
            self._last[host] = start, gap
            return start - now

    def closed(self, host: str) -> float:
        """As `Starts` says."""
        return max(0.0, self._closed.get(host, 0.0) - self._clock())

    def close(self, host: str, seconds: float) -> None:
        """As `Starts` says."""
        self._closed[host] = max(self._clock() + seconds, self._closed.get(host, 0.0))


class SharedStarts:
    """`Starts` that all crawls of one news database share; every failure is one sentence."""

    def __init__(self, database_url: str) -> None:
        from crawlers.database import HostPace

        self._kept = HostPace(database_url)

    def reserve(self, host: str, gap: float, patience: float) -> float | None:
        """As `Starts` says."""
        with _told():
            return self._kept.reserve(host, gap, patience)

    def closed(self, host: str) -> float:
        """As `Starts` says."""
        with _told():
            return self._kept.closed(host)

    def close(self, host: str, seconds: float) -> None:
        """As `Starts` says."""
        with _told():
            self._kept.close(host, seconds)


def starts_of(database_url: str | None) -> Starts:
    """What keeps the pace of a crawl."""
    return OwnStarts() if database_url is None else SharedStarts(database_url)


@contextmanager
def _told() -> Iterator[None]:
    from crawlers.database import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise CrawlFailedError(Status.NO_DATABASE, str(error)) from error
