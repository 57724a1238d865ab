"""Conditional requests (RFC 9110 section 13): the validators of a response, the conditions made of
them, and the archived response that a 304 stands for."""

from scrapy.http import Response
from upath import UPath

from crawlers.batch import BatchError, Record, read_record
from crawlers.held import HeldList, HeldPage

_LONGEST = 256
"""Characters of a validator that is kept: it is sent back as it came."""

CONDITIONS = ("If-None-Match", "If-Modified-Since")

_OK = 200


def validators(response: Response) -> dict[str, str | None]:
    """The `etag` and `last_modified` of a response, as far as they can be sent back."""
    return {
        "etag": _sendable(response.headers.get("ETag")),
        "last_modified": _sendable(response.headers.get("Last-Modified")),
    }


def conditions(known: HeldPage | HeldList | None) -> dict[str, str]:
    """Request headers that ask for a response only if it is another than the archived one."""
    if known is None or known.batch is None or known.warc is None or known.offset is None:
        return {}
    named = zip(CONDITIONS, (known.etag, known.last_modified), strict=True)
    return {name: value for name, value in named if value}


class Past:
    """The archives of a source's earlier runs, below the root folder of all data."""

    def __init__(self, root: UPath) -> None:
        self._root = root

    def record(self, known: HeldPage | HeldList) -> Record | None:
        """The archived answer with status 200 that is known; None when it is gone or damaged."""
        if known.batch is None or known.warc is None or known.offset is None:
            return None
        try:
            found = read_record(self._root / known.batch / known.warc, known.offset)
        except BatchError:
            return None
        whole = found.status == _OK and found.kind == "response"
        same = not isinstance(known, HeldPage) or known.digest in (None, found.digest)
        return found if whole and same else None


def _sendable(value: bytes | None) -> str | None:
    text = (value or b"").decode("latin-1").strip()
    fits = 0 < len(text) <= _LONGEST and text.isascii() and text.isprintable()
    return text if fits else None
