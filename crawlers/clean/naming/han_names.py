"""All names of a Chinese text: those known, and those found by rules."""

from collections.abc import Iterator, Sequence

from crawlers.clean.matching import fold
from crawlers.clean.naming.han import may_end
from crawlers.clean.naming.han_bodies import bodies_in
from crawlers.clean.naming.han_people import people_in
from crawlers.clean.naming.known import short_names
from crawlers.clean.naming.names import Kind, Mention, Name

_BRIEF = 2
_MOST = 200
"""Names found by rules of which the mentions are looked for."""


def han_names(parts: Sequence[str], known: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """For each part of a text the mentions of every name, in order.

    What is found once is looked for everywhere, in either script; the longest name wins.
    """
    folded = [fold(part) for part in parts]
    whole = "\n".join(folded)
    aliases: dict[str, Name] = {}
    for part, told in zip(folded, known, strict=True):
        for body in bodies_in(part, told):
            name = short_names().get(body.name) or Name(Kind.ORGANISATION, body.name)
            for text in (body.name, *body.aliases):
                aliases.setdefault(text, name)
        for person in people_in(part, whole):
            aliases.setdefault(person, Name(Kind.PERSON, person))
    some = dict(list(aliases.items())[:_MOST])
    return [
        _without_overlaps((*told, *_occurrences(part, some)))
        for part, told in zip(folded, known, strict=True)
    ]


def _occurrences(part: str, aliases: dict[str, Name]) -> Iterator[Mention]:
    for text, name in aliases.items():
        brief = len(text) == _BRIEF and name.kind is Kind.PERSON
        at = part.find(text)
        while at >= 0:
            if not brief or may_end(part, at + len(text)):
                yield Mention(at, at + len(text), name)
            at = part.find(text, at + len(text))


def _without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda one: (one.start, -one.end, one.name is None)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
