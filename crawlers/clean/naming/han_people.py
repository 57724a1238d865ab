"""People in Chinese: by the title before or the honour behind, by who speaks, by their company.

A name is a surname and one or two characters; how many is told by what may follow a name, and by
how often the text has each. Foreign names are known by the dot between their parts.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from crawlers.clean.matching import Hit, Phrasebook
from crawlers.clean.naming.han import (
    HAN,
    Lexicon,
    characters,
    is_han,
    lexicon,
    may_end,
    places,
)
from crawlers.clean.naming.known import taken
from crawlers.taxonomy import load_chinese

_SHORT, _USUAL, _LONG = 2, 3, 4
"""Characters of a name."""
_BRACKETS = r"\([^()\n]{1,12}\)"
_LISTED = re.compile(rf"[{HAN}]{{2,4}}(?:(?:{_BRACKETS})?[、及和][{HAN}]{{2,4}}){{2,40}}")
_DOT = re.compile("[•‧・．]")
_AFTER = re.compile(r"\((?:\d\d岁|[a-z]+\))|,(?:现年|今年)?\d\d岁")
"""An age, or a name in Latin letters."""


class _Words(NamedTuple):
    """What names are built of and known by."""

    single: frozenset[str]
    double: frozenset[str]
    never: Lexicon
    given_never: frozenset[str]
    ends_never: frozenset[str]
    brief_never: frozenset[str]
    words: Lexicon
    """Words that are no given names."""
    honours: Lexicon
    before_honoured: frozenset[str]
    offices: frozenset[str]
    speaking: Lexicon
    triggers: Phrasebook
    """The titles, then the honours."""
    titles: int
    opening: re.Pattern[str]
    """Where a name may begin behind no Chinese character."""
    dotted: re.Pattern[str]


@cache
def _words() -> _Words:
    words = load_chinese()
    single, double = characters(words.surnames), characters(words.double)
    titles, honours = sorted(words.titles), sorted(words.honours)
    follows = [word for word in words.follows if len(word) > 1]
    first = "|".join([f"[{''.join(sorted(single))}]", *sorted(double)])
    foreign = "".join(sorted(characters(words.foreign)))
    ends_never = characters(words.ends_never)
    return _Words(
        single=single,
        double=double,
        never=lexicon(words.never),
        given_never=characters(words.given_never),
        ends_never=ends_never,
        brief_never=ends_never | characters(words.brief_never),
        words=lexicon(titles, honours, words.speaking, follows),
        honours=lexicon(honours),
        before_honoured=characters(words.before_honoured),
        offices=characters(words.offices),
        speaking=lexicon(words.speaking),
        triggers=Phrasebook([*titles, *honours]),
        titles=len(titles),
        opening=re.compile(rf"(?:^|(?<=[^{HAN}\w]))(?:{first})[{HAN}]", re.MULTILINE),
        dotted=re.compile(rf"[{foreign}]{{1,6}}(?:[·•‧・．][{foreign}]{{1,8}}){{1,3}}"),
    )


def people_in(text: str, whole: str) -> Iterator[str]:
    """The people that a folded text names, by their names; `whole` is all the article's text.

    >>> text = "局长陈大文表示，将与王小明教授会面。"
    >>> list(people_in(text, text))
    ['陈大文', '王小明']
    """
    words = _words()
    hits = words.triggers.find(text)
    titled = {hit.end for hit in hits if hit.phrase < words.titles}
    for start in sorted(titled):
        if end := _end(text, start, whole):
            yield text[start:end]
    yield from _honoured(text, [hit for hit in hits if hit.phrase >= words.titles], titled)
    for match in words.opening.finditer(text):
        end = _end(text, match.start(), whole)
        if end and (words.speaking.at(text, end) or _AFTER.match(text, end)):
            yield text[match.start() : end]
    yield from _listed(text)
    for match in words.dotted.finditer(text):
        yield _DOT.sub("·", match[0])


def _honoured(text: str, hits: Sequence[Hit], titled: set[int]) -> Iterator[str]:
    """Names that an honour follows, behind no other word or behind a title."""
    words = _words()
    for hit in hits:
        if text[hit.end : hit.end + 1] in words.offices:
            continue
        for length in (_USUAL, _SHORT):
            start = hit.start - length
            before = text[start - 1] if start > 0 else "\n"
            bounded = not is_han(before) or before in words.before_honoured or start in titled
            if start >= 0 and bounded and _built(text[start : hit.start]):
                yield text[start : hit.start]
                break


def _listed(text: str) -> Iterator[str]:
    """Names in a list of three or more, most of them of three characters."""
    for match in _LISTED.finditer(text):
        items = re.split("[、及和]", re.sub(_BRACKETS, "", match[0]))
        # What stands at its ends may be part of a longer text.
        inner = items[1:-1] if len(items) > _USUAL else items
        usual = [item for item in inner if len(item) == _USUAL]
        if len(usual) * 3 >= len(inner) * 2 and all(map(_built, inner)):
            yield from (item for item in items if len(item) == _USUAL and _built(item))


def _built(name: str) -> bool:
    """Whether the characters can be a name: a surname, then what may be given."""
    words = _words()
    first = 2 if name[:2] in words.double else 1
    if first == 1 and name[:1] not in words.single:
        return False
    given = name[first:]
    married = len(name) == _LONG and name[1] in words.single
    ends_never = words.ends_never if len(name) > _SHORT else words.brief_never
    return (
        (len(given) in (1, 2) or married)
        and all(is_han(char) and char not in words.given_never for char in given)
        and name[-1] not in ends_never
        and given not in words.words.words
        and not words.never.at(name, 0)
        and not places().at(name, 0)
        and name not in taken()
    )


def _end(text: str, start: int, whole: str) -> int | None:
    """Where the name ends that begins at `start`; None when none does, or it cannot be told."""
    known = any(text[start : start + length] in taken() for length in (_SHORT, _USUAL, _LONG))
    if known or _words().honours.at(text, start + 1):
        return None
    fits = {
        length: may_end(text, start + length)
        for length in (_SHORT, _USUAL, _LONG)
        if start + length <= len(text) and _built(text[start : start + length])
    }
    short, usual = fits.get(_SHORT), fits.get(_USUAL)
    if short and usual:
        return start + (_SHORT if _varies(text[start : start + _USUAL], whole) else _USUAL)
    if short or usual:
        return start + (_SHORT if short else _USUAL)
    if fits.get(_LONG):
        return start + _LONG
    recurs = _USUAL in fits and _recurs(text[start : start + _USUAL], whole)
    return start + _USUAL if recurs else None


def _varies(name: str, whole: str) -> bool:
    """Whether the text has other characters in the place of the last, or that one follows names."""
    times, shorter = whole.count(name), whole.count(name[:-1])
    return shorter > times or (times == 1 and may_end(name, len(name) - 1))


def _recurs(name: str, whole: str) -> bool:
    """Whether the text has it again, and never begun otherwise."""
    times = whole.count(name)
    return times > 1 and times == whole.count(name[:-1])
