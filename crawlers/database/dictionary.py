"""The data dictionary: every view and table with each of its columns, as their comments say."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from crawlers.database.connection import SQL
from crawlers.database.database import Database

_HEAD = """\
# The data

Every view and table of the schema `news`, made by `newsdelta db dictionary` from the comments in
the database. Analysts read the views, in the role `news_reader`; the tables are the program's own.
"""
_TITLES = {"view": "Views", "table": "Tables"}


def dictionary(database: Database) -> str:
    """The dictionary as Markdown: `docs/data.md`.

    Raises:
        DatabaseError: with one sentence.
    """
    rows = database.fetch("schema/dictionary")
    return "\n".join([_HEAD, *_chapters(rows)])


def _chapters(rows: list[dict[str, Any]]) -> Iterator[str]:
    for kind, chapter in groupby(rows, key=lambda row: row["kind"]):
        yield f"## {_TITLES[kind]}\n"
        for _, section in groupby(chapter, key=lambda row: row["name"]):
            yield _section(list(section))


def _section(rows: list[dict[str, Any]]) -> str:
    first = rows[0]
    lines = [f"### {first['name']}\n", f"{first['meaning']}\n"]
    if grain := _grain(first):
        lines.append(f"One row per {grain}\n")
    lines += ["| column | type | meaning |", "|---|---|---|"]
    lines += [_line(row) for row in rows]
    return "\n".join(lines) + "\n"


def _line(row: Mapping[str, Any]) -> str:
    meaning = str(row["column_meaning"] or "").replace("|", "\\|")
    return f"| `{row['column']}` | {row['type']} | {meaning} |"


def _grain(row: Mapping[str, Any]) -> str:
    """What one row of a view is, as the head of its file says."""
    path = SQL / "views" / f"{row['name']}.sql"
    if row["kind"] != "view" or not path.exists():
        return ""
    head = path.read_text(encoding="utf-8").partition("create or replace")[0]
    grain = head.partition("-- Grain: ")[2].replace("\n-- ", " ").partition(". ")[0]
    return grain.strip().rstrip(".").replace(" x ", " × ") + "."
