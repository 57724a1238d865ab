"""When an address is asked for again: young articles, failures, and lists.

Pure plans, shared by the load, which writes them down, and the crawl, which keeps to them. All
spans are counted from the last time the address was asked for, but those of an article, which are
counted from its publication.
"""

from datetime import datetime, timedelta
from typing import Literal

from crawlers.model import Reason

AGES = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1), timedelta(days=7))
"""The ages at which an article is looked at again, so that silent edits are caught."""

Outcome = Literal["loaded", "explained", "missing"]
"""How a listed article stands in the ledger: in the archive, left out for a reason that asking
again will not change, or still to be had."""

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_SOON = (15 * _MINUTE, _HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY)
"""Trouble that passes: a server that failed, a connection that was cut."""
_SLOWLY = (_HOUR, _DAY, 7 * _DAY)
"""An answer that may change: not there, not for us."""
_WEEKLY = (7 * _DAY, 7 * _DAY)
_PASSING = frozenset({Reason.TIMED_OUT, Reason.UNREACHABLE, Reason.TRUNCATED, Reason.OVER_LIMIT})
_GONE = 410
_SERVER_ERROR = 500
_TOO_MANY = 429


def next_look(published_at: datetime, asked_at: datetime) -> datetime | None:
    """When an article is looked at again; None once it is old.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 15, 12, tzinfo=UTC)
    >>> next_look(noon, noon + timedelta(hours=2)).isoformat()
    '2026-11-15T18:00:00+00:00'
    """
    return next((published_at + age for age in AGES if published_at + age > asked_at), None)


def waits_after(reason: Reason, status: int | None) -> tuple[timedelta, ...]:
    """How long to wait after the first, second, … failure in a row; past the end it is given up."""
    if reason is Reason.OVER_LIMIT:
        return (timedelta(0),) * len(_SOON)
    if reason in _PASSING or (reason is Reason.HTTP_ERROR and _may_pass(status)):
        return _SOON
    if reason is Reason.HTTP_ERROR:
        return () if status == _GONE else _SLOWLY
    if reason in (Reason.ROBOTS, Reason.RESERVED):
        return _WEEKLY
    return ()


def outcome_of(reason: Reason | None, status: int | None) -> Outcome:
    """How a listed article stands in the ledger after it ended with `reason`."""
    if reason in (None, Reason.UNCHANGED):
        return "loaded"
    passing = reason in _PASSING or reason in (Reason.OUTSIDE_WINDOW, Reason.QUARANTINED)
    if passing or (reason is Reason.HTTP_ERROR and _may_pass(status)):
        return "missing"
    return "explained"


def list_wait(quiet: int, failures: int, reason: Reason | None, status: int | None) -> timedelta:
    """How long a scheduled run leaves a list alone.

    `quiet` is how many times in a row it held nothing new, `failures` how many times in a row it
    could not be read, the last time for `reason`.

    >>> list_wait(2, 0, None, 200), list_wait(5, 0, None, 200)
    (datetime.timedelta(0), datetime.timedelta(seconds=14400))
    """
    if failures:
        return _list_failure(failures, reason, status)
    if quiet < _QUIET:
        return timedelta(0)
    return min(_HOUR * (1 << min(quiet - _QUIET, _MANY)), 12 * _HOUR)


_QUIET = 3
_MANY = 20


def _list_failure(failures: int, reason: Reason | None, status: int | None) -> timedelta:
    times = 1 << min(failures - 1, _MANY)
    if status == _GONE or reason is Reason.ROBOTS:
        return min(_DAY * times, 7 * _DAY)
    if reason is Reason.HTTP_ERROR and not _may_pass(status):
        return min(_HOUR * times, _DAY)
    if reason is Reason.BROKEN_LIST:
        return min(30 * _MINUTE * times, 12 * _HOUR)
    return min(10 * _MINUTE * times, 6 * _HOUR)


def _may_pass(status: int | None) -> bool:
    """Whether an HTTP error is the server's trouble, not its answer (RFC 9110 section 15)."""
    return status is None or status >= _SERVER_ERROR or status == _TOO_MANY
