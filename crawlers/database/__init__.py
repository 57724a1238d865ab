"""The only room that speaks to Postgres: it runs the named files of `sql/queries`.

No SQL text lives in Python, and `psycopg2` is imported nowhere else.
"""

from crawlers.database.connection import DatabaseError, Session, statement, statements
from crawlers.database.database import Database
from crawlers.database.dictionary import dictionary
from crawlers.database.pace import HostPace
from crawlers.database.reference import source_row
from crawlers.database.rows import Rows

__all__ = [
    "Database",
    "DatabaseError",
    "HostPace",
    "Rows",
    "Session",
    "dictionary",
    "source_row",
    "statement",
    "statements",
]
