"""Numbers, days and spans of time in English words."""

from collections.abc import Sequence
from datetime import date, timedelta

from crawlers.briefing.span import DAYS, Span

_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)
_SPELLED = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")
_SMALL = 100
"""From which on a mean has no decimal."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number and its noun.

    >>> counted(1, "article"), counted(1234, "article"), counted(0, "body", "bodies")
    ('1 article', '1,234 articles', '0 bodies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spelled(number: int) -> str:
    """A number at the head of a sentence.

    >>> spelled(6), spelled(61)
    ('Six', '61')
    """
    return _SPELLED[number] if number < len(_SPELLED) else f"{number:,}"


def mean(number: float) -> str:
    """A mean, with one decimal where it is small.

    >>> mean(3.25), mean(1234.5), mean(4.0)
    ('3.2', '1,234', '4')
    """
    return f"{number:,.1f}".removesuffix(".0") if number < _SMALL else f"{number:,.0f}"


def percent(share: float) -> str:
    """A share of 0 to 1; never rounded up to all of it, nor down to nothing.

    >>> percent(0.123), percent(0.997), percent(0.002), percent(1.0), percent(0.0)
    ('12 %', '99 %', '1 %', '100 %', '0 %')
    """
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(max(whole, 1), 99)
    return f"{whole} %"


def change(share: float | None) -> str:
    """A relative change: percent, or times where it is large.

    >>> change(0.25), change(-0.5), change(2.5), change(0.001), change(None)
    ('+25 %', '−50 %', '× 3.5', '±0 %', 'new')
    """
    if share is None:
        return "new"
    if share >= 1:
        return f"× {mean(share + 1)}"
    whole = round(abs(share) * 100)
    return f"{'+' if share > 0 else '−'}{whole} %" if whole else "±0 %"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names in a row, the rest counted.

    >>> listed(["a", "b"]), listed(["a", "b", "c", "d", "e"]), listed(["a"])
    ('a and b', 'a, b, c and 2 more', 'a')
    """
    shown = list(names[:most])
    if len(names) > most:
        return f"{', '.join(shown)} and {len(names) - most} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def plain(text: str) -> str:
    """A page's text without characters that would steer the reader's eye, on one line.

    >>> plain("one\\u202eowt\\x00  three")
    'one owt three'
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def short_day(day: date) -> str:
    """A day of the page's span.

    >>> short_day(date(2026, 11, 5))
    'Thu 5 Nov'
    """
    return f"{day:%a} {day.day} {day:%b}"


def long_span(span: Span) -> str:
    """The days as a headline has them.

    >>> long_span(Span(date(2026, 11, 16), date(2026, 11, 23)))
    '16 – 22 November 2026'
    >>> long_span(Span(date(2026, 11, 30), date(2026, 12, 7)))
    '30 November – 6 December 2026'
    >>> long_span(Span(date(2026, 11, 30), date(2026, 12, 1)))
    '30 November 2026'
    """
    first, last = span.first, span.last
    end = f"{last.day} {last:%B} {last.year}"
    if first == last:
        return end
    start = f"{first.day}"
    if (first.month, first.year) != (last.month, last.year):
        start += f" {first:%B}"
    if first.year != last.year:
        start += f" {first.year}"
    return f"{start} – {end}"


def length(span: Span) -> str:
    """What as many days are called.

    >>> length(Span(date(2026, 11, 16), date(2026, 11, 23)))
    'week'
    """
    return {1: "day", DAYS: "week"}.get(span.days, f"{span.days} days")


def lengths(span: Span) -> str:
    """Several such spans.

    >>> lengths(Span(date(2026, 11, 16), date(2026, 11, 19)))
    'spans of 3 days'
    """
    return {1: "days", DAYS: "weeks"}.get(span.days, f"spans of {span.days} days")


def each(span: Span) -> str:
    """What a mean is of.

    >>> each(Span(date(2026, 11, 16), date(2026, 11, 23)))
    'a week'
    """
    return {1: "a day", DAYS: "a week"}.get(span.days, f"in {span.days} days")


def lasted(time: timedelta | None) -> str:
    """How long something was.

    >>> lasted(timedelta(minutes=61)), lasted(timedelta(hours=30)), lasted(timedelta(days=3))
    ('1 h 1 min', '30 h', '3 days')
    >>> lasted(timedelta(seconds=20)), lasted(None)
    ('under a minute', '')
    """
    if time is None:
        return ""
    if time < _MINUTE:
        return "under a minute"
    if time >= 2 * _DAY:
        return counted(round(time / _DAY), "day")
    hours, minutes = divmod(round(time / _MINUTE), 60)
    if time >= _DAY or not minutes:
        return f"{round(time / _HOUR)} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
