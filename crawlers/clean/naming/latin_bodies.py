"""Organisations in Latin script: by the ending or the head of the name, or by what it is called.

`Bright Dream Robotics` ends as companies do; `Ministry of Finance` begins as ministries do; in
`telecommunications giant Huawei` the words before say what Huawei is.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawlers.clean.matching import fold
from crawlers.clean.naming.known import taken
from crawlers.clean.naming.latin import Language, Word, endings, never_called, words_of
from crawlers.clean.naming.names import MAX_LETTERS

_OF = {
    "en": frozenset({"of"}),
    "pt": frozenset({"de", "da", "do", "dos", "das", "para", "of"}),
}
_AND = frozenset({"and", "e"})
_ACRONYM = re.compile(r" ?[(（][\"“']?([A-Z][A-Za-z&-]{1,9})[\"”']?[)）]")
_LISTED_AFTER = re.compile(r"(?:, [A-Z]\w+){1,3},? (?:and|e) [A-Z]\w+(?! [A-Z])")
_LISTED_BEFORE = re.compile(r"(?<!\w )\b[A-Z]\w+, $")
_LONGEST, _BRIEF, _CALLED, _BEFORE = 9, 4, 3, 40
"""Words of a name; letters of one a company may be called by alone; words behind what it is;
characters before them."""


_BEHIND = tuple(f"{end} " for end in "abcdefghijklmnopqrstuvwxyz\u00e3\u00e7\u00e9,")
"""How what stands before a name may end that is called a giant, an airline or the like."""


class Body(NamedTuple):
    """An organisation: `words[start:end]`, and other names it has in the text."""

    start: int
    end: int
    aliases: tuple[str, ...] = ()


def bodies_in(text: str, words: Sequence[Word], language: Language) -> list[Body]:
    """The organisations that a run of words names, in order, without overlaps."""
    found: list[Body] = []
    for body in sorted(_proposed(text, words, language), key=lambda one: (one.start, -one.end)):
        if not found or body.start >= found[-1].end:
            found.append(body)
    return found


def shown(text: str, words: Sequence[Word]) -> str:
    """The words as they stand, without a possessive at the end.

    >>> from crawlers.clean.naming.latin import runs
    >>> text = "He joined the Bank of China's board."
    >>> shown(text, next(run for run in runs(text, "en") if len(run) > 1))
    'Bank of China'
    """
    last = words[-1]
    return text[words[0].start : last.start + len(last.text)]


def _proposed(text: str, words: Sequence[Word], language: Language) -> Iterator[Body]:
    lists = words_of(language)
    ends = endings(language)
    for at, word in enumerate(words):
        begins = word.text in lists.heads and at + 1 < len(words)
        if begins and (end := _right(words, at, language)) > at + 1:
            yield from _judged(text, words, _left(words, at, language), end, language)
        elif word.text in ends and not _goes_on(words, at, ends):
            yield from _judged(text, words, _left(words, at, language), at + 1, language)
    if called := _called(text, words, language):
        yield called


def _goes_on(words: Sequence[Word], at: int, ends: frozenset[str]) -> bool:
    following = words[at + 1] if at + 1 < len(words) else None
    return following is not None and not following.joint and following.text in ends


def _left(words: Sequence[Word], at: int, language: Language) -> int:
    """Where the name begins that ends, or whose head stands, at `at`."""
    lists = words_of(language)
    start = at
    while start and at - start < _LONGEST:
        joint, before = words[start].joint, words[start - 1].text
        linked = joint in _AND and words[at].text in lists.wide and _links(words, start, language)
        if before in lists.never or not (joint in ("", "&") or linked):
            break
        start -= 1
    return start


def _links(words: Sequence[Word], at: int, language: Language) -> bool:
    """Whether the `and` before `at` stands inside a name, such as `Commerce and Trade Bureau`."""
    lists = words_of(language)
    before = words[at - 1].text
    return before not in lists.corporate | lists.public | lists.given and words[at - 1].joint == ""


def _right(words: Sequence[Word], head: int, language: Language) -> int:
    """Where the name ends whose head stands at `head`."""
    lists = words_of(language)
    end, linked = head + 1, False
    while end < len(words) and end - head <= _LONGEST:
        first = words[end].joint.split(" ")[0]
        follows = first in _OF[language] or (first == "" and (language == "pt" or end > head + 1))
        if first in _AND and end > head + 1 and words[head].text in lists.wide and not linked:
            follows = linked = words[end].text not in lists.heads | lists.given
        stops = lists.never | (lists.titles if first == "" else frozenset())
        if not follows or words[end].text in stops:
            break
        end += 1
    return end


def _judged(
    text: str, words: Sequence[Word], start: int, end: int, language: Language
) -> Iterator[Body]:
    lists = words_of(language)
    while start < end and words[start].text in lists.never - {"New"}:
        start += 1
    some = words[start:end]
    if (
        len(some) > 1
        and not _is_part(text, some, language)
        and _tells(some, language)
        and len(shown(text, some)) <= MAX_LETTERS
    ):
        yield Body(start, end, tuple(_aliases(text, some, language)))


def _is_part(text: str, some: Sequence[Word], language: Language) -> bool:
    """Whether it is part of a name with commas: `Ministry of Economy, Trade and Industry`."""
    before, after = text[: some[0].start][-40:], text[some[-1].end :][:60]
    several = any(word.joint in _AND for word in some)
    if some[-1].text not in endings(language) and _LISTED_AFTER.match(after):
        return True
    return several and _LISTED_BEFORE.search(before) is not None


def _tells(some: Sequence[Word], language: Language) -> bool:
    """Whether the words say which body is meant."""
    lists = words_of(language)
    says = [word.text for word in some if word.text not in endings(language) | lists.heads]
    left = [word for word in says if word not in lists.generic and len(word) > 1]
    if not left or any(word.text.endswith(".") and word.text in lists.titles for word in some):
        return False
    placed = fold(" ".join(left)) in taken() or all(word in lists.places for word in left)
    alone = placed and some[-1].text not in _LEARNED
    headed = some[0].text in lists.heads and some[1].joint != ""
    if len(some[1].text) == 1 and some[1].joint == "":
        return False
    capitals = all(word.text.isupper() for word in some)
    return not capitals and (headed or not alone)


_LEARNED = frozenset({"University", "College", "Institute", "Polytechnic", "Academy", "Orchestra"})
"""Endings that a place before them is enough for."""


def _aliases(text: str, some: Sequence[Word], language: Language) -> Iterator[str]:
    """An acronym in brackets behind the name; a company's name without its ending."""
    if match := _ACRONYM.match(text, some[-1].end):
        initials = "".join(word.text[0] for word in some)
        if _abbreviates(match[1], initials):
            yield match[1]
    lists = words_of(language)
    core = list(some)
    while len(core) > 1 and core[-1].text in lists.corporate:
        core.pop()
    if len(core) == len(some):
        return
    name = shown(text, core)
    common = lists.generic | lists.never | lists.things | lists.given | lists.public
    alone = len(core) == 1 and (len(name) < _BRIEF or name in common)
    if not alone and fold(name) not in taken():
        yield name


