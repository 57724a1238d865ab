"""Organisations in Chinese: by the ending of the name and where it can begin.

Chinese has no spaces, so the beginning is told by what stands before: a place or a known body whose
name leads, punctuation, or a word behind which names begin. Most endings need such a lead;
`該公司`, `一家科技公司` and `公立醫院` say nothing of which is meant.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from crawlers.clean.matching import Phrasebook, fold, longest
from crawlers.clean.naming.han import HAN, Lexicon, characters, is_han, lexicon, places
from crawlers.clean.naming.known import taken
from crawlers.clean.naming.names import Kind, Mention
from crawlers.taxonomy import load_chinese

_BACK, _MOST, _LEAST = 20, 14, 2
"""Characters before an ending that are looked at, that a place leads, and that tell a body."""
_BRIEF = 5
"""Characters at the most of what stands before the ending of a body that no place leads."""
_CALLED = re.compile(r"[（(](?:以下)?(?:简称|下称)[「“\"]?([^」”\"）)，\n]{2,8})[」”\"]?[）)]")
_CODE = r"(?:-s?w|-s)? ?[（(](?:-?0\d{3,5}|[1-9]\d{4}|(?:60|68|00|30)\d{4})(?:\.(?:hk|sh|sz))?[)）]"


class Body(NamedTuple):
    """An organisation by its name, and others it has in the text."""

    name: str
    aliases: tuple[str, ...] = ()


class _Words(NamedTuple):
    """What names end with, begin with, and do not hold."""

    endings: Phrasebook
    firms: frozenset[str]
    led: frozenset[str]
    goes_on: Mapping[str, frozenset[str]]
    starts: Lexicon
    strong: frozenset[str]
    first_never: frozenset[str]
    inside_never: re.Pattern[str]
    people: Lexicon
    """Titles, and what people do: no name of an organisation goes across them."""
    generic: Lexicon
    countries: frozenset[str]
    administration: re.Pattern[str]
    coded: re.Pattern[str]
    """Companies with the number of their shares in brackets."""


@cache
def _words() -> _Words:
    words = load_chinese()
    inside = "|".join(sorted(map(fold, words.inside_never), key=len, reverse=True))
    return _Words(
        endings=Phrasebook(sorted(words.firms | words.led | words.bodies)),
        firms=characters(words.firms),
        led=characters(words.led),
        goes_on={fold(ending): characters(after) for ending, after in words.goes_on.items()},
        starts=lexicon(words.starts),
        strong=characters(words.strong),
        first_never=characters(words.first_never),
        inside_never=re.compile(inside),
        people=lexicon(words.titles, words.speaking),
        generic=lexicon(words.generic),
        countries=characters(words.countries),
        administration=re.compile(rf"[{HAN}]{{2,3}}[市县区省州镇]"),
        coded=re.compile(rf"(?<![^\W股])((?:(?!股)[{HAN}A-Za-z]){{2,14}}?){_CODE}"),
    )


def bodies_in(text: str, known: Sequence[Mention] = ()) -> Iterator[Body]:
    """The organisations that a folded text names besides those known, of which some may lead; one
    that is known without its ending is known.

    >>> [body.name for body in bodies_in("他到访浙江树人学院、杭州师范大学及一家科技公司。")]
    ['浙江树人学院', '杭州师范大学']
    """
    told = [one for one in known if one.name and one.name.kind is Kind.ORGANISATION]
    inside = {at for one in told for at in range(one.start, one.end)}
    ends = {one.end for one in told}
    hits = [hit for hit in longest(_words().endings.find(text)) if hit.start not in ends]
    starts = {hit.start for hit in hits}
    for hit in hits:
        if hit.end in starts or hit.end - 1 in inside or _goes_on(text, hit.start, hit.end):
            continue
        begin = _begin(text, hit.start, text[hit.start : hit.end], told)
        if begin is not None and text[begin : hit.end] not in taken():
            called = _CALLED.match(text, hit.end)
            yield Body(text[begin : hit.end], called.groups() if called else ())
    for match in _words().coded.finditer(text):
        name = match[1]
        fits = len(name) <= 2 * _BRIEF and is_han(name[0]) and not _holds_more(name)
        if fits and name not in taken():
            yield Body(name)


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether the ending is part of another word: `公司` in `公司法`."""
    after: Set[str] = _words().goes_on.get(text[start:end], frozenset())
    return text[end : end + 1] in after


