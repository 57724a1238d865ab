"""The Coverage page in the Airflow UI: its place in the menu and on each DAG, and its app.

Not named coverage.py: Airflow imports a plugin under its file's name, which is that of a library.
"""

from functools import cache
from typing import Any, ClassVar

from airflow.plugins_manager import AirflowPlugin


@cache
def _made() -> Any:
    # At the first request: schedulers and tasks read this file too, and have no use for a web app.
    from airflow.api_fastapi.core_api.security import get_user
    from coverage_page import make_app

    from crawlers.settings import Settings

    return make_app(Settings(), get_user)


async def app(scope: Any, receive: Any, send: Any) -> None:
    """The page as an ASGI application."""
    await _made()(scope, receive, send)


class CoveragePlugin(AirflowPlugin):
    """Coverage in the menu, and of a source on the page of its DAG.

    The addresses are relative: the UI resolves them against its own, whatever path that stands at.
    """

    name = "coverage"
    fastapi_apps: ClassVar[list[Any]] = [
        {"app": app, "url_prefix": "/coverage", "name": "Coverage"}
    ]
    external_views: ClassVar[list[Any]] = [
        {
            "name": "Coverage",
            "href": "coverage/",
            "destination": "nav",
            "url_route": "coverage",
        },
        {
            "name": "Coverage",
            "href": "coverage/?dag={DAG_ID}",
            "destination": "dag",
            "url_route": "coverage-of-source",
        },
    ]
