"""A small paper on loopback, and crawls of it: real HTTP, real processes.

The paper stands at http://paper.test/ and is reached the way the newsstand is: through a proxy
mapping. Every request is written down.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.batch import Batch, read_record
from crawlers.crawl import CrawlOptions, crawl
from crawlers.model import Counts, Page, Reject, Window
from crawlers.sources import Source

HOST = "http://paper.test"
PAGE = "<html><head><title>{0}</title></head><body><p>{0} {1}</p></body></html>"
DAY = Window.model_validate(
    {"start": "2026-11-15T00:00:00+08:00", "end": "2026-11-16T00:00:00+08:00"}
)


@dataclass
class Reply:
    """What the paper answers. `raw` is sent as it is, and the connection closed."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html"})
    raw: bytes | None = None
    wait: threading.Event | None = None
    seconds: float = 0


class Paper:
    """A site made of replies by path, and what is needed to crawl it."""

    def __init__(self, folder: Path) -> None:
        self.replies: dict[str, Reply | Callable[[], Reply]] = {}
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.tags = False
        """Whether whole answers have an entity tag, and conditions are heeded."""
        self.not_modified: list[str] = []
        self.folder = folder
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def proxy(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def count(self) -> Counter[str]:
        return Counter(self.asked)

    # -- what it publishes --------------------------------------------------------------

    def page(self, path: str, **reply: Any) -> str:
        """An ordinary article; its URL is returned."""
        text = PAGE.format(f"Title of {path}", "word " * 50)
        self.replies[path] = Reply(text.encode(), **reply)
        return HOST + path

    def reply(self, path: str) -> Reply:
        """What it answers for a path, where that is always the same."""
        reply = self.replies[path]
        assert isinstance(reply, Reply)
        return reply

    def feed(self, path: str, items: Sequence[tuple[str, str | None]]) -> str:
        """An RSS feed of (URL, pubDate)."""
        entries = "".join(
            f"<item><title>{escape(url)}</title><link>{escape(url)}</link>"
            + (f"<pubDate>{date}</pubDate>" if date else "")
            + "</item>"
            for url, date in items
        )
        text = f'<?xml version="1.0"?><rss version="2.0"><channel>{entries}</channel></rss>'
        self.replies[path] = Reply(text.encode(), headers={"Content-Type": "application/rss+xml"})
        return HOST + path

    def html(self, path: str, links: list[str]) -> str:
        """A list page."""
        anchors = "".join(f'<a href="{escape(link)}">Story {link}</a>' for link in links)
        self.replies[path] = Reply(f"<html><body>{anchors}</body></html>".encode())
        return HOST + path

    # -- how it is crawled --------------------------------------------------------------

    def source(self, discovery: dict[str, Any], **more: Any) -> Source:
        politeness = {"delay": 0, "timeout": 5, **more.pop("politeness", {})}
        return Source.model_validate(
            {
                "id": "paper",
                "name": "The Paper",
                "home": HOST + "/",
                "region": "gba",
                "kind": "newspaper",
                "languages": ["en"],
                "timezone": "Asia/Hong_Kong",
                "schedule": "0 * * * *",
                "discovery": discovery,
                "articles": [rf"{HOST}/a/(?:(?P<date>\d{{8}})-)?[\w-]+$"],
                "politeness": politeness,
                **more,
            }
        )

    def options(self, **more: Any) -> CrawlOptions:
        proxies = {"paper.test": self.proxy, **more.pop("proxies", {})}
        return CrawlOptions(proxies=proxies, user_agent="Newsdelta/test", **more)

    def batch(self, name: str = "run") -> Batch:
        return Batch.of(str(self.folder), "paper", name)

    def crawl(
        self, source: Source, window: Window = DAY, batch: Batch | None = None, **options: Any
    ) -> "Crawled":
        batch = batch or self.batch()
        counts = crawl(source, window, batch, self.options(**options))
        return Crawled.of(batch, counts)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        paper = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                path = parts.path + (f"?{parts.query}" if parts.query else "")
                paper.asked.append(path)
                paper.agents.add(self.headers["User-Agent"])
                plain = paper.replies.get(parts.path, Reply(b"not here", 404))
                reply = paper.replies.get(path, plain)
                reply = reply() if callable(reply) else reply
                if paper.tags and reply.status == HTTPStatus.OK:
                    reply = self._tagged(path, reply)
                self._answer(reply)

            def _tagged(self, path: str, reply: Reply) -> Reply:
                tag = f'"{sha256(reply.body).hexdigest()[:16]}"'
                headers = {**reply.headers, "ETag": tag}
                if self.headers["If-None-Match"] != tag:
                    return replace(reply, headers=headers)
                paper.not_modified.append(path)
                return Reply(b"", HTTPStatus.NOT_MODIFIED, headers)

            def _answer(self, reply: Reply) -> None:
                if reply.wait:
                    reply.wait.wait(30)
                time.sleep(reply.seconds)
                if reply.raw is not None:
                    self.wfile.write(reply.raw)
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if reply.status != HTTPStatus.NOT_MODIFIED:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)

            def handle(self) -> None:
                try:
                    super().handle()
                except OSError:
                    self.close_connection = True  # the crawler hung up, as some tests want

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@dataclass
class Crawled:
    """What a crawl left in its batch."""

    batch: Batch
    counts: Counts
    pages: list[Page]
    rejects: list[Reject]

    @classmethod
    def of(cls, batch: Batch, counts: Counts) -> "Crawled":
        return cls(batch, counts, list(batch.pages()), list(batch.rejects()))

    @property
    def articles(self) -> list[str]:
        return [page.url.removeprefix(HOST) for page in self.pages if page.kind == "article"]

    @property
    def reasons(self) -> dict[str, tuple[str, str]]:
        return {
            reject.url.removeprefix(HOST): (reject.reason.value, reject.detail)
            for reject in self.rejects
        }

    def check(self) -> None:
        """What must be true of any crawl."""
        counts = self.counts
        assert counts["discovered"] == counts["fetched"] + counts["rejects"]
        assert counts["fetched"] == len(self.articles)
        assert counts["rejects"] == len(self.rejects)
        reasons = Counter(reject.reason.value for reject in self.rejects)
        assert reasons.items() <= counts.items()
        for page in self.pages:
            record = read_record(self.batch.path / page.warc, page.offset)
            assert (record.url, record.status) == (page.final_url, page.status)
            assert record.digest == page.digest
        for name in self.batch.archives():
            check_digests(Path(str(self.batch.path / name)))
        assert not [path for path in self.batch.path.iterdir() if path.name.endswith(".part")]


def check_digests(path: Path) -> int:
    """What `warcio check` does: every digest, block and payload; returns the records checked."""
    checked = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.raw_stream.read()
            assert record.digest_checker.passed is not False
            checked += 1
    return checked


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Paper]:
    """A fresh paper."""
    paper = Paper(tmp_path / "batches")
    yield paper
    paper.server.shutdown()
    paper.server.server_close()


def rfc822(text: str) -> str:
    """A moment as a feed writes it."""
    return datetime.fromisoformat(text).strftime("%a, %d %b %Y %H:%M:%S %z")
