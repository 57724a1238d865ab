"""`newsdelta coverage`: the archive's articles, counted."""

import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

from crawlers.asked import RunError, make_window, news_database
from crawlers.model import Window
from crawlers.settings import Settings
from newsdelta.opened import opened
from newsdelta.output import write
from newsdelta.tables import (
    By,
    Form,
    Per,
    as_parquet,
    as_table,
    as_text,
    coverage_per,
    coverage_rows,
)

_EARLIEST = "1990-01-01"
console = Console()


def coverage(
    by: Annotated[By, typer.Option(help="What to count by.")] = "topic",
    per: Annotated[Per | None, typer.Option(help="Each day, week or month by itself.")] = None,
    since: Annotated[str | None, typer.Option(help="Start, such as 2026-11-15.")] = None,
    until: Annotated[str | None, typer.Option(help="End, itself not in it.")] = None,
    form: Annotated[Form, typer.Option("--format", help="How to print it.")] = "table",
    output: Annotated[Path | None, typer.Option(help="File to write it to.")] = None,
) -> None:
    """Count the archive's articles, with and without syndicated copies (originals)."""
    if output and form == "table":
        raise RunError("a table is for the screen; --output needs --format csv, json or parquet")
    if form == "parquet" and not output:
        raise RunError("Parquet is not for the screen; name a file with --output")
    zone = ZoneInfo(Settings().timezone)
    bounded = since or until
    window = make_window(since or _EARLIEST, until, zone, datetime.now(UTC)) if bounded else None
    first, last = _days(window, zone, until is None) if per and window else (None, None)
    with opened(Settings()) as settings:
        database = news_database(settings)
        rows = (
            coverage_per(database, by, per, first, last)
            if per
            else coverage_rows(database, by, window)
        )
    if form == "table" and not rows:
        console.print("There is no article.")
    elif form == "table":
        console.print(as_table(rows, f"Coverage by {by}" + (f" and {per}" if per else "")))
    elif form == "parquet" and output:
        write(output, as_parquet(rows))
    elif output:
        write(output, as_text(rows, form).encode())
    else:
        sys.stdout.write(as_text(rows, form))


def _days(window: Window, zone: ZoneInfo, ends_now: bool) -> tuple[date, date]:
    """The first and last day of a span of whole days, up to today when it ends now.

    Raises:
        RunError: it does not begin and end at midnight.
    """
    start, end = window.start.astimezone(zone), window.end.astimezone(zone)
    if start.time() != time() or (not ends_now and end.time() != time()):
        raise RunError("--per counts whole days; write --since 2026-11-15, without a time")
    return start.date(), (end - timedelta(microseconds=1)).date()
