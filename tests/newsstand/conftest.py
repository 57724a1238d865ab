"""The newsstand on loopback with its clock stopped, and a client that takes it for its proxy."""

from collections.abc import Callable, Iterator
from datetime import datetime

import httpx
import pytest

from newsstand import Stand, serve
from newsstand.press import ZONE

NOW = datetime(2026, 11, 22, 12, tzinfo=ZONE)


@pytest.fixture(scope="session")
def now() -> datetime:
    """A Sunday noon: the clock of `stand`."""
    return NOW


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    """A newsstand with the usual amount of news."""
    with serve(now=NOW) as one:
        yield one


@pytest.fixture(scope="module")
def client(stand: Stand) -> Iterator[httpx.Client]:
    """Asks `stand` as an HTTP proxy."""
    with client_of(stand) as one:
        yield one


@pytest.fixture(scope="session")
def client_for() -> Callable[[Stand], httpx.Client]:
    """Makes clients of other newsstands."""
    return client_of


def client_of(stand: Stand) -> httpx.Client:
    return httpx.Client(proxy=stand.url, trust_env=False, timeout=30)
