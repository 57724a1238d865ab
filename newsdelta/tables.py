"""Coverage as a person reads it: tables for the screen, CSV and JSON for programs."""

import csv
import io
import json
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

from crawlers.database import Database
from crawlers.model import Window

BAR = 16
By = Literal["topic", "source", "place", "language"]
Row = dict[str, Any]


def coverage_rows(database: Database, by: str, window: Window | None) -> list[Row]:
    """One row per topic, source, place or language; the largest first."""
    span = {"since": window.start if window else None, "until": window.end if window else None}
    return database.fetch(f"coverage_by_{by}", span)


def as_table(rows: list[Row], title: str) -> Table:
    """Rows with an article as a table for the screen, with a bar for the eye."""
    shown = [row for row in rows if row["articles"]]
    silent = len(rows) - len(shown)
    caption = f"{silent} more without an article" if silent else None
    table = Table(
        title=title,
        caption=caption,
        title_justify="left",
        caption_justify="left",
        header_style="bold",
        box=None,
    )
    left_out = {"first", "last", "id" if rows and "name" in rows[0] else ""}
    names = [name for name in (rows[0] if rows else ()) if name not in left_out]
    for name in names:
        number = isinstance(rows[0][name], int)
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    table.add_column("", style="cyan")
    most = max((row["articles"] for row in shown), default=0)
    for row in shown:
        cells = ["" if row[name] is None else str(row[name]) for name in names]
        table.add_row(*cells, "█" * round(BAR * row["articles"] / most))
    return table


def as_csv(rows: list[Row]) -> str:
    """Rows as CSV (RFC 4180) with a header line."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_json(rows: list[Row]) -> str:
    """Rows as a JSON array of objects."""
    return json.dumps(rows, ensure_ascii=False, indent=1, default=str)


def print_coverage(database: Database, window: Window, console: Console) -> None:
    """The coverage of `window` by topic and by source."""
    span = f"{window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}"
    for by in ("topic", "source"):
        console.print()
        console.print(as_table(coverage_rows(database, by, window), f"Coverage by {by}, {span}"))
