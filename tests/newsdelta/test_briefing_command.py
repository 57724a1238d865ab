"""`newsdelta briefing`, as a person types it."""

from pathlib import Path

import pytest
from grown import day, grow
from press import make_source
from typer.testing import CliRunner

from crawlers.asked import RunError
from crawlers.briefing import BriefingError
from crawlers.database import Database
from crawlers.stories import roll_up
from crawlers.taxonomy import load_topics
from newsdelta.command import app


@pytest.fixture
def press(
    database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Herald has two articles on football three days ago."""
    monkeypatch.setenv("NEWSDELTA_DATABASE_URL", database_url)
    monkeypatch.setenv("NEWSDELTA_DATA", str(tmp_path / "data"))
    database.sync_reference([make_source()], load_topics(), [])
    grow(database_url, "herald", 3, 2, ["football"])
    roll_up(database)


def briefing(*words: str) -> str:
    """What the command prints."""
    answer = CliRunner().invoke(app, ["briefing", *words], catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.output.strip()


def test_the_last_week_goes_into_the_data_root(press: None, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "briefings" / "gba"
    assert briefing() == str(folder / f"{day(0)}.html")
    assert "published 2 articles" in (folder / f"{day(0)}.html").read_text()
    assert f'href="{day(0)}.html"' in (folder / "index.html").read_text()


def test_other_days_go_to_a_file(press: None, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    words = ("--region", "gba", "--since", str(day(9)), "--until", str(day(4)))
    assert briefing(*words, "--output", str(file)) == str(file)
    assert "holds no article" in file.read_text()
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--region", "mars"), "there is no region 'mars'"),
        (("--since", "yesterday"), "'yesterday' is not a day"),
    ],
)
def test_a_mistake_is_one_sentence(press: None, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(BriefingError, match=said):
        briefing(*words)


def test_days_that_are_not_over_are_refused(press: None) -> None:
    with pytest.raises(BriefingError, match="is not over"):
        briefing("--since", str(day(1)))


def test_a_file_that_cannot_be_written_is_told(press: None, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="cannot be written: No such file or directory"):
        briefing("--output", str(tmp_path / "nowhere" / "page.html"))
