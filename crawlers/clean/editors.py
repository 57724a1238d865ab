"""Texts as editors' systems store them: one HTML string, or a list of blocks.

Arc, Draft.js, Editor.js, Contentful, Portable Text, ProseMirror and the papers' own have in common
what is read here: a block per paragraph, runs of text within, pictures and adverts between.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import pairwise
from typing import Any, NamedTuple

from crawlers.clean.blocks import is_prose, size_of
from crawlers.clean.markup import lines_of, one_line, parse
from crawlers.clean.packed import MAX_DEPTH

LEAST = 100.0
"""Size of a text, as `size_of` gives it, below which it is no article."""
MAX_BLOCKS = 20_000
MAX_LETTERS = 4_000_000
"""Letters read of the values of a page: of hostile data each list holds all that is below it."""
_PARAGRAPH = 40.0
_SENTENCES = 0.4
"""Share of a text that stands in sentences."""
_SAMPLE = 20_000
_KINDS = ("type", "_type", "nodeType", "blockType", "tagName", "tagname", "tag", "name", "kind")
_BESIDE = re.compile(
    r"image|img|pull|blockquote-quote|photo|picture|video|gallery|embed|advert|(^|[-_])ads?\d*($|[-_])|"
    r"iframe|figure|relat|script|audio|podcast|newsletter|tracker|caption|credit|slideshow|infogram|"
    r"outstream|more-on|recommend|social|tweet|poll|button|divider|promo|sponsor|interstitial|atomic",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"([\w-]*(text|link)|span|em|strong|b|i|u|a|bold|italic|br|underline|sub|sup|font|s|mark)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"([.。!！?？”\"』」）)…]|<br\s*/?>|</p>)\s*$")
_GOES_ON = re.compile(r"[\s,.;:!?，。；：！？、)）」”\]]|[a-zà-ÿ]")
_MOST_END = 0.8
_HOLDERS = frozenset((
    "text", "content", "data", "value", "html", "body", "children", "paragraph", "paragraphs",
    "htmltokens", "blocks", "items", "summary", "contents", "content_elements", "json", "nodes",
    "elements", "document", "doc", "root", "attributes", "attrs", "fields", "innerhtml", "rendered",
    "plaintext", "richtext", "rich_text", "markdown", "sections", "parts", "bodytext", "body_text",
    "articlebody", "main", "story", "texto", "texts", "lines",
))  # fmt: skip
_WHOLES = re.compile(r"doc|document|root|story|article|post|page|news|section|group", re.IGNORECASE)
"""Kinds of what holds paragraphs, not runs of one."""
_RAW = re.compile(r"raw|custom[-_]?html|^html$", re.IGNORECASE)
_MARKUP = re.compile(
    r"<(p|br|div|li|h[1-6]|span|strong|em|a|b|figure|img|section)\b", re.IGNORECASE
)
_ESCAPED = re.compile(r"&lt;(p|br|div|span|strong)\b", re.IGNORECASE)
_CODE = re.compile(r"null|undefined|true|false|[\w.:-]*[/_][\w./:?&=%#-]*|[A-Za-z]*\d[\w-]{6,}")
"""Lines that are for machines: addresses, ids, names of constants."""
_SENTENCE = re.compile(r"[.。!！?？」”\"’)）…]\s*$|[。！？]")
_LINK = re.compile(r"!?\[([^\]\n]{0,200})\]\((?:https?:|/)[^()\s]{0,500}\)|^#{1,6} |\*\*")
"""What Markdown writes around words."""
_BREAK = "\n"


class Text(NamedTuple):
    """An article's text."""

    lines: list[str]
    """Its paragraphs."""
    size: float
    """What it says, in Latin letters."""


def read_text(value: Any, allowance: list[int] | None = None) -> Text | None:
    """The text that a value of a JSON document stands for, or None when that is no prose.

    `allowance` holds how many letters may still be read, of this value and of others after it.
    """
    left = allowance or [MAX_LETTERS]
    if left[0] <= 0:
        return None
    whole = value[: left[0]] if isinstance(value, str) else _within(value, left[0])
    left[0] -= len(whole) + 1
    read = _of_string(whole) if isinstance(value, str) else whole.split(_BREAK)
    lines = [one_line(line) for line in read]
    lines = _once(line for line in lines if line and not _CODE.fullmatch(line))
    size = sum(map(size_of, lines))
    prose = sum(size_of(line) for line in lines if _is_sentence(line))
    return Text(lines, size) if size >= LEAST and prose >= _SENTENCES * size else None


