"""Which lists a crawl asks: those the source names, and those these lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Literal
from urllib.parse import urljoin

from crawlers.crawl.json_lists import Span, api_address
from crawlers.crawl.lists import Found, Listing
from crawlers.model import Way, Window
from crawlers.sources import Api, Archive, Section, Source, days_of
from crawlers.sources.template import days_named, gaps
from crawlers.url import normalise

Kind = Literal["feed", "sitemap", "section", "archive", "api", "home", "robots"]

_FEEDS = 10
_SITEMAPS = 50
_WAYS = {
    "feed": Way.FEED,
    "sitemap": Way.SITEMAP,
    "robots": Way.SITEMAP,
    "home": Way.FEED,
    "archive": Way.DAY,
    "api": Way.API,
}
_PRIORITIES = {
    "robots": 60, "home": 50, "feed": 40, "api": 35, "sitemap": 30, "archive": 20, "section": 10,
}  # fmt: skip
_URL_DATE = re.compile(
    r"(?<!\d)(?P<year>20\d\d)"
    r"(?:(?:[-_/.]|&\w+=)?(?P<month>0[1-9]|1[0-2])"
    r"(?:(?:[-_/.]|&\w+=)?(?P<day>0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)


@dataclass(frozen=True)
class ListTask:
    """One list to be asked, and what is needed to go on from it."""

    url: str
    kind: Kind
    rule: Section | Archive | Api | None = None
    """What the source says of it."""
    page: int = 1
    """How many pages of it were asked, this one included."""
    day: datetime | None = None
    """The day an archive page is about."""
    depth: int = 0
    seen: set[str] = field(default_factory=set)
    """The links a walk over a list's pages has met."""
    trail: set[str] = field(default_factory=set)
    """The further pages of one day that were asked."""
    span: Span | None = None
    """What the address of a JSON list is about."""

    @property
    def way(self) -> Way:
        """How its candidates are said to be found."""
        return _WAYS.get(self.kind, Way.SECTION)

    @property
    def priority(self) -> int:
        """Lists that tell dates go first; every list goes before articles (0)."""
        return _PRIORITIES[self.kind]

    @property
    def key(self) -> str | None:
        """The name the list is known by: its normalised URL; None when it is no URL."""
        try:
            return normalise(self.url)
        except ValueError:
            return None

    @property
    def may_wait(self) -> bool:
        """Whether a later run may ask for it as well: its address is the same every time."""
        return self.depth == 0 and self.page == 1 and self.kind not in ("archive", "api")

    @property
    def links(self) -> str:
        """CSS selector of the links to articles."""
        return self.rule.links if isinstance(self.rule, Section | Archive) else "a[href]"

    @property
    def may_be_absent(self) -> bool:
        """Whether it is no trouble when the list is not there."""
        return self.page > 1 or self.kind == "robots"

    def next_page(self, listing: Listing) -> "ListTask | None":
        """The list's page after this one, if it has one."""
        rule = self.rule
        if not isinstance(rule, Section | Api) or self.page >= rule.pages:
            return None
        url = self._numbered(rule) if isinstance(rule, Section) else None
        if isinstance(rule, Api) and self.span:
            url = api_address(rule, self.span, self.page + 1, listing.next)
        url = url or (listing.next if isinstance(rule, Section) else None)
        return replace(self, page=self.page + 1, url=url) if url else None

    def _numbered(self, rule: Section) -> str | None:
        page = str(self.page + 1)
        return rule.url.replace("{page}", page) if "{page}" in rule.url else None


def first_lists(source: Source, window: Window) -> Iterator[ListTask]:
    """The lists a crawl of `window` begins with."""
    lists = source.discovery
    for url in dict.fromkeys((*lists.feeds, *lists.feeds_with_text)):
        yield ListTask(url, "feed")
    for url in lists.sitemaps:
        yield ListTask(url, "sitemap")
    if lists.autodetect:
        yield ListTask(urljoin(source.home, "/robots.txt"), "robots")
        if source.home not in {section.url for section in lists.sections}:
            yield ListTask(source.home, "home")
    for api in lists.all_apis(source.home):
        yield from _api_lists(api, source, window)
    for archive in lists.archives:
        for day in days_of(window.start, window.end, source.zone):
            yield ListTask(archive.url.format(date=day), "archive", archive, day=day)
    for section in lists.sections:
        yield ListTask(section.url.replace("{page}", "1"), "section", section)


def _api_lists(api: Api, source: Source, window: Window) -> Iterator[ListTask]:
    slack = timedelta(hours=api.slack_hours)
    since = (window.start - slack).astimezone(source.zone)
    until = (window.end + slack).astimezone(source.zone)
    named = "date" in gaps(api.url)
    for day in days_of(window.start, window.end, source.zone) if named else [None]:
        span = Span(since, until, day)
        url = api_address(api, span, 1, None)
        if url:
            yield ListTask(url, "api", api, day=day, span=span)


def is_home(task: ListTask, source: Source) -> bool:
    """Whether a list is the home page, and asked for the feeds it names."""
    return source.discovery.autodetect and task.url == source.home


def further_lists(
    task: ListTask, listing: Listing, window: Window, source: Source
) -> Iterator[ListTask]:
    """The lists that one list leads to: child sitemaps, feeds, pages of the same day."""
    if isinstance(task.rule, Archive):
        yield from _pages_of_day(task, task.rule, listing, source)
    elif is_home(task, source):
        own = (child.url for child in listing.children if source.owns(child.url))
        yield from (ListTask(url, "feed") for url in islice(own, _FEEDS))
    elif task.kind == "robots":
        own_maps = (child for child in listing.children if source.owns(child.url))
        yield from children_of(task, list(islice(own_maps, _SITEMAPS)), window, source)
    else:
        yield from children_of(task, listing.children, window, source)


def _pages_of_day(
    task: ListTask, rule: Archive, listing: Listing, source: Source
) -> Iterator[ListTask]:
    """Only pages whose address names the same day: the walk cannot leave it."""
    if task.day is None:
        return
    day = days_named(rule.url, task.day)
    for child in listing.children:
        if len(task.trail) + 1 >= rule.pages:
            return
        same_day = source.owns(child.url) and all(piece in child.url for piece in day)
        if same_day and child.url != task.url and child.url not in task.trail:
            task.trail.add(child.url)
            yield replace(task, url=child.url, page=2)


def children_of(
    task: ListTask, children: list[Found], window: Window, source: Source
) -> Iterator[ListTask]:
    """The child sitemaps of an index that may hold articles of the window."""
    for child in children:
        if _may_hold(child, window, source):
            yield ListTask(child.url, "sitemap", depth=task.depth + 1)


def _may_hold(child: Found, window: Window, source: Source) -> bool:
    if child.modified_at is not None and child.modified_at < window.start:
        return False
    span = _url_span(child.url, source)
    # A day either side: sites differ in where they let a day begin.
    slack = timedelta(days=1)
    return span is None or (span[0] - slack < window.end and span[1] + slack > window.start)


def _url_span(url: str, source: Source) -> tuple[datetime, datetime] | None:
    """The year, month or day that a sitemap's URL names."""
    found = _URL_DATE.search(url)
    if found is None:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        start = datetime(year or 1, month or 1, day or 1, tzinfo=source.zone)
    except ValueError:
        return None
    if day:
        return start, start + timedelta(days=1)
    if month:
        return start, (start + timedelta(days=31)).replace(day=1)
    return start, start.replace(year=start.year + 1)
