"""The order in which batches arrive makes no difference, nor does loading one again."""

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
    topic,
)

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Reason, Stage
from crawlers.stories import check, link, roll_up
from crawlers.taxonomy import load_topics

MADE_HERE = (
    "id",
    "article_id",
    "origin_id",
    "story_id",
    "hash",
    "created_at",
    "updated_at",
    "finished_at",
    "queued_at",
    "second_id",
    "samples",
    "half_within",
    "nine_in_ten_within",
)
"""Columns that tell when or in which order rows were made."""

TOPICS = {"x": "crime", "y": "sport", "z": "health"}

EMPTY = "-"

Fetch = tuple[str, int, str]
"""URL path, hour of the fetch, text; `-` for a page without one."""

fetches = st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.sampled_from("xyz-"))
batches = st.lists(fetches, max_size=2, unique_by=lambda fetch: fetch[0])
"""Dedupe leaves one page per article in a batch."""
histories = st.lists(batches, min_size=1, max_size=4)


@pytest.fixture(scope="module")
def order_url(fresh_databases: FreshDatabases) -> Iterator[str]:
    """One database for all the examples."""
    with fresh_databases.migrated() as url:
        yield url


@example(([[("a", 0, "x")], [("a", 0, "y")]], [1, 0]))
@example(([[("a", 1, "x")], [("a", 0, "x")], [("a", 2, "-")]], [2, 1, 0]))
@example(([[("a", 0, "x")], [("a", 1, "y")], [("a", 2, "x")]], [1, 2, 0]))
@example(([[("a", 0, "x")], [("a", 1, "y")], [("a", 2, "x")]], [2, 0, 1]))
@given(histories.flatmap(lambda h: st.tuples(st.just(h), _orders(len(h)))))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_any_order_of_loads_gives_the_same_rows(
    order_url: str, case: tuple[list[list[Fetch]], list[int]]
) -> None:
    history, order = case
    in_order = list(range(len(history)))
    assert _rows(order_url, history, order) == _rows(order_url, history, in_order)


def _orders(count: int) -> st.SearchStrategy[list[int]]:
    """Every batch at least once, in any order, some again."""
    again = st.lists(st.integers(0, count - 1), max_size=2)
    return st.tuples(st.permutations(range(count)), again).map(lambda pair: [*pair[0], *pair[1]])


def _rows(url: str, history: list[list[Fetch]], order: list[int]) -> dict[str, list[str]]:
    named = "news.sources, news.topics, news.places, news.region_periods"
    run(url, f"truncate {named} restart identity cascade")
    database = Database(url)
    database.sync_reference([make_source()], load_topics(), [])
    with TemporaryDirectory() as folder:
        for number in order:
            _load(database, Path(folder), f"run{number}", history[number])
        before = dump(url, versions=True)
        _load(database, Path(folder), f"run{order[-1]}", history[order[-1]])
        assert dump(url, versions=True) == before
    link(database)
    roll_up(database)
    assert check(database)["serious"] == 0
    return dump(url, hide=MADE_HERE)


def _load(database: Database, folder: Path, name: str, fetched: list[Fetch]) -> None:
    moments = {hour: DAY + timedelta(hours=hour) for _, hour, _ in fetched}
    batch = Batch.of(str(folder), "herald", name)
    pages = [
        make_page(f"https://herald.example/{path}", batch, number, moments[hour])
        for number, (path, hour, _) in enumerate(fetched, 1)
    ]
    read = list(zip(pages, fetched, strict=True))
    articles = [
        make_article(page.url, text, page=page, topics=(topic(TOPICS[text], law=2),))
        for page, (_, _, text) in read
        if text != EMPTY
    ]
    empty = [page for page, (_, _, text) in read if text == EMPTY]
    rejects = [refuse(page.url, Stage.CLEAN, Reason.NO_ARTICLE_TEXT) for page in empty]
    batch = make_batch(folder, name, articles, rejects=rejects, refused_pages=empty)
    load(make_source(), WINDOW, batch, database, name)
