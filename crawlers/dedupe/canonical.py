"""What a page says of its own address: `rel=canonical` (RFC 6596), `og:url`, AMP and mobile twins.

A claim is believed only when it is plausible: sites point their canonical links to the home page,
to other sites, to nowhere.
"""

import hashlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml import html as lxml_html

from crawlers.model import Page
from crawlers.sources import Source
from crawlers.url import normalise, same_site

HEAD_BYTES = 1 << 18
"""As much of a page is read for its `<link>` and `<meta>` elements."""
MAX_URL = 2000
_PARAGRAPHS, _PARAGRAPH = 3, 20
_TWIN_LABELS = frozenset(("www", "m", "mobile", "amp", "wap"))


class Claims(NamedTuple):
    """Normalised, plausible URLs."""

    canonical: str | None
    """What the page calls its own URL."""
    twins: tuple[str, ...] = ()
    """Its AMP and mobile versions."""
    says: str = ""
    """What it begins with, as a digest: pages of one article say the same, whatever their
    addresses. Empty where it says too little."""


def claims_of(body: bytes, page: Page, source: Source | None) -> Claims:
    """Read a page's claims; a page that cannot be read makes none."""
    tree = _head(body)
    if tree is None:
        return Claims(None)
    canonical = (_resolve(link, page) for link in _canonical(tree))
    twins = (_resolve(link, page) for link in _twins(tree))
    return Claims(
        next((url for url in canonical if url and plausible(url, page, source)), None),
        tuple(url for url in twins if url and _on_site(url, page, source)),
        _beginning(tree),
    )


def plausible(url: str, page: Page, source: Source | None) -> bool:
    """Whether `url` may be the address of the article on `page`."""
    if not _on_site(url, page, source) or _is_home(url, source):
        return False
    return source is None or source.match(url) is not None


def _head(body: bytes) -> Any:
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=False)
    text = _text(body[:HEAD_BYTES]).replace("\0", "")
    try:
        return lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _text(head: bytes) -> str:
    """URLs are ASCII or, on the pages that break the rule, UTF-8 or GB 18030."""
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        almost = error.start > len(head) - 4
        return head.decode("utf-8" if almost else "gb18030", "replace")


def _beginning(tree: Any) -> str:
    """A digest of title and first paragraphs, without digits, which counters and clocks change."""
    said = [tree.findtext(".//title") or ""]
    texts = ("".join(paragraph.itertext()) for paragraph in tree.iter("p"))
    said += islice((text for text in texts if len(text) >= _PARAGRAPH), _PARAGRAPHS)
    letters = "".join(char for char in "".join(said) if char.isalpha())
    if len(letters) < _PARAGRAPH:
        return ""
    return hashlib.sha256(letters.encode("utf-8", "replace")).hexdigest()[:16]


def _canonical(tree: Any) -> Iterator[str]:
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            yield link.get("href") or ""
    for meta in tree.iter("meta"):
        if (meta.get("property") or "").lower() == "og:url":
            yield meta.get("content") or ""


def _twins(tree: Any) -> Iterator[str]:
    for link in tree.iter("link"):
        rel = (link.get("rel") or "").lower().split()
        mobile = "alternate" in rel and link.get("media") and not link.get("hreflang")
        if "amphtml" in rel or mobile:
            yield link.get("href") or ""


def _resolve(link: str, page: Page) -> str | None:
    link = link.strip()
    if not link or len(link) > MAX_URL:
        return None
    try:
        url = normalise(urljoin(page.final_url, link))
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def _on_site(url: str, page: Page, source: Source | None) -> bool:
    if source:
        return source.owns(url)
    here, there = _bare_host(page.final_url), _bare_host(url)
    return same_site(here, there) or same_site(there, here)


def _bare_host(url: str) -> str:
    host = (urlsplit(url).hostname or "").lower()
    label, _, rest = host.partition(".")
    return rest if label in _TWIN_LABELS and "." in rest else host


def _is_home(url: str, source: Source | None) -> bool:
    parts = urlsplit(url)
    empty = parts.path in ("", "/") and not parts.query
    return empty or (source is not None and url == normalise(source.home))
