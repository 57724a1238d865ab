"""The page in the real Airflow, below a path of its own: nothing of it without a login."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from openpage import is_let_in

from crawlers.settings import ROOT, Settings
from newsdelta import embedded
from newsdelta.opened import create_database, migrate
from newsdelta.processes import Children
from newsdelta.stack import HOST, VIEWER, Stack, free_port

PREFIX = "/news/desk"
SECONDS = 240
SPAN = "region=gba&since=2026-11-01&until=2026-11-08"


@dataclass
class Site:
    """A running Airflow and its viewer."""

    url: str
    password: str

    @property
    def page(self) -> str:
        return f"{self.url}/coverage/"

    def get(self, path: str, token: str = "", **more: str) -> httpx.Response:
        """The answer to a path below the page's own, with the token as the UI's cookie."""
        headers = {"Cookie": f"_token={token}"} if token else {}
        address = urljoin(self.page, path)
        return httpx.get(address, headers={**headers, **more}, trust_env=False, timeout=60)

    def token(self) -> str:
        body = {"username": VIEWER, "password": self.password}
        answer = httpx.post(f"{self.url}/auth/token", json=body, trust_env=False, timeout=60)
        return str(answer.json()["access_token"])


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Airflow's API server with our plugins folder, on databases of its own."""
    with (
        TemporaryDirectory(prefix="newsdelta-", ignore_cleanup_errors=True) as folder,
        embedded.running(Path(folder)) as socket,
    ):
        port = free_port(None, 18_400, "the UI")
        stack = Stack(Path(folder), socket, port=port, newsstand_port=2)
        for name in ("airflow", "newsdelta"):
            create_database(socket, name)
        migrate(Settings(database_url=stack.environment["NEWSDELTA_DATABASE_URL"]))
        base = {"AIRFLOW__API__BASE_URL": f"{stack.airflow_url}{PREFIX}"}
        password = stack.passwords[VIEWER]
        children = Children(Path(folder) / "logs", {**stack.environment, **base})
        subprocess.run(
            [sys.executable, "-m", "airflow", "db", "migrate"],
            env={**os.environ, **children.environment},
            check=True,
            capture_output=True,
        )
        children.start("api-server", ["airflow", "api-server"])
        site = Site(f"http://{HOST}:{port}{PREFIX}", password)
        _await(site, children)
        yield site
        children.stop()


def _await(site: Site, children: Children) -> None:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        children.check()
        try:
            if httpx.get(f"{site.url}/api/v2/version", trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.5)
    raise TimeoutError("Airflow did not come up")


def paths() -> list[str]:
    """A path of every route of the app, relative to the page."""
    from coverage_page import make_app

    app = make_app(Settings(database_url="postgresql://nobody@127.0.0.1:1/x"), is_let_in)
    return [path for path in map(_example, _routes(app)) if path]


def _routes(app: FastAPI) -> list[str]:
    assert all(isinstance(route, APIRoute) for route in app.routes), "what is no route has no guard"
    return [route.path for route in app.routes if isinstance(route, APIRoute)]


def _example(path: str) -> str:
    return re.sub(r"{(\w+)}", lambda m: {"name": "app.js"}.get(m[1], "1"), path).lstrip("/")


def test_no_route_answers_who_is_not_logged_in(site: Site) -> None:
    asked = paths()
    assert len(asked) > 12
    for path in asked:
        for token in ("", "made-up", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."):
            answer = site.get(f"{path}?{SPAN}", token)
            assert answer.status_code in (401, 403), f"{path}: {answer.status_code}"
            assert "default-src 'none'" in answer.headers["content-security-policy"]
    bearer = site.get("api/choices", Authorization="Bearer made-up")
    assert bearer.status_code == 403


def test_who_opens_the_page_is_led_to_the_login_and_back(site: Site) -> None:
    led = site.get("?tab=gaps&source=scmp")
    assert led.status_code == 302
    login = urljoin(site.page, led.headers["location"])
    onward = httpx.get(login, trust_env=False)
    assert onward.status_code in (302, 307), onward.text
    assert "coverage" in onward.headers["location"]
    assert "scmp" in onward.headers["location"]


def test_a_viewer_sees_everything_of_it(site: Site) -> None:
    token = site.token()
    shell = site.get("", token)
    assert shell.status_code == 200
    for name in re.findall(r'(?:src|href)="(static/[^"]+)"', shell.text):
        assert site.get(name, token).status_code == 200, name
    for path in paths():
        answer = site.get(f"{path}?{SPAN}&topic=sport", token)
        assert answer.status_code in ((404,) if "articles/1" in path else (200,)), answer.text


def test_the_ui_has_it_in_the_menu_and_on_every_dag(site: Site) -> None:
    token = site.token()
    plugins = site.get(f"{PREFIX}/api/v2/plugins", token).json()["plugins"]
    (plugin,) = [one for one in plugins if one["name"] == "coverage"]
    views = {view["destination"]: view["href"] for view in plugin["external_views"]}
    assert views == {"nav": "coverage/", "dag": "coverage/?dag={DAG_ID}"}
    errors = site.get(f"{PREFIX}/api/v2/plugins/importErrors", token).json()
    assert errors["import_errors"] == []
    for href in views.values():
        assert urljoin(f"{site.url}/", href).startswith(site.page)


def test_the_plugins_folder_holds_one_plugin() -> None:
    ignored = (ROOT / "plugins" / ".airflowignore").read_text(encoding="utf-8")
    assert "coverage_page/" in ignored
    assert [path.name for path in (ROOT / "plugins").glob("*.py")] == ["coverage_plugin.py"]
