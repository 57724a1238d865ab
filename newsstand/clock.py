"""The one place where time is read."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the moment at which a request is answered."""


def real() -> datetime:
    """Now."""
    return datetime.now(UTC)


def stopped(moment: datetime) -> Clock:
    """A clock that always shows `moment`.

    Raises:
        ValueError: the moment has no UTC offset.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} has no UTC offset; write +08:00 behind it")
    return lambda: moment
