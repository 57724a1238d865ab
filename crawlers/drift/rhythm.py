"""How regularly each list can be read and has something new; by it a dead one is told.

All moments are those of the runs: when a list was asked for, or the end of the run's window if that
is earlier, so that a backfill does not take old news for a dead feed.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.drift.alarms import Alarm, AlarmName, Severity
from crawlers.model import ListVisit

_READS, _FAILURES = 5, 3
_OUTAGE = timedelta(hours=12)
_KNOWN = timedelta(days=8)
_QUIET = timedelta(days=2)
_TIMES = 3
_FORGOTTEN = timedelta(days=14)
_WITHOUT_RHYTHM = frozenset({"archive", "robots"})


class Rhythm(BaseModel):
    """What is known of one list."""

    model_config = ConfigDict(frozen=True)

    url: str
    first_at: AwareDatetime
    last_at: AwareDatetime
    last_batch_id: str
    reads: int = 0
    failures: int = 0
    """In a row."""
    failing_since: AwareDatetime | None = None
    detail: str = ""
    newest_at: AwareDatetime | None = None
    longest_gap: timedelta = timedelta(0)
    """The longest it was without news: between the newest of one run and the newest of the next
    that had newer ones, or between that newest and its run. A second page always is behind."""


def has_rhythm(visit: ListVisit) -> bool:
    """Whether the list is one that is asked for again and again."""
    return visit.kind not in _WITHOUT_RHYTHM


def after(known: Rhythm | None, visit: ListVisit, until: datetime, batch: str) -> Rhythm:
    """The rhythm with one visit more; unchanged by the same run again or by an older one."""
    at = min(visit.asked_at, until)
    if known and (batch == known.last_batch_id or at < known.last_at):
        return known
    told = {"last_at": at, "last_batch_id": batch}
    before = known or Rhythm(url=visit.url, first_at=at, last_at=at, last_batch_id=batch)
    if visit.reason is not None:
        failing = {"failures": before.failures + 1, "failing_since": before.failing_since or at}
        detail = visit.detail or visit.reason.value
        return before.model_copy(update={**told, **failing, "detail": detail[:200]})
    well = {"reads": before.reads + 1, "failures": 0, "failing_since": None, "detail": ""}
    return before.model_copy(update={**told, **well, **_newest(before, visit, at)})


def _newest(before: Rhythm, visit: ListVisit, at: datetime) -> dict[str, object]:
    newest, known = visit.newest_at, before.newest_at
    if newest is None or (known and newest <= known):
        return {}
    gap = newest - known if known else timedelta(0)
    return {"newest_at": newest, "longest_gap": max(before.longest_gap, gap, at - newest)}


def dead_feeds(rhythms: Iterable[Rhythm], now: datetime) -> list[Alarm]:
    """One alarm that names the first dead list and counts the others."""
    recent = (one for one in rhythms if now - one.last_at < _FORGOTTEN)
    told = [sentence for one in recent if (sentence := _dead(one))]
    if not told:
        return []
    more = f"; and {len(told) - 1} more" if len(told) > 1 else ""
    return [Alarm(AlarmName.DEAD_FEED, Severity.WARN, f"{told[0]}{more}")]


def _dead(one: Rhythm) -> str | None:
    if one.reads < _READS:
        return None
    since = one.failing_since
    if one.failures >= _FAILURES and since and one.last_at - since >= _OUTAGE:
        return (
            f"{one.url} could not be read {one.failures} times in a row, "
            f"since {since:%Y-%m-%d}: {one.detail}"
        )
    if one.newest_at is None or not one.longest_gap or one.last_at - one.first_at < _KNOWN:
        return None
    if one.last_at - one.newest_at <= max(_QUIET, _TIMES * one.longest_gap):
        return None
    hours = one.longest_gap.total_seconds() / 3600
    return (
        f"{one.url} has had nothing new since {one.newest_at:%Y-%m-%d %H:%M}, "
        f"never longer than {hours:.0f} hours before"
    )
