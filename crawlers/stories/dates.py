"""The days a text names, whatever the language: 15 November, 11月15日, 15 de Novembro.

A day without a year is the one nearest to the day of the article. A weekday or a bare day of the
month names no day here: too many articles of a week would share it.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from crawlers.stories.numerals import value_of

MONTHS = {
    "en": "january february march april may june july august september october november december",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
}
_SHORT = {"en": " jan feb mar apr jun jul aug sep sept oct nov dec"}
_HAN = "〇零一二三四五六七八九十"
_PATTERNS = {
    "en": (
        r"(?P<day>\d(?<!\w\d)\d?)(?:st|nd|rd|th)?(?: of)? (?P<month>{months})\b\.?"
        r"(?:,? (?P<year>\d{4})\b)?",
        r"(?P<month>{months})\b\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d.,:]\d|\d)"
        r"(?:,? (?P<year>\d{4})\b)?",
    ),
    "pt": (r"(?P<day>\d(?<!\w\d)\d?)º? de (?P<month>{months})\b(?: de (?P<year>\d{4})\b)?",),
    "zh": (
        rf"(?:(?P<year>\d{{4}}|[{_HAN}]{{4}})年)?"
        rf"(?<![\d{_HAN}])(?P<month>\d{{1,2}}|[{_HAN}]{{1,3}})月"
        rf"(?P<day>\d{{1,2}}|[{_HAN}]{{1,3}})[日号]",
    ),
}
_ISO = r"(?P<year>\d(?<![\d-].)\d{3})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])"


@dataclass(frozen=True)
class Named:
    """A day as it is named at `text[start:end]`."""

    start: int
    end: int
    day: date


def named_days(text: str, language: str, near: date) -> list[Named]:
    """The days a text in `en`, `pt` or, in Simplified characters, `zh` names; in order.

    >>> for text, language in (("by 3 January", "en"), ("十一月十五日", "zh")):
    ...     print([one.day.isoformat() for one in named_days(text, language, date(2026, 11, 20))])
    ['2027-01-03']
    ['2026-11-15']
    """
    found = []
    for pattern in _patterns(language):
        for match in pattern.finditer(text):
            day = _day(match, language, near)
            if day is not None:
                found.append(Named(match.start(), match.end(), day))
    return sorted(found, key=lambda one: one.start)


def _day(match: re.Match[str], language: str, near: date) -> date | None:
    month, day = _month(match["month"], language), _number(match["day"])
    years = [_number(match["year"])] if match["year"] else range(near.year - 1, near.year + 2)
    days = [made for year in years if (made := _made(year, month, day)) is not None]
    return min(days, key=lambda made: (abs(made - near), made), default=None)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _month(told: str, language: str) -> int:
    if told[0].isdecimal() or told[0] in _HAN:
        return _number(told)
    names = MONTHS[language].split(" ")
    return 1 + next(at for at, name in enumerate(names) if name.startswith(told.lower()[:3]))


def _number(told: str) -> int:
    """Digits, or characters that count or stand in a row.

    >>> _number("15"), _number("十五"), _number("二〇二六")
    (15, 15, 2026)
    """
    if told.isdecimal():
        return int(told)
    if "十" in told:
        return value_of(told) or 0
    return int("".join(str(value_of(char)) for char in told))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    months = (MONTHS.get(language, "") + _SHORT.get(language, "")).split(" ")
    either = "|".join((*months, *map(str.title, months)))
    own = (one.replace("{months}", either) for one in _PATTERNS[language])
    return tuple(re.compile(one) for one in (*own, _ISO))
