"""One connection and one transaction: `Session` runs named statements, errors become sentences."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import errors, extensions, extras

from crawlers.database.rows import Rows
from crawlers.settings import ROOT

SQL = ROOT / "sql"
"""Where migrations, queries, views and roles stand."""

Params = Mapping[str, Any]
"""Values of a statement's `%(name)s` placeholders."""

_OLD = (errors.UndefinedTable, errors.UndefinedColumn, errors.InvalidSchemaName)
_RESHAPED = (
    errors.InvalidTableDefinition,  # other columns of a view
    errors.InvalidFunctionDefinition,  # another result, or other names of arguments
    errors.AmbiguousFunction,  # other arguments
    errors.DependentObjectsStillExist,
)


class DatabaseError(RuntimeError):
    """The news database cannot be reached or used; one sentence, never with the password."""


class ShapeError(DatabaseError):
    """A function or view cannot take the place of the one that is there."""


class Session:
    """Named statements within one transaction."""

    def __init__(self, connection: extensions.connection) -> None:
        self._connection = connection

    def fetch(self, name: str, params: Params | None = None) -> Rows:
        """The rows that `sql/queries/<name>.sql` gives, as column name to value."""
        with self._run(name, params) as cursor:
            return Rows(cursor)

    def execute(self, name: str, params: Params | None = None) -> int:
        """Run `sql/queries/<name>.sql`; returns how many rows its last statement touched."""
        with self._run(name, params) as cursor:
            return max(cursor.rowcount, 0)

    def copy(self, name: str, lines: Iterable[Mapping[str, Any]]) -> None:
        """COPY `lines`, each one JSON document, by the statement `sql/queries/<name>.sql`."""
        source = _Lines(map(copy_line, lines))
        try:
            with _named(name), self._connection.cursor() as cursor:
                cursor.copy_expert(statement(name), source)
        except DatabaseError:
            if source.error is None:
                raise
            # It was not Postgres but the lines that failed: a damaged file, for instance.
            raise source.error from None

    def run_file(self, path: Path) -> None:
        """Run every statement of a file that takes no values."""
        with _named(path.stem), self._connection.cursor() as cursor:
            cursor.execute(path.read_text(encoding="utf-8"))

    def commit(self) -> None:
        """Make what was done last; checks that wait for the end are made now."""
        with _named("commit"):
            self._connection.commit()

    @contextmanager
    def _run(self, name: str, params: Params | None) -> Iterator[extras.RealDictCursor]:
        values = {key: _adapted(value) for key, value in (params or {}).items()}
        with (
            _named(name),
            self._connection.cursor(cursor_factory=extras.RealDictCursor) as cursor,
        ):
            cursor.execute(statement(name), values or None)
            yield cursor


@contextmanager
def connected(url: str, options: str = "") -> Iterator[extensions.connection]:
    """A connection of its own for one use, closed at the end; `options` as libpq takes them are
    added to those of `url`.

    Raises:
        DatabaseError: `url` cannot be read, or no server answers there.
    """
    dsn = connection_parts(url)
    if options:
        dsn["options"] = f"{dsn.get('options', '')} {options}".strip()
    try:
        connection = psycopg2.connect(**dsn)
    except psycopg2.Error as error:
        reason = _first_line(error).rpartition(" failed: ")[2].removeprefix("FATAL:  ")
        place = dsn.get("host", "the local socket")
        raise DatabaseError(f"the news database at {place} cannot be reached: {reason}") from error
    try:
        yield connection
    finally:
        connection.close()


def connection_parts(url: str) -> dict[str, Any]:
    """libpq's own reading of `url`, which may name a socket folder as `?host=/path%20here`."""
    try:
        parts: dict[str, Any] = extensions.parse_dsn(url)
    except psycopg2.ProgrammingError:
        # libpq's message may quote the part with the password, so it goes no further.
        raise DatabaseError(
            "the address of the news database cannot be read; "
            "it looks like postgresql://user@host:5432/name"
        ) from None
    return {"connect_timeout": "10", "application_name": "newsdelta", **parts}


@cache
def statement(name: str) -> str:
    """The text of `sql/queries/<name>.sql`."""
    return (SQL / "queries" / f"{name}.sql").read_text(encoding="utf-8")


def statements(folder: str) -> list[str]:
    """Names of the statements in `sql/queries/<folder>`, in order."""
    return [f"{folder}/{path.stem}" for path in sorted((SQL / "queries" / folder).glob("*.sql"))]


def copy_line(document: Mapping[str, Any]) -> bytes:
    r"""`document` as one line of COPY's text format holding JSON.

    Postgres text holds no NUL and UTF-8 no lone surrogate; hostile pages hold both.

    >>> copy_line({"a": "x\n\x00\\"})
    b'{"a": "x\\\\n\\\\\\\\"}\n'
    """
    text = json.dumps(document, ensure_ascii=False)
    if "\\u0000" in text:
        text = json.dumps(_without_nul(document), ensure_ascii=False)
    return text.replace("\\", "\\\\").encode("utf-8", "replace") + b"\n"


class _Lines:
    """The lines as the file that COPY reads."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._rest = b""
        self.error: Exception | None = None

    def read(self, size: int = 8192) -> bytes:
        parts, length = [self._rest], len(self._rest)
        while length < size and (line := self._next()):
            parts.append(line)
            length += len(line)
        text = b"".join(parts)
        self._rest = text[size:]
        return text[:size]

    def readline(self, size: int = -1) -> bytes:
        """Part of the file protocol; COPY itself only reads."""
        line, self._rest = self._rest or self._next(), b""
        return line

    def _next(self) -> bytes:
        try:
            return next(self._lines, b"")
        except Exception as error:
            self.error = error
            raise


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Turn what Postgres says of statement `name` into one sentence."""
    try:
        yield
    except _OLD as error:
        raise DatabaseError(
            "the news database lacks tables this version needs: run 'newsdelta db migrate'"
        ) from error
    except psycopg2.Error as error:
        reason = error.diag.message_primary or _first_line(error)
        kind = ShapeError if isinstance(error, _RESHAPED) else DatabaseError
        raise kind(f"the news database could not run '{name}': {reason}") from error


def _adapted(value: Any) -> Any:
    return extras.Json(value) if isinstance(value, dict) else value


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__


def _without_nul(value: Any) -> Any:
    clean: Callable[[Any], Any] = _without_nul
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, Mapping):
        return {clean(key): clean(item) for key, item in value.items()}
    return [clean(item) for item in value] if isinstance(value, list | tuple) else value