def _within(value: Any, most: int) -> str:
    """The pieces of blocks, put together up to `most` letters."""
    pieces: list[str] = []
    for piece in _pieces(value, 0, [MAX_BLOCKS]):
        pieces.append(piece)
        most -= len(piece)
        if most < 0:
            break
    return "".join(pieces)


def holds_text(name: str) -> bool:
    """Whether a key says no more than that text is below it.

    >>> holds_text("children"), holds_text("biography")
    (True, False)
    """
    return name.lower() in _HOLDERS


def _once(lines: Iterable[str]) -> list[str]:
    """`lines` without paragraphs that stand there again: data often holds a text twice."""
    seen: set[str] = set()
    kept = []
    for line in lines:
        if line not in seen or size_of(line) < _PARAGRAPH:
            kept.append(line)
        seen.add(line)
    return kept


def _is_sentence(line: str) -> bool:
    worded = " " in line or max(line) > "\u3000"
    return worded and size_of(line) > _PARAGRAPH and bool(_SENTENCE.search(line))


def _of_string(text: str) -> list[str]:
    if _ESCAPED.search(text[:_SAMPLE]):
        text = unescape(text)
    if not _MARKUP.search(text[:_SAMPLE]):
        return [_LINK.sub(r"\1", unescape(line)) for line in text.split(_BREAK)]
    body = parse(text)
    for element in list(body.iter("figure", "figcaption", "aside", "iframe")):
        if element.getparent() is not None:
            element.drop_tree()
    return lines_of(body)


def _kind(node: dict[Any, Any]) -> str:
    return next((node[key] for key in _KINDS if isinstance(node.get(key), str)), "")


def _is_inline(node: Any) -> bool:
    return isinstance(node, dict) and _INLINE.fullmatch(_kind(node)) is not None


def _is_run(node: Any) -> bool:
    """Whether this is a piece of a paragraph, where it stands within one."""
    return isinstance(node, str) or (
        isinstance(node, dict) and not _kind(node) and isinstance(node.get("text"), str)
    )


def _are_paragraphs(nodes: list[Any], within: bool) -> bool:
    """Whether runs of text that look inline are whole paragraphs: most end as sentences do, or
    none goes on where the one before leaves off. `within` a paragraph there are none."""
    runs = (
        one if isinstance(one, str) else one.get("content") or one.get("text")
        for one in nodes
        if _is_inline(one) or _is_run(one)
    )
    texts = [text for text in runs if isinstance(text, str) and text.strip()]
    if sum(bool(_ENDS.search(text)) for text in texts) >= _MOST_END * max(len(texts), 2):
        return True
    pairs = pairwise(texts)
    return not within and not any(one[-1].isspace() or _GOES_ON.match(two) for one, two in pairs)


def _pieces(node: Any, depth: int, budget: list[int], within: bool = False) -> Iterator[str]:
    """The text of blocks, a line break around each that is not inline; `within` a paragraph, runs
    are."""
    budget[0] -= 1
    if depth > MAX_DEPTH or budget[0] < 0:
        return
    if isinstance(node, str):
        yield _BREAK.join(_of_string(node)) if _MARKUP.search(node) else unescape(node)
    elif isinstance(node, list) and node[:1] != ["$"]:
        blocks = _are_paragraphs(node, within)
        for one in node:
            inline = not blocks and (_is_inline(one) or (within and _is_run(one)))
            around = "" if inline else _BREAK
            yield around
            yield from _pieces(one, depth + 1, budget, within)
            yield around
    elif isinstance(node, dict):
        yield from _of_block(node, depth, budget, within)


def _of_block(node: dict[Any, Any], depth: int, budget: list[int], within: bool) -> Iterator[str]:
    kind = _kind(node)
    if _RAW.search(kind):
        yield from _of_raw(node)
        return
    if not _INLINE.fullmatch(kind) and _BESIDE.search(kind):
        return
    if kind.lower() == "br":
        yield _BREAK
    inside = within or (bool(kind) and not _WHOLES.search(kind))
    for key, one in node.items():
        if holds_text(str(key)) and isinstance(one, str | list | dict):
            yield from _pieces(one, depth + 1, budget, inside)


def _of_raw(node: dict[Any, Any]) -> Iterator[str]:
    """Of markup put in by hand, mostly adverts and embeds, what is prose."""
    for key, one in node.items():
        if holds_text(str(key)) and isinstance(one, str):
            yield from (f"{_BREAK}{line}{_BREAK}" for line in _of_string(one) if is_prose(line))
