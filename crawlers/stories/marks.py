"""What a text tells of an event in any language alike: its marks, each with a strength.

A mark is a place of the gazetteer, a name in Latin script, a figure or a day. Its strength, 0 to 1,
says how well it would tell one event from others if no other article had it; how rare it is among
the articles of the near days is weighed where all of them are known, in the view `same_event`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from crawlers.chinese import simplified_of
from crawlers.stories.dates import Named, named_days
from crawlers.stories.figures import MEASURES, PERCENT, Figure, figures
from crawlers.stories.names import names, plain_key
from crawlers.taxonomy import load_places

LANGUAGES = ("en", "zh", "pt")
"""Those whose texts are read; both Chinese scripts are one."""
MAX_TEXT = 20_000
"""Characters read of a text, title included."""
AT_MOST = {"place": 12, "day": 10, "name": 24, "figure": 32}
"""Marks of a kind: the strongest of a text that tells more."""
TOLD = 60
"""Characters shown of what the text says."""

Kind = Literal["place", "day", "name", "figure"]

_REGIONAL, _OF_CITY, _LOCAL = 0.2, 0.3, 0.5
_BY_KIND = {"region": _REGIONAL, "sar": _REGIONAL, "province": _REGIONAL, "city": _OF_CITY}
_TODAY, _DAY = 0.2, 0.4
_ALONE, _WHOLE = 0.6, 0.9
_BY_DIGITS = {1: 0.0, 2: 0.3, 3: 0.5}
_EXACT, _WITH_UNIT = 1.0, 0.2
_SMALLEST, _LARGEST = 100, 10**15
_COUNTED = {
    "en": re.compile(r"[ -]?[^\W\d_]{2,24}"),
    "pt": re.compile(r" (?:de )?[^\W\d_]{2,24}"),
    "zh": re.compile(rf"(?:[{MEASURES}]|公里|平方|微克)[^\W\d_]{{0,2}}"),
}


@dataclass(frozen=True)
class Report:
    """An article as its marks are read from it."""

    language: str
    """One of `LANGUAGES`."""
    day: date
    title: str
    body: str
    places: Mapping[str, Mapping[str, int]]
    """Ids of the gazetteer, each with the words that name it and how often."""


@dataclass(frozen=True)
class Mark:
    """One thing told; two articles share it when kind and key are the same."""

    kind: Kind
    key: str
    """Place id, plain name, ISO day, or plain value with `%`: `35000000`, `4.7%`."""
    told: str
    """As it stands in the text; of a figure with what it counts."""
    strength: float
    currency: str | None = None
    """ISO 4217 code of a sum of money: two that differ are not the same figure."""


def marks_of(report: Report) -> list[Mark]:
    """The marks of an article, each once, the strongest first within its kind.

    >>> from datetime import date
    >>> text = "約1.2萬人11月15日到場，Rui Batalha說耗資3500萬澳門元。"
    >>> report = Report("zh", date(2026, 11, 16), "", text, {"zh-hengqin": {"橫琴": 2}})
    >>> for mark in marks_of(report):
    ...     print(mark.kind, mark.key, mark.told, mark.strength, mark.currency)
    place zh-hengqin 橫琴 0.5 None
    day 2026-11-15 11月15日 0.2 None
    name rui batalha Rui Batalha 0.9 None
    figure 35000000 3500萬澳門元 0.5 MOP
    figure 12000 1.2萬人 0.3 None
    """
    shown = unicodedata.normalize("NFKC", f"{report.title}\n{report.body}"[:MAX_TEXT])[:MAX_TEXT]
    found: dict[tuple[Kind, str], Mark] = {}
    for mark in _read(report, shown):
        known = found.setdefault((mark.kind, mark.key), mark)
        if mark.strength > known.strength:
            found[mark.kind, mark.key] = mark
    ranked = sorted(found.values(), key=lambda mark: (-mark.strength, mark.key))
    return [
        mark
        for kind, most in AT_MOST.items()
        for mark in [mark for mark in ranked if mark.kind == kind][:most]
    ]


def _read(report: Report, shown: str) -> Iterator[Mark]:
    # One character for one, so that what is found can be shown as it stands.
    plain = shown.translate(simplified_of()) if report.language == "zh" else shown
    days = named_days(plain, report.language, report.day)
    yield from _places(report)
    yield from _names(report, shown)
    yield from (_day(one, report, shown) for one in days)
    yield from _figures(_without(plain, days), report, shown)


def _places(report: Report) -> Iterator[Mark]:
    for place, words in report.places.items():
        told = min(words, key=lambda word: (-words[word], word), default=place)
        yield Mark("place", place, told[:TOLD], _kinds().get(place, _LOCAL))


def _names(report: Report, shown: str) -> Iterator[Mark]:
    places = frozenset(plain_key(word) for words in report.places.values() for word in words)
    for name in names(shown, places):
        told = shown[name.start : name.end][:TOLD]
        yield Mark("name", name.key, told, _WHOLE if name.whole else _ALONE)


def _day(named: Named, report: Report, shown: str) -> Mark:
    near = abs(named.day - report.day).days <= 1
    told = shown[named.start : named.end].rstrip(".")
    return Mark("day", named.day.isoformat(), told, _TODAY if near else _DAY)


def _without(text: str, days: list[Named]) -> str:
    """The text as long as before, with blanks where days are named."""
    rest = list(text)
    for one in days:
        rest[one.start : one.end] = " " * (one.end - one.start)
    return "".join(rest)


def _figures(text: str, report: Report, shown: str) -> Iterator[Mark]:
    for figure in figures(text, report.language):
        if strength := _strength(figure):
            counted = None if figure.unit else _COUNTED[report.language].match(text, figure.end)
            told = shown[figure.start : counted.end() if counted else figure.end]
            percent = PERCENT if figure.unit == PERCENT else ""
            currency = figure.unit if figure.unit not in ("", PERCENT, "XXX") else None
            yield Mark("figure", f"{figure.value:f}{percent}", told[:TOLD], strength, currency)


def _strength(figure: Figure) -> float:
    """Round and small figures stand in many texts; a price or a share says more than a count."""
    bare = _BY_DIGITS.get(figure.digits, _EXACT)
    small = not figure.unit and figure.value < _SMALLEST
    if not bare or not figure.value or small or figure.value >= _LARGEST:
        return 0.0
    return round(min(bare + (_WITH_UNIT if figure.unit else 0.0), 1.0), 2)


@cache
def _kinds() -> dict[str, float]:
    return {place.id: _BY_KIND.get(place.kind, _LOCAL) for place in load_places()}
