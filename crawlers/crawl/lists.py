"""Reading lists of articles: feeds, sitemaps and HTML pages. Bytes in, links out; no network.

Lists are as hostile as pages: sizes are bounded, XML entities are not resolved and nothing is
fetched on their behalf.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from itertools import islice
from typing import Any, Literal, NamedTuple
from urllib.parse import urldefrag, urljoin
from zoneinfo import ZoneInfo

import feedparser
from lxml import etree
from parsel import Selector
from w3lib.encoding import html_to_unicode
from w3lib.html import get_base_url, remove_tags, replace_entities
from w3lib.url import safe_url_string

from crawlers.batch import decode
from crawlers.crawl.unfolding import allowance
from crawlers.crawl.xml_bounds import MAX_ENTRIES, ForbiddenXmlError, check_xml

MAX_URL = 2048
"""Characters of the longest URL that is followed; the news database keeps no longer ones."""

SITEMAP_BYTES = 50 << 20
"""What the sitemap protocol allows one file, unpacked."""

_GZIP = b"\x1f\x8b"
_TITLE = 300
_PIECES = 32
"""Pieces of text that make a link's title."""
_HREF = 4 * MAX_URL
_ROOT = re.compile(rb"<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")
_YEARS = range(1990, 2101)

Kind = Literal["feed", "sitemap", "html"]


class BrokenListError(ValueError):
    """A list that cannot be read; the message is one phrase."""


class Found(NamedTuple):
    """A link in a list and what the list says of it."""

    url: str
    title: str | None = None
    published_at: datetime | None = None
    day_only: bool = False
    modified_at: datetime | None = None
    """It was published no later than this."""


@dataclass
class Listing:
    """What a list holds: links to articles, and to further lists."""

    found: list[Found] = field(default_factory=list)
    children: list[Found] = field(default_factory=list)
    next: str | None = None
    """What leads to the list's following page."""


def sniff(body: bytes) -> Kind:
    """What a list is, whatever it was announced as.

    >>> sniff(b'<?xml version="1.0"?><rss version="2.0">')
    'feed'
    """
    root = _ROOT.search(body[:4096])
    if root is None:
        return "sitemap" if body.startswith(_GZIP) else "html"
    return "sitemap" if root.group(1).lower() in (b"urlset", b"sitemapindex") else "feed"


def read_feed(body: bytes, content_type: str, url: str, zone: ZoneInfo) -> Listing:
    """RSS or Atom, well-formed or not, as long as entries come out.

    Raises:
        BrokenListError: it is no feed, or so damaged that it gives no entry.
    """
    _check(body)
    headers = {"content-type": content_type, "content-location": url}
    try:
        feed = feedparser.parse(BytesIO(body), response_headers=headers, sanitize_html=False)
    except Exception as error:  # hostile input finds ways through any parser
        raise BrokenListError("not a feed that can be read") from error
    entries = feed.get("entries") or []
    if not entries and (feed.get("bozo") or not feed.get("version")):
        raise BrokenListError("not a feed that can be read")
    links = [_entry(entry, url, zone) for entry in entries if entry.get("link")]
    return Listing(found=[link for link in links if link])


def read_sitemap(body: bytes, url: str, zone: ZoneInfo) -> Listing:
    """A sitemap, news sitemap or sitemap index, gzipped or not.

    Raises:
        BrokenListError: it is too large, or no sitemap.
    """
    if body.startswith(_GZIP):
        body, cut = decode(body, "gzip", allowance(len(body), SITEMAP_BYTES))
        if cut:
            raise BrokenListError("a gzip file that is damaged or too large")
    _check(body)
    listing, whole = Listing(), False
    try:
        for name, element in _elements(body):
            whole = True
            if name in ("url", "sitemap"):
                link = _location(element, url, zone)
                if link:
                    leads_on = name == "sitemap" and _may_follow(link.url)
                    (listing.children if leads_on else listing.found).append(link)
                element.clear()
    except etree.XMLSyntaxError as error:
        raise BrokenListError("not a sitemap that can be read") from error
    if not whole:
        raise BrokenListError("not a sitemap that can be read")
    return listing


