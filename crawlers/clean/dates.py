"""When an article was published and modified, where that was read, and how sure it is.

Every place that states a date is asked: the source's selector, JSON-LD, meta elements, what stands
beside the headline, the address, the list that proposed the page. They are believed in the order
of how rarely they lie, and how many of the others name the same day is the confidence. A time
without offset is read in the zone given.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, tzinfo
from typing import Any, Literal, NamedTuple

from crawlers.clean.markup import Markup, lines_of, text_of
from crawlers.clean.moments import MAX_TEXT, Moment, Precision, read
from crawlers.clean.structured import Told
from crawlers.model import Candidate
from crawlers.sources import Source

Origin = Literal["selector", "json-ld", "metadata", "data", "text", "url", "list", "modified"]

_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "pubdate", "publishdate",
    "publish-date", "dc.date.issued", "dcterms.created", "sailthru.date", "parsely-pub-date",
    "publication_date", "publish_date", "og:pubdate",
)  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod")
_ASIDE = (
    "ancestor::aside or ancestor::nav or ancestor::footer or "
    "ancestor::*[contains(@class, 'related') or contains(@class, 'sidebar') "
    "or contains(@class, 'comment') or contains(@class, 'recommend') "
    "or contains(@id, 'related') or contains(@id, 'sidebar')]"
)
_NAMED = " or ".join(
    f"contains(translate(@{attribute}, 'DATEIMPUBLSHFO', 'dateimpublshfo'), '{word}')"
    for attribute in ("class", "id", "itemprop")
    for word in ("date", "time", "publish", "info", "meta", "byline")
)
_DAY_IN_URL = re.compile(r"(?<!\d)(20\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)")
_LINES = " or ".join(f"self::{tag}" for tag in ("div", "p", "span", "td", "small", "li", "time"))
_FAR = timedelta(days=2)
_CHILDREN = 20
"""An element with more children is no line of a byline."""
_NEAR_TITLE = 600
"""Characters after the heading in which a visible date is looked for."""


class Published(NamedTuple):
    """When, how exactly, where it was read, and how far the other places agree."""

    at: datetime
    precision: Precision
    origin: Origin
    confidence: float = 0.5
    """0 to 1: (1 + those that name the same day) / (2 + all others); 0.5 when nothing else does."""


def published(
    page: Markup,
    url: str,
    zone: tzinfo,
    source: Source | None,
    hint: Candidate | None,
    fetched_at: datetime | None,
    data: Told | None = None,
) -> Published | None:
    """The publication time, or None when nothing tells it.

    Dates after the day of the fetch are refused. What is read in the text must agree with the day
    in the URL, where there is one, within two days. Where the page tells the day only, the list's
    time on that day is better. The time of the last change stands in where no other is told.
    """
    reader = _Reader(page, zone, source, data)
    url_day = _url_day(url, zone, source)
    told = [one for one in reader.stated() if _possible(one.at, fetched_at)]
    if not told:
        told += [one for one in reader.data() if _possible(one.at, fetched_at)]
    for one in reader.visible() if not told else ():
        if _possible(one.at, fetched_at) and (url_day is None or abs(one.at - url_day) < _FAR):
            told.append(one)
            break
    if url_day and _possible(url_day, fetched_at):
        told.append(Published(url_day, "day", "url"))
    if hint and hint.published_at:
        told.append(Published(hint.published_at, hint.published_precision, "list"))
    if not told:
        return next((one for one in reader.changed() if _possible(one.at, fetched_at)), None)
    return _best(told, zone)


def _best(told: list[Published], zone: tzinfo) -> Published:
    """The most trusted statement, or the list's where that tells the time of the same day."""

    def day(one: Published) -> date:
        return one.at.astimezone(zone).date()

    first = told[0]
    if first.precision == "day":
        listed = (one for one in told if one.origin == "list" and one.precision != "day")
        first = next((one for one in listed if day(one) == first.at.date()), first)
    others = {one.origin: one for one in reversed(told) if one.origin != first.origin}
    agreeing = sum(day(first) == day(one) for one in others.values())
    return first._replace(confidence=round((1 + agreeing) / (2 + len(others)), 3))


def modified(page: Markup, zone: tzinfo, since: datetime | None) -> tuple[datetime, str] | None:
    """When the page says it was last changed, if that is after `since`, and where it says so."""
    reader = _Reader(page, zone, None)
    for moment, where in reader.changes():
        if moment.precision != "day" and (since is None or moment.at > since):
            return moment.at, where
    return None


class _Reader:
    """The places of one page where a date may stand."""

    def __init__(
        self, page: Markup, zone: tzinfo, source: Source | None, told: Told | None = None
    ) -> None:
        self._told = told
        self._page = page
        self._zone = zone
        self._source = source
        language = (page.tree.get("lang") or page.meta("og:locale") or "").lower()
        self._month_first = source is None and language[:5].replace("_", "-") in ("en", "en-us")

    def stated(self) -> Iterator[Published]:
        """The first readable date of the source's selector, of JSON-LD and of the metadata."""
        selected = _selected(self._page, self._source)
        yield from self._first("selector", selected)
        data = self._page.json_ld_text("datePublished")
        yield from self._first("json-ld", [data] if data else [])
        yield from self._first("metadata", _metas(self._page, _PUBLISHED))

    def data(self) -> Iterator[Published]:
        """What the object tells that holds the article in the page's scripts."""
        told = self._told.date if self._told else None
        yield from self._first("data", [told] if told else [])

    def changed(self) -> Iterator[Published]:
        """What is said of the last change, for want of anything else."""
        return (Published(*moment, "modified") for moment, _ in self.changes())

    def changes(self) -> Iterator[tuple[Moment, str]]:
        """What is said of the last change, and where."""
        data = self._page.json_ld_text("dateModified")
        stated = [(data, "json-ld")] if data else []
        stated += [(text, "metadata") for text in _metas(self._page, _MODIFIED)]
        for text, where in stated:
            if moment := self._read(text):
                yield moment, where

    def visible(self) -> Iterator[Published]:
        """The dates that the page shows, the likeliest first."""
        times = self._page.xpath(f"//time[not({_ASIDE})]")[:5]
        for text in [time.get("datetime") or text_of(time) for time in times]:
            if moment := self._read(text):
                yield Published(*moment, "text")
        for text in _visible(self._page):
            if moment := self._read(text):
                yield Published(*moment, "text")

    def _first(self, origin: Origin, texts: Iterable[str]) -> Iterator[Published]:
        moments = (self._read(text) for text in texts)
        yield from [Published(*moment, origin) for moment in moments if moment][:1]

    def _read(self, text: str) -> Moment | None:
        return read(text, self._zone, month_first=self._month_first)


def _url_day(url: str, zone: tzinfo, source: Source | None) -> datetime | None:
    """The day that the URL names, by the source's expressions or, without a source, by its look."""
    if source:
        return source.url_day(url)
    found = _DAY_IN_URL.search(url)
    moment = read("-".join(found.groups()), zone) if found else None
    return moment.at if moment else None


def _selected(page: Markup, source: Source | None) -> Iterator[str]:
    """What the source's selectors find: an attribute made for machines, else the text."""
    for selector in source.selectors("date") if source else ():
        for element in page.select(selector)[:10]:
            for name in ("datetime", "content", "data-time", "title"):
                if element.get(name):
                    yield element.get(name)
            yield text_of(element)


def _metas(page: Markup, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = page.meta(name)
        if value:
            yield value


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
    for element in heading.xpath(f"following::*[{_LINES}]"):
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
