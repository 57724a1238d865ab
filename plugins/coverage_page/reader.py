"""Reading without holding up the API server: few threads and connections of the page's own."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from crawlers.asked import NO_DATABASE
from crawlers.database import Database, DatabaseError, Rows

T = TypeVar("T")
AT_ONCE = 6
"""Queries that one worker process of the API server runs at the same time; others wait."""


class Reader:
    """Runs named statements, each in a connection of its own, in threads that are not Airflow's."""

    def __init__(self, database: Database | None) -> None:
        self._database = database
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="coverage")

    async def fetch(self, name: str, values: Mapping[str, Any]) -> Rows:
        """The rows of `sql/queries/<name>.sql`.

        Raises:
            DatabaseError: with one sentence.
        """
        database = self._database
        if database is None:
            raise DatabaseError(NO_DATABASE)
        return await self.run(lambda: database.fetch(name, values))

    async def run(self, work: Callable[[], T]) -> T:
        """What `work` returns, called in one of the threads."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work)
