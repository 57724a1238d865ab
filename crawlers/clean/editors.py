"""Texts as editors' systems store them: one HTML string, or a list of blocks.

Arc, Draft.js, Editor.js, Contentful, Portable Text, ProseMirror and the papers' own have in common
what is read here: a block per paragraph, runs of text within, pictures and adverts between.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any, NamedTuple

from crawlers.clean.blocks import size_of
from crawlers.clean.markup import lines_of, one_line, parse
from crawlers.clean.state import MAX_DEPTH

LEAST = 100.0
"""Size of a text, as `size_of` gives it, below which it is no article."""
MAX_BLOCKS = 20_000
_PARAGRAPH = 40.0
_SAMPLE = 20_000
_KINDS = ("type", "_type", "nodeType", "blockType", "tagName", "tagname", "tag", "name", "kind")
_BESIDE = re.compile(
    r"image|img|pull|blockquote-quote|photo|picture|video|gallery|embed|advert|(^|[-_])ads?\d*($|[-_])|"
    r"iframe|figure|relat|script|audio|podcast|newsletter|tracker|caption|credit|slideshow|infogram|"
    r"outstream|more-on|recommend|social|tweet|poll|button|divider|promo|sponsor|interstitial|raw",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"([\w-]*(text|link)|span|em|strong|b|i|u|a|bold|italic|br|underline|sub|sup|font|s|mark)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"([.。!！?？”\"』」）)…]|<br\s*/?>|</p>)\s*$")
_HOLDERS = frozenset((
    "text", "content", "data", "value", "html", "body", "children", "paragraph", "paragraphs",
    "htmltokens", "blocks", "items", "summary", "contents", "content_elements", "json", "nodes",
    "elements", "document", "doc", "root",
))  # fmt: skip
_MARKUP = re.compile(
    r"<(p|br|div|li|h[1-6]|span|strong|em|a|b|figure|img|section)\b", re.IGNORECASE
)
_ESCAPED = re.compile(r"&lt;(p|br|div|span|strong)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[.。!！?？」”\"’)）…]\s*$|[。！？]")
_BREAK = "\n"


class Text(NamedTuple):
    """An article's text."""

    lines: list[str]
    """Its paragraphs."""
    size: float
    """What it says, in Latin letters."""


def read_text(value: Any) -> Text | None:
    """The text that a value of a JSON document stands for, or None when that is no prose."""
    if isinstance(value, str):
        lines = _of_string(value)
    else:
        lines = [one_line(line) for line in "".join(_pieces(value, 0, [MAX_BLOCKS])).split(_BREAK)]
    lines = _once(line for line in lines if line)
    size = sum(map(size_of, lines))
    prose = size >= LEAST and any(map(_is_sentence, lines))
    return Text(lines, size) if prose else None


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
        return text.split(_BREAK)
    body = parse(text)
    for element in list(body.iter("figure", "figcaption", "aside", "iframe")):
        if element.getparent() is not None:
            element.drop_tree()
    return lines_of(body)


def _kind(node: dict[Any, Any]) -> str:
    return next((node[key] for key in _KINDS if isinstance(node.get(key), str)), "")


def _is_inline(node: Any) -> bool:
    return isinstance(node, dict) and _INLINE.fullmatch(_kind(node)) is not None


def _are_paragraphs(nodes: list[Any]) -> bool:
    """Whether runs of text that look inline are whole paragraphs: most end as sentences do."""
    runs = (one.get("content") or one.get("text") for one in nodes if _is_inline(one))
    texts = [text for text in runs if isinstance(text, str)]
    return len(texts) > 1 and sum(bool(_ENDS.search(text)) for text in texts) >= 0.8 * len(texts)


def _pieces(node: Any, depth: int, budget: list[int]) -> Iterator[str]:
    """The text of blocks, a line break around each that is not inline."""
    budget[0] -= 1
    if depth > MAX_DEPTH or budget[0] < 0:
        return
    if isinstance(node, str):
        yield _BREAK.join(_of_string(node)) if _MARKUP.search(node) else node
    elif isinstance(node, list) and node[:1] != ["$"]:
        blocks = _are_paragraphs(node)
        for one in node:
            around = _BREAK if blocks or not _is_inline(one) else ""
            yield around
            yield from _pieces(one, depth + 1, budget)
            yield around
    elif isinstance(node, dict):
        yield from _of_block(node, depth, budget)


def _of_block(node: dict[Any, Any], depth: int, budget: list[int]) -> Iterator[str]:
    kind = _kind(node)
    if not _INLINE.fullmatch(kind) and _BESIDE.search(kind):
        return
    if kind.lower() == "br":
        yield _BREAK
    for key, one in node.items():
        if holds_text(str(key)) and isinstance(one, str | list | dict):
            yield from _pieces(one, depth + 1, budget)
