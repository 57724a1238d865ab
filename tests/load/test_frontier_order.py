"""However the batches arrive, and however often, the frontier and the days say the same."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from press import (
    DAY,
    WINDOW,
    FreshDatabases,
    dump,
    make_article,
    make_batch,
    make_page,
    make_source,
    refuse,
    run,
)

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article, Candidate, ListVisit, Page, Reason, Reject, Stage, Way
from crawlers.stories import roll_up

TABLES = ("frontier", "daily_completeness")
SITE = "https://herald.example"

Event = tuple[str, int, str]
"""URL path, hour, what came of it."""

ENDS = ("text", "empty", "304", "503", "404", "timeout", "seen", "dropped", "cut")
events = st.tuples(st.sampled_from("ab"), st.integers(0, 4), st.sampled_from(ENDS))
histories = st.lists(
    st.lists(events, min_size=1, max_size=2, unique_by=lambda event: event[0]),
    min_size=2,
    max_size=5,
)


@pytest.fixture(scope="module")
def order_url(fresh_databases: FreshDatabases) -> Iterator[str]:
    """One database for all the examples."""
    with fresh_databases.migrated() as url:
        yield url


@example(
    ([[("a", 0, "503")], [("a", 1, "503")], [("a", 2, "text")], [("a", 3, "404")]], [3, 1, 2, 0])
)
@example(([[("a", 1, "text")], [("a", 0, "empty")], [("a", 2, "304")]], [2, 0, 1]))
@example(([[("a", 0, "seen")], [("a", 0, "dropped")], [("a", 0, "cut")]], [1, 2, 0]))
@given(histories.flatmap(lambda h: st.tuples(st.just(h), _orders(len(h)))))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_order_of_loads_gives_the_same_frontier(
    order_url: str, case: tuple[list[list[Event]], list[int]]
) -> None:
    history, order = case
    straight = _rows(order_url, history, list(range(len(history))))
    assert _rows(order_url, history, order) == straight


def _orders(count: int) -> st.SearchStrategy[list[int]]:
    """Every batch at least once, in any order, some again."""
    again = st.lists(st.integers(0, count - 1), max_size=2)
    return st.tuples(st.permutations(range(count)), again).map(lambda pair: [*pair[0], *pair[1]])


def _rows(url: str, history: list[list[Event]], order: list[int]) -> dict[str, list[str]]:
    run(url, "truncate news.sources, news.topics, news.places restart identity cascade")
    database = Database(url)
    with TemporaryDirectory() as folder:
        for number in order:
            _load(database, Path(folder), f"run{number}", history[number])
    roll_up(database)
    assert run(url, "select count(*) from news.changed_days") == [(0,)]
    return {name: dump(url)[name] for name in TABLES}


def _load(database: Database, folder: Path, name: str, events: list[Event]) -> None:
    batch = Batch.of(str(folder), "herald", name)
    articles: list[Article] = []
    refused: list[Page] = []
    rejects: list[Reject] = []
    for number, (path, hour, end) in enumerate(events, 1):
        page = _page(batch, f"{SITE}/{path}", number, hour)
        if end == "text":
            articles.append(make_article(page.url, f"text of {hour}", page=page))
        elif end == "empty":
            refused.append(page)
            rejects.append(refuse(page.url, Stage.CLEAN, Reason.NO_ARTICLE_TEXT))
        else:
            rejects.append(_reject(page.url, end, hour))
    batch = make_batch(folder, name, articles, rejects=rejects, refused_pages=refused)
    with batch.writing("lists") as write:
        asked_at = DAY + timedelta(hours=min(hour for _, hour, _ in events), minutes=-1)
        write(ListVisit(url=f"{SITE}/feed", kind="feed", way=Way.FEED, asked_at=asked_at))
    load(make_source(), WINDOW, batch, database, name)


def _page(batch: Batch, url: str, number: int, hour: int) -> Page:
    found = Candidate(url=url, way=Way.FEED, found_at=f"{SITE}/feed", published_at=DAY)
    return make_page(
        url, batch, number, DAY + timedelta(hours=hour), candidate=found, etag=f'"{hour}"'
    )


def _reject(url: str, end: str, hour: int) -> Reject:
    asked = DAY + timedelta(hours=hour)
    way = (Way.SITEMAP, Way.SECTION)[hour % 2]
    if end in ("seen", "dropped", "cut"):
        reasons = {
            "seen": Reason.ALREADY_HELD,
            "dropped": Reason.OUTSIDE_WINDOW,
            "cut": Reason.OVER_LIMIT,
        }
        stated = DAY - timedelta(hours=hour)
        return refuse(url, Stage.CRAWL, reasons[end], way=way, published_at=stated)
    if end == "timeout":
        return refuse(url, Stage.CRAWL, Reason.TIMED_OUT, way=way, asked_at=asked)
    reason = Reason.UNCHANGED if end == "304" else Reason.HTTP_ERROR
    return refuse(url, Stage.CRAWL, reason, way=way, asked_at=asked, status=int(end))
