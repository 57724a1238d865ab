"""Why a request came to nothing: every way Scrapy and Twisted fail, as one of our reasons."""

import struct
import zlib
from gzip import BadGzipFile
from typing import Any

import brotli
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from twisted.internet.error import TimeoutError as ConnectTimeoutError

from crawlers.batch import why_not_html
from crawlers.model import Reason

Trouble = tuple[Reason, str]

SYNTHETIC = "synthetic"
"""Flag of a response that nobody sent, and that is not archived."""

_OK = 200
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class Refused(IgnoreRequest):
    """A request that is not made, with the reason."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.trouble: Trouble = (reason, detail)


class UnusableError(Exception):
    """A request that was made and came to nothing, with the reason."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.trouble: Trouble = (reason, detail)


def of_failure(error: BaseException) -> Trouble:
    """The reason for a request that got no usable response."""
    if isinstance(error, Refused | UnusableError):
        return error.trouble
    if isinstance(error, IgnoreRequest):
        return _of_ignored(str(error))
    for kinds, reason, detail in _KINDS:
        if isinstance(error, kinds):
            return reason, detail
    return Reason.UNREACHABLE, f"{type(error).__name__}: {_first_line(error)}"[:200]


def of_status(response: Response) -> Trouble:
    """The reason for a response whose status says no."""
    told = ": it is not in the replayed archives" if SYNTHETIC in response.flags else ""
    if asked := response.meta.get("come_back"):
        told = f": {asked}"
    if response.status in _REDIRECTS and "Location" in response.headers:
        told = ": it leads to an address that is not http or https"
    return Reason.HTTP_ERROR, f"HTTP {response.status}{told}"


def of_article(response: Response) -> Trouble | None:
    """What keeps a response from being an article page; None when nothing does."""
    if response.status != _OK:
        return of_status(response)
    if reserved := response.meta.get("reserved"):
        return Reason.RESERVED, str(reserved)
    if is_cut(response):
        return Reason.TRUNCATED, "the connection ended before the page did"
    problem = why_not_html(content_type(response), response.body)
    return (Reason.NOT_HTML, problem) if problem else None


def content_type(response: Response) -> str:
    """The Content-Type header as text."""
    value: bytes = response.headers.get("Content-Type") or b""
    return value.decode("utf-8", "replace").replace("\0", "")


def is_cut(response: Response) -> bool:
    """Whether the connection ended before the body did."""
    return "dataloss" in response.flags


def _of_ignored(message: str) -> Trouble:
    """Scrapy's middlewares tell their reasons in the message only."""
    if "robots.txt" in message:
        return Reason.ROBOTS, ""
    if "max redirections" in message:
        return Reason.REDIRECTS, "more redirects than are followed"
    if "exceeded DOWNLOAD_MAXSIZE" in message:
        return Reason.TOO_LARGE, "unfolds to more bytes than are taken"
    return Reason.UNREACHABLE, message[:200]


def _first_line(error: BaseException) -> str:
    return next(iter(str(error).splitlines()), "")


_CODING = (BadGzipFile, EOFError, zlib.error, struct.error, brotli.error)

_KINDS: tuple[tuple[Any, Reason, str], ...] = (
    (DownloadTimeoutError, Reason.TIMED_OUT, "no whole answer in time"),
    (ConnectTimeoutError, Reason.TIMED_OUT, "no connection in time"),
    (CannotResolveHostError, Reason.UNREACHABLE, "the host name is not known"),
    (DownloadConnectionRefusedError, Reason.UNREACHABLE, "the connection was refused"),
    (DownloadCancelledError, Reason.TOO_LARGE, "more bytes than are taken"),
    (ResponseDataLossError, Reason.TRUNCATED, "the connection ended before the page did"),
    (DownloadFailedError, Reason.UNREACHABLE, "the connection was lost"),
    (_CODING, Reason.TRUNCATED, "the content coding is damaged"),
)