def _abbreviates(acronym: str, initials: str) -> bool:
    """Whether the capitals of `acronym` are initials of a name, in their order.

    >>> _abbreviates("HKIHRM", "HKIHRM"), _abbreviates("ESG", "HKMA")
    (True, False)
    """
    rest = iter(initials.upper())
    capitals = [letter for letter in acronym if letter.isupper()]
    return len(capitals) > 1 and all(letter in rest for letter in capitals)


def _called(text: str, words: Sequence[Word], language: Language) -> Body | None:
    """The words behind what an organisation is: `carmaker Zeekr`, `giants such as Zeekr`."""
    start = words[0].start
    behind = text[max(0, start - 2) : start]
    if not behind.endswith(_BEHIND) or words[0].text in never_called(language):
        return None
    lists = words_of(language)
    before = text[max(0, start - _BEFORE) : start]
    for link in lists.lists:
        before = before.removesuffix(f" {link} ") + " " if before.endswith(f" {link} ") else before
    kind = before.rstrip(" ").rpartition(" ")[2]
    if kind.removesuffix(",") not in lists.kinds:
        return None
    end = 1
    while end < len(words) and words[end].joint == "":
        end += 1
    some = words[:end]
    # `airlines, Qantas and others`, but `the airline, Qantas,`
    if kind.endswith(",") and not kind.endswith("s,") and text[some[-1].end :][:1] != ",":
        return None
    never = never_called(language)
    placed = all(word.text in lists.places for word in some)
    fits = end <= _CALLED and not placed and not any(word.text in never for word in some)
    name = shown(text, some)
    return Body(0, end) if fits and len(name) > 1 and fold(name) not in taken() else None
