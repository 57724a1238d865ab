"""`newsdelta coverage`, as a person types it."""

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from arro3.io import read_parquet
from grown import day, grow
from press import make_source
from typer.testing import CliRunner

from crawlers.asked import RunError
from crawlers.database import Database
from crawlers.stories import roll_up
from crawlers.taxonomy import load_topics
from newsdelta.command import app


@pytest.fixture
def press(database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Herald has two articles on football three days ago, and none yesterday; the day between
    nobody crawled. Gazette has one yesterday, half of what it listed."""
    monkeypatch.setenv("NEWSDELTA_DATABASE_URL", database_url)
    database.sync_reference([make_source(), make_source("gazette")], load_topics(), [])
    grow(database_url, "herald", 3, 2, ["football"])
    grow(database_url, "herald", 1, 0)
    grow(database_url, "gazette", 1, 1, ["football"], listed=2)
    roll_up(database)


def coverage(*words: str) -> str:
    """What the command prints."""
    answer = CliRunner().invoke(app, ["coverage", *words], catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.output


def rows(*words: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(coverage(*words, "--format", "csv"))))


def test_every_day_of_a_source_with_how_much_of_it_is_there(press: None) -> None:
    found = rows("--by", "source", "--per", "day", "--since", str(day(3)), "--until", str(day(0)))
    told = [(r["starts_on"], r["id"], r["articles"], r["completeness"], r["holes"]) for r in found]
    assert told == [
        (str(day(3)), "herald", "2", "1.000", "0"),
        (str(day(2)), "herald", "0", "0.000", "1"),
        (str(day(1)), "gazette", "1", "0.500", "1"),
        (str(day(1)), "herald", "0", "", "0"),
    ]
    later = rows("--by", "source", "--per", "day", "--since", str(day(1)))
    assert {row["starts_on"] for row in later} == {str(day(1))}


def test_whole_weeks_that_the_span_touches(press: None) -> None:
    monday = day(1) - timedelta(days=day(1).weekday())
    found = rows("--per", "week", "--since", str(day(1)))
    assert {row["starts_on"] for row in found} == {str(monday)}
    assert {row["id"] for row in found} == {"football", "sport"}
    both = day(3) - timedelta(days=day(3).weekday()) == monday
    sport = next(row for row in found if row["id"] == "sport")
    assert (sport["articles"], sport["all_articles"]) == ("0", "3" if both else "1")


def test_a_span_says_how_complete_its_sources_are(press: None) -> None:
    found = rows("--by", "source", "--since", str(day(3)), "--until", str(day(0)))
    told = {row["id"]: (row["articles"], row["completeness"]) for row in found}
    assert told == {"herald": ("2", "0.500"), "gazette": ("1", "0.500")}


@pytest.mark.parametrize("by", ["topic", "place", "language"])
@pytest.mark.parametrize("per", ["day", "week", "month"])
def test_it_counts_by_and_per_anything(press: None, by: str, per: str) -> None:
    told = json.loads(coverage("--by", by, "--per", per, "--format", "json"))
    assert sum(row["articles"] for row in told) == (0 if by == "place" else 3)
    said = coverage("--by", by, "--per", per)
    assert ("There is no article." if by == "place" else "Coverage by") in said


def test_parquet_keeps_numbers_and_dates(press: None, tmp_path: Path) -> None:
    path = tmp_path / "coverage.parquet"
    words = ("--by", "source", "--per", "day", "--format", "parquet", "--output", str(path))
    assert coverage(*words) == ""
    table = read_parquet(path).read_all()
    columns = {name: table.column(name).to_pylist() for name in table.schema.names}
    assert columns["starts_on"][0] == day(3)
    assert isinstance(columns["starts_on"][0], date)
    assert columns["articles"] == [2, 0, 1, 0]
    assert columns["completeness"] == [1.0, 0.0, 0.5, None]


def test_a_file_of_no_article_has_the_columns_of_one_of_some(press: None, tmp_path: Path) -> None:
    some, none = tmp_path / "some.parquet", tmp_path / "none.parquet"
    never = ("--since", "2020-01-01", "--until", "2020-01-02")
    words = ("--by", "source", "--per", "day")
    coverage(*words, "--format", "parquet", "--output", str(some))
    coverage(*words, *never, "--format", "parquet", "--output", str(none))
    made, empty = (read_parquet(path).read_all() for path in (some, none))
    assert (made.num_rows, empty.num_rows) == (4, 0)
    assert empty.schema == made.schema
    assert coverage(*words, *never, "--format", "csv").splitlines() == [",".join(made.schema.names)]


def test_the_same_goes_to_a_file_as_to_the_screen(press: None, tmp_path: Path) -> None:
    path = tmp_path / "coverage.csv"
    coverage("--format", "csv", "--output", str(path))
    assert path.read_bytes().decode() == coverage("--format", "csv").replace("\n", "\r\n")


@pytest.mark.parametrize("form", ["csv", "json", "parquet"])
def test_a_file_that_cannot_be_written_is_named(press: None, tmp_path: Path, form: str) -> None:
    path = tmp_path / "nowhere" / f"coverage.{form}"
    with pytest.raises(RunError, match=f"coverage.{form} cannot be written: No such file"):
        coverage("--format", form, "--output", str(path))


def test_a_link_is_followed_and_stays(press: None, tmp_path: Path) -> None:
    """As /dev/stdout is one."""
    path, link = tmp_path / "coverage.csv", tmp_path / "link.csv"
    link.symlink_to(path)
    coverage("--format", "csv", "--output", str(link))
    assert link.is_symlink()
    assert path.read_text().startswith("id,")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "parquet"), "--output"),
        (("--output", "x.csv"), "--format"),
        (("--per", "day", "--since", "2026-11-15T06:00"), "whole days"),
    ],
)
def test_what_does_not_go_together_is_said(press: None, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(RunError, match=said):
        coverage(*words)
