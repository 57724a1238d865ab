"""What a WARC file is about: an exchange to be written, a response that was read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from warcio.utils import Digester

from crawlers.batch.encoding import decode

Headers = Sequence[tuple[str, str]]

LIMIT = 64 << 20
"""Bytes of one body that are read at most, both as sent and decoded."""
HOP = {"transfer-encoding", "connection", "keep-alive", "proxy-connection"}
"""Headers of one connection, not of what it brought."""


class Original(NamedTuple):
    """The archived response that a 304 says is still true."""

    url: str
    digest: str
    fetched_at: datetime | None = None


@dataclass(frozen=True)
class Exchange:
    """One request and its response, as far as they are known."""

    url: str
    status: int
    headers: Headers
    body: bytes
    """As sent, content coding and all, but without the transfer coding."""
    fetched_at: datetime
    request_headers: Headers | None = None
    """None: the request is not known, and no record of it is written."""
    protocol: str = "HTTP/1.1"
    ip: str | None = None
    truncated: str | None = None
    """Why the body is not whole: `length`, `time`, `disconnect` or `unspecified`."""
    original: Original | None = None
    """Of a 304: it is written as a revisit record of this one."""


@dataclass(frozen=True)
class Record:
    """One archived response."""

    url: str
    status: int
    headers: Headers
    raw: bytes
    """The body as sent, without the transfer coding; at most `LIMIT` bytes."""
    fetched_at: datetime
    digest: str
    """WARC payload digest, `sha1:` and base32; a revisit record's is that of its original."""
    offset: int | None
    """Of the record in its file; None when the file can only be read from its start."""
    kind: str = "response"
    truncated: str | None = None
    id: str = ""
    concurrent_to: str = ""

    def header(self, name: str) -> str:
        """The first value of an HTTP header, or the empty string."""
        name = name.lower()
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def content_type(self) -> str:
        """As sent, parameters and all."""
        return self.header("content-type")

    @property
    def charset(self) -> str | None:
        """What the Content-Type header names, which need not be true."""
        found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", self.content_type, re.IGNORECASE)
        return found.group(1) if found else None

    @cached_property
    def body(self) -> bytes:
        """The body with its content coding undone; at most `LIMIT` bytes."""
        return decode(self.raw, self.header("content-encoding"), LIMIT)[0]


def payload_digest(raw: bytes) -> str:
    """The WARC payload digest: `sha1:` and base32."""
    digest = Digester("sha1")
    digest.update(raw)
    return str(digest)
