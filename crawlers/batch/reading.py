"""Reading WARC files (ISO 28500): one record by its offset, or all in order.

Files of others may be one gzip stream or not compressed at all; they are read too.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BufferedReader
from typing import Any

from upath import UPath
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecordLoader

from crawlers.batch.batch import BatchError
from crawlers.batch.members import Members
from crawlers.batch.record import HOP, LIMIT, Record, payload_digest

_LINE = 1 << 16
_GZIP = b"\x1f\x8b"
_ANSWERS = frozenset({"response", "revisit", "conversion"})


def read_record(path: UPath, offset: int) -> Record:
    """The response, revisit or conversion record at `offset`, read without the ones before it.

    Raises:
        BatchError: there is no whole record.
    """
    with _complaints(path), path.open("rb") as file:
        file.seek(offset)
        record = next(_records(file, None), None)
    if record is None or record.kind not in _ANSWERS:
        raise BatchError(f"{path} holds no response at byte {offset}")
    return record


def records(path: UPath, kinds: frozenset[str] = frozenset({"response"})) -> Iterator[Record]:
    """Every record of the given WARC types, in order of the file.

    Raises:
        BatchError: the file is damaged; what came before the damage has been given.
    """
    with _complaints(path), path.open("rb") as file:
        yield from _records(file, kinds)


@contextmanager
def _complaints(path: UPath) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise BatchError(f"{path} does not exist") from error
    except EOFError as error:
        raise BatchError(f"{path} is damaged: it ends in the middle of a record") from error
    except (ArchiveLoadFailed, zlib.error, ValueError) as error:
        detail = "".join(c for c in " ".join(str(error).split()) if c.isprintable())[:120]
        raise BatchError(f"{path} is damaged or no WARC file: {detail}") from error
    except OSError as error:
        raise BatchError(f"{path} cannot be read: {error.strerror or error}") from error


def _records(file: Any, kinds: frozenset[str] | None) -> Iterator[Record]:
    """Records of some kinds, or of all, from where `file` stands."""
    base = file.tell()
    magic = file.read(2)
    file.seek(base)
    members = Members(file) if magic == _GZIP else None
    with _Lines(members or file) as stream:
        for at, found in _parsed(stream):
            offset = at if members is None else members.starts.pop(at, None)
            if members and offset is not None:
                offset += base
            if kinds is None or found.rec_type in kinds:
                yield _record(found, offset)


def _parsed(stream: BufferedReader) -> Iterator[tuple[int, Any]]:
    """warcio's records, each with its place in the plain bytes; each is read to its end."""
    loader = ArcWarcRecordLoader(verify_http=False, arc2warc=False)
    while True:
        line = stream.readline()
        while line and not line.strip():
            line = stream.readline()
        if not line:
            return
        at = stream.tell() - len(line)
        found = loader.parse_record_stream(stream, statusline=line, known_format="warc")
        if not (found.rec_headers.get_header("Content-Length") or "").isdigit():
            raise EOFError
        yield at, found
        _skip(found.raw_stream)


def _record(found: Any, offset: int | None) -> Record:
    """Read one record's payload; whatever exceeds the limit is left for `_skip`."""
    named = found.rec_headers.get_header
    http = found.http_headers
    chunked = http and "chunked" in (http.get_header("transfer-encoding") or "").lower()
    stream = ChunkedDataReader(found.raw_stream) if chunked else found.raw_stream
    raw = stream.read(LIMIT)
    status = http.get_statuscode() if http and found.rec_type != "request" else ""
    headers = [pair for pair in http.headers if pair[0].lower() not in HOP] if http else []
    if found.rec_type == "conversion":
        status, headers = "200", [("Content-Type", named("Content-Type") or "")]
    digest = (found.rec_type == "revisit" and named("WARC-Payload-Digest")) or payload_digest(raw)
    return Record(
        url=named("WARC-Target-URI") or "",
        status=int(status) if status.isdigit() else 0,
        headers=headers,
        raw=raw,
        fetched_at=_moment(named("WARC-Date")),
        digest=digest,
        offset=offset,
        kind=found.rec_type,
        truncated=named("WARC-Truncated") or ("length" if len(raw) == LIMIT else None),
        id=named("WARC-Record-ID") or "",
        concurrent_to=named("WARC-Concurrent-To") or "",
    )


def _skip(stream: Any) -> None:
    """Read a record to its end.

    Raises:
        EOFError: the file ends first.
    """
    while stream.read(_LINE):
        pass
    if getattr(stream, "limit", 0) > 0:
        raise EOFError


def _moment(text: str | None) -> datetime:
    moment = datetime.fromisoformat(text or "1970-01-01T00:00:00Z")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class _Lines(BufferedReader):
    """Lines of bounded length: a damaged file may hold no line end at all."""

    def readline(self, size: int | None = -1, /) -> bytes:
        return super().readline(_LINE if size is None or size < 0 else min(size, _LINE))
