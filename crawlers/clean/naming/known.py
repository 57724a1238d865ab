"""Which organisations and people of the taxonomy a text names, and where places stand in it.

The longest name wins where names overlap. A name that others share counts in a text about its
place; a short name counts in a text that has a longer one of the same body.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from crawlers.clean.matching import Hit, Phrasebook, fold, longest
from crawlers.clean.naming.han import may_end
from crawlers.clean.naming.names import Kind, Mention, Name
from crawlers.taxonomy import Known, Place, load_known, load_places, load_wires

_REGION = "gba"
_FIRST_EAST_ASIAN = "\u2e80"
_BRIEF = 2
"""Characters of a Chinese name that may begin a longer one."""


class _Entry(NamedTuple):
    text: str
    name: Name | None = None
    """None for what only takes its place from shorter names."""
    sure: bool = True
    of: str | None = None
    """The place a text must be about."""
    root: str | None = None
    """For a place the topmost around it below the region."""


class _Book(NamedTuple):
    phrasebook: Phrasebook
    entries: tuple[tuple[_Entry, ...], ...]


@cache
def _book() -> _Book:
    entries: dict[str, list[_Entry]] = defaultdict(list)
    for entry in _entries():
        entries[fold(entry.text)].append(entry)
    return _Book(Phrasebook(list(entries)), tuple(map(tuple, entries.values())))


def _entries() -> Iterator[_Entry]:
    for one in load_known("organisations"):
        yield from _entries_of(one, Kind.ORGANISATION)
    for one in load_known("people"):
        yield from _entries_of(one, Kind.PERSON)
    for wire in load_wires():
        yield from (_Entry(text) for text in wire.names)
    places = load_places()
    parents = {place.id: place.parent for place in places}
    for place in places:
        yield from _entries_of_place(place, _root(place.id, parents))


def _entries_of(one: Known, kind: Kind) -> Iterator[_Entry]:
    name = Name(kind, one.id)
    yield from (_Entry(text, name) for text in one.sure)
    yield from (_Entry(text, name, of=one.of) for text in one.local)
    yield from (_Entry(text, name, sure=False) for text in one.short)
    yield from (_Entry(text) for text in one.unless)


def _entries_of_place(place: Place, root: str) -> Iterator[_Entry]:
    guarded = set(place.ambiguous)
    yield from (_Entry(text, root=root) for text in place.names if text not in guarded)
    yield from (_Entry(text) for text in place.unless)


def _root(place: str, parents: dict[str, str | None]) -> str:
    above = parents[place]
    return place if above in (None, _REGION) else _root(str(above), parents)


@cache
def taken() -> frozenset[str]:
    """Every name of the taxonomy, folded: of organisations, people, agencies and places."""
    return frozenset(fold(entry.text) for some in _book().entries for entry in some)


@cache
def agencies() -> frozenset[str]:
    """The names of news agencies, folded."""
    return frozenset(fold(name) for wire in load_wires() for name in wire.names)


@cache
def short_names() -> dict[str, Name]:
    """The short names, folded, with what they name where something else says that they do."""
    known = load_known("organisations")
    return {fold(text): Name(Kind.ORGANISATION, one.id) for one in known for text in one.short}


def known_in(parts: Sequence[str]) -> list[list[Mention]]:
    """For each part of a text what is known in it, in order, without overlaps."""
    found = [[(hit, _spelt(part, hit)) for hit in _book().phrasebook.find(part)] for part in parts]
    place = _place_of(entry for some in found for _, entries in some for entry in entries)
    sure = {
        entry.name
        for some in found
        for _, entries in some
        for entry in entries
        if entry.sure and entry.of in (None, place)
    }
    return [
        list(_mentions(part, some, place, sure)) for part, some in zip(parts, found, strict=True)
    ]


def _spelt(part: str, hit: Hit) -> list[_Entry]:
    """The entries whose capitals stand where the text has capitals."""
    shown = part[hit.start : hit.end]
    return [
        entry
        for entry in _book().entries[hit.phrase]
        if shown == entry.text or all(map(_as_tall, shown, entry.text))
    ]


def _as_tall(has: str, wants: str) -> bool:
    return has.isupper() or not wants.isupper()


def _place_of(entries: Iterator[_Entry]) -> str | None:
    """The part of the region that a text names most."""
    roots = Counter(entry.root for entry in entries if entry.root)
    return max(roots, key=lambda root: (roots[root], root), default=None)


def _mentions(
    part: str, found: list[tuple[Hit, list[_Entry]]], place: str | None, sure: set[Name | None]
) -> Iterator[Mention]:
    names: dict[Hit, Name | None] = {}
    folded = fold(part)
    for hit, entries in found:
        for entry in entries:
            counts = entry.of in (None, place) and (entry.sure or entry.name in sure)
            if counts and _ends(folded, hit, entry):
                names.setdefault(hit, entry.name)
    for hit in longest(names):
        yield Mention(hit.start, hit.end, names[hit])


def _ends(folded: str, hit: Hit, entry: _Entry) -> bool:
    """Whether a brief Chinese name of a person ends where it seems to."""
    person = entry.name is not None and entry.name.kind is Kind.PERSON
    brief = hit.end - hit.start == _BRIEF and entry.text[0] >= _FIRST_EAST_ASIAN
    return not (person and brief) or may_end(folded, hit.end)
