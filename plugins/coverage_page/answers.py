"""Rows as JSON or as CSV: the same values in the same order."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from fastapi import Response
from fastapi.responses import JSONResponse

from coverage_page.asked import Asked
from crawlers.database import Rows

_BOM = "\ufeff"
"""Without it a spreadsheet reads Chinese by the code page of its machine."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer(name: str, asked: Asked, rows: Rows, limit: int, **more: Any) -> Response:
    """`rows` in the form asked for. There may be one more than `limit`: it tells that there are
    more, and is not shown."""
    shown = [{key: plain(value) for key, value in row.items()} for row in rows[:limit]]
    if asked.format == "csv":
        file = f"{name}_{asked.file_name}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        text = _BOM + as_csv(rows.columns, shown)
        return Response(text, media_type="text/csv; charset=utf-8", headers=headers)
    return JSONResponse({"rows": shown, "more": len(rows) > limit, **more})


def plain(value: Any) -> Any:
    """A value as JSON has it: moments in ISO 8601, times between them in seconds."""
    match value:
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case list():
            return [plain(item) for item in value]
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case _:
            return value


def as_csv(columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> str:
    """RFC 4180, the columns' names first."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row.values()] for row in rows)
    return text.getvalue()


def cell(value: Any) -> Any:
    """A value as a cell; text that a spreadsheet would take for a formula gets an apostrophe first.

    >>> cell("=1+1"), cell(-1), cell(["a", "b"]), cell(True)
    ("'=1+1", -1, 'a; b', 'true')
    """
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = "; ".join(value)
    if isinstance(value, list | dict):
        value = json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
