"""People in Latin script: by the title before, by how names are built, by who speaks.

A person is named in full once; the surname alone, or a shorter form of the name, is counted to the
one who had it last.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from crawlers.clean.matching import fold
from crawlers.clean.naming.known import taken
from crawlers.clean.naming.latin import (
    Language,
    Word,
    given_names,
    never_in_people,
    words_of,
)
from crawlers.clean.naming.names import MAX_LETTERS
from crawlers.taxonomy import load_chinese

_SYLLABLE = "[bcdfghjklmnpqrstwxyz]{0,2}[aeiouy]{1,3}(?:ng|[hkmnprtuwy])?"
_GIVEN = re.compile(rf"(?=[A-Z]){_SYLLABLE}-{_SYLLABLE}$", re.IGNORECASE)
"""Two Chinese syllables in one, as in `Ka-chiu`."""
_WORD = re.compile(
    r"(?:[A-Z]\.?){1,3}$|[A-Z\u00c0-\u00de]['\u2019]?[A-Za-z\u00c0-\u00ff'\u2019-]+$"
)
_ROMAN = re.compile(rf"{_SYLLABLE}(?:-?{_SYLLABLE})?$", re.IGNORECASE)
_AGE = r",? (?:\(\d\d\)|\d\d,|aged? \d\d|de \d\d anos)"
_ROLE_BEFORE = 90
_LEAST, _MOST, _CHINESE = 2, 5, 3
"""Words of a name, and at the most of a Chinese one."""


class Found(NamedTuple):
    """A person: `words[start:end]`, or what may be one by a name told before."""

    start: int
    end: int
    full: bool


def person_in(text: str, words: Sequence[Word], language: Language) -> Found | None:
    """The person that adjoining words name; not full where they are a surname or unsure."""
    lists = words_of(language)
    start, end = 0, len(words)
    while end and words[end - 1].text in lists.never:
        end -= 1
    titled = 0
    for at in range(end):
        if words[at].text in lists.titles:
            titled = at + 1
    start = titled
    while start < end and words[start].text in lists.never | lists.generic:
        start += 1
    if start == end:
        return None
    some = words[start:end]
    if not _LEAST <= len(some) <= _MOST or not _plausible(some, language):
        return Found(start, end, full=False)
    told = titled > 0 or _has_role(text, some[0].start, some[-1].end, language)
    full = told or _built(some) or (_named(some) and _in_company(text, some, language))
    return Found(start, end, full)


def surname(words: Sequence[str]) -> str:
    """The surname of a full name.

    >>> [surname(name.split()) for name in ("John Lee Ka-chiu", "Xi Jinping", "Lei Wai Nong")]
    ['Lee', 'Xi', 'Lei']
    >>> surname(["Duncan", "Chiu"]), surname(["Carrie", "Lam", "Cheng", "Yuet-ngor"])
    ('Chiu', 'Lam')
    """
    chinese = [word in _surnames() for word in words]
    if len(words) > _LEAST and chinese[1] and (words[0] in given_names() or not chinese[0]):
        return words[1]
    if len(words) <= _CHINESE and chinese[0] and words[0] not in given_names():
        return words[0]
    return words[-2] if _GIVEN.match(words[-1]) else words[-1]


@cache
def _surnames() -> frozenset[str]:
    return load_chinese().romanised


def _plausible(some: Sequence[Word], language: Language) -> bool:
    none, places = never_in_people(language), words_of(language).places
    texts = [word.text for word in some]
    if any(text in none or not _WORD.match(text) for text in texts):
        return False
    if all(text.isupper() for text in texts) or all(text in places for text in texts):
        return False
    name = " ".join(texts)
    return len(name) <= MAX_LETTERS and fold(name) not in taken()


def _built(some: Sequence[Word]) -> bool:
    """Whether it is built as Hong Kong writes names: `Chan Kwok-ki`, `Michael Tien Puk-sun`."""
    texts = [word.text for word in some]
    return bool(_GIVEN.match(texts[-1])) and any(text in _surnames() for text in texts[:-1])


def _named(some: Sequence[Word]) -> bool:
    """Whether it begins with a first name, or with a Chinese surname before Chinese syllables."""
    texts = [word.text for word in some]
    if texts[0] in given_names():
        return True
    chinese = texts[0] in _surnames() and len(texts) <= _CHINESE
    return chinese and all(_ROMAN.match(text) for text in texts[1:])


def _in_company(text: str, some: Sequence[Word], language: Language) -> bool:
    """Whether someone speaks, has an age, or is told what they are."""
    if some[0].text in given_names():
        return True
    before, after = text[max(0, some[0].start - 40) : some[0].start], text[some[-1].end :][:60]
    speaks, spoken = _speaking(language)
    return bool(speaks.match(after) or spoken.search(before))


@cache
def _speaking(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = "|".join(sorted(words_of(language).speaking))
    roles = "|".join(map(re.escape, sorted(words_of(language).roles, key=len, reverse=True)))
    told = rf", (?:an?|the|o|um|uma) (?:[\w-]+ ){{0,3}}(?:{roles})\b"
    after = rf",? (?:who|que|{verbs})\b|{_AGE}|{told}"
    before = rf"\b(?:{verbs}|according to|segundo) $"
    return re.compile(after), re.compile(before)


@cache
def _roles(language: Language) -> tuple[re.Pattern[str], re.Pattern[str]]:
    roles = "|".join(map(re.escape, sorted(words_of(language).roles, key=len, reverse=True)))
    return (
        re.compile(rf"(?<![\w-])(?:{roles}) $"),
        re.compile(rf"(?<![\w-])(?:{roles})\b[^.;:!?()\n,]{{0,70}}, $"),
    )


def _has_role(text: str, start: int, end: int, language: Language) -> bool:
    """Whether a role stands right before, or before with a comma on both sides of the name."""
    before = text[max(0, start - _ROLE_BEFORE) : start]
    right, comma = _roles(language)
    if right.search(before):
        return True
    return text[end : end + 1] in (",", ")", ".") and comma.search(before) is not None
