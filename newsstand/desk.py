"""The server's own pages, for those who run it: an index, the truth, the request log."""

import json
from datetime import datetime, timedelta
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route, Router

from newsstand.press import ZONE, Press
from newsstand.requestlog import RequestLog
from newsstand.site import Site, template
from newsstand.truth import coverage, troubles, truth

_WEEK = timedelta(days=7)
_LONGEST = timedelta(days=400)


class BadQueryError(ValueError):
    """A query that makes no sense; the message is for who asked."""


class FrontDesk:
    """Answers at the server's own address."""

    def __init__(self, press: Press, made: dict[str, Site], log: RequestLog) -> None:
        self._press, self._sites, self._log = press, made, log
        self.router = Router(
            [
                Route("/", self.index),
                Route("/_truth", self.truth),
                Route("/_log", self.log),
                Route("/_log/count", self.count),
            ]
        )

    async def index(self, request: Request) -> Response:
        """The papers, for a person."""
        page = template("desk.html").render(
            papers=[site.paper for site in self._sites.values()],
            now=request.state.now.astimezone(ZONE),
            port=request.url.port or 80,
        )
        return HTMLResponse(page)

    async def truth(self, request: Request) -> Response:
        """`?since=&until=` (ISO 8601, the last seven days when left out); `articles=0` for the
        counts only."""
        try:
            since, until = _window(request)
        except BadQueryError as error:
            return PlainTextResponse(f"{error}\n", 400)
        whole = request.query_params.get("articles") != "0"
        answer = await run_in_threadpool(self._told, since, until, request.state.now, whole)
        return Response(answer, media_type="application/json")

    async def log(self, request: Request) -> Response:
        """`?since_id=`: the requests after that one."""
        text = request.query_params.get("since_id", "0")
        if not text.isdecimal() or not text.isascii():
            return PlainTextResponse("since_id is a whole number.\n", 400)
        return JSONResponse(self._log.since(int(text[:18])))

    async def count(self, request: Request) -> Response:
        """How many requests there were."""
        return JSONResponse(self._log.count())

    def _told(self, since: datetime, until: datetime, now: datetime, whole: bool) -> str:
        per_day, seed = self._press.per_day, self._press.seed
        articles = truth(since, until, now, per_day=per_day, seed=seed)
        rejects = troubles(since, until, now, per_day=per_day, seed=seed)
        answer: dict[str, Any] = {
            "since": since.isoformat(),
            "until": until.isoformat(),
            "now": now.isoformat(),
            "counts": coverage(articles).model_dump(),
            "troubles": [one.model_dump(mode="json") for one in rejects],
        }
        if whole:
            answer["articles"] = [article.model_dump(mode="json") for article in articles]
        return json.dumps(answer, ensure_ascii=False)


def _window(request: Request) -> tuple[datetime, datetime]:
    now: datetime = request.state.now
    since = _moment(request, "since") or now - _WEEK
    until = _moment(request, "until") or now
    if until <= since:
        raise BadQueryError("until must lie after since.")
    if until - since > _LONGEST:
        raise BadQueryError(f"The window may be {_LONGEST.days} days long at most.")
    return since, until


def _moment(request: Request, name: str) -> datetime | None:
    # A plus sign in a query is a blank to HTML forms (application/x-www-form-urlencoded).
    text = request.query_params.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadQueryError(f"{name} is a moment such as 2026-11-15T00:00+08:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)
