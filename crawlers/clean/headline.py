"""Where the article is, by its headline: the text that stands below it, and not other articles,
comments, or what else the page has much of.
"""

from collections import defaultdict
from typing import Any

from crawlers.clean.blocks import Block, ancestors, is_in, is_text
from crawlers.clean.likeness import letters

_FEWEST, _ENOUGH = 3, 600.0
"""Paragraphs below a headline, and what they say in Latin letters, that make an article."""
_MORE = 0.2
"""Share of an article's text that must follow elsewhere to be its continuation."""
_LONGEST_TITLE = 300
_NO_HEADING = 4
"""The rank of a headline that is no heading element."""
_HALF = 0.5


def headline_of(blocks: list[Block], title: str | None) -> Block | None:
    """The block that is the article's headline: of several the one of the highest rank."""
    wanted = letters(title or "")
    same = [one for one in blocks if len(one.text) < _LONGEST_TITLE and letters(one.text) == wanted]
    ranked = [one for one in same if wanted and one.linked < _HALF]
    return min(ranked, key=lambda one: one.heading or _NO_HEADING, default=None)


def near(headline: Block, blocks: list[Block], root: Any) -> Any:
    """The nearest element around the headline that holds enough text below it for an article."""
    held: dict[Any, list[float]] = defaultdict(list)
    for one in blocks[blocks.index(headline) :]:
        if is_text(one):
            for element in ancestors(one.element, root):
                held[element].append(one.size)
    for element in ancestors(headline.element, root):
        if len(held[element]) >= _FEWEST and sum(held[element]) >= _ENOUGH:
            return element
    return None


def below(headline: Block, article: Any, blocks: list[Block], container: Any, body: Any) -> Any:
    """The nearest `article` around the headline, where `container` stands around that one and what
    it adds is something else: other articles, comments."""
    if article is None or article is container or container not in ancestors(article, body):
        return container
    inside = [number for number, one in enumerate(blocks) if is_in(one, article, body)]
    behind = [one for one in blocks[inside[-1] + 1 :] if is_in(one, container, body)]
    own = sum(blocks[number].size for number in inside if is_text(blocks[number]))
    return container if _goes_on(behind, headline) > _MORE * own else article


def _goes_on(behind: list[Block], headline: Block) -> float:
    """How much of an article may follow in the blocks behind a part of it: what stands before the
    next headline, or before links that lead elsewhere."""
    rank = headline.heading or _NO_HEADING
    linked, size = 0, 0.0
    for one in behind:
        if one.asides:
            continue
        linked += one.linked > _HALF and not size
        if linked > 1 or 0 < one.heading <= rank or one.card:
            break
        size += one.size if is_text(one) else 0.0
    return size
