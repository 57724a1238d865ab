"""What stands within the body of a site's articles and is never theirs: share bars, teasers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawlers.clean.blocks import size_of
from crawlers.clean.likeness import letters
from crawlers.clean.markup import Markup, lines_of
from crawlers.templates.names import names
from crawlers.templates.samples import Sample

_ENOUGH_PAGES = 3
_MUCH = 8.0
"""Letters on a page that are worth a rule; a Han character counts more."""
_FEW, _MOST = 0.02, 12


@dataclass
class _Met:
    """What the elements of one name hold, in letters, and where they stand."""

    held: float = 0.0
    taken: float = 0.0
    """Of what they hold, what is in the article."""
    places: set[tuple[int, int]] = field(default_factory=set)
    """Page and element."""
    inside: set[str] | None = None
    """Names that stand above every one of them, within the body."""

    @property
    def pages(self) -> int:
        return len({page for page, _ in self.places})

    @property
    def is_never_taken(self) -> bool:
        worth_it = self.pages >= _ENOUGH_PAGES and self.held >= _MUCH * self.pages
        return worth_it and self.taken <= _FEW * self.held


def dropped(pages: Sequence[Markup], samples: Sequence[Sample], body: str) -> tuple[str, ...]:
    """Elements within the body whose text is the article's on no page, the outermost of them."""
    met: dict[str, _Met] = {}
    for number, (page, sample) in enumerate(zip(pages, samples, strict=True)):
        wanted = {letters(line) for line in sample.article.body.split("\n")}
        for root in page.select(body):
            for place, element in enumerate(root.iterdescendants()):
                for name in names(element):
                    one = met.setdefault(name, _Met())
                    one.places.add((number, place))
                    _look(one, root, element, wanted)
    never = {name: one for name, one in met.items() if one.is_never_taken}
    outer = {name: one for name, one in never.items() if not (one.inside or set()) & never.keys()}
    return tuple(sorted(_one_name_each(outer)))[:_MOST]


def _look(one: _Met, root: Any, element: Any, wanted: set[str]) -> None:
    lines = [letters(line) for line in lines_of(element)]
    one.held += sum(map(size_of, lines))
    one.taken += sum(size_of(line) for line in lines if line in wanted)
    above = {name for up in _between(root, element) for name in names(up)}
    one.inside = above if one.inside is None else one.inside & above


def _between(root: Any, element: Any) -> Iterator[Any]:
    """What stands above `element`, below `root`."""
    for up in element.iterancestors():
        if up is root:
            return
        yield up


def _one_name_each(found: Mapping[str, _Met]) -> Iterator[str]:
    """Of several names for the very same elements, the longest: it tends to say most."""
    by_place: dict[frozenset[tuple[int, int]], str] = {}
    for name, one in found.items():
        key = frozenset(one.places)
        by_place[key] = max(by_place.get(key, ""), name, key=len)
    yield from by_place.values()
