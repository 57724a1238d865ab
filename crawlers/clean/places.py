"""Where an article happens: the places it names, with the words that name them.

The longest name wins where names overlap. A name that also means something else is guarded: by
longer words that hide it (`孫中山` is no city), by its capital letter, and, when it is marked
ambiguous, by the company of a place nearby (`Central` needs Hong Kong).
"""

import re
from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from crawlers.clean.matching import Hit, Phrasebook, fold, longest
from crawlers.model import Match
from crawlers.taxonomy import Place, load_places

TITLE_COUNTS = 3
_ACRONYM_LENGTH = 5
_CAPITAL_BEFORE = re.compile(r"\b(?!(?:In|At|Near|From|Around) )[A-ZÀ-Þ][\w-]* $")
_CAPITAL_AFTER = re.compile(r" [A-ZÀ-Þ]")
_REGION = "gba"


class _Name(NamedTuple):
    text: str
    place: str | None
    """None for a longer word that hides a name."""
    ambiguous: bool = False


class _Book(NamedTuple):
    phrasebook: Phrasebook
    names: tuple[_Name, ...]
    roots: dict[str, str]
    """For each place the topmost place around it below the region."""


@cache
def _book() -> _Book:
    places = load_places()
    names: dict[str, _Name] = {}
    for place in places:
        for name in _names_of(place):
            names.setdefault(fold(name.text), name)
    parents = {place.id: place.parent for place in places}
    roots = {place.id: _root(place.id, parents) for place in places}
    return _Book(Phrasebook(list(names)), tuple(names.values()), roots)


def _names_of(place: Place) -> list[_Name]:
    guarded = {fold(name) for name in place.ambiguous}
    names = [_Name(name, place.id, fold(name) in guarded) for name in place.names]
    return names + [_Name(word, None) for word in place.unless]


def _root(place: str, parents: dict[str, str | None]) -> str:
    above = parents[place]
    return place if above in (None, _REGION) else _root(str(above), parents)


def tag_places(title: str, body: str) -> tuple[Match, ...]:
    """Places by score, highest first: occurrences in the body plus three for each in the title."""
    named: dict[str, Counter[str]] = defaultdict(Counter)
    scores: Counter[str] = Counter()
    found = [(title, TITLE_COUNTS, name, hit) for name, hit in _find(title)]
    found += [(body, 1, name, hit) for name, hit in _find(body)]
    sure = {name.place for *_, name, _ in found if name.place and not name.ambiguous}
    for text, counts, name, hit in found:
        if name.place and (not name.ambiguous or _in_company(name.place, sure)):
            named[name.place][text[hit.start : hit.end]] += 1
            scores[name.place] += counts
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Match(id=place, score=score, words=named[place]) for place, score in ranked)


def _find(text: str) -> list[tuple[_Name, Hit]]:
    names = _book().names
    hits = _book().phrasebook.find(text)
    proper = [hit for hit in hits if _spelt_as_name(text, hit, names[hit.phrase])]
    return [(names[hit.phrase], hit) for hit in longest(proper)]


def _spelt_as_name(text: str, hit: Hit, name: _Name) -> bool:
    shown = text[hit.start : hit.end]
    if not name.text[0].isascii() or not name.text[0].isalpha():
        return True
    if name.text.isupper() and len(name.text) <= _ACRONYM_LENGTH:
        return shown == name.text
    if not shown[0].isupper():
        return False
    return not (name.ambiguous and " " not in name.text and _in_longer_name(text, hit))


def _in_longer_name(text: str, hit: Hit) -> bool:
    before = text[max(0, hit.start - 40) : hit.start]
    return bool(_CAPITAL_BEFORE.search(before) or _CAPITAL_AFTER.match(text, hit.end))


def _in_company(place: str, sure: set[str]) -> bool:
    roots = _book().roots
    others = sure - {place}
    if roots[place] == place:
        return bool(others)
    return any(roots[other] == roots[place] for other in others)
