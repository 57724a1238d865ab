"""Content codings undone within bounds: how many, how large, and how much larger than they came.

Scrapy's middleware bounds the size that a body unfolds to; a decompression bomb (CWE-409) is
told sooner by its ratio, and a chain of codings by its length.
"""

from scrapy import Request, Spider
from scrapy.downloadermiddlewares.httpcompression import HttpCompressionMiddleware
from scrapy.http import Response

from crawlers.crawl.trouble import UnusableError
from crawlers.model import Reason

RATIO = 200
"""Times a body may grow: HTML and XML shrink to a twentieth, repetitive sitemaps to a sixtieth."""

FREE_BYTES = 1 << 20
"""What any body may unfold to, however small it came."""

MAX_CODINGS = 3
"""RFC 9110 section 8.4 sets no bound; more than one is rare."""


def allowance(received: int, largest: int) -> int:
    """Bytes that a body of `received` bytes may unfold to, never more than `largest`.

    >>> allowance(100_000, 8_000_000), allowance(10, 50_000_000)
    (8000000, 1048576)
    """
    return min(largest, max(FREE_BYTES, RATIO * received))


def check_codings(response: Response) -> None:
    """Refuse a response that came through more codings than are undone.

    Raises:
        UnusableError: it is not decoded, not even in part.
    """
    named = b",".join(response.headers.getlist("Content-Encoding"))
    if named.count(b",") >= MAX_CODINGS:
        raise UnusableError(Reason.TOO_LARGE, f"more than {MAX_CODINGS} content codings")


class Unfolding(HttpCompressionMiddleware):
    """Scrapy's middleware, with the allowance as the largest size."""

    def process_response(
        self, request: Request, response: Response, spider: Spider | None = None
    ) -> Request | Response:
        """As Scrapy's; a body that grows too much is an `IgnoreRequest`."""
        if "Content-Encoding" not in response.headers:
            return response
        largest = request.meta.get("download_maxsize", self._max_size)
        meta = {**request.meta, "download_maxsize": allowance(len(response.body), largest)}
        return super().process_response(request.replace(meta=meta), response)
