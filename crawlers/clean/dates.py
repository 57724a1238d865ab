"""When an article was published and modified, and where that was read.

The places a page states it are asked in the order of how rarely they lie; then the URL, then the
list that proposed the page. A time without offset is read in the zone given.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Any, Literal, NamedTuple

from crawlers.clean.markup import Markup, lines_of, text_of
from crawlers.clean.moments import MAX_TEXT, Moment, Precision, read
from crawlers.model import Candidate
from crawlers.sources import Source

Origin = Literal["page", "url", "list"]

_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate",
    "publish-date", "dc.date.issued", "dcterms.created", "sailthru.date", "parsely-pub-date",
    "publication_date", "publish_date", "og:pubdate",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod")
_ASIDE = (
    "ancestor::aside or ancestor::nav or ancestor::footer or ancestor::*[contains(@class, 'relat') "
    "or contains(@class, 'sidebar') or contains(@class, 'comment') or contains(@id, 'relat') "
    "or contains(@id, 'sidebar') or contains(@class, 'recommend')]"
)
_NAMED = " or ".join(
    f"contains(translate(@{attribute}, 'DATEIMPUBLSHFO', 'dateimpublshfo'), '{word}')"
    for attribute in ("class", "id", "itemprop")
    for word in ("date", "time", "publish", "info", "meta", "byline")
)
_DAY_IN_URL = re.compile(r"(?<!\d)(20\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)")
_FAR = timedelta(days=2)
_CHILDREN = 20
"""An element with more children is no line of a byline."""
_NEAR_TITLE = 600
"""Characters after the heading in which a visible date is looked for."""


class Published(NamedTuple):
    """When, how exactly, and where it was read."""

    at: datetime
    precision: Precision
    origin: Origin


def published(
    page: Markup,
    url: str,
    zone: tzinfo,
    source: Source | None,
    hint: Candidate | None,
    fetched_at: datetime | None,
) -> Published | None:
    """The publication time, or None when nothing tells it.

    Dates after the day of the fetch are refused. A weak statement (a `<time>`, a visible date)
    must agree with the day in the URL, where there is one, within two days. Where the page tells
    the day only, the list's time on that day is better.
    """
    url_day = _url_day(url, zone, source)
    listed = _listed(hint)
    found = _on_page(page, zone, source, url_day, fetched_at)
    if found is None and url_day and _possible(url_day, fetched_at):
        found = Published(url_day, "day", "url")
    if found is None or (listed and _tells_more(listed, found)):
        return listed
    return found


def _tells_more(listed: Published, found: Published) -> bool:
    """Whether the list gives the time of the day that page or URL give alone."""
    same_day = listed.at.astimezone(found.at.tzinfo).date() == found.at.date()
    return same_day and found.precision == "day" and listed.precision != "day"


def modified(page: Markup, zone: tzinfo, since: datetime | None) -> datetime | None:
    """When the page says it was last changed, if that is after `since`."""
    for text in _strong(page, "dateModified", _MODIFIED):
        moment = read(text, zone)
        if moment and moment.precision != "day" and (since is None or moment.at > since):
            return moment.at
    return None


def _url_day(url: str, zone: tzinfo, source: Source | None) -> datetime | None:
    """The day that the URL names, by the source's expressions or, without a source, by its look."""
    if source:
        return source.url_day(url)
    found = _DAY_IN_URL.search(url)
    moment = read("-".join(found.groups()), zone) if found else None
    return moment.at if moment else None


def _listed(hint: Candidate | None) -> Published | None:
    if hint is None or hint.published_at is None:
        return None
    return Published(hint.published_at, hint.published_precision, "list")


def _on_page(
    page: Markup,
    zone: tzinfo,
    source: Source | None,
    url_day: datetime | None,
    fetched_at: datetime | None,
) -> Published | None:
    sure = [*_selected(page, source), *_strong(page, "datePublished", _PUBLISHED)]
    for text in sure:
        moment = read(text, zone)
        if moment and _possible(moment.at, fetched_at):
            return Published(*moment, "page")
    for moment in _weak(page, zone):
        near = url_day is None or abs(moment.at - url_day) < _FAR
        if near and _possible(moment.at, fetched_at):
            return Published(*moment, "page")
    return None


def _selected(page: Markup, source: Source | None) -> Iterator[str]:
    """What the source's selector finds: an attribute made for machines, else the text."""
    if source is None or source.extraction.date is None:
        return
    for element in page.select(source.extraction.date)[:10]:
        for name in ("datetime", "content", "data-time", "title"):
            if element.get(name):
                yield element.get(name)
        yield text_of(element)


def _strong(page: Markup, key: str, names: tuple[str, ...]) -> Iterator[str]:
    stated = page.json_ld_text(key)
    if stated:
        yield stated
    for name in names:
        value = page.meta(name)
        if value:
            yield value


def _weak(page: Markup, zone: tzinfo) -> Iterator[Moment]:
    for value in page.xpath(f"//time[@datetime and not({_ASIDE})]/@datetime")[:5]:
        if moment := read(value, zone):
            yield moment
    for text in _visible(page):
        if moment := read(text, zone):
            yield moment


def _visible(page: Markup) -> Iterator[str]:
    """Short texts that may state the date: elements named for it, then what follows the heading."""
    for element in page.xpath(f"//body//*[({_NAMED}) and not({_ASIDE})]")[:200]:
        text = _short(element)
        if text:
            yield text
    for heading in page.xpath("//h1")[:2]:
        yield from _following(heading)


def _short(element: Any) -> str | None:
    """The element's text when it is no longer than a byline."""
    if len(element) > _CHILDREN or element.xpath("string-length()") > 2 * MAX_TEXT:
        return None
    text = text_of(element)
    return text if 0 < len(text) <= MAX_TEXT // 2 else None


def _following(heading: Any) -> Iterator[str]:
    seen = 0
    for element in heading.xpath("following::*[self::div or self::p or self::span or self::td]"):
        lines = lines_of(element)[:3] if len(element) <= _CHILDREN else []
        for line in lines:
            if len(line) <= MAX_TEXT // 4:
                yield line
        seen += sum(map(len, lines)) + 10
        if seen > _NEAR_TITLE:
            return


def _possible(at: datetime, fetched_at: datetime | None) -> bool:
    """Whether the moment is not after the day of the fetch, in its own zone."""
    return fetched_at is None or at.date() <= fetched_at.astimezone(at.tzinfo).date()
