"""All names of an English or Portuguese text: those known, and those found by rules."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crawlers.clean.matching import fold
from crawlers.clean.naming.known import agencies, taken
from crawlers.clean.naming.latin import Language, Word, runs, words_of
from crawlers.clean.naming.latin_bodies import Body, bodies_in, shown
from crawlers.clean.naming.latin_people import person_in, surname
from crawlers.clean.naming.names import Kind, Mention, Name

_MOSTLY = 0.6
"""Share of the words of a headline from which on it is one that has capitals for all."""
_INITIAL = re.compile(r"(?<= [A-Z])\.$")
"""The end of a sentence behind a name of one letter."""
_TELLING = 4
"""Characters of the words that tell it."""
_PEOPLE, _NEAR = 500, 20
"""Full names that are looked at; of those with one surname the nearest before it."""


class _Piece(NamedTuple):
    """Adjoining words, neither known nor an organisation: a person, an alias, or nothing."""

    part: int
    start: int
    end: int
    text: str
    full: bool
    """Whether it is a person's full name."""


def latin_names(
    parts: Sequence[str], known: Sequence[Sequence[Mention]], language: Language
) -> list[list[Mention]]:
    """For the headline and the body the mentions of every name, in order.

    A headline with capitals for all its words tells nothing new, but what the body names.
    """
    aliases: dict[str, Name] = {}
    mentions: list[list[Mention]] = []
    pieces: list[_Piece] = []
    never = words_of(language).never
    for number, (part, some) in enumerate(zip(parts, known, strict=True)):
        discovers = number > 0 or not _all_capitals(part)
        made: list[Mention] = []
        replaced: set[Mention] = set()
        for words in runs(part, language):
            if len(words) == 1 and words[0].text in never:
                continue
            near = _overlapping(some, words[0].start, words[-1].end) if some else ()
            bodies = bodies_in(part, words, language) if discovers else []
            new = list(_made(part, words, bodies, near, aliases, language)) if bodies else []
            made += new
            replaced.update(one for one in near if any(_meet(one, other) for other in new))
            for rest in _rest(words, [*near, *new], language):
                piece = _piece(number, part, rest, language, discovers)
                if piece and not any(_adjoins(piece, one) for one in near):
                    pieces.append(piece)
        mentions.append([*(one for one in some if one not in replaced), *made])
    resolver = _Resolver(pieces, mentions, aliases)
    for piece in pieces:
        if name := resolver.name_of(piece):
            mentions[piece.part].append(Mention(piece.start, piece.end, name))
    if _all_capitals(parts[0]):
        mentions[0] = resolver.told_in(parts[0], known[0])
    return [sorted(some, key=lambda one: one.start) for some in mentions]


def _piece(
    number: int, part: str, words: Sequence[Word], language: Language, discovers: bool
) -> _Piece | None:
    if len(words) == 1:
        word = words[0]
        return _Piece(number, word.start, word.start + len(word.text), word.text, False)
    found = person_in(part, words, language)
    if found is None:
        return None
    chosen = words[found.start : found.end]
    text = _INITIAL.sub("", " ".join(shown(part, chosen).split()))
    start = chosen[0].start
    return _Piece(number, start, start + len(text), text, found.full and discovers)


def _all_capitals(title: str) -> bool:
    words = [word for word in title.split() if len(word) >= _TELLING]
    capitals = sum(word[0].isupper() for word in words)
    return capitals > _MOSTLY * len(words)


def _overlapping(known: Sequence[Mention], start: int, end: int) -> Sequence[Mention]:
    """Those of mentions without overlaps that meet a span."""
    first = bisect_right(known, start, key=lambda one: one.end)
    return known[first : bisect_left(known, end, key=lambda one: one.start)]


def _adjoins(piece: _Piece, one: Mention) -> bool:
    """Whether a known person's name goes on with the piece, or the other way round."""
    person = one.name is not None and one.name.kind is Kind.PERSON
    return person and (piece.end + 1 == one.start or one.end + 1 == piece.start)


