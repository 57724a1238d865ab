"""Batches as a crawl leaves them, and the source they are of."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.batch import ArchiveWriter, Batch, Exchange
from crawlers.model import Candidate, Page, Stage, Way
from crawlers.sources import Source

FETCHED = datetime(2026, 11, 16, 3, tzinfo=UTC)
HTML = "text/html; charset=utf-8"
Fetched = tuple[str, bytes] | tuple[str, bytes, str]
"""A requested URL, its body and, when redirected, where it ended."""


@pytest.fixture
def source() -> Source:
    return Source.model_validate(
        {
            "id": "herald",
            "name": "The Herald",
            "home": "https://www.herald.test/",
            "region": "gba",
            "kind": "newspaper",
            "languages": ["en"],
            "timezone": "Asia/Hong_Kong",
            "schedule": "0 * * * *",
            "discovery": {"feeds": ["https://www.herald.test/feed"]},
            "articles": [r"https?://(\w+\.)?herald\.test/(story|amp|print)/\d+"],
        }
    )


@pytest.fixture
def batch_of(tmp_path: Path) -> Callable[..., Batch]:
    """A batch that a crawl has done, with one article page for each fetch."""

    def make(*fetched: Fetched, run: str = "run-1", status: int = 200) -> Batch:
        batch = Batch.of(str(tmp_path), "herald", run)
        batch.create()
        with ArchiveWriter(batch.path / "a.warc.gz") as archive, batch.writing("pages") as put:
            for url, body, *ended in fetched:
                final = ended[0] if ended else url
                sent = Exchange(final, status, [("Content-Type", HTML)], body, FETCHED)
                offset, digest = archive.write(sent)
                put(_page(url, final, status, offset, digest))
        with batch.writing("crawl.rejects"):
            pass
        batch.finish(Stage.CRAWL, {"fetched": len(fetched)})
        return batch

    return make


def _page(url: str, final: str, status: int, offset: int, digest: str) -> Page:
    return Page(
        url=url,
        final_url=final,
        kind="article",
        status=status,
        content_type=HTML,
        fetched_at=FETCHED,
        digest=digest,
        warc="a.warc.gz",
        offset=offset,
        candidate=Candidate(url=url, way=Way.FEED, found_at="https://www.herald.test/feed"),
    )
