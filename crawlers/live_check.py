"""Asking a source's lists whether they still are what its file says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import urljoin

from protego import Protego

from crawlers.crawl.candidates import is_article
from crawlers.crawl.json_lists import read_api
from crawlers.crawl.lists import (
    BrokenListError,
    Listing,
    read_feed,
    read_links,
    read_sitemap,
    sniff,
)
from crawlers.crawl.plan import ListTask, first_lists
from crawlers.crawl.robots import LIMIT, product_of
from crawlers.model import Window
from crawlers.sources import Api, Source
from crawlers.visit import Answer, Visit

_LISTS = 40
"""Lists that are asked at most."""


class Tried(NamedTuple):
    """One address that was asked, and what came of it."""

    url: str
    well: bool
    told: str


def check_live(
    source: Source, now: datetime, user_agent: str, proxies: dict[str, str]
) -> Iterator[Tried]:
    """Ask robots.txt and the lists of yesterday, and say of each what it holds.

    Raises:
        CrawlError: it is not the source's time of day, or the crawl itself came to nothing.
    """
    day = now - timedelta(days=1)
    tasks = list(first_lists(source, Window(start=day, end=day + timedelta(seconds=1))))[:_LISTS]
    robots = urljoin(source.home, "/robots.txt")
    with TemporaryDirectory(prefix="newsdelta-") as folder:
        visit = Visit(source, Path(folder), user_agent, proxies)
        visit.ask([robots, *(task.url for task in tasks)])
        yield _robots(source, robots, visit, user_agent)
        for task in tasks:
            if task.url != robots:
                yield _list(source, task, visit)


def _robots(source: Source, url: str, visit: Visit, user_agent: str) -> Tried:
    answer = visit.one(url)
    if answer is None:
        why = visit.why(url)
        return Tried(url, "HTTP 404" in why or "HTTP 410" in why, why)
    rules = Protego.parse(answer.body[:LIMIT].decode("utf-8", "replace"))
    product = product_of(user_agent)
    closed = [one for one in (source.home, *source.samples) if not rules.can_fetch(one, product)]
    if closed:
        return Tried(url, False, f"forbids {', '.join(closed)}")
    delay = rules.crawl_delay(product)
    return Tried(url, True, f"Crawl-delay {delay:g} s" if delay else "allows the articles")


def _list(source: Source, task: ListTask, visit: Visit) -> Tried:
    answer = visit.one(task.url)
    if answer is None:
        return Tried(task.url, False, visit.why(task.url))
    try:
        listing = _read(source, task, answer)
    except BrokenListError as error:
        return Tried(task.url, False, str(error))
    if task.kind == "sitemap" and listing.children and not listing.found:
        return Tried(task.url, True, f"an index of {len(listing.children)} sitemaps")
    fitting = sum(is_article(source, link.url) for link in listing.found)
    told = f"{fitting} articles among {len(listing.found)} links"
    # A day without news has an empty page.
    return Tried(task.url, bool(fitting) or (task.day is not None and not listing.found), told)


def _read(source: Source, task: ListTask, answer: Answer) -> Listing:
    body, kind, url = answer.body, answer.content_type, answer.url
    if isinstance(task.rule, Api):
        return read_api(body, kind, url, source.zone, task.rule)
    what = "feed" if task.kind == "feed" else sniff(body)
    if what == "feed":
        return read_feed(body, kind, url, source.zone)
    if task.kind == "sitemap":
        return read_sitemap(body, url, source.zone)
    return read_links(body, kind, url, task.links)
