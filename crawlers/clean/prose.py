"""The article's text by where it stands: the part of the tree that holds the page's sentences.

Needs nothing but the page. Every block of text (`blocks`) is worth what it says when it is prose,
and costs a little when it is a menu's; the article is the element with the greatest sum, as in
Pasternack & Roth, "Extracting article text from the web with maximum subsequence segmentation"
(2009), or one close to it that is named for an article. What stands in it but beside the text is
left out.
"""

import re
from collections import defaultdict
from typing import Any, NamedTuple

from crawlers.clean.asides import is_caption, is_hidden, is_named, is_surely_aside
from crawlers.clean.blocks import Block, ancestors, blocks_of, is_in
from crawlers.clean.headline import below, headline_of, near
from crawlers.clean.likeness import shingles

_MOST = 0.4
"""Share of the page's prose that nothing beside an article holds, whatever its name."""
_SOME = 0.04
_LITTLE = 0.25
"""Prose, beside that in cards, below which the cards are what the page is about."""
_UNLINKED = 0.1
_AGAIN, _FEW_SHINGLES = 0.8, 10
_NEVER_AROUND = frozenset(("nav", "footer", "form", "dialog", "figcaption"))
"""Elements that are what they are called, even with a headline in them."""
_OWN = 0.6
"""Share of an element's text that is prose in an article, and not in a menu."""
_ASIDE_COST, _ASIDE_MOST, _CARD_COST = 0.5, 200.0, 0.2
_LINK_COST, _LINE_COST = 0.2, 2.0
_ITEM_WORTH = 0.3
_NEAR_BEST, _NEAR_NAMED = 0.6, 0.9
"""Shares of the best sum that an element named for an article must have."""
_CAPTION = 300.0
_SHORT = 60.0
_LINK_LINE, _LINKED = 200.0, 0.6
_HALF = 0.5

_ARTICLE = re.compile(
    r"(article|story|entry|post|blog|news|page|main|single)[-_]*"
    r"(body|content|text|copy|detail|main)|"
    r"(body|content|text)[-_]*(article|story|entry|post|main)|^content$|^story$|^article$|"
    r"itemfulltext|rich[-_]?text|wysiwyg",
    re.IGNORECASE,
)
_END = re.compile(r"[.。!！?？;；…”\"」』）)]\s*$")
_CONTACT = re.compile(r"[:：]\s*$|^\(?\+?[\d ()-]{7,}$|^\S+@\S+$|^https?://\S+$|^\d{1,3}$")


class Prose(NamedTuple):
    """What was found."""

    lines: list[str]
    """The article's paragraphs."""
    captions: list[str]
    """What is said of pictures, left out."""
    share: float
    """Share of the page's sentences that stand here, captions and cards left out: 0 to 1."""
    headed: bool = False
    """Whether they stand in the nearest article around the page's headline."""


def prose(tree: Any, title: str | None = None) -> Prose:
    """The article's paragraphs, in order; none where the page has no text.

    `title` is the article's headline: what stands below it is looked at first.
    """
    body = next(iter(tree.iter("body")), tree)
    blocks = blocks_of(body)
    headline = headline_of(blocks, title)
    _judge(blocks, body, headline)
    if not blocks:
        return Prose([], [], 0.0)
    container = _container(blocks, body)
    headed = False
    if headline is not None:
        article = near(headline, blocks, body)
        container = below(headline, article, blocks, container, body)
        headed = article is not None and article in ancestors(container, body)
    inside = [one for one in blocks if is_in(one, container, body)]
    pictured = _pictured(container)
    kept = _kept(inside, pictured)
    captions = [one.text for one in blocks if one.caption or one.text.casefold() in pictured]
    total = sum(one.size for one in blocks if one.prose and not (one.caption or one.card))
    share = sum(one.size for one in kept if one.prose) / max(total, 1.0)
    return Prose([one.text for one in kept], captions, share, headed)


def prose_in(container: Any) -> list[str]:
    """The paragraphs of an article that is known to stand in `container`."""
    blocks = blocks_of(container)
    _judge(blocks, container, None)
    return [one.text for one in _kept(blocks, _pictured(container))]


def _judge(blocks: list[Block], root: Any, headline: Block | None) -> None:
    """Say of each block whether it stands beside the article."""
    article = None
    if headline is not None:
        _forget(blocks, {one for one in headline.asides if one.tag not in _NEVER_AROUND})
        article = near(headline, blocks, root)
    _forgive(blocks, article)
    _mark_captions(blocks, root)


def _forget(blocks: list[Block], forgiven: set[Any]) -> None:
    """Take back what the names of some elements seemed to say."""
    if forgiven:
        for one in blocks:
            one.asides = tuple(element for element in one.asides if element not in forgiven)


def _pictured(container: Any) -> set[str]:
    """What pictures are called: such names stand under them, too."""
    return {
        (image.get(name) or "").strip().casefold()
        for image in container.iter("img")
        for name in ("alt", "title")
    }


