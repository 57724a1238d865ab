"""`newsdelta search`: find articles by their words."""

import re
import sys
from datetime import date
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from crawlers.asked import RunError, news_database
from crawlers.search import MARKS
from crawlers.search import search as find
from crawlers.search import waiting as not_indexed
from crawlers.settings import Settings
from newsdelta.opened import opened
from newsdelta.tables import Printed, as_text

console = Console()
aside = Console(stderr=True)
_MATCH = re.compile("{}(.*?){}".format(*MARKS))


def search(
    query: Annotated[
        list[str],
        typer.Argument(
            metavar="QUERY…",
            help='Words that must all be there; "words in quotation marks" stand together; '
            "OR divides alternatives; -word must not be there.",
        ),
    ],
    since: Annotated[str | None, typer.Option(help="First day, such as 2026-11-15.")] = None,
    until: Annotated[str | None, typer.Option(help="Day after the last one.")] = None,
    source: Annotated[str | None, typer.Option(help="Only of this source.")] = None,
    language: Annotated[
        str | None, typer.Option(help="Only in this language: en, pt, zh, zh-Hant, zh-Hans.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(help="Only of this topic, with those below it.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="Only about this place, with those in it.")
    ] = None,
    region: Annotated[str | None, typer.Option(help="Only of the sources of this region.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500, help="At most so many articles.")] = 20,
    form: Annotated[Printed, typer.Option("--format", help="How to print it.")] = "table",
) -> None:
    """Find articles by their words, in any of their forms and either script of Chinese; the best
    first, of what is new."""
    first, end = _day(since), _day(until)
    with opened(Settings()) as settings:
        database = news_database(settings)
        rows = find(
            database,
            " ".join(query),
            since=first,
            until=end,
            source=source,
            language=language,
            topic=topic,
            place=place,
            region=region,
            most=limit,
        )
        waiting = not_indexed(database)
    if waiting:
        aside.print(f"{waiting} articles cannot be found yet: the DAG coverage is reading them.")
    if form == "table":
        console.print(_table(rows) if rows else "No article answers this.")
    else:
        sys.stdout.write(as_text(rows, form))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise RunError(f"'{text}' is not a day; write 2026-11-15") from error


def _table(rows: list[dict[str, Any]]) -> Table:
    table = Table("day", "source", "article", box=None, padding=(0, 2, 1, 0))
    for row in rows:
        article = Text(_printable(row["title"]), style="bold")
        article.append("\n").append_text(_snippet(row["snippet"]))
        article.append("\n").append(_printable(row["url"]), style="not bold dim")
        table.add_row(f"{row['day']:%Y-%m-%d}", row["source_id"], article)
    return table


def _snippet(snippet: str) -> Text:
    """The snippet with its matches in a colour instead of between marks."""
    text = Text(style="not bold")
    for number, part in enumerate(_MATCH.split(snippet)):
        text.append(_printable(part), style="bold cyan" if number % 2 else "")
    return text


def _printable(text: str) -> str:
    """A page's text without what would steer the terminal."""
    return "".join(char if char.isprintable() else " " for char in text)
