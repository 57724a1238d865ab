"""The Coverage page served on loopback for everybody, and hostile articles for it to show."""

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from grown import ONE, day, today
from press import make_batch, make_page, make_source
from upath import UPath

from crawlers.batch import ArchiveWriter, Batch, Exchange
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article, Window
from crawlers.settings import ROOT, Settings

sys.path.append(str(ROOT / "plugins"))  # Airflow puts its plugins folder there too

EVIL = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
TEXT = "<img src=x onerror=alert(1)> The ferry to Macao was late, a bank said.\nA second paragraph."


def noon() -> datetime:
    """Noon of yesterday, when the hostile articles are published."""
    return today() - ONE / 2


def is_let_in() -> None:
    """The guard of a door that is open."""


@contextmanager
def open_page(url: str | None, folder: Path) -> Iterator[httpx.Client]:
    """The page over the database at `url`, served on loopback for everybody."""
    from coverage_page import make_app

    settings = Settings(database_url=url, data=str(folder), timezone="Asia/Hong_Kong")
    app = make_app(settings, is_let_in)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as door:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        address = f"http://127.0.0.1:{door.getsockname()[1]}"
        try:
            with httpx.Client(base_url=address, trust_env=False, timeout=60) as client:
                yield client
        finally:  # a test that fails ends the server, too
            server.should_exit = True
            thread.join()


def span(**asked: Any) -> dict[str, Any]:
    """A week of the region, with what else is asked."""
    return {"region": "gba", "since": str(day(6)), "until": str(day(-1)), **asked}


def rows(page: httpx.Client, path: str, **asked: Any) -> list[dict[str, Any]]:
    """What the page answers about that week."""
    answer = page.get(f"/api/{path}", params=span(**asked))
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def keep(database: Database, folder: Path, source: str, article: Article) -> None:
    """Load one article whose page is in the archive."""
    batch = Batch.of(str(folder), source, "one")
    batch.create()
    body = f"<html><script>alert('{source}')</script>新聞</html>"
    offset, digest = write_archive(batch, article.url, body)
    page = make_page(article.url, batch, offset, noon() + timedelta(hours=2), digest=digest)
    kept = article.model_copy(update={"page": page})
    made = make_batch(folder, "one", [kept], source=source)
    week = Window(start=today() - 7 * ONE, end=today())
    load(make_source(source), week, made, database, "one")


def write_archive(batch: Batch, url: str, body: str) -> tuple[int, str]:
    """Write the batch's archive of one page; its place and digest."""
    with ArchiveWriter(UPath(batch.path) / "crawl-001.warc.gz") as archive:
        kind = [("Content-Type", "text/html; charset=utf-8")]
        exchange = Exchange(
            url=url,
            status=200,
            headers=kind,
            body=body.encode(),
            fetched_at=noon() + timedelta(hours=2),
            request_headers=None,
        )
        return archive.write(exchange)