def _begin(text: str, end: int, ending: str, told: Sequence[Mention]) -> int | None:
    """Where the name begins whose ending begins at `end`; None where it cannot be told."""
    words = _words()
    begin, bounded = _bound(text, end)
    if begin == end:
        return None
    number = bisect_left(told, begin, key=lambda one: one.start)
    if number < len(told) and told[number].end < end:
        after = told[number].end
        if text[after] not in words.first_never and _tells_led(text[after:end], ending, ""):
            return told[number].start
    named = bounded and text[begin] not in words.first_never
    if lead := _lead(text, begin, end, named):
        at, length = lead
        led = _tells_led(text[at + length : end], ending, text[at : at + length])
        return at if led and end - at <= _MOST else None
    fits = end - begin <= (_BRIEF if ending in words.firms else 2 * _BRIEF)
    alone = named and fits and ending not in words.led and _tells(text[begin:end])
    return begin if alone else None


def _bound(text: str, end: int) -> tuple[int, bool]:
    """The earliest place a name may begin that goes on to `end`, and whether it is a boundary."""
    words = _words()
    first = end
    while first > max(0, end - _BACK) and text[first - 1].isalnum():
        first -= 1
    begin, bounded = first, first > end - _BACK
    for at in range(first, end):
        length = words.starts.at(text, at) if at >= begin else 0
        cuts = length > 1 or text[at] in words.strong or _leads(text, at + 1)
        if length and cuts and at + length <= end:
            begin, bounded = at + length, True
    while begin < end - 1 and text[begin] in words.first_never and _leads(text, begin + 1):
        begin += 1
    return begin, bounded


def _leads(text: str, at: int) -> bool:
    """Whether a place's name begins here."""
    return places().at(text, at) > 0 or _words().administration.match(text, at) is not None


def _lead(text: str, begin: int, end: int, named: bool) -> tuple[int, int] | None:
    """Where the first place begins that is named there, and the length of its name; one that is
    known as a city or a county by its last character only leads where a name may begin."""
    for at in range(begin, end):
        if length := places().at(text, at, end):
            return at, length
    match = _words().administration.match(text, begin, end) if named else None
    return (begin, len(match[0])) if match and not _holds_more(match[0]) else None


def _tells_led(rest: str, ending: str, place: str) -> bool:
    """Whether what stands behind a place, or behind a known body, says which body is meant."""
    words = _words()
    firm = ending in words.firms or ending in _OF_MANY
    alone = not firm and place not in words.countries and _core(rest) == ""
    return alone or _tells(rest)


_OF_MANY = frozenset(fold(ending) for ending in ("公司", "事務所", "工會"))
"""Endings of which a place has many."""


def _tells(name: str) -> bool:
    """Whether what stands before an ending says which body is meant."""
    if name[:1].isdigit() or _holds_more(name):
        return False
    core = _core(name)
    return len(core) >= _LEAST and any(map(is_han, core))


def _holds_more(name: str) -> bool:
    """Whether it goes across words that are in no name."""
    words = _words()
    across = any(words.people.at(name, at) > 1 for at in range(len(name)))
    return across or words.inside_never.search(name) is not None


def _core(name: str) -> str:
    """The name without the generic words at its ends."""
    generic = _words().generic
    while length := generic.at(name, 0):
        name = name[length:]
    while length := generic.before(name, len(name)):
        name = name[:-length]
    return name
