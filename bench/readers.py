"""The readers of pages that are compared, each behind one call: newsdelta and the field's others.

Every one is used as its own documentation has it, told the address and to look for title, date and
authors where it can.
"""

import logging
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from crawlers.clean import extract_article
from crawlers.clean.decode import decode
from crawlers.model import Article
from crawlers.settings import Settings
from crawlers.sources import Source, read_catalogue

logging.disable(logging.ERROR)
_SOME_CHINESE = 200


@dataclass(frozen=True)
class Reading:
    """What a reader found; empty where it found nothing."""

    body: str = ""
    title: str = ""
    date: str | None = None
    authors: Sequence[str] = ()
    how: str = ""


Reader = Callable[[bytes, str], Reading]


def newsdelta(html: bytes, url: str) -> Reading:
    """As a run of the catalogue reads it."""
    return _ours(html, url, source_of(url))


def newsdelta_untold(html: bytes, url: str) -> Reading:
    """As a page of a site that the catalogue does not name."""
    return _ours(html, url, None)


def _ours(html: bytes, url: str, source: Source | None) -> Reading:
    found = extract_article(html, url, source)
    if not isinstance(found, Article):
        return Reading(how=found.reason.value)
    day = found.published_at.date().isoformat() if found.published_at else None
    return Reading(found.body, found.title, day, found.authors, found.extractor)


def source_of(url: str) -> Source | None:
    """The catalogue's source on whose hosts `url` stands, of several one that knows its shape."""
    owners = [one for one in _catalogue() if one.owns(url)]
    return next((one for one in owners if one.match(url)), owners[0] if owners else None)


@cache
def _catalogue() -> tuple[Source, ...]:
    sources, _ = read_catalogue(Settings().catalogue)
    return tuple(sources.values())


def trafilatura(html: bytes, url: str) -> Reading:
    """https://trafilatura.readthedocs.io"""
    from trafilatura import bare_extraction

    found = bare_extraction(html, url=url, with_metadata=True)
    if found is None:
        return Reading()
    told = found if isinstance(found, dict) else found.as_dict()
    authors = [name.strip() for name in (told.get("author") or "").split(";") if name.strip()]
    return Reading(told.get("text") or "", told.get("title") or "", told.get("date"), authors)


def newspaper4k(html: bytes, url: str) -> Reading:
    """https://newspaper4k.readthedocs.io"""
    from newspaper import Article as Newspaper

    text = decode(html)
    language = _tongue(text)
    found = Newspaper(url, language=language, fetch_images=False)
    found.download(input_html=text)
    found.parse()
    day = found.publish_date.date().isoformat() if found.publish_date else None
    return Reading(found.text, found.title or "", day, found.authors)


def _tongue(text: str) -> str:
    """The language that newspaper4k must be told: by the page's script, then what it declares."""
    if len(re.findall(r"[\u3400-\u9fff]", text)) > _SOME_CHINESE:
        return "zh"
    return "pt" if re.search(r"<html[^>]*lang=.pt", text[:5000]) else "en"


def readability(html: bytes, url: str) -> Reading:
    """https://github.com/buriy/python-readability"""
    from lxml import html as lxml_html
    from readability import Document

    document = Document(html, url=url)
    tree = lxml_html.fromstring(document.summary(html_partial=True))
    for block in tree.iter("p", "div", "br", "li", "h2", "h3", "tr"):
        block.tail = "\n" + (block.tail or "")
    return Reading(tree.text_content(), document.short_title() or "")


def resiliparse(html: bytes, url: str) -> Reading:
    """https://resiliparse.chatnoir.eu"""
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    tree = HTMLTree.parse_from_bytes(html)
    text = extract_plain_text(tree, main_content=True, alt_texts=False, preserve_formatting=True)
    return Reading(text, tree.title or "")


READERS: dict[str, Reader] = {
    "newsdelta": newsdelta,
    "untold": newsdelta_untold,
    "trafilatura": trafilatura,
    "readability": readability,
    "newspaper4k": newspaper4k,
    "resiliparse": resiliparse,
}


def read(reader: Reader, html: bytes, url: str) -> Reading:
    """What `reader` makes of a page; nothing where it fails, as some do on broken pages."""
    with suppress(Exception):
        return reader(html, url)
    return Reading()
