"""A user's mistake gets one plain sentence and exit status 2; a failing world exit status 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from crawlers.settings import ROOT

MISTAKE, FAILURE = 2, 1


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home with spaces")


def newsdelta(
    home: Path, *words: str, stdin: bytes = b"", **environment: str
) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "newsdelta.command", *words],
        env={**os.environ, "PYTHONPATH": str(ROOT), "NEWSDELTA_HOME": str(home), **environment},
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
    )


def complaint(done: "subprocess.CompletedProcess[bytes]", status: int) -> str:
    """What it said, after checking that it said it plainly."""
    said = done.stderr.decode()
    assert done.returncode == status, said
    assert "Traceback" not in said
    assert len(said.strip().splitlines()) == 1, said
    return said


def test_an_unknown_source_is_named_with_the_nearest(home: Path) -> None:
    said = complaint(newsdelta(home, "run", "rhtk"), MISTAKE)
    assert "'rhtk'" in said
    assert "'rthk'" in said


def test_a_window_that_ends_before_it_starts(home: Path) -> None:
    words = ("run", "rthk", "--since", "2026-11-16", "--until", "2026-11-15")
    said = complaint(newsdelta(home, *words), MISTAKE)
    assert "ends" in said
    assert "before it starts" in said


def test_a_date_that_is_none(home: Path) -> None:
    said = complaint(newsdelta(home, "coverage", "--since", "yesterday"), MISTAKE)
    assert "'yesterday' is not a date" in said


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_date_at_the_end_of_the_calendar(home: Path, day: str) -> None:
    for words in (("run", "rthk", "--until"), ("briefing", "--until"), ("briefing", "--since")):
        assert "is too far away" in complaint(newsdelta(home, *words, day), MISTAKE)


def test_days_of_a_briefing_that_are_not_over(home: Path) -> None:
    said = complaint(newsdelta(home, "briefing", "--until", "2999-01-01"), MISTAKE)
    assert "2998-12-31 is not over" in said


def test_a_malformed_source_file(home: Path, tmp_path: Path) -> None:
    catalogue = tmp_path / "sources"
    catalogue.mkdir()
    text = (ROOT / "crawlers" / "sources" / "gba" / "rthk.yaml").read_text(encoding="utf-8")
    (catalogue / "rthk.yaml").write_text(text + "\npoliteness_: {}\n", encoding="utf-8")
    done = newsdelta(home, "sources", "check", NEWSDELTA_CATALOGUE=str(catalogue))
    said = complaint(done, MISTAKE)
    assert "rthk.yaml" in said
    assert "did you mean 'politeness'?" in said


def test_a_database_that_does_not_answer(home: Path) -> None:
    url = "postgresql://ann:secret@127.0.0.1:1/news"
    said = complaint(newsdelta(home, "coverage", NEWSDELTA_DATABASE_URL=url), FAILURE)
    assert "127.0.0.1" in said
    assert "secret" not in said


@pytest.mark.parametrize("content", [b"no archive at all", b"\x1f\x8b\x08\x00broken", b""])
def test_a_corrupt_warc_leaves_nothing_behind(home: Path, tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken.warc.gz"
    broken.write_bytes(content)
    said = complaint(newsdelta(home, "import", str(broken), "--source", "rthk"), MISTAKE)
    assert "broken.warc.gz" in said
    assert not list(home.glob("batches/*/*"))


def test_a_file_that_is_not_there(home: Path) -> None:
    assert "nowhere.warc" in complaint(newsdelta(home, "import", "nowhere.warc"), MISTAKE)
    assert "nowhere.html" in complaint(
        newsdelta(home, "extract", "nowhere.html", "--url", "http://a.example/1"), MISTAKE
    )


def test_words_that_are_not_understood(home: Path) -> None:
    done = newsdelta(home, "run", "rthk", "--sinse", "2026-11-15")
    assert done.returncode == MISTAKE
    assert b"Traceback" not in done.stderr


def test_a_page_that_is_no_article_is_printed_as_a_reject(home: Path) -> None:
    done = newsdelta(home, "extract", "-", "--url", "http://a.example/1", stdin=b"<p>hello")
    assert b'"reason"' in done.stdout
    complaint(done, MISTAKE)
