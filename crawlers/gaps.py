"""Past days that miss something, as windows for another run of their source.

A day is looked at again on each of the seven days after it, then on the same weekday for four
weeks more: what is not there by then is gone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from crawlers.database import Database

AGES = (*range(1, 8), 14, 21, 28, 35)
"""Ages in days at which a day is looked at again."""
PER_SOURCE = 3
"""Days of one source in one mop-up at most."""


@dataclass(frozen=True)
class Gap:
    """A window of whole days of one source that is worth another run."""

    source: str
    since: datetime
    until: datetime
    why: str
    """One phrase for a person."""


@dataclass(frozen=True)
class _Day:
    source: str
    day: date
    zone: ZoneInfo
    why: str


def find_gaps(database: Database, now: datetime, days: int) -> list[Gap]:
    """The windows to crawl again, at most `days` days in all; neighbouring days are one window.

    Raises:
        DatabaseError: with one sentence.
    """
    values = {"now": now, "ages": list(AGES), "per_source": PER_SOURCE, "days": days}
    return join_days(database.fetch("completeness/gaps", values))


def join_days(rows: Iterable[Mapping[str, Any]]) -> list[Gap]:
    """Rows of `completeness/gaps` as windows, the latest first.

    >>> row = {"source_id": "herald", "timezone": "UTC", "status": "not crawled"}
    >>> gaps = join_days([{**row, "day": date(2026, 11, n)} for n in (4, 2, 1)])
    >>> [(gap.since.day, gap.until.day, gap.why) for gap in gaps]
    [(4, 5, '2026-11-04 not crawled'), (1, 3, '2026-11-01 not crawled; 2026-11-02 not crawled')]
    """
    days = sorted(map(_day, rows), key=lambda each: (each.source, each.day))
    spans: list[list[_Day]] = []
    for each in days:
        last = spans[-1][-1] if spans else None
        if last and last.source == each.source and last.day + timedelta(days=1) == each.day:
            spans[-1].append(each)
        else:
            spans.append([each])
    return sorted(map(_gap, spans), key=lambda gap: (gap.since, gap.source), reverse=True)


def _day(row: Mapping[str, Any]) -> _Day:
    return _Day(
        row["source_id"], row["day"], ZoneInfo(row["timezone"]), f"{row['day']} {_why(row)}"
    )


def _why(row: Mapping[str, Any]) -> str:
    if row["status"] == "not crawled":
        return "not crawled"
    reasons = ", ".join(f"{count} {reason}" for reason, count in row["reasons"].items())
    return f"misses {row['missing']} of {row['listed']} listed ({reasons})"


def _gap(span: list[_Day]) -> Gap:
    first, last = span[0], span[-1]
    return Gap(
        first.source,
        datetime.combine(first.day, time.min, first.zone),
        datetime.combine(last.day + timedelta(days=1), time.min, last.zone),
        "; ".join(each.why for each in span),
    )
