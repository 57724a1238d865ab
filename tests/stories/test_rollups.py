"""Whatever was loaded, linked and rolled up in whatever order: the roll-ups are what counting the
whole archive from nothing gives."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from grown import today
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from press import FreshDatabases, dump, make_article, make_batch, make_source, refuse, run, topic

from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article, Reason, Stage, Way, Window
from crawlers.stories import check, link, roll_up
from crawlers.taxonomy import load_places, load_topics

ROLLUPS = (
    "daily_totals",
    "daily_coverage",
    "weekly_coverage",
    "daily_places",
    "daily_names",
    "name_sources",
    "name_totals",
    "daily_latency",
    "daily_completeness",
    "language_topics",
    "language_places",
    "region_topics",
    "region_places",
    "period_completeness",
    "region_periods",
    "topic_baselines",
)
TEXTS = {
    "wire": " ".join(f"word{number}" for number in range(80)),
    "own": " ".join(f"term{number}" for number in range(80)),
    "more": " ".join(f"thing{number}" for number in range(80)),
}


class Piece(NamedTuple):
    """One article of a batch."""

    path: str
    age: int | None
    """Days ago, None for no date, below zero for one that lies ahead."""
    text: str
    topics: tuple[str, ...]
    places: tuple[str, ...]
    names: tuple[str, ...]


class Delivery(NamedTuple):
    """One batch, and what is done after it."""

    source: str
    age: int
    days: int
    pieces: tuple[Piece, ...]
    missing: bool
    then: str


TOPICS = st.sets(st.sampled_from(["economy", "finance", "housing", "sport"]), max_size=3)
PLACES = st.sets(st.sampled_from(["hk", "hk-cw", "gz", "gd"]), max_size=2)
pieces = st.builds(
    Piece,
    path=st.sampled_from("abcd"),
    age=st.one_of(st.none(), st.integers(0, 45), st.sampled_from([-30, 20_000])),
    text=st.sampled_from(sorted(TEXTS)),
    topics=TOPICS.map(sorted).map(tuple),
    places=PLACES.map(sorted).map(tuple),
    names=st.sets(st.sampled_from(["BYD", "Huawei"])).map(sorted).map(tuple),
)
deliveries = st.builds(
    Delivery,
    source=st.sampled_from(["herald", "gazette", "courier"]),
    age=st.integers(0, 60),
    days=st.integers(1, 40),
    pieces=st.lists(pieces, max_size=3, unique_by=lambda piece: piece.path).map(tuple),
    missing=st.booleans(),
    then=st.sampled_from(["nothing", "link", "roll up", "both"]),
)


@pytest.fixture(scope="module")
def rollups_url(fresh_databases: FreshDatabases) -> Iterator[str]:
    """One database for all the examples."""
    with fresh_databases.migrated() as url:
        yield url


_UNDATED = Piece("a", None, "own", (), (), ())
# An article turns out to be of yesterday: today has nothing any more.
_MOVED = [
    Delivery("courier", 1, 1, (_UNDATED,), missing=False, then="both"),
    Delivery("courier", 1, 1, (_UNDATED._replace(age=1),), missing=False, then="both"),
]


@example(_MOVED)
@given(st.lists(deliveries, min_size=1, max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_increments_come_to_what_counting_from_nothing_gives(
    rollups_url: str, history: list[Delivery]
) -> None:
    named = "news.sources, news.topics, news.places, news.region_periods, news.name_totals"
    run(rollups_url, f"truncate {named} restart identity cascade")
    database = Database(rollups_url)
    sources = [make_source("herald"), make_source("gazette"), make_source("courier", region="far")]
    database.sync_reference(sources, load_topics(), load_places())
    with TemporaryDirectory() as folder:
        for number, one in enumerate(history):
            deliver(database, Path(folder), f"run{number}", one)
    link(database)
    roll_up(database)
    assert check(database)["serious"] == 0
    counted = rollups(rollups_url)
    forget(rollups_url)
    roll_up(database)
    assert counted == rollups(rollups_url)


def deliver(database: Database, folder: Path, name: str, one: Delivery) -> None:
    start = today() - timedelta(days=one.age)
    window = Window(start=start, end=start + timedelta(days=one.days))
    asked = start + timedelta(hours=7)
    rejects = (
        [
            refuse(
                f"https://{one.source}.example/lost{one.age}",
                Stage.CRAWL,
                Reason.TIMED_OUT,
                published_at=start + timedelta(hours=6),
                asked_at=asked,
                way=Way.FEED,
            )
        ]
        if one.missing
        else []
    )
    made = [article(one.source, piece) for piece in one.pieces]
    batch = make_batch(folder, name, made, source=one.source, rejects=rejects, fetched_at=today())
    region = {"region": "far"} if one.source == "courier" else {}
    load(make_source(one.source, **region), window, batch, database, name)
    if one.then in ("link", "both"):
        link(database)
    if one.then in ("roll up", "both"):
        roll_up(database)


def article(source: str, piece: Piece) -> Article:
    noon = today() + timedelta(hours=12)
    published = None if piece.age is None else noon - timedelta(days=piece.age)
    return make_article(
        f"https://{source}.example/{piece.path}",
        TEXTS[piece.text],
        published_at=published,
        topics=tuple(topic(name, word=2) for name in piece.topics),
        places=tuple(topic(name, word=1) for name in piece.places),
        organisations=tuple(topic(name, word=1) for name in piece.names),
    )


def rollups(url: str) -> dict[str, list[str]]:
    rows = dump(url)
    return {name: rows[name] for name in ROLLUPS}


def forget(url: str) -> None:
    """Empty the roll-ups and queue the whole archive."""
    run(
        url,
        f"truncate {', '.join(f'news.{name}' for name in ROLLUPS)}",
        """
        insert into news.changed_days (source_id, day)
        select source_id, day from news.articles union select source_id, day from news.frontier
        """,
        "insert into news.finished_runs (batch_id) select id from news.batches",
    )
