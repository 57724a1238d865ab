"""A hundred thousand pages: lists are written as they are made, any page is there at once."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice

import httpx
import psutil
import pytest

from newsstand import Press, Stand, serve
from newsstand.outlets import sites
from newsstand.papers import PAPERS
from newsstand.press import midnight
from newsstand.story import between, newest

PER_DAY = 2400
"""Six papers, seven days: 100,800 articles."""


@pytest.fixture(scope="module")
def busy(now: datetime) -> Iterator[Stand]:
    with serve(now=now, per_day=PER_DAY) as one:
        yield one


@pytest.fixture(scope="module")
def busy_client(busy: Stand, client_for: Callable[[Stand], httpx.Client]) -> Iterator[httpx.Client]:
    with client_for(busy) as one:
        yield one


def test_a_day_has_as_many_articles_as_asked_for(now: datetime) -> None:
    end = midnight(now.date())
    for paper in PAPERS:
        week = between(Press(per_day=PER_DAY), paper, end - timedelta(days=7), end)
        assert sum(1 for _ in week) == 7 * PER_DAY


def test_a_long_list_is_streamed_whole_without_being_held(
    busy_client: httpx.Client, now: datetime
) -> None:
    process = psutil.Process()
    day = now.date() - timedelta(days=1)
    url = f"http://harbour-gazette.newsstand.test/post-sitemap-{day}.xml"
    before = process.memory_info().rss
    with busy_client.stream("GET", url) as answer:
        chunks = list(answer.iter_bytes())
    assert b"".join(chunks).count(b"<url>") == PER_DAY + 1
    assert len(chunks) > 3
    assert process.memory_info().rss - before < 64 << 20


def test_the_sitemaps_of_a_busy_press_are_by_day(busy_client: httpx.Client) -> None:
    index = busy_client.get("http://jornal-delta.newsstand.test/sitemap.xml").text
    children = re.findall(r"<loc>([^<]+)</loc>", index)
    assert len(children) > 1000
    assert all(re.search(r"/\d{4}-\d\d-\d\d\.xml$", child) for child in children)


def test_pages_from_anywhere_in_the_week_are_served(
    busy_client: httpx.Client, now: datetime
) -> None:
    end = midnight(now.date())
    for site in sites(Press(per_day=PER_DAY)).values():
        week = between(site.press, site.paper, end - timedelta(days=7), end)
        for story in islice(week, 0, None, 5000):
            answer = busy_client.get(site.url(story))
            assert answer.status_code == 200
            assert story.title in answer.content.decode(site.encoding, "replace")


def test_a_deep_page_of_a_section_is_found_without_walking_there(
    busy_client: httpx.Client,
) -> None:
    answer = busy_client.get("http://river-daily.newsstand.test/shehui/?page=40")
    assert answer.status_code == 200
    assert answer.content.count(b"<li><a ") == PER_DAY


def test_skipping_gives_what_walking_gives(now: datetime) -> None:
    river = next(paper for paper in PAPERS if paper.sections)
    press = Press()
    walked = list(islice(newest(press, river, now, "jingji"), 60))
    for skip in (0, 1, 7, 33):
        assert list(islice(newest(press, river, now, "jingji", skip), 20)) == walked[skip:][:20]
