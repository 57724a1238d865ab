"""Writing WARC files (ISO 28500): requests and responses as they come.

Each record is a gzip member of its own, so a file cut short by a crash is whole up to its last
record, and any record can be read without the ones before it.
"""

import zlib
from datetime import UTC, datetime
from http import HTTPStatus
from io import BytesIO
from typing import IO, Any
from urllib.parse import urlsplit

from upath import UPath
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.batch.encoding import is_coded
from crawlers.batch.record import HOP, Exchange, Headers, Original, payload_digest

_LEVEL, _STORED = 2, 0
"""How hard records are packed: 6 makes them an eighth smaller, in twice the time."""
_MADE = "text/html; charset=utf-8"
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_SECRET = {"proxy-authorization", "authorization", "cookie"}


class ArchiveWriter:
    """Writes exchanges to `<path>.part`, each whole on disk before the next begins; `close`
    gives the file its name. In a `with` block that fails, the part is removed."""

    def __init__(self, path: UPath, software: str = "newsdelta") -> None:
        self.path = path
        self.exchanges = 0
        self._part = path.with_name(path.name + ".part")
        self._file = _Counted(self._part.open("wb"))
        self._warc = WARCWriter(None, gzip=False, warc_version="1.1")
        info = {"software": software, "format": "WARC File Format 1.1"}
        self._write(self._warc.create_warcinfo_record(path.name, info), _LEVEL)

    def __enter__(self) -> "ArchiveWriter":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.discard()

    def write(self, exchange: Exchange) -> tuple[int, str]:
        """Append the request, if known, and the response, or the revisit record that stands for
        it.

        Returns the offset of that record and its payload digest. Raises OSError when the
        disk takes no more.
        """
        response = self._response(exchange)
        if exchange.request_headers is not None:
            named = response.rec_headers.get_header("WARC-Record-ID")
            self._write(self._request(exchange, named), _LEVEL)
        offset = self._file.count
        self._write(response, _STORED if _is_coded(exchange) else _LEVEL)
        self.exchanges += 1
        return offset, response.rec_headers.get_header("WARC-Payload-Digest")

    def convert(self, url: str, html: bytes, feed: str, fetched_at: datetime) -> tuple[int, str]:
        """Append an article's page that was made of an entry of `feed`, as a conversion record
        (WARC 1.1 section 6.8). Returns its offset and its payload digest."""
        named = {
            "WARC-Date": _stamp(fetched_at),
            "WARC-Refers-To-Target-URI": feed,
            "WARC-Refers-To-Date": _stamp(fetched_at),
            "Content-Type": _MADE,
        }
        record = self._warc.create_warc_record(
            url,
            "conversion",
            payload=BytesIO(html),
            length=len(html),
            warc_content_type=_MADE,
            warc_headers_dict=named,
        )
        offset = self._file.count
        self._write(record, _LEVEL)
        self.exchanges += 1
        return offset, record.rec_headers.get_header("WARC-Payload-Digest") or payload_digest(html)

    def _write(self, record: Any, level: int) -> None:
        """One record as one gzip member, whole on disk."""
        self._warc.out = member = _Member(level)
        self._warc.write_record(record)
        self._file.write(member.finished())
        self._file.flush()

    def close(self) -> None:
        """Give the file its name."""
        self._file.close()
        self._part.rename(self.path)

    def discard(self) -> None:
        """Remove what was written."""
        try:
            self._file.close()
        finally:
            self._part.unlink(missing_ok=True)

    def _response(self, exchange: Exchange) -> Any:
        status = f"{exchange.status} {_phrase(exchange.status)}".strip()
        headers = [(name, value) for name, value in exchange.headers if name.lower() not in HOP]
        named = {"WARC-Date": _stamp(exchange.fetched_at)}
        if exchange.ip:
            named["WARC-IP-Address"] = exchange.ip
        if exchange.truncated:
            named["WARC-Truncated"] = exchange.truncated
        if exchange.original is None:
            return self._record("response", exchange, status, headers, named)
        named |= _revisit(exchange.original)
        return self._record("revisit", exchange, status, headers, named)

    def _request(self, exchange: Exchange, response_id: str) -> Any:
        parts = urlsplit(exchange.url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        given = [pair for pair in exchange.request_headers or () if pair[0].lower() not in _SECRET]
        if not any(name.lower() == "host" for name, _ in given):
            given = [("Host", parts.netloc.rpartition("@")[2]), *given]
        named = {"WARC-Date": _stamp(exchange.fetched_at), "WARC-Concurrent-To": response_id}
        return self._record("request", exchange, f"{target} {exchange.protocol}", given, named)

    def _record(
        self, kind: str, exchange: Exchange, line: str, headers: Headers, named: dict[str, str]
    ) -> Any:
        body = exchange.body if kind == "response" else b""
        first = "GET" if kind == "request" else exchange.protocol
        pairs = [(name, " ".join(value.split())) for name, value in headers if name.isascii()]
        return self._warc.create_warc_record(
            exchange.url,
            kind,
            payload=BytesIO(body),
            length=len(body),
            warc_headers_dict=named,
            http_headers=StatusAndHeaders(line, pairs, protocol=first),
        )


def _stamp(moment: datetime) -> str:
    # WARC 1.1 has fractions of a second: a record read again is then the very one written
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _revisit(original: Original) -> dict[str, str]:
    """The headers of a revisit record (WARC 1.1 section 6.7.3)."""
    headers = {
        "WARC-Profile": _NOT_MODIFIED,
        "WARC-Refers-To-Target-URI": original.url,
        "WARC-Payload-Digest": original.digest,
    }
    if original.fetched_at:
        headers["WARC-Refers-To-Date"] = _stamp(original.fetched_at)
    return headers


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _is_coded(exchange: Exchange) -> bool:
    """Whether the body came packed: packing it again costs much and saves nothing."""
    told = (value for name, value in exchange.headers if name.lower() == "content-encoding")
    return any(map(is_coded, told))


class _Member:
    """What is written to it, as one gzip member."""

    def __init__(self, level: int) -> None:
        self._packer = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._pieces.append(self._packer.compress(data))

    def flush(self) -> None:
        pass

    def finished(self) -> bytes:
        return b"".join([*self._pieces, self._packer.flush()])


class _Counted:
    """A file that knows how many bytes went into it; object stores tell it too late."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.count = 0

    def write(self, data: bytes) -> None:
        self._file.write(data)
        self.count += len(data)

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()
