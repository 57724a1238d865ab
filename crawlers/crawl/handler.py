"""The last thing before the network: the door's download handler, behind the pace."""

from datetime import UTC, datetime

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawlers.crawl.desk import desk_of
from crawlers.crawl.door import DoorHandler
from crawlers.crawl.patience import asked_for


class PacedHandler(DoorHandler):
    """Waits for its turn; the wait is no part of a request's time-out, nor of its latency."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._of = crawler

    async def download_request(self, request: Request) -> Response:
        """Called by Scrapy."""
        desk = desk_of(self._of)
        await desk.turn(request.url)
        response = await super().download_request(request)
        seconds = asked_for(response, datetime.now(UTC))
        if seconds is not None:  # before the next one under way gets its turn
            await desk.close(request.url, seconds)
        return response
