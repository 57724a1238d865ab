"""From a list's response to what it holds: which reader, and what to make of its links."""

from scrapy.http import Response

from crawlers.crawl.candidates import is_article
from crawlers.crawl.json_lists import read_api
from crawlers.crawl.lists import (
    Found,
    Listing,
    read_feed,
    read_links,
    read_next,
    read_sitemap,
    sniff,
)
from crawlers.crawl.plan import ListTask, is_home
from crawlers.crawl.signposts import read_alternates, read_robots
from crawlers.crawl.trouble import content_type
from crawlers.sources import Api, Archive, Section, Source

_GONE = frozenset({404, 410})
_BAD_REQUEST = 400
"""What WordPress answers past the last page (`rest_post_invalid_page_number`)."""


def read_list(response: Response, task: ListTask, source: Source) -> Listing:
    """What a list's response holds.

    Raises:
        BrokenListError: it cannot be read as what it should be.
    """
    body, kind, url, zone = response.body, content_type(response), response.url, source.zone
    if isinstance(task.rule, Api):
        return _dated(read_api(body, kind, url, zone, task.rule), task)
    if task.kind == "robots":
        return read_robots(body, url)
    what = "feed" if task.kind == "feed" else sniff(body)
    if what == "feed":
        return read_feed(body, kind, url, zone)
    if task.kind == "sitemap":
        return read_sitemap(body, url, zone)
    return _dated(_read_page(response, task, source), task)


def is_past_the_end(task: ListTask, status: int) -> bool:
    """Whether a status means that there is no such page, where there need not be one."""
    gone = status in _GONE or (task.kind == "api" and status == _BAD_REQUEST)
    return task.may_be_absent and gone


def is_last_page(response: Response, task: ListTask) -> bool:
    """Whether the answer says that no page follows (WordPress REST pagination headers)."""
    told = (response.headers.get("X-WP-TotalPages") or b"").strip()[:9]
    return bool(told.isdigit()) and task.page >= int(told)


def _read_page(response: Response, task: ListTask, source: Source) -> Listing:
    body, kind, url = response.body, content_type(response), response.url
    found = read_links(body, kind, url, task.links).found if task.kind != "home" else []
    listing = Listing([link for link in found if is_article(source, link.url)])
    if is_home(task, source):
        listing.children = read_alternates(body, kind, url)
    if isinstance(task.rule, Archive) and task.rule.follow:
        listing.children = read_links(body, kind, url, task.rule.follow).found
    if isinstance(task.rule, Section) and task.rule.next:
        listing.next = read_next(body, kind, url, task.rule.next)
    return listing


def _dated(listing: Listing, task: ListTask) -> Listing:
    """Links of a day's page that tell no date are of that day."""
    if task.day:
        listing.found = [_of_day(link, task) for link in listing.found]
    return listing


def _of_day(link: Found, task: ListTask) -> Found:
    return link if link.published_at else link._replace(published_at=task.day, day_only=True)
