"""The page in a browser, where there is one: it draws, breaks no rule of its own policy, and
nothing a crawled page says is run."""

import os
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
COMPLAINTS = ("Refused to", "violates the following", "Uncaught", "SyntaxError")


def seen(page: httpx.Client, query: str, profile: Path) -> str:
    """The document after its scripts have run; fails where the console complains."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [
            str(BROWSER),
            "--headless",
            *root,
            "--disable-gpu",
            "--no-first-run",
            f"--user-data-dir={profile}",
            "--enable-logging=stderr",
            "--window-size=1280,4000",
            "--virtual-time-budget=20000",
            "--dump-dom",
            f"{page.base_url}?region=gba{query}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert not [line for line in console if any(word in line for word in COMPLAINTS)]
    return done.stdout


def test_the_overview_draws_every_panel(page: httpx.Client, tmp_path: Path) -> None:
    document = seen(page, "&span=7", tmp_path)
    for panel in ("topics", "trends", "voices", "places"):
        assert f'id="panel-{panel}"' in document
    assert "<canvas" in document
    assert "Herald" in document
    assert 'class="state failed"' not in document
    assert "1 day with holes" in document or "days with holes" in document


def test_what_an_article_says_stays_text(page: httpx.Client, tmp_path: Path) -> None:
    document = seen(page, "&span=7&tab=articles&q=ferry", tmp_path)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in document
    span = {"region": "gba", "since": "2020-01-01", "until": "2020-01-02"}
    assert page.get("/api/articles", params=span).json()["rows"] == []
    detail = seen(page, "&span=7&tab=articles&article=1", tmp_path)
    assert "&lt;img src=x onerror=alert(1)&gt;" in detail
    assert "<img" not in detail
    assert "<script>alert" not in document + detail
