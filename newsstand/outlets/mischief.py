"""How an address misbehaves: one function for each kind of trap."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from newsstand.answers import missing
from newsstand.site import template
from newsstand.troubles import Kind, Trap

PATIENCE = 20.0
"""Seconds after which the slow page answers whoever still waits."""
_OVERSIZE = 2 << 20
_LINE = b"<p>04:12 tram 07 passes the market, 04:19 tram 09 passes the market.</p>\n"
_ELSEWHERE = "http://partners.elsewhere.test/landing?from=night-courier"
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0\x08\x02\x00\x00\x00"


async def misbehave(trap: Trap, request: Request) -> Response:
    """The trap's answer."""
    return await _MISCHIEF[trap.kind](trap, request)


class Truncated(Response):
    """A response that ends before the length it announced."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send half of the body; the server then closes the connection."""
        await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
        half = bytes(self.body)[: len(self.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})


async def _slow(trap: Trap, request: Request) -> Response:
    async def gone() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass

    try:
        await asyncio.wait_for(gone(), PATIENCE)
    except TimeoutError:
        return HTMLResponse("<p>Still here?</p>")
    return Response(status_code=499)


async def _error(trap: Trap, request: Request) -> Response:
    return PlainTextResponse("The press has jammed.\n", 500)


async def _loop(trap: Trap, request: Request) -> Response:
    return Response(status_code=302, headers={"location": f"/turn{trap.path}"})


async def _offsite(trap: Trap, request: Request) -> Response:
    return Response(status_code=301, headers={"location": _ELSEWHERE})


async def _oversized(trap: Trap, request: Request) -> Response:
    headers = {"content-length": str(_OVERSIZE), "content-type": "text/html; charset=utf-8"}
    return StreamingResponse(_lines(), headers=headers)


async def _endless(trap: Trap, request: Request) -> Response:
    return StreamingResponse(_lines(), media_type="text/html")


async def _truncated(trap: Trap, request: Request) -> Response:
    return Truncated(_LINE * 40, media_type="text/html")


async def _members(trap: Trap, request: Request) -> Response:
    return PlainTextResponse("robots.txt asks you not to come here.\n", 403)


async def _gone(trap: Trap, request: Request) -> Response:
    return missing()


async def _binary(trap: Trap, request: Request) -> Response:
    return Response(_PNG + bytes(range(256)) * 40, media_type="text/html")


async def _empty(trap: Trap, request: Request) -> Response:
    return HTMLResponse(template("courier_film.html").render(trap=trap))


async def _lines() -> AsyncIterator[bytes]:
    sent = 0
    while sent < _OVERSIZE:
        chunk = (_LINE * 200)[: _OVERSIZE - sent]
        sent += len(chunk)
        yield chunk
        await asyncio.sleep(0)


_MISCHIEF: dict[Kind, Callable[[Trap, Request], Awaitable[Response]]] = {
    Kind.SLOW: _slow,
    Kind.ERROR: _error,
    Kind.LOOP: _loop,
    Kind.OFFSITE: _offsite,
    Kind.OVERSIZED: _oversized,
    Kind.ENDLESS: _endless,
    Kind.TRUNCATED: _truncated,
    Kind.MEMBERS: _members,
    Kind.GONE: _gone,
    Kind.BINARY: _binary,
    Kind.EMPTY: _empty,
}
