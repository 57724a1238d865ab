"""The schema: migrations by yoyo, then functions, views and the analysts' role from their files."""

import re
from collections import Counter
from glob import escape
from graphlib import TopologicalSorter
from pathlib import Path
from urllib.parse import urlencode

from psycopg2 import Error
from yoyo import exceptions, get_backend, read_migrations

from crawlers.database.connection import (
    SQL,
    DatabaseError,
    Session,
    ShapeError,
    connection_parts,
)


def apply_migrations(url: str) -> None:
    """Apply the files of `sql/migrations` not applied yet.

    The caller holds the migration lock, so a yoyo lock row can only be one that a killed process
    left behind.
    """
    try:
        with get_backend(yoyo_url(url)) as backend:
            backend.break_lock()
            migrations = read_migrations(escape(str(SQL / "migrations")))
            backend.apply_migrations(backend.to_apply(migrations))
    except (Error, exceptions.BadMigration) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise DatabaseError(f"the news database could not be migrated: {reason}") from error


def yoyo_url(url: str) -> str:
    """`url` as yoyo reads it: every part as an argument, its tables in a schema of their own.

    >>> yoyo_url("postgresql://ann:s%20x@/news?host=/a%20dir").partition("&user=")[2]
    'ann&password=s+x&dbname=news&host=%2Fa+dir&schema=news_migrations'
    """
    return "postgresql:///?" + urlencode({**connection_parts(url), "schema": "news_migrations"})


def replace_views(session: Session) -> None:
    """Make each function and view as its file says.

    Raises:
        ShapeError: one has changed its shape, or has no file any more.
    """
    paths = [path for folder in ("functions", "views") for path in view_files(SQL / folder)]
    for path in paths:
        session.run_file(path)
    there = Counter(row["name"] for row in session.fetch("schema/views"))
    without = there - Counter(path.stem for path in paths)
    if without:
        raise ShapeError(f"functions or views without a file: {', '.join(sorted(without))}")


def remake_views(session: Session) -> None:
    """Drop every function and view and make them all again."""
    session.execute("schema/drop_views")
    replace_views(session)


def grant_reading(session: Session) -> None:
    """Give `news_reader` the views and the search, and only them."""
    for path in sorted((SQL / "roles").glob("*.sql")):
        session.run_file(path)


def view_files(folder: Path) -> list[Path]:
    """The files of the functions or views, each after those its `-- depends:` line names."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.sql"))}
    needs = {name: _depends(text) for name, text in texts.items()}
    return [folder / f"{name}.sql" for name in TopologicalSorter(needs).static_order()]


def _depends(text: str) -> list[str]:
    line = re.search(r"^-- depends:(.*)$", text, re.MULTILINE)
    return line.group(1).split() if line else []
