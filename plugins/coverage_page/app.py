"""The app: every route behind the guard, every answer of a route with the headers that keep it
harmless."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from starlette.exceptions import HTTPException as AnyHTTPException

from coverage_page import articles, panels
from coverage_page.files import FILES, answer_file
from coverage_page.reader import Reader
from crawlers.database import Database, DatabaseError
from crawlers.settings import Settings

_LOG = logging.getLogger(__name__)
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; frame-ancestors 'self'; base-uri 'none'; "
    "form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}
SECONDS = 15
"""A query that takes longer is ended."""


def make_app(settings: Settings, guard: Callable[..., Any]) -> FastAPI:
    """The page as an app that answers only requests which the dependency `guard` lets pass.

    It is mounted one level below the address of the Airflow UI.
    """
    app = FastAPI(
        title="Coverage",
        dependencies=[Depends(guard)],
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    named = settings.database_url
    app.state.reader = Reader(Database.for_reading(named, SECONDS) if named else None)
    app.state.settings = settings
    app.get("/")(shell)
    app.get("/static/{name}")(static)
    app.include_router(panels.router, prefix="/api")
    app.include_router(articles.router, prefix="/api")
    app.add_middleware(Harmless)
    app.add_exception_handler(AnyHTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(DatabaseError, _no_database)
    return app


async def shell(request: Request) -> Response:
    """The page itself: it says little and asks for the rest."""
    return answer_file("index.html", request)


async def static(name: str, request: Request) -> Response:
    """A script, a style sheet or a licence."""
    if name not in FILES:
        raise HTTPException(404, "There is no such file.")
    return answer_file(name, request)


class Harmless:
    """ASGI middleware: adds the headers above to every answer that does not set its own."""

    def __init__(self, app: Any) -> None:
        self._app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on."""

        async def sending(message: Any) -> None:
            if message["type"] == "http.response.start":
                held = {name.lower() for name, _ in message["headers"]}
                more = [(n.lower().encode(), v.encode()) for n, v in _HEADERS.items()]
                fresh = [pair for pair in more if pair[0] not in held]
                message = {**message, "headers": [*message["headers"], *fresh]}
            await send(message)

        await self._app(scope, receive, sending)


async def _refused(request: Request, error: Any) -> Response:
    """A sentence; a person who opened the page and is not logged in is led to the login."""
    is_page = request.scope["path"].removeprefix(request.scope.get("root_path", "")) in ("", "/")
    if error.status_code == HTTPStatus.UNAUTHORIZED and is_page:
        back = quote(f"{request.url.path}?{request.url.query}", safe="")
        return RedirectResponse(f"../api/v2/auth/login?next={back}", status_code=302)
    return JSONResponse({"detail": error.detail}, error.status_code, headers=error.headers)


async def _not_understood(_: Request, error: Any) -> Response:
    first = error.errors()[0]
    said = str(first["msg"]).removeprefix("Value error, ")
    name = next((str(part) for part in reversed(first["loc"]) if part != "query"), "")
    if first["type"] != "value_error":
        said = f"'{name}' is not right: {said[:1].lower()}{said[1:]}."
    return JSONResponse({"detail": said}, 422)


async def _no_database(_: Request, error: Exception) -> Response:
    _LOG.warning("%s", error)
    said = f"{str(error)[:1].upper()}{str(error)[1:]}."
    if "statement timeout" in said:
        said = f"This took longer than {SECONDS} seconds. Choose a shorter span, or filter more."
    return JSONResponse({"detail": said}, 503)
