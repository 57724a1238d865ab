"""Coverage as a person reads it: tables for the screen; CSV, JSON and Parquet for programs."""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from rich.bar import Bar
from rich.console import Console
from rich.table import Table

from crawlers.database import Database, Rows
from crawlers.model import Window

if TYPE_CHECKING:
    from arro3.core import Array

BAR = 16
By = Literal["topic", "source", "place", "language"]
Per = Literal["day", "week", "month"]
Printed = Literal["table", "csv", "json"]
Form = Literal["table", "csv", "json", "parquet"]
Row = dict[str, Any]
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def coverage_rows(database: Database, by: str, window: Window | None) -> Rows:
    """One row per topic, source, place or language; the largest first."""
    span = {"since": window.start if window else None, "until": window.end if window else None}
    return database.fetch(f"coverage_by_{by}", span)


def coverage_per(
    database: Database, by: str, period: str, since: date | None, until: date | None
) -> Rows:
    """One row per whole day, week or month that touches the days `since` to `until`, and topic,
    source, place or language; the earliest first, then the largest."""
    span = {"period": period, "since": since, "until": until}
    return database.fetch(f"coverage_per_{by}", span)


def as_table(rows: list[Row], title: str) -> Table:
    """Rows with an article as a table for the screen, with a bar for the eye."""
    shown = [row for row in rows if _weight(row)]
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
        number = isinstance(rows[0][name], int | Decimal)
        table.add_column(name, justify="right" if number else "left", no_wrap=True)
    table.add_column("", style="cyan", max_width=BAR)
    most = max((_weight(row) for row in shown), default=0)
    for row in shown:
        cells = ["" if row[name] is None else str(row[name]) for name in names]
        table.add_row(*cells, Bar(most, 0, _weight(row), color="cyan"))
    return table


def _weight(row: Row) -> int:
    """The articles it counts, those of what stands below it among them."""
    return int(row["all_articles"] if "all_articles" in row else row["articles"])


def as_text(rows: Rows, form: str) -> str:
    """Rows as `csv` (RFC 4180) with a header line, or as a `json` array of objects."""
    if form == "json":
        return json.dumps(rows, ensure_ascii=False, indent=1, default=_plain) + "\n"
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, fieldnames=rows.columns)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, Decimal) else str(value)


def as_parquet(rows: Rows) -> bytes:
    """Rows as an Apache Parquet file: numbers, dates and moments (UTC) as such."""
    from arro3.core import Table
    from arro3.io import write_parquet

    columns = [_column([row[name] for row in rows], kind) for name, kind in rows.columns.items()]
    file = io.BytesIO()
    write_parquet(Table.from_arrays(columns, names=list(rows.columns)), file)
    return file.getvalue()


def _column(values: list[Any], kind: type) -> "Array":
    """An Arrow array of values of that type, or null; what Arrow has no type for here is text."""
    from arro3.core import Array, DataType

    if kind is datetime:
        ticks = [v and (v - _EPOCH) // timedelta(microseconds=1) for v in values]
        return Array(ticks, type=DataType.int64()).cast(DataType.timestamp("us", tz="UTC"))
    if kind is date:
        days = [v and (v - _EPOCH.date()).days for v in values]
        return Array(days, type=DataType.int32()).cast(DataType.date32())
    if kind is int:
        return Array(values, type=DataType.int64())
    if kind in (float, Decimal):
        return Array([v if v is None else float(v) for v in values], type=DataType.float64())
    return Array([v if v is None else str(v) for v in values], type=DataType.utf8())


def print_coverage(database: Database, window: Window, console: Console) -> None:
    """The coverage of `window` by topic and by source."""
    span = f"{window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}"
    for by in ("topic", "source"):
        console.print()
        console.print(as_table(coverage_rows(database, by, window), f"Coverage by {by}, {span}"))
