"""Sources and batches for the tests of the clean step."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawlers.batch import ArchiveWriter, Batch, Exchange
from crawlers.model import Candidate, Fresh, Page, Stage, Way
from crawlers.sources import Source

FETCHED = datetime(2026, 11, 16, 3, tzinfo=UTC)
HTML = "text/html; charset=utf-8"


@pytest.fixture
def make_source() -> Callable[..., Source]:
    """A source with the given extraction hints."""

    def make(**extraction: Any) -> Source:
        return Source.model_validate(
            {
                "id": "herald",
                "name": "The Herald",
                "home": "http://herald.test/",
                "region": "gba",
                "kind": "newspaper",
                "languages": ["en"],
                "timezone": "Asia/Hong_Kong",
                "schedule": "0 * * * *",
                "discovery": {"feeds": ["http://herald.test/feed"]},
                "articles": [r"http://herald\.test/(?P<date>\d{4}/\d\d/\d\d)/"],
                "extraction": extraction,
            }
        )

    return make


@pytest.fixture
def batch_of(tmp_path: Path) -> Callable[..., Batch]:
    """A batch that dedupe has done, with one fresh page for each body."""

    def make(
        bodies: Sequence[bytes],
        urls: Sequence[str] | None = None,
        published: Sequence[datetime | None] | None = None,
    ) -> Batch:
        batch = Batch.of(str(tmp_path), "herald", "run-1")
        batch.create()
        names = urls or [f"http://herald.test/story/{number}" for number in range(len(bodies))]
        times = published or [None] * len(bodies)
        with ArchiveWriter(batch.path / "a.warc.gz") as archive, batch.writing("fresh") as put:
            for url, body, at in zip(names, bodies, times, strict=True):
                sent = Exchange(url, 200, [("Content-Type", HTML)], body, FETCHED)
                offset, digest = archive.write(sent)
                put(Fresh(url=url, page=_page(url, offset, digest, at)))
        with batch.writing("dedupe.rejects"):
            pass
        batch.finish(Stage.DEDUPE, {"fresh": len(bodies)})
        return batch

    return make


def _page(url: str, offset: int, digest: str, at: datetime | None) -> Page:
    found = Candidate(url=url, way=Way.FEED, found_at="http://herald.test/feed", published_at=at)
    return Page(
        url=url,
        final_url=url,
        kind="article",
        status=200,
        content_type=HTML,
        fetched_at=FETCHED,
        digest=digest,
        warc="a.warc.gz",
        offset=offset,
        candidate=found,
    )
