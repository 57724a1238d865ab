"""`newsdelta search`, as a person types it."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from press import WINDOW, make_article, make_batch, make_source, run

from crawlers.database import Database
from crawlers.load import load
from crawlers.settings import ROOT

MISTAKE = 2
SITE = "https://herald.example"


@pytest.fixture
def archive(database: Database, database_url: str, tmp_path: Path) -> str:
    made = [
        make_article(f"{SITE}/1", "[red]Ferries[/] \x1b[31mto Taipa.", title="Pier \x1b[2J opens"),
        make_article(f"{SITE}/2", "澳門渡輪停航。", title="颱風", language="zh", script="Hant"),
    ]
    load(make_source(), WINDOW, make_batch(tmp_path, "one", made), database, "one")
    return database_url


def newsdelta(url: str, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "newsdelta.command", "search", *words],
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "NEWSDELTA_DATABASE_URL": url,
            "COLUMNS": "120",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_table_shows_what_was_found_and_nothing_of_the_page_steers_the_terminal(
    archive: str,
) -> None:
    done = newsdelta(archive, "ferry", "taipa")
    assert done.returncode == 0, done.stderr
    assert "2026-11-15" in done.stdout
    assert "herald" in done.stdout
    assert "Pier  [2J opens" in done.stdout
    assert "[red]Ferries[/]  [31mto Taipa." in done.stdout
    assert f"{SITE}/1" in done.stdout
    assert "\x1b" not in done.stdout


def test_rows_for_programs(archive: str) -> None:
    rows = json.loads(newsdelta(archive, "渡轮", "--format", "json").stdout)
    assert [(row["url"], row["snippet"]) for row in rows] == [(f"{SITE}/2", "澳門⟦渡輪⟧停航。")]
    done = newsdelta(archive, "pier OR 澳门", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {line["url"] for line in lines} == {f"{SITE}/1", f"{SITE}/2"}
    assert (
        len(
            newsdelta(
                archive, "pier OR 澳门", "--limit", "1", "--format", "csv"
            ).stdout.splitlines()
        )
        == 2
    )


def test_filters_are_passed_on(archive: str) -> None:
    for more in (
        ("--language", "pt"),
        ("--source", "gazette"),
        ("--since", "2026-11-16"),
        ("--until", "2026-11-15"),
        ("--topic", "sport"),
        ("--place", "macau"),
    ):
        done = newsdelta(archive, "ferry", *more)
        assert (done.returncode, done.stdout) == (0, "No article answers this.\n")
    kept = (
        "--language",
        "en",
        "--source",
        "herald",
        "--since",
        "2026-11-15",
        "--until",
        "2026-11-16",
    )
    assert SITE in newsdelta(archive, "ferry", *kept).stdout


def test_a_day_that_is_none(archive: str) -> None:
    done = newsdelta(archive, "ferry", "--since", "yesterday")
    assert done.returncode == MISTAKE
    assert done.stderr == "newsdelta: 'yesterday' is not a day; write 2026-11-15\n"


def test_what_cannot_be_found_yet_is_told(archive: str) -> None:
    run(archive, "insert into news.search_queue (article_id) select id from news.articles")
    done = newsdelta(archive, "ferry")
    assert "2 articles cannot be found yet" in done.stderr
