"""Retry-After: what becomes of a request whose host asks to be left alone.

That nobody else asks it is the pace's part.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawlers.crawl.desk import Desk, Recorded, desk_of
from crawlers.crawl.pace import come_back

_BUSY = frozenset({429, 503})
_LONGEST = 24 * 3600.0


class Patience:
    """Scrapy's downloader middleware between its own retries and the network."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "Patience":
        """Called by Scrapy."""
        return cls(desk_of(crawler))

    def process_response(self, request: Request, response: Response) -> Response | Request:
        """Wait as long as asked and try once more, or give up and say when to come back."""
        recorded = request.meta.get("recorded")
        said_at = recorded.fetched_at if isinstance(recorded, Recorded) else datetime.now(UTC)
        seconds = asked_for(response, said_at)
        if seconds is None:
            return response
        if seconds <= self._desk.source.politeness.patience and "waited" not in request.meta:
            return request.replace(meta={**request.meta, "waited": True})
        request.meta["dont_retry"] = True
        request.meta["come_back"] = come_back(said_at, seconds)
        return response


def asked_for(response: Response, now: datetime) -> float | None:
    """Seconds for which a response asks to leave its host alone; None when it does not."""
    if response.status not in _BUSY:
        return None
    return retry_after(response.headers.get("Retry-After"), now)


def retry_after(value: bytes | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header (RFC 9110 section 10.2.3) asks for, a day at most; None
    when it says nothing.

    >>> retry_after(b"120", datetime.now(UTC))
    120.0
    >>> retry_after(b"Sun, 22 Nov 2026 06:00:00 GMT", datetime(2026, 11, 22, 5, 59, tzinfo=UTC))
    60.0
    """
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), _LONGEST)
    try:
        moment = parsedate_to_datetime(text)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return min(max((aware - now).total_seconds(), 0.0), _LONGEST)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