def _forgive(blocks: list[Block], article: Any) -> None:
    """Forget cards where there is next to nothing else, and names that mislead: of what holds most
    of the prose, of what is hidden until a reader asks for the rest, and of what holds much
    unlinked prose without being named for sure. What is surely beside an article stands apart from
    `article`, where that is known."""
    total = sum(one.size for one in blocks if one.prose)
    shown = sum(one.size for one in blocks if one.prose and not one.asides and not one.card)
    if shown < _LITTLE * sum(one.size for one in blocks if one.prose and one.card):
        for one in blocks:
            one.card = False
    prose_in: dict[Any, float] = defaultdict(float)
    held: dict[Any, float] = defaultdict(float)
    linked: dict[Any, float] = defaultdict(float)
    for one in blocks:
        for element in one.asides:
            held[element] += one.size
            linked[element] += one.size * one.linked
            if one.prose:
                prose_in[element] += one.size

    def misleads(element: Any, size: float) -> bool:
        if size > _MOST * total:
            return (
                article is None
                or not is_surely_aside(element)
                or article in element.iterancestors()
            )
        if size <= _OWN * held[element]:
            return False
        if is_hidden(element) and not is_named(element):
            return True
        unlinked = linked[element] < _UNLINKED * size
        return unlinked and size > _SOME * total and not is_surely_aside(element)

    _forget(blocks, {element for element, size in prose_in.items() if misleads(element, size)})


def _mark_captions(blocks: list[Block], body: Any) -> None:
    """The only text around a picture is its caption."""
    texts: dict[Any, int] = defaultdict(int)
    for one in blocks:
        for element in ancestors(one.element, body):
            texts[element] += 1
    for one in blocks:
        one.caption = any(is_caption(element) for element in one.asides)
        if one.asides or one.size > _CAPTION:
            continue
        for element in ancestors(one.element, body):
            if texts[element] > 1:
                break
            if element.tag != "p" and next(element.iter("img", "picture"), None) is not None:
                one.asides, one.caption = (element,), True
                break


def _worth(one: Block) -> float:
    if one.caption or (one.heading and not (one.asides or one.card)):
        return 0.0
    if one.card:
        return -_CARD_COST * one.size
    if one.asides:
        return -_ASIDE_COST * min(one.size, _ASIDE_MOST)
    if one.prose:
        return one.size * (1 - one.linked)
    if one.linked > _HALF:
        return -_LINK_COST * one.size
    return _ITEM_WORTH * one.size if one.item else -_LINE_COST


def _container(blocks: list[Block], body: Any) -> Any:
    worth: dict[Any, float] = defaultdict(float)
    depth: dict[Any, int] = {}
    for one in blocks:
        chain = list(ancestors(one.element, body))
        gain = _worth(one)
        for up, element in enumerate(chain):
            worth[element] += gain
            depth[element] = len(chain) - up
    best = max(worth, key=lambda element: (round(worth[element], 3), depth[element]))
    within = [
        element
        for element in worth
        if worth[element] >= _NEAR_BEST * worth[best]
        and _is_article(element)
        and any(up is best for up in ancestors(element, body))
    ]
    top = max((worth[element] for element in within), default=0.0)
    near = [element for element in within if worth[element] >= _NEAR_NAMED * top]
    return max(near, key=lambda element: (depth[element], worth[element]), default=best)


def _is_article(element: Any) -> bool:
    if element.tag in ("article", "main") or element.get("itemprop") == "articleBody":
        return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_ARTICLE.search(name) for name in names)


def _kept(blocks: list[Block], pictured: set[str]) -> list[Block]:
    """What is of the text: no aside, no list of links, no picture's name, nothing short before the
    first sentence or after the last."""
    kept = [
        one
        for one in blocks
        if not one.asides
        and not one.card
        and not (one.linked > _LINKED and not one.heading and one.size < _LINK_LINE)
        and not (not one.prose and one.text.casefold() in pictured)
    ]
    while kept and (_is_loose(kept[-1]) or _CONTACT.search(kept[-1].text)):
        kept.pop()
    first = next((number for number, one in enumerate(kept) if one.prose), 0)
    if kept and _is_said_again(kept[first], kept[first + 1 :]):
        kept.pop(first)
    return [one for number, one in enumerate(kept) if number >= first or not _is_loose(one)]


def _is_said_again(lead: Block, rest: list[Block]) -> bool:
    """Whether a lead does no more than say beforehand what the text says in the same words."""
    own = shingles([lead.text])
    said = shingles([one.text for one in rest])
    return (own & said).total() >= _AGAIN * max(own.total(), _FEW_SHINGLES)


def _is_loose(one: Block) -> bool:
    """Whether a block at an edge is rather a label than a part of the text."""
    if one.heading:
        return True
    return not one.prose and one.size < _SHORT and not one.item and not _END.search(one.text)
