"""A page as a tree, and the places where it describes itself: meta elements and JSON-LD.

Pages are hostile: no entity is expanded, no tree is deeper or larger than libxml2 allows without
`huge_tree`, and what is read from JSON-LD (https://www.w3.org/TR/json-ld11/) is bounded.
"""

import json
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from html import unescape
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from cssselect import SelectorError
from lxml import etree
from lxml import html as lxml_html

from crawlers.clean.asides import elements_of_article

MAX_JSON = 1 << 20
"""Characters of one JSON-LD block that are read at most."""
MAX_NODES = 500
MAX_DEPTH = 12
MAX_VALUE = 2000
"""Characters of one metadata value."""
MAX_PIECES = 600
"""Texts and ends of elements among which the first lines of an element are looked for."""
MAX_TREE_DEPTH = 250
MAX_ELEMENTS = 50_000
"""Elements of a page above which reading it costs more than any article is worth."""
_ARTICLE = re.compile(r"(Article|BlogPosting|Report|LiveBlog)", re.IGNORECASE)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""End tags that may be left out, and that hide what a broken page has behind them."""
_ELEMENTS = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
"""One class for all elements: what lxml.html has for forms and links costs a call for each."""
_NOT_IN_URL = re.compile('[\\s<>"\\x00-\\x1f\\x7f-\\x9f\\ud800-\\udfff]')
_HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "form", "button", "select")
)


class Markup:
    """One parsed page."""

    def __init__(self, text: str, url: str) -> None:
        self.url = url
        self.tree = parse(text)

    @cached_property
    def size(self) -> int:
        """How many elements the page has."""
        return sum(1 for _ in self.tree.iter())

    def select(self, selector: str) -> list[Any]:
        """Elements that a CSS selector finds; none when lxml cannot follow the selector."""
        try:
            return list(self.tree.cssselect(selector))
        except (SelectorError, etree.XPathError):
            return []

    def xpath(self, path: str, **variables: str) -> list[Any]:
        """What an XPath expression finds."""
        return list(self.tree.xpath(path, **variables))

    def meta(self, *names: str) -> str | None:
        """The first filled `<meta>` with one of these names, in order of the names."""
        return next((self._metas[name] for name in names if name in self._metas), None)

    @cached_property
    def _metas(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for element in self.tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop")
            value = one_line((element.get("content") or "")[:MAX_VALUE])
            if name and value:
                found.setdefault(name.strip().lower(), value)
        return found

    @cached_property
    def of_article(self) -> list[Any]:
        """The body's elements in their order, without what is named for something else."""
        body = next(iter(self.xpath("//body")), None)
        return [] if body is None else elements_of_article(body)

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """The JSON-LD nodes that describe an article."""
        nodes: list[dict[str, Any]] = []
        for script in self.xpath("//script[contains(@type, 'ld+json')]"):
            for node in _nodes(_json(script.text or ""), MAX_DEPTH):
                kinds = node.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
                    nodes.append(node)
                if len(nodes) >= MAX_NODES:
                    return nodes
        return nodes

    def json_ld_text(self, key: str) -> str | None:
        """The first text that an article's JSON-LD gives for `key`, line breaks and all."""
        for node in self.json_ld:
            for text in texts(node.get(key)):
                return text
        return None

    def absolute(self, address: str | None) -> str | None:
        """`address` as an http(s) URL of bounded length, or None."""
        if not address or len(address) > MAX_VALUE:
            return None
        try:
            url = urljoin(self.url, address.strip())
            parts = urlsplit(url)
            fits = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            return None
        return url if fits and not _NOT_IN_URL.search(url) else None


def parse(text: str) -> Any:
    """The tree of a page; an empty document when there is nothing to read."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(_ELEMENTS)
    plain = _ENDS.sub("", _NOT_TEXT.sub(" ", text)).encode("utf-8", "replace")
    try:
        tree = lxml_html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return lxml_html.document_fromstring("<html><body></body></html>")
    _flatten(tree)
    return tree


def _flatten(tree: Any) -> None:
    """Cut off what lies deeper than any page a person wrote: later steps recurse."""
    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > MAX_TREE_DEPTH:
            for child in list(element):
                element.remove(child)


def elements_after(element: Any) -> Iterator[Any]:
    """The elements behind this one, in their order, none of them around or within it."""
    while element is not None:
        for sibling in element.itersiblings():
            yield from sibling.iter()
        element = element.getparent()


def lines_of(element: Any) -> list[str]:
    """The text of an element as a person sees it: a line for each block or `<br>`."""
    return _lines(_pieces(element))


def first_lines(element: Any) -> list[str]:
    """The lines an element begins with, of one with very much in it only those."""
    return _lines(islice(_pieces(element), MAX_PIECES))


def _lines(pieces: Iterable[str]) -> list[str]:
    lines = (one_line(line) for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def _pieces(element: Any) -> Iterator[str]:
    skip: Any = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if skip is None and event == "start":
            if node is not element and node.tag in _HIDDEN:
                skip = node
            else:
                yield "\n" if node.tag in BLOCKS else ""
                yield _spaces(node.text)
        elif event == "end" and skip in (None, node):
            skip = None
            yield "\n" if node.tag in BLOCKS else ""
            yield _spaces(node.tail) if node is not element else ""


def text_of(element: Any) -> str:
    """The text of an element, or of an attribute's value, on one line."""
    return one_line(element if isinstance(element, str) else " ".join(lines_of(element)))


def one_line(text: str) -> str:
    """`text` without control characters, its white space folded to single spaces.

    An ideographic space stands, as it is punctuation in Chinese headlines.
    """
    return re.sub(r"[^\S\u3000]+", " ", _NOT_TEXT.sub(" ", text)).strip()


def _spaces(text: str | None) -> str:
    return re.sub(r"[\r\n\t]+", " ", text or "")


BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4",
        "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip


def texts(value: Any) -> Iterator[str]:
    """Every text within a JSON-LD value: itself, of a list, or the `name` or `@value` of a node."""
    if isinstance(value, str):
        if text := _NOT_TEXT.sub(" ", unescape(value[:MAX_JSON])).strip():
            yield text
    elif isinstance(value, list):
        for item in value[:50]:
            if not isinstance(item, list):
                yield from texts(item)
    elif isinstance(value, dict):
        inner = value.get("name") or value.get("@value")
        if isinstance(inner, str):
            yield from texts(inner)


def _json(text: str) -> Any:
    """One JSON-LD block, mended where sites usually break it; None when it is beyond that."""
    text = re.sub(r"^\s*(<!--|//<!\[CDATA\[)|(-->|//\]\]>)\s*$", "", text[:MAX_JSON]).strip(" ;\n")
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """Every object within a JSON-LD document, outermost first."""
    if depth <= 0:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _nodes(value.get(key), depth - 1)
    elif isinstance(value, list):
        for item in value[:MAX_NODES]:
            yield from _nodes(item, depth - 1)
