"""Which sitemaps a paper has: one for each month, or for each day when there is much news."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from newsstand.press import YEARS, Paper, Press, day_of, midnight
from newsstand.story import Story, between

MONTHS_BACK = 36
_FEW = 600
"""Articles a day up to which a month fits one sitemap of 50,000 addresses."""
_MONTH, _DAY = "%Y-%m", "%Y-%m-%d"


def names(press: Press, now: datetime) -> Iterator[tuple[str, datetime]]:
    """Each sitemap's name, newest first, and the last moment it can have changed."""
    today, last = day_of(now), None
    for back in range(MONTHS_BACK * 31):
        day = today - timedelta(days=back)
        name = day.strftime(_form(press))
        if name != last:
            last = name
            yield name, min(now, midnight(day + timedelta(days=1)))


def stories(press: Press, paper: Paper, name: str, now: datetime) -> Iterator[Story] | None:
    """The articles of one sitemap that are out by `now`; None when there is no such sitemap."""
    form = _form(press)
    try:
        first = datetime.strptime(name, form).date()
    except ValueError:
        return None
    if first.strftime(form) != name or first.year not in YEARS:
        return None
    end = midnight(_after(first, form))
    return between(press, paper, midnight(first), min(end, now + timedelta(microseconds=1)))


def _form(press: Press) -> str:
    return _MONTH if (press.per_day or 0) <= _FEW else _DAY


def _after(first: date, form: str) -> date:
    if form == _DAY:
        return first + timedelta(days=1)
    return (first + timedelta(days=31)).replace(day=1)