def _meet(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _made(
    part: str,
    words: Sequence[Word],
    bodies: Sequence[Body],
    near: Sequence[Mention],
    aliases: dict[str, Name],
    language: Language,
) -> Iterator[Mention]:
    """The mentions of organisations found; one that only adds `Ltd` to a known name is that."""
    for body in bodies:
        some = words[body.start : body.end]
        text = shown(part, some)
        span = Mention(some[0].start, some[0].start + len(text), None)
        inside = [one for one in near if _meet(one, span)]
        if any(one.start < span.start or one.end > span.end for one in inside):
            continue
        if any(fold(part[one.start : one.end]) in agencies() for one in inside):
            continue
        if any((one.start, one.end) == (span.start, span.end) for one in inside):
            continue
        name = Name(Kind.ORGANISATION, " ".join(text.split()))
        first = inside[0] if inside else span
        if first.name and first.start == span.start and _only_ends(some, first.end, language):
            name = first.name
        for alias in (name.id, *body.aliases):
            aliases.setdefault(alias, name)
        yield span._replace(name=name)


def _only_ends(some: Sequence[Word], end: int, language: Language) -> bool:
    """Whether nothing follows but what companies end with, or a place."""
    lists = words_of(language)
    after = [word.text for word in some if word.start >= end]
    return all(text in lists.corporate | lists.places or fold(text) in taken() for text in after)


def _rest(
    words: Sequence[Word], taken: Sequence[Mention], language: Language
) -> Iterator[list[Word]]:
    """The words outside of what is taken, as long as they adjoin."""
    titles = words_of(language).titles
    current: list[Word] = []
    if len(words) == 1 and not taken:
        yield [words[0]]
        return
    for word in words:
        inside = any(one.start < word.end and word.start < one.end for one in taken)
        apart = current and (not word.adjoins or (word.joint and current[-1].text in titles))
        if current and (inside or apart or current[-1].end + 1 + len(word.joint) < word.start - 1):
            yield current
            current = []
        if not inside:
            current.append(word)
    if current:
        yield current


class _Resolver:
    """Which name each piece tells, by what the text has in full."""

    def __init__(
        self,
        pieces: Sequence[_Piece],
        mentions: Sequence[Sequence[Mention]],
        aliases: dict[str, Name],
    ) -> None:
        self._aliases = aliases
        full = [piece for piece in pieces if piece.full][:_PEOPLE]
        self._full = _unified([piece.text for piece in full])
        self._bearers: dict[str, list[tuple[int, int, Name]]] = defaultdict(list)
        for piece in full:
            self._bear(piece.part, piece.start, self._full[piece.text])
        for number, some in enumerate(mentions):
            for one in some:
                if one.name and one.name.kind is Kind.PERSON:
                    self._bear(number, one.start, one.name)
        for bearers in self._bearers.values():
            bearers.sort()

    def _bear(self, part: int, start: int, name: Name) -> None:
        words = name.id.split(" ")
        if len(words) > 1:
            self._bearers[surname(words)].append((part, start, name))

    def name_of(self, piece: _Piece) -> Name | None:
        """The name, by its full text, a shorter form of it, or the surname."""
        if name := self._full.get(piece.text) or self._aliases.get(piece.text):
            return name
        words = piece.text.split(" ")
        bearers = self._bearers.get(surname(words) if len(words) > 1 else words[0])
        if bearers is None:
            return None
        before = bisect_left(bearers, (piece.part, piece.start))
        near = [*reversed(bearers[max(0, before - _NEAR) : before]), *bearers[before:][:1]]
        return next((name for *_, name in near if _within(words, name.id.split(" "))), None)

    def told_in(self, headline: str, known: Sequence[Mention]) -> list[Mention]:
        """What a headline with capitals for all its words names of what the text has."""
        surnames = {last: some[0][2] for last, some in self._bearers.items()}
        mentions = list(known)
        for text, name in (*self._full.items(), *self._aliases.items(), *surnames.items()):
            if text not in headline:
                continue
            for match in re.finditer(rf"\b{re.escape(text)}\b", headline):
                one = Mention(match.start(), match.end(), name)
                if not any(_meet(one, other) for other in mentions):
                    mentions.append(one)
        return mentions


def _unified(texts: Sequence[str]) -> dict[str, Name]:
    """For each full name the longest that has all its words in their order.

    >>> _unified(["John Lee", "John Lee Ka-chiu"])["John Lee"].id
    'John Lee Ka-chiu'
    """
    names: dict[str, Name] = {}
    longest: dict[str, list[list[str]]] = defaultdict(list)
    for text in sorted(set(texts), key=lambda one: (-len(one), one)):
        words = text.split(" ")
        same = longest[surname(words)]
        longer = next((one for one in same if _within(words, one)), words)
        if longer is words:
            same.append(words)
        names[text] = Name(Kind.PERSON, " ".join(longer))
    return names


def _within(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether all the words stand in the longer name, in their order."""
    rest = iter([word.lower() for word in longer])
    return all(word.lower() in rest for word in words)
