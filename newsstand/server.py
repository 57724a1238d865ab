"""One server for all papers: finds the paper asked for, tells it the time, keeps the log.

The host is that of an absolute-form request target (RFC 9112 section 3.2.2), as a client of an
HTTP proxy sends it, and else that of the `Host` header. No request is passed on to anyone.
"""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from newsstand.bad_days import BadDay
from newsstand.clock import Clock, real
from newsstand.desk import FrontDesk
from newsstand.outlets import sites
from newsstand.press import Press
from newsstand.requestlog import Entry, RequestLog
from newsstand.site import Site

_ABSOLUTE = re.compile(r"([a-z][a-z0-9+.-]*)://([^/?#]*)(/[^?#]*)?", re.IGNORECASE | re.DOTALL)
_OWN = frozenset({"127.0.0.1", "localhost", "::1", "newsstand"})
"""Names of the server itself; the last is its name among containers."""


class Target(NamedTuple):
    """What a request asks for."""

    host: str
    path: str
    raw_path: bytes
    forwarded: bool
    """Whether the client takes this server for its proxy."""


class Newsstand:
    """The ASGI application."""

    def __init__(
        self,
        press: Press,
        clock: Clock,
        log: RequestLog,
        names: Collection[str] = (),
        bad_days: Mapping[str, BadDay] | None = None,
    ) -> None:
        made = sites(press, bad_days)
        self._clock, self._log = clock, log
        self._papers: dict[str, Site] = {site.paper.host: site for site in made.values()}
        self._desk = FrontDesk(press, made, log).router
        self._own = _OWN | {name.lower() for name in names}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        target = target_of(scope)
        scope = {
            **scope,
            "path": target.path,
            "raw_path": target.raw_path,
            "state": {**scope.get("state", {}), "now": self._clock()},
        }
        paper = self._papers.get(target.host)
        if paper:
            await self._logged(paper, target.host, scope, receive, send)
        elif target.host in self._own and not target.forwarded:
            await self._desk(scope, receive, send)
        else:
            await _stranger(target)(scope, receive, send)

    async def _logged(
        self, paper: Site, host: str, scope: Scope, receive: Receive, send: Send
    ) -> None:
        entry = _entry(scope, host)

        async def noting(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._log.add({**entry, "status": message["status"]})
                entry.clear()
            await send(message)

        try:
            answer = paper.before(scope["path"], scope["state"])
            await (answer or paper.router)(scope, receive, noting)
        finally:
            if entry:
                self._log.add({**entry, "status": 0})


def target_of(scope: Scope) -> Target:
    """The host, in lower case and without port, and the path that a request asks for."""
    path, raw = str(scope["path"]), bytes(scope.get("raw_path") or scope["path"].encode())
    headers = dict(scope["headers"])
    asked = headers.get(b"host", b"").decode("latin-1")
    absolute = _ABSOLUTE.fullmatch(path)
    if scope["method"] == "CONNECT":
        return Target(_bare(path), "/", b"/", forwarded=True)
    if absolute is None:
        return Target(_bare(asked), path, raw, forwarded=False)
    host, inner = absolute[2], absolute[3] or "/"
    inner_raw = b"/" + b"/".join(raw.split(b"/")[3:])
    forwarded = absolute[1].lower() != "http" or _bare(host) not in _OWN
    return Target(_bare(host), inner, inner_raw, forwarded)


def _bare(host: str) -> str:
    plain = host.rpartition("@")[2].strip().lower()
    if plain.startswith("["):
        return plain[1:].partition("]")[0]
    return plain.partition(":")[0].rstrip(".")


def _stranger(target: Target) -> PlainTextResponse:
    sentence = "This is a newsstand with papers of its own; it does not fetch from other hosts.\n"
    return PlainTextResponse(sentence, 502 if target.forwarded else 404)


def _entry(scope: Scope, host: str) -> Entry:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    query = scope["query_string"].decode("latin-1")
    return {
        "time": real().isoformat(),
        "host": host,
        "method": scope["method"],
        "path": scope["path"] + (f"?{query}" if query else ""),
        "conditional": "if-none-match" in headers or "if-modified-since" in headers,
        "user_agent": headers.get("user-agent", ""),
    }
