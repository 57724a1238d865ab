"""The rows of a statement, and its columns even where there is no row."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from psycopg2 import extensions

_KINDS: tuple[tuple[Any, type], ...] = (
    (extensions.LONGINTEGER, int),
    (extensions.INTEGER, int),
    (extensions.FLOAT, float),
    (extensions.DECIMAL, Decimal),
    (extensions.BOOLEAN, bool),
    (extensions.PYDATE, date),
    (extensions.PYDATETIMETZ, datetime),
)


class Rows(list[dict[str, Any]]):
    """Rows as column name to value.

    `columns` has the Python type of each column, in order; str for those that are not a number, a
    truth value, a day or a moment.
    """

    def __init__(self, cursor: Any) -> None:
        super().__init__(dict(row) for row in cursor.fetchall())
        described: Sequence[extensions.Column] = cursor.description
        self.columns = {column.name: _kind(column.type_code) for column in described}


def _kind(type_code: int) -> type:
    """The type psycopg2 reads that Postgres type as."""
    return next((kind for known, kind in _KINDS if type_code in known.values), str)
