"""A page as a run of text blocks, in reading order, each with what its surroundings say of it.

A block is the text between two edges of block-level elements or `<br>`. Where it stands, how much
of it is linked, and what the elements around it are named for tell menus from prose; see
Kohlschütter et al., "Boilerplate Detection using Shallow Text Features" (2010).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crawlers.clean.asides import is_hidden, is_named
from crawlers.clean.markup import BLOCKS, one_line

_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_HAN_WEIGHT = 2.5
"""Latin letters that say as much as one Chinese character."""
_LEAST, _LEAST_CHINESE = 60, 30
"""Letters of the shortest prose; a Chinese sentence ends with a mark that ends nothing else."""
_LINKED = 0.5
_SENTENCE = re.compile(r"[.。!！?？;；:：…”\"」』）)]\s*$|[,，、][^,，、]+[,，、]|[.。!！?？]\s")
_CHINESE_SENTENCE = re.compile(r"[。！？][」』”）]?\s*$")
_SKIPPED = frozenset((
    "script", "style", "noscript", "template", "svg", "iframe", "select", "option", "input",
    "textarea", "datalist", "canvas", "audio", "video", "object", "embed", "map", "head", "math",
    "rt", "rp",
))  # fmt: skip
_APART = frozenset(("iframe", "video", "select", "object"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ITEMS = frozenset(("li", "td", "th", "dd", "dt"))

_CARDS = frozenset(("div", "li", "article", "section", "td", "a"))
_CARD_SIZE, _CARD_TITLE = 450.0, 15.0
_CARD_LINKED, _CARDS_SHARE, _FEWEST_CARDS = 0.3, 0.8, 2


@dataclass(slots=True, eq=False)
class Block:
    """One run of text."""

    text: str
    element: Any
    """The block-level element it stands in."""
    linked: float
    """Share of the text that stands in links, 0 to 1."""
    asides: tuple[Any, ...]
    """The elements around it, outermost first, that are named for something beside the article."""
    heading: int
    """1 to 6 within a heading, else 0."""
    item: bool
    """Whether it stands in a list or table."""
    caption: bool = False
    """Whether it is what is said of a picture."""
    card: bool = False
    """Whether it stands in one of several alike that are little more than a link."""
    size: float = field(init=False)
    """What it says, in Latin letters."""
    prose: bool = field(init=False)

    def __post_init__(self) -> None:
        self.size = size_of(self.text)
        self.prose = self.linked < _LINKED and is_prose(self.text)


def size_of(text: str) -> float:
    """How much a text says, in Latin letters.

    >>> size_of("abc 新聞")
    8.0
    """
    han = len(_HAN.findall(text))
    return len(text) - text.count(" ") - han + han * _HAN_WEIGHT


def is_prose(text: str) -> bool:
    """Whether a line is long enough and ends, or is cut, as sentences are."""
    size = size_of(text)
    if size < _LEAST:
        return size >= _LEAST_CHINESE and bool(_CHINESE_SENTENCE.search(text))
    return bool(_SENTENCE.search(text))


def blocks_of(root: Any) -> list[Block]:
    """The text blocks below `root`."""
    return _Walk(root).blocks


def ancestors(node: Any, root: Any) -> Iterator[Any]:
    """`node` and what stands around it, up to and with `root`."""
    while node is not None:
        yield node
        if node is root:
            return
        node = node.getparent()


def is_text(one: Block) -> bool:
    """Whether a block is a sentence or more, and not beside the article."""
    return one.prose and not (one.asides or one.card or one.caption)


def is_in(one: Block, container: Any, body: Any) -> bool:
    """Whether a block stands in `container`, an element of `body`."""
    return any(up is container for up in ancestors(one.element, body))


@dataclass(slots=True)
class _Around:
    """What surrounds the place the walk is at."""

    asides: tuple[Any, ...] = ()
    link: bool = False
    heading: int = 0
    item: bool = False


class _Walk:
    """One pass over the tree."""

    def __init__(self, root: Any) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._enter(root, _Around())
        self._cut(root, _Around())

    def _enter(self, node: Any, outside: _Around) -> None:
        tag = node.tag
        block = tag in BLOCKS
        if block:
            self._cut(node.getparent(), outside)
        around = _within(node, tag, outside)
        self._add(node.text, around.link)
        groups: dict[tuple[str, str], list[tuple[int, int, Any]]] = {}
        for child in node:
            name = child.tag
            if isinstance(name, str) and name not in _SKIPPED:
                first = len(self.blocks)
                self._enter(child, around)
                if name in _CARDS:
                    kind = (name, (child.get("class") or "").partition(" ")[0])
                    groups.setdefault(kind, []).append((first, len(self.blocks), child))
            elif name in _APART:
                self._cut(node, around)
            self._add(child.tail, around.link)
        if block:
            self._cut(node, around)
        for some in groups.values():
            self._mark_cards(some)

    def _add(self, text: str | None, link: bool) -> None:
        if text:
            self._pieces.append(text)
            if link:
                self._linked += len(text.strip())

    def _cut(self, owner: Any, around: _Around) -> None:
        if not self._pieces:
            return
        text = one_line("".join(self._pieces).replace("\n", " ").replace("\r", " "))
        if text:
            share = min(self._linked / len(text), 1.0)
            block = Block(text, owner, share, around.asides, around.heading, around.item)
            self.blocks.append(block)
        self._pieces, self._linked = [], 0

    def _mark_cards(self, some: list[tuple[int, int, Any]]) -> None:
        """Elements alike that stand side by side, each little more than a link: other articles."""
        if len(some) < _FEWEST_CARDS:
            return
        cards = [one for one in some if self._is_card(*one)]
        if len(cards) >= max(_FEWEST_CARDS, _CARDS_SHARE * len(some)):
            for first, last, _ in cards:
                for block in self.blocks[first:last]:
                    block.card = True

    def _is_card(self, first: int, last: int, element: Any) -> bool:
        blocks = self.blocks[first:last]
        size = sum(one.size for one in blocks)
        if not blocks or size > _CARD_SIZE or (element.tag == "li" and len(blocks) == 1):
            return False
        linked = sum(one.size * one.linked for one in blocks)
        titled = any(one.heading and one.linked > _LINKED for one in blocks)
        return linked > _CARD_TITLE and (titled or linked >= _CARD_LINKED * size)


def _within(node: Any, tag: str, outside: _Around) -> _Around:
    named = is_named(node) or is_hidden(node)
    return _Around(
        asides=(*outside.asides, node) if named else outside.asides,
        link=outside.link or tag == "a",
        heading=_HEADINGS.get(tag, outside.heading),
        item=outside.item or tag in _ITEMS,
    )
