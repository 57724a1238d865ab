"""Coverage as a person reads it: tables for the screen, CSV and JSON for programs."""

import csv
import io
import json
from typing import Any, Literal

from rich.console import Console
from rich.table import Table

from crawlers.database import Database
from crawlers.model import Window

By = Literal["topic", "source", "place", "language"]
Row = dict[str, Any]


def coverage_rows(database: Database, by: str, window: Window | None) -> list[Row]:
    """One row per topic, source, place or language; the largest first."""
    span = {"since": window.start if window else None, "until": window.end if window else None}
    return database.fetch(f"coverage_by_{by}", span)


def as_table(rows: list[Row], title: str) -> Table:
    """Rows as a table for the screen, with a bar for the eye."""
    table = Table(title=title, title_justify="left", header_style="bold", box=None)
    names = list(rows[0]) if rows else ["id", "articles"]
    for name in names:
        number = bool(rows) and isinstance(rows[0][name], int)
        table.add_column(name.replace("_", " "), justify="right" if number else "left")
    table.add_column("")
    most = max((row["articles"] for row in rows), default=0)
    for row in rows:
        bar = "█" * round(24 * row["articles"] / most) if most else ""
        table.add_row(*("" if row[n] is None else str(row[n]) for n in names), bar)
    return table


def as_csv(rows: list[Row]) -> str:
    """Rows as CSV (RFC 4180) with a header line."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else ["id", "articles"])
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