def read_links(body: bytes, content_type: str, url: str, css: str) -> Listing:
    """The links that `css` selects on an HTML page, each once, with its longest text.

    Raises:
        BrokenListError: the selector is none.
    """
    _, text = html_to_unicode(content_type, body, default_encoding="utf-8")
    try:
        base = get_base_url(text, url)
    except ValueError:
        base = url
    try:
        elements = Selector(text=text, type="html").css(css)
    except ValueError as error:
        raise BrokenListError(f"'{css}' is no CSS selector") from error
    if len(elements) > MAX_ENTRIES:
        raise BrokenListError(f"holds more than {MAX_ENTRIES} links")
    titles: dict[str, str] = {}
    for element in elements:
        link = join(base, element.attrib.get("href", ""))
        if link:
            # Links may stand within links: each is asked for the start of its text only.
            title = plain_title(" ".join(islice(element.root.itertext("*"), _PIECES)))
            titles[link] = max(titles.get(link, ""), title, key=len)
    return Listing(found=[Found(link, title or None) for link, title in titles.items()])


def read_next(body: bytes, content_type: str, url: str, css: str) -> str | None:
    """Where the first link that `css` selects leads, if any.

    Raises:
        BrokenListError: the selector is none.
    """
    found = read_links(body, content_type, url, css).found
    return next((link.url for link in found if link.url != url), None)


def moment(text: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """A date of RFC 822 or ISO 8601, read in `zone` when it names none; True for a bare day.

    >>> moment("2026-11-15", ZoneInfo("Asia/Macau"))[0].isoformat()
    '2026-11-15T00:00:00+08:00'
    """
    text = text.strip()[:64]
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if found.year not in _YEARS:
            return None
        aware = found if found.tzinfo else found.replace(tzinfo=zone)
        return aware, bool(_DAY.fullmatch(text))
    return None


def _entry(entry: Any, base: str, zone: ZoneInfo) -> Found | None:
    link = join(base, str(entry["link"]))
    if link is None:
        return Found(_printable(str(entry["link"]))[:_HREF])
    published = _read(entry, ("published", "created"), zone)
    # `updated` is asked for by its own key: feedparser lends it the date of publication.
    updated = _read(entry, ("updated",), zone)
    title = plain_title(str(entry.get("title", "")))
    return Found(
        url=link,
        title=title or None,
        published_at=published[0] if published else None,
        day_only=bool(published and published[1]),
        modified_at=updated[0] if updated else None,
    )


def _read(entry: Any, names: tuple[str, ...], zone: ZoneInfo) -> tuple[datetime, bool] | None:
    for name in names:
        if dict.__contains__(entry, name):
            return moment(str(dict.__getitem__(entry, name)), zone)
    return None


def _elements(body: bytes) -> Iterator[tuple[str, Any]]:
    parser = etree.iterparse(
        BytesIO(body),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = None
    for _, element in parser:
        if isinstance(element.tag, str):
            yield etree.QName(element).localname, element
        root = root if root is not None else element.getroottree().getroot()
        if element.getparent() is root:
            while element.getprevious() is not None:
                del root[0]


def _location(element: Any, base: str, zone: ZoneInfo) -> Found | None:
    texts = {
        etree.QName(part).localname: (part.text or "").strip()
        for part in [*element.iterfind("{*}news/*"), *element]
        if isinstance(part.tag, str)
    }
    named = texts.get("loc", "")
    link = join(base, named) or _printable(named)[:_HREF]
    if not link:
        return None
    published = moment(texts.get("publication_date", ""), zone)
    modified = moment(texts.get("lastmod", ""), zone)
    return Found(
        url=link,
        title=plain_title(texts.get("title", "")) or None,
        published_at=published[0] if published else None,
        day_only=bool(published and published[1]),
        modified_at=_last_moment(*modified) if modified else None,
    )


def _last_moment(when: datetime, day_only: bool) -> datetime:
    return when.replace(hour=23, minute=59, second=59) if day_only else when


def join(base: str, href: str) -> str | None:
    """An absolute http(s) address, percent-encoded, without its fragment."""
    href = href.strip()
    if not href or len(href) > _HREF or href.startswith(("#", "javascript:", "mailto:", "tel:")):
        return None
    try:
        url = urldefrag(safe_url_string(urljoin(base, href), path_encoding="utf-8")).url
    except ValueError:
        return None
    return url if _may_follow(url) else None


def _may_follow(url: str) -> bool:
    return url.startswith(("http://", "https://")) and len(url) <= MAX_URL


def _check(body: bytes) -> None:
    try:
        check_xml(body)
    except ForbiddenXmlError as error:
        raise BrokenListError(str(error)) from error


def plain_title(text: str) -> str:
    """Text without markup, on one line, no longer than a title."""
    return _printable(" ".join(replace_entities(remove_tags(text)).split()))[:_TITLE]


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
