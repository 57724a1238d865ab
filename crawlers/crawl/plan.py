"""Which lists a crawl asks: those the source names, and those these lead to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

from crawlers.crawl.lists import Found
from crawlers.model import Way, Window
from crawlers.sources import Section, Source, days_of

_DEPTH = 3
_URL_DATE = re.compile(
    r"(?<!\d)(?P<year>20\d\d)"
    r"(?:(?:[-_/.]|&\w+=)?(?P<month>0[1-9]|1[0-2])"
    r"(?:(?:[-_/.]|&\w+=)?(?P<day>0[1-9]|[12]\d|3[01]))?)?(?!\d)"
)


@dataclass(frozen=True)
class ListTask:
    """One list to be asked, and what is needed to go on from it."""

    url: str
    kind: Literal["feed", "sitemap", "section", "archive"]
    section: Section | None = None
    page: int = 1
    day: datetime | None = None
    """The day an archive page is about."""
    depth: int = 0
    seen: set[str] = field(default_factory=set)
    """The links a walk over a section's pages has met."""

    @property
    def way(self) -> Way:
        """How its candidates are said to be found."""
        return {"feed": Way.FEED, "sitemap": Way.SITEMAP}.get(self.kind, Way.SECTION)

    @property
    def priority(self) -> int:
        """Lists that tell dates go first; every list goes before articles (0)."""
        return {"feed": 40, "sitemap": 30, "archive": 20, "section": 10}[self.kind]

    def next_page(self) -> "ListTask | None":
        """The section's page after this one, if it has one."""
        if self.section is None or "{page}" not in self.section.url:
            return None
        if self.page >= self.section.pages:
            return None
        page = self.page + 1
        return replace(self, page=page, url=self.section.url.replace("{page}", str(page)))


def first_lists(source: Source, window: Window) -> Iterator[ListTask]:
    """The lists a crawl of `window` begins with."""
    lists = source.discovery
    for url in lists.feeds:
        yield ListTask(url, "feed")
    for url in lists.sitemaps:
        yield ListTask(url, "sitemap")
    for template in lists.archives:
        for day in days_of(window.start, window.end, source.zone):
            yield ListTask(template.format(date=day), "archive", day=day)
    for section in lists.sections:
        yield ListTask(section.url.replace("{page}", "1"), "section", section=section)


def children_of(
    task: ListTask, children: list[Found], window: Window, source: Source
) -> Iterator[ListTask]:
    """The child sitemaps of an index that may hold articles of the window."""
    if task.depth >= _DEPTH:
        return
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
