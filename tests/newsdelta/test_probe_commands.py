"""`newsdelta sources probe`, `record` and `check --live`, as a person types them."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawlers.settings import ROOT
from crawlers.sources import load_source
from newsstand import Stand, serve, truth
from newsstand.press import ZONE

NOW = datetime.now(ZONE)
MISTAKE = 2
HOME = "http://island-broadcaster.newsstand.test/"


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    with serve(now=NOW) as running:
        yield running


def newsdelta(stand: Stand, catalogue: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    more = {
        "PYTHONPATH": str(ROOT),
        "NEWSDELTA_PROXIES": f"newsstand.test={stand.url}",
        "NEWSDELTA_CATALOGUE": str(catalogue),
        "NEWSDELTA_USER_AGENT": "Newsdelta/test",
    }
    return subprocess.run(
        [sys.executable, "-m", "newsdelta.command", "sources", *words],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def catalogue(stand: Stand, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with one source, as a probe drafted it."""
    folder = tmp_path_factory.mktemp("catalogue")
    words = ("probe", HOME, "--delay", "0.02", "--region", "newsstand", "-o")
    done = newsdelta(stand, folder, *words, str(folder / "island.yaml"))
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "looking for feeds and sitemaps" in done.stderr
    assert "not found: sitemaps: none found" in done.stderr
    return folder


def test_a_probe_writes_a_file_that_the_catalogue_takes(stand: Stand, catalogue: Path) -> None:
    source = load_source(catalogue / "island.yaml")
    assert source.id == "island"
    assert source.politeness.delay == 0.02
    again = newsdelta(stand, catalogue, "probe", HOME, "-o", str(catalogue / "island.yaml"))
    assert again.returncode == MISTAKE
    assert "is there already" in again.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ftp://paper.example/"], "is not an http(s) address"),
        (["http://nobody.newsstand.test/", "--delay", "0.02"], "HTTP 502"),
        ([HOME, "-o", "island.txt"], "is named <id>.yaml"),
        ([HOME, "-o", "nowhere/island.yaml"], "there is no folder nowhere"),
    ],
)
def test_a_site_that_cannot_be_probed_is_one_sentence(
    stand: Stand, tmp_path: Path, words: list[str], told: str
) -> None:
    done = newsdelta(stand, tmp_path, "probe", *words)
    assert done.returncode == MISTAKE
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_live_check_asks_robots_and_lists(stand: Stand, catalogue: Path) -> None:
    done = newsdelta(stand, catalogue, "check", "island", "--live")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == f"ok   {HOME}robots.txt: allows the articles"
    assert lines[1] == f"ok   {HOME}rss/news.xml: 40 articles among 40 links"


def test_a_live_check_names_the_list_that_is_broken(stand: Stand) -> None:
    own = ROOT / "crawlers" / "sources"
    done = newsdelta(stand, own, "check", "ns_night_courier", "--live")
    assert done.returncode == MISTAKE
    assert "FAIL http://night-courier.newsstand.test/feeds/late.xml: not a feed" in done.stdout
    assert done.stderr.count("newsdelta:") == 1


def test_a_recording_holds_what_a_page_is_read_as(stand: Stand, catalogue: Path) -> None:
    page = truth(NOW - timedelta(days=2), NOW, NOW, outlets=["ns_island_broadcaster"])[0]
    gone = f"{HOME}news/20010101-0099.htm"
    failed = newsdelta(stand, catalogue, "record", "island", page.url, gone)
    assert failed.returncode == MISTAKE
    assert f"{gone}: HTTP error" in failed.stderr
    assert [path.name for path in catalogue.iterdir()] == ["island.yaml"]

    done = newsdelta(stand, catalogue, "record", "island", page.url)
    assert done.returncode == 0, done.stderr
    (told,) = json.loads((catalogue / "island.expected.json").read_text(encoding="utf-8"))
    assert (told["url"], told["title"]) == (page.url, page.title)
    assert "".join(told["body"].split()) == "".join(page.body.split())
    assert newsdelta(stand, catalogue, "check").returncode == 0

    file = catalogue / "island.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("h2.itemTitle", "div.createddate"))
    broken = newsdelta(stand, catalogue, "check")
    assert broken.returncode == MISTAKE
    assert f"island: recording: {page.url}: title is read as" in broken.stderr
