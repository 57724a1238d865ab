"""What XML a list may be made of: no document type, so no entities; no deep nesting; not endless.

Answers CWE-611 (external entities), CWE-776 (entity expansion, "billion laughs") and CWE-674
(uncontrolled recursion). The check is one pass that builds no tree.
"""

from typing import Any

from lxml import etree

MAX_DEPTH = 64
"""Elements within one another; a feed with Atom's XHTML content needs about twenty."""

MAX_ELEMENTS = 500_000
"""Of one list: a sitemap may hold 50,000 entries."""

MAX_ENTRIES = 50_000
"""What the sitemap protocol allows one file; feeds have a few hundred."""

MAX_ATTRIBUTES = 256

_ENTRIES = frozenset({"url", "sitemap", "item", "entry"})


class ForbiddenXmlError(ValueError):
    """XML that is not read; the message is one phrase."""


class _Bounds:
    """A parser's target: told of each element, and keeps none."""

    def __init__(self) -> None:
        self._depth = 0
        self._elements = 0
        self._entries = 0

    def start(self, tag: str, attrib: Any) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise ForbiddenXmlError(f"nests deeper than {MAX_DEPTH} elements")
        self._entries += tag.rpartition("}")[2] in _ENTRIES
        if self._entries > MAX_ENTRIES or self._elements > MAX_ELEMENTS:
            raise ForbiddenXmlError(f"holds more than {MAX_ENTRIES} entries")
        if len(attrib) > MAX_ATTRIBUTES:
            raise ForbiddenXmlError(f"has an element with more than {MAX_ATTRIBUTES} attributes")

    def end(self, tag: str) -> None:
        self._depth -= 1

    def doctype(self, name: str, *_: Any) -> None:
        page = name.lower() == "html"
        raise ForbiddenXmlError("is a web page" if page else "declares a document type")

    def close(self) -> None:
        pass


def check_xml(body: bytes) -> None:
    """Let pass XML within the bounds, and whatever is so broken that the list's own reader must
    judge it.

    Raises:
        ForbiddenXmlError: a document type, nesting or a size that no honest list has.
    """
    parser = etree.XMLParser(
        target=_Bounds(), recover=True, resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        parser.feed(body)
        parser.close()
    except etree.XMLSyntaxError:
        return
