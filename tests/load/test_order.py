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
    make_source,
    run,
    topic,
)

from crawlers.database import Database
from crawlers.load import load
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
)
"""Columns that tell when or in which order rows were made."""

TOPICS = {"x": "crime", "y": "sport", "z": "health"}

Fetch = tuple[str, int, str]
"""URL path, hour of the fetch, text."""

fetches = st.tuples(st.sampled_from("ab"), st.integers(0, 3), st.sampled_from("xyz"))
histories = st.lists(st.lists(fetches, max_size=3), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def order_url(fresh_databases: FreshDatabases) -> Iterator[str]:
    """One database for all the examples."""
    with fresh_databases.migrated() as url:
        yield url


@example(([[("a", 0, "x")], [("a", 0, "y")]], [1, 0]))
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
    run(url, "truncate news.sources, news.topics, news.places restart identity cascade")
    database = Database(url)
    database.sync_reference([make_source()], load_topics(), [])
    with TemporaryDirectory() as folder:
        for number in order:
            _load(database, Path(folder), f"run{number}", history[number])
    link(database)
    roll_up(database)
    assert check(database)["serious"] == 0
    return dump(url, hide=MADE_HERE)


def _load(database: Database, folder: Path, name: str, fetched: list[Fetch]) -> None:
    moments = {hour: DAY + timedelta(hours=hour) for _, hour, _ in fetched}
    articles = [
        make_article(
            f"https://herald.example/{path}",
            text,
            modified_at=moments[hour],
            topics=(topic(TOPICS[text], law=2),),
        )
        for path, hour, text in fetched
    ]
    batch = make_batch(folder, name, articles)
    load(make_source(), WINDOW, batch, database, name)
