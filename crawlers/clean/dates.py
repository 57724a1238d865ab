"""When an article was published and modified, where that was read, and how sure it is.

Every place that states a date is asked: the source's selector, JSON-LD, meta elements, what stands
beside the headline, the address, the list that proposed the page. They are believed in the order
of how rarely they lie, and how many of the others name the same day is the confidence. A time
without offset is read in the zone given.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta, timezone, tzinfo
from itertools import islice
from typing import Literal, NamedTuple

from crawlers.clean.datelines import (
    MODIFIED,
    PUBLISHED,
    Shown,
    addresses,
    scripted,
    selected,
    stated,
)
from crawlers.clean.markup import Markup
from crawlers.clean.moments import Moment, Precision, of_epoch, read
from crawlers.clean.structured import Told
from crawlers.model import Candidate
from crawlers.sources import Source

Origin = Literal["selector", "json-ld", "metadata", "data", "text", "url", "list", "modified"]

_DAYS_IN_URLS = (
    re.compile(r"(?<!\d)((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)"),
    re.compile(r"/((?:19|20)\d\d)[-/_](\d{1,2})[-/_](\d{1,2})(?=[/_.-]|$)"),
    re.compile(r"/((?:19|20)\d\d)/[A-Za-z_-]+/(\d{1,2})/(\d{1,2})(?=/)"),
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_FAR = timedelta(days=2)


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
    title: str | None = None,
) -> Published | None:
    """The publication time, or None when nothing tells it.

    Dates after the day of the fetch are refused. What is read in the text must agree with the day
    in the URL, where there is one, within two days. Where the page tells the day only, the list's
    time on that day is better. The time of the last change stands in where no other is told.
    """
    reader = _Reader(page, zone, source, data, title)

    def possible(some: Iterable[Published]) -> list[Published]:
        return [one for one in some if _possible(one.at, fetched_at)]

    day = next(iter(possible(_days_of_addresses(page, url, zone, source))), None)

    def near(some: Iterable[Published]) -> Iterator[Published]:
        return (
            one
            for one in some
            if _possible(one.at, fetched_at) and (day is None or abs(one.at - day.at) < _FAR)
        )

    told = possible(reader.stated()) or possible(reader.data())
    told = told or [*islice(near(reader.visible()), 1)]
    told = told or ([] if day else [*islice(near(reader.scripted()), 1)])
    local = zone if source or _HAN.search(title or "") else None
    told = [_in_zone(one, day, local) for one in told]
    told += [day] if day else []
    if hint and hint.published_at:
        told.append(Published(hint.published_at, hint.published_precision, "list"))
    told = told or [*islice(possible(reader.alone()), 1)]
    if not told:
        return next(iter(possible(reader.changed())), None)
    return _best(told, zone)


def _in_zone(one: Published, day: Published | None, zone: tzinfo | None) -> Published:
    """A moment told in UTC, in the zone of the source; the press that writes Chinese has one zone.
    Where it is unknown, in the nearest one in which it falls on the day that the address names: the
    address is written in local time."""
    if one.precision == "day" or one.at.utcoffset() != timedelta(0):
        return one
    if zone:
        return one._replace(at=one.at.astimezone(zone))
    if day is None or abs((one.at.date() - day.at.date()).days) != 1:
        return one
    nearest = (timezone(timedelta(hours=sign * h)) for h in range(1, 13) for sign in (1, -1))
    local = (one.at.astimezone(some) for some in nearest)
    at = next((some for some in local if some.date() == day.at.date()), one.at)
    return one._replace(at=at)


def _days_of_addresses(
    page: Markup, url: str, zone: tzinfo, source: Source | None
) -> Iterator[Published]:
    """The days that the address names, or those under which the page says that it stands."""
    for address in (url, *(addresses(page) if source is None else ())):
        if at := _url_day(address, zone, source):
            yield Published(at, "day", "url")


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
        self,
        page: Markup,
        zone: tzinfo,
        source: Source | None,
        told: Told | None = None,
        title: str | None = None,
    ) -> None:
        self._shown = Shown(page, title)
        self._told = told
        self._page = page
        self._zone = zone
        self._source = source
        language = (page.tree.get("lang") or page.meta("og:locale") or "").lower()
        self._month_first = source is None and language[:5].replace("_", "-") in ("en", "en-us")

    def stated(self) -> Iterator[Published]:
        """The first readable date of the source's selector, of JSON-LD and of the metadata."""
        yield from self._first("selector", selected(self._page, self._source))
        data = self._page.json_ld_text("datePublished")
        yield from self._first("json-ld", [data] if data else [])
        yield from self._first("metadata", stated(self._page, PUBLISHED))

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
        told = [(data, "json-ld")] if data else []
        told += [(text, "metadata") for text in stated(self._page, MODIFIED)]
        for text, where in told:
            if moment := self._read(text):
                yield moment, where

    def visible(self) -> Iterator[Published]:
        """The dates that the page shows, the likeliest first."""
        return self._all("text", self._shown.near())

    def alone(self) -> Iterator[Published]:
        """The dates that stand alone below the headline."""
        return self._all("text", self._shown.alone())

    def scripted(self) -> Iterator[Published]:
        """What variables of the page's scripts tell."""
        told = (of_epoch(int(one)) if one.isdecimal() else one for one in scripted(self._page))
        return self._all("data", told)

    def _all(self, origin: Origin, texts: Iterable[str]) -> Iterator[Published]:
        moments = (self._read(text) for text in texts)
        yield from (Published(*moment, origin) for moment in moments if moment)

    def _first(self, origin: Origin, texts: Iterable[str]) -> Iterator[Published]:
        yield from islice(self._all(origin, texts), 1)

    def _read(self, text: str) -> Moment | None:
        return read(text, self._zone, month_first=self._month_first)


def _url_day(url: str, zone: tzinfo, source: Source | None) -> datetime | None:
    """The day that the URL names, by the source's expressions or, without a source, by its look."""
    if source:
        return source.url_day(url)
    for form in _DAYS_IN_URLS:
        for found in form.finditer(url):
            if moment := read("-".join(found.groups()), zone):
                return moment.at
    return None


def _possible(at: datetime, fetched_at: datetime | None) -> bool:
    """Whether the moment is not after the day of the fetch, in its own zone."""
    return fetched_at is None or at.date() <= fetched_at.astimezone(at.tzinfo).date()
