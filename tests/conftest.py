"""Fixtures for every room: a real Postgres, and a fresh migrated news database in it."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from grown import begin_day
from press import FreshDatabases

from crawlers.database import Database
from newsdelta import embedded


@pytest.fixture(scope="module", autouse=True)
def _day() -> None:
    """One day for all the tests of a file."""
    begin_day()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """libpq URL of a server of this run, with `{}` for the database."""
    # Not below pytest's own folder: a second run closes that to other users, and as root the
    # server runs as one.
    with (
        TemporaryDirectory(prefix="newsdelta-", ignore_cleanup_errors=True) as folder,
        embedded.running(Path(folder)) as socket,
    ):
        yield embedded.url(socket, "{}")


@pytest.fixture(scope="session")
def fresh_databases(postgres: str) -> FreshDatabases:
    """Makes databases, empty ones and copies of a migrated one."""
    return FreshDatabases(postgres)


@pytest.fixture
def empty_url(fresh_databases: FreshDatabases) -> Iterator[str]:
    """URL of a fresh database with nothing in it."""
    with fresh_databases.empty() as url:
        yield url


@pytest.fixture
def database_url(fresh_databases: FreshDatabases) -> Iterator[str]:
    """URL of a fresh migrated news database."""
    with fresh_databases.migrated() as url:
        yield url


@pytest.fixture
def database(database_url: str) -> Database:
    """A fresh migrated news database."""
    return Database(database_url)
