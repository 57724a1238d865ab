"""The paper's catalogue, the command on it, and what was archived of it."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from paper import YAML, Command, page
from press import make_article, make_batch, make_page

from crawlers.batch import ArchiveWriter, Batch, Exchange
from crawlers.settings import ROOT


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A catalogue with one source, `paper`, and a home for its batches."""
    (tmp_path / "paper.yaml").write_text(YAML, encoding="utf-8")
    return tmp_path


@pytest.fixture
def newsdelta(paper: Path) -> Command:
    """The command, as a person runs it; settings by their names."""

    def run(*words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        more = {
            "PYTHONPATH": str(ROOT),
            "NEWSDELTA_CATALOGUE": str(paper),
            "NEWSDELTA_HOME": str(paper / "home"),
            **settings,
        }
        return subprocess.run(
            [sys.executable, "-m", "newsdelta.command", *words],
            env={**os.environ, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.fixture
def archive(paper: Path) -> Callable[..., Batch]:
    """Archives articles as a run of `day` leaves them, and gives the batch."""

    def make(
        day: str,
        subjects: Sequence[str],
        looks: Callable[[str], bytes] = page,
        source: str = "paper",
    ) -> Batch:
        at = datetime.fromisoformat(f"{day}T04:00").replace(tzinfo=UTC)
        run = f"scheduled__{day}T00_00"
        batch = Batch.of(str(paper / "home" / "batches"), source, run)
        batch.create()
        articles = []
        with ArchiveWriter(batch.path / "crawl-001.warc.gz") as writer:
            for subject in subjects:
                url = f"https://paper.test/news/{subject}"
                sent = Exchange(url, 200, [("Content-Type", "text/html")], looks(subject), at)
                offset, _ = writer.write(sent)
                kept = make_page(url, batch, offset, at)
                articles.append(make_article(url, page=kept))
        return make_batch(paper / "home" / "batches", run, articles, source=source)

    return make
