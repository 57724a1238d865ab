"""The days a briefing is about: whole ones, and over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta
from zoneinfo import ZoneInfo

DAYS = 7
MOST = 31
BEFORE = 4
"""Spans of the same length before this one that it is held against."""


class BriefingError(ValueError):
    """A briefing that cannot be; one sentence."""


@dataclass(frozen=True)
class Span:
    """The days from `first` up to `until`, which is the day after the last.

    >>> week = Span(date(2026, 11, 16), date(2026, 11, 23))
    >>> week.days, week.last.isoformat(), week.before(1).first.isoformat()
    (7, '2026-11-22', '2026-11-09')
    """

    first: date
    until: date

    @property
    def days(self) -> int:
        """How many they are."""
        return (self.until - self.first).days

    @property
    def last(self) -> date:
        """The last day."""
        return self.until - timedelta(days=1)

    @property
    def since(self) -> date:
        """The first day of the spans before that this one is held against."""
        return self.before(BEFORE).first

    def before(self, number: int) -> "Span":
        """The span of as many days that lies `number` spans before this one."""
        back = timedelta(days=number * self.days)
        return Span(self.first - back, self.until - back)

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=number) for number in range(self.days))


def asked_span(since: str | None, until: str | None, today: date) -> Span:
    """The days a person asked for: of the two ends one may be left out, and the span is a week
    then; without both it is the last seven days before `today`.

    >>> asked_span("2026-11-16", None, date(2026, 11, 26)).until.isoformat()
    '2026-11-23'

    Raises:
        BriefingError: a day that cannot be read, an end before the start, days that are not over,
            or more of them than a page holds.
    """
    week = timedelta(days=DAYS)
    end = _day(until) if until else (_day(since) + week if since else today)
    return _whole(_day(since) if since else end - week, end, today)


def _whole(start: date, end: date, today: date) -> Span:
    """The days from `start` up to `end`, where a briefing can be about them."""
    if end <= start:
        raise BriefingError(f"the days end ({end}) before they start ({start})")
    if end > today:
        raise BriefingError(
            f"{end - timedelta(days=1)} is not over; "
            f"the day after the last can be {today} at latest"
        )
    if (end - start).days > MOST:
        raise BriefingError(
            f"a briefing covers {MOST} days at most; these are {(end - start).days}"
        )
    return Span(start, end)


def run_span(
    since: str | None,
    until: str | None,
    interval_start: datetime | None,
    interval_end: datetime | None,
    now: datetime,
    zone: ZoneInfo,
) -> Span:
    """The days of an Airflow run: what the form asks for, else the whole days of the data
    interval, from that it starts on up to that it ends on, else the last seven before `now`.

    >>> utc = ZoneInfo("UTC")
    >>> monday = datetime(2026, 11, 23, 7, tzinfo=utc)
    >>> week = run_span(None, None, monday - timedelta(days=7), monday, monday, utc)
    >>> week.first.isoformat(), week.last.isoformat()
    ('2026-11-16', '2026-11-22')
    >>> run_span(None, None, None, None, monday, utc).last.isoformat()
    '2026-11-22'

    Raises:
        BriefingError: as `asked_span`.
    """
    today = now.astimezone(zone).date()
    if since or until or interval_start is None or interval_end is None:
        return asked_span(since, until, today)
    first, last = interval_start.astimezone(zone).date(), interval_end.astimezone(zone).date()
    return _whole(first if first < last else last - timedelta(days=DAYS), last, today)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as error:
        raise BriefingError(f"'{text}' is not a day; write 2026-11-16") from error
    if not MINYEAR < day.year < MAXYEAR:
        raise BriefingError(f"'{text}' is too far away: there are no days beside it")
    return day
