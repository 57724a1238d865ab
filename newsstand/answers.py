"""HTTP answers of the papers: pages with validators, and lists that are streamed.

Conditional requests follow RFC 9110 section 13: `If-None-Match` before `If-Modified-Since`.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

_CHUNK = 1 << 16


def page(
    request: Request, body: bytes, content_type: str, modified_at: datetime | None = None
) -> Response:
    """`body` with an entity tag and, where it is known, when it was changed; or 304."""
    tag = f'"{blake2b(body, digest_size=10).hexdigest()}"'
    headers = {"etag": tag, "cache-control": "max-age=60"}
    if modified_at:
        headers["last-modified"] = format_datetime(modified_at.astimezone(UTC), usegmt=True)
    if _unchanged(request, tag, modified_at):
        return Response(status_code=304, headers=headers)
    return Response(body, headers={**headers, "content-type": content_type})


def stream(pieces: Iterable[str], content_type: str, encoding: str = "utf-8") -> Response:
    """A list of any length, written as it is made."""
    chunks = _chunks(pieces, encoding)
    return StreamingResponse(chunks, headers={"content-type": content_type})


def missing(sentence: str = "There is no such page.") -> Response:
    """404 with a plain sentence."""
    return PlainTextResponse(f"{sentence}\n", 404)


def _unchanged(request: Request, tag: str, modified_at: datetime | None) -> bool:
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return tag in (one.strip().removeprefix("W/") for one in tags.split(","))
    since = request.headers.get("if-modified-since")
    if since is None or modified_at is None:
        return False
    try:
        return modified_at <= parsedate_to_datetime(since).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return False


async def _chunks(pieces: Iterable[str], encoding: str) -> AsyncIterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece.encode(encoding, "xmlcharrefreplace")
        if len(waiting) >= _CHUNK:
            yield bytes(waiting)
            waiting.clear()
            await asyncio.sleep(0)
    yield bytes(waiting)
