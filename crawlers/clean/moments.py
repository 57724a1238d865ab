"""Reading one written date: ISO 8601, RFC 5322, and the forms of Chinese, English and Portuguese.

A date without an offset is read in the zone given. Nothing here knows what day it is today, so
relative forms ("2 hours ago") are not read.
"""

import re
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime
from typing import Literal, NamedTuple

Precision = Literal["second", "minute", "day"]
YEARS = range(1990, 2101)
"""Years in which an article on the web can stand."""
MAX_TEXT = 400
_HALF_DAY = 12
_MILLISECONDS = 10**11
"""A number of seconds is smaller until the year 5138."""

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janeiro januar janvier enero gennaio",
            "february feb fevereiro fev februar février fevrier febrero febbraio",
            "march mar março marco märz maerz mars marzo",
            "april apr abril abr avril aprile",
            "may maio mai mayo maggio",
            "june jun junho juni juin junio giugno",
            "july jul julho juli juillet julio luglio",
            "august aug agosto ago août aout",
            "september sept sep setembro set septembre septiembre settembre",
            "october oct outubro out oktober okt octobre octubre ottobre",
            "november nov novembro novembre noviembre",
            "december dec dezembro dez dezember décembre decembre diciembre dicembre",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(?P<name>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR, _DAY = r"(?P<y>(?:19|20)\d\d)", r"(?P<d>[0-3]?\d)"
_NUMBER = r"(?P<m>[0-3]?\d)"
_MONTHS_OF_YEAR = 12
_FORMS = [
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}\s*年\s*{_NUMBER}\s*月\s*{_DAY}\s*[日號号]",
        rf"(?<![\d/.-]){_YEAR}\s?([-/.])\s?{_NUMBER}\s?\2\s?{_DAY}(?![\d/]|[.-]\d)",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|º|°|\.)?\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
        rf"(?<![\d/.-]){_DAY}([-/.]){_NUMBER}\2{_YEAR}(?!\d)",
        r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)",
    )
]
_DAY_FIRST = _FORMS[4]
_NOON = r"(?P<noon>上午|下午|早上|晚上|中午|凌晨|a\.?m\.?|p\.?m\.?)"
_TIME = re.compile(
    r"^[^\d\n]{0,16}?" + _NOON.replace("noon", "before") + r"?[\s,]*"
    r"(?P<h>[0-2]?\d)\s*[:：h時时點点]\s*(?P<min>[0-5]\d)(?:\s*[:：分m]\s*(?P<s>[0-5]\d)(?!\d))?"
    r"(?:\.\d+)?\s*" + _NOON.replace("noon", "after") + r"?"
    r"\s*(?P<zone>Z\b|UTC|GMT(?![+-])|HKT|(?:GMT|UTC)?[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
_TIME_BEFORE = re.compile(
    r"(?P<before>)(?<!\d)(?P<h>[0-2]?\d):(?P<min>[0-5]\d)(?P<s>)\s*"
    + _NOON.replace("noon", "after")
    + r"?(?P<zone>),?\s{0,3}$",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"^\d{4}-\d\d-\d\d(?:(?P<time>[T ]\d\d:\d\d(?P<second>:\d\d(?:\.\d+)?)?)\s*"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?$"
)


class Moment(NamedTuple):
    """A point in time as far as it is known; `at` is aware and, for a day, its first moment."""

    at: datetime
    precision: Precision


def read(text: str, zone: tzinfo, *, month_first: bool = False) -> Moment | None:
    """The date that `text` states, or None.

    `month_first` says how 3/4/2026 is meant; where only one way makes a date, it is that.

    >>> from datetime import UTC
    >>> at, precision = read("2023年4月14日 下午3:05", UTC)
    >>> at.isoformat(), precision
    ('2023-04-14T15:05:00+00:00', 'minute')
    """
    text = " ".join(text[:MAX_TEXT].split())
    try:
        return _iso(text, zone) or _mail(text, zone) or _written(text, zone, month_first)
    except (ValueError, OverflowError):
        return None


def of_epoch(number: float) -> str:
    """Seconds or milliseconds since 1970 as ISO 8601.

    >>> of_epoch(1581480000), of_epoch(1581480000123)
    ('2020-02-12T04:00:00+00:00', '2020-02-12T04:00:00+00:00')
    """
    seconds = number / 1000 if number > _MILLISECONDS else number
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()


def _iso(text: str, zone: tzinfo) -> Moment | None:
    found = _ISO.match(text)
    if not found:
        return None
    at = datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?(\d\d)?$|Z$)", "", text))
    precision: Precision = "day"
    if found["time"]:
        precision = "second" if found["second"] else "minute"
    return _moment(at.replace(microsecond=0), precision, zone)


def _mail(text: str, zone: tzinfo) -> Moment | None:
    """RFC 5322: `Fri, 14 Apr 2023 15:05:00 +0800`."""
    if not re.match(r"^(\w{3},\s*)?\d{1,2} \w{3} \d{4} \d\d:\d\d:\d\d\b", text):
        return None
    try:
        return _moment(parsedate_to_datetime(text), "second", zone)
    except (TypeError, ValueError):
        return None


def _written(text: str, zone: tzinfo, month_first: bool) -> Moment | None:
    hits = [found for form in _FORMS if (found := form.search(text))]
    if not hits:
        return None
    found = min(hits, key=lambda hit: hit.start())
    parts = found.groupdict()
    month = int(parts["m"]) if parts.get("m") else _MONTHS[parts["name"].lower()]
    number = int(parts["d"])
    dotted = found.re is _DAY_FIRST and found[2] == "."
    if found.re is _DAY_FIRST and ((month_first and not dotted) or month > _MONTHS_OF_YEAR):
        month, number = (number, month) if number <= _MONTHS_OF_YEAR else (month, number)
    day = datetime(int(parts["y"]), month, number)
    time = _TIME.match(text[found.end() :]) or _TIME_BEFORE.search(text[: found.start()])
    return _with_time(day, time, zone)


def _with_time(day: datetime, found: re.Match[str] | None, zone: tzinfo) -> Moment | None:
    if not found:
        return _moment(day, "day", zone)
    noon = (found["before"] or found["after"] or "").lower().replace(".", "")
    at = day.replace(
        hour=_hour(int(found["h"]), noon), minute=int(found["min"]), second=int(found["s"] or 0)
    )
    if found["zone"]:
        at = datetime.fromisoformat(at.isoformat() + _offset(found["zone"]))
    return _moment(at, "second" if found["s"] else "minute", zone)


def _hour(hour: int, noon: str) -> int:
    if noon in ("下午", "晚上", "pm"):
        return hour + _HALF_DAY if hour < _HALF_DAY else hour
    return 0 if noon in ("上午", "凌晨", "am") and hour == _HALF_DAY else hour


def _offset(zone: str) -> str:
    zone = zone.upper().removeprefix("GMT").removeprefix("UTC")
    return {"": "+00:00", "Z": "+00:00", "HKT": "+08:00"}.get(zone, zone)


def _moment(at: datetime, precision: Precision, zone: tzinfo) -> Moment | None:
    """Set the zone where none was written; a year without web news is no date."""
    if at.tzinfo is None:
        at = at.replace(tzinfo=zone)
    return Moment(at, precision) if at.year in YEARS else None
