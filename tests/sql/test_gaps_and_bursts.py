"""What a source leaves out, and what is in the news more than usual: worked out by hand."""

from collections.abc import Iterable
from math import sqrt
from typing import Any

import pytest
from grown import day, grow
from press import make_source, run

from crawlers.database import Database
from crawlers.stories import roll_up
from crawlers.taxonomy import load_topics

PAPERS = ("herald", "gazette", "courier")


@pytest.fixture
def reference(database: Database) -> Database:
    sources = [make_source(name) for name in PAPERS]
    elsewhere = [make_source("radio", kind="broadcaster"), make_source("far_post", region="far")]
    database.sync_reference([*sources, *elsewhere], load_topics(), [])
    return database


def crawl(url: str, source: str, ages: Iterable[int]) -> None:
    """Runs about these days, which found nothing more."""
    for age in ages:
        grow(url, source, age, 0)


def gaps(url: str, source: str, topic: str, columns: str) -> list[tuple[Any, ...]]:
    return run(
        url,
        f"select {columns} from news.coverage_gaps"
        f" where source_id = '{source}' and topic_id = '{topic}'",
    )


def test_a_source_that_leaves_a_topic_out_stands_apart_from_its_peers(
    reference: Database, database_url: str
) -> None:
    for age in (28, 14, 1):
        # 6 of 60 articles on football, its peers 60 of 150 and 30 of 60.
        for source, football, rest in (("herald", 2, 18), ("gazette", 20, 30), ("courier", 10, 10)):
            grow(database_url, source, age, football, ["football"])
            grow(database_url, source, age, rest, ["finance"])
    # Neither on the day that is not over, nor before the 28 days, nor of another kind or region.
    grow(database_url, "herald", 0, 9, ["football"])
    grow(database_url, "gazette", 29, 9, ["football"])
    grow(database_url, "radio", 3, 50, ["football"])
    grow(database_url, "far_post", 3, 50, ["football"])
    crawl(database_url, "herald", range(1, 29))
    crawl(database_url, "gazette", range(1, 29))
    crawl(database_url, "courier", range(1, 29))
    roll_up(reference)
    counts = "articles, of_articles, peers, peers_articles, peers_of_articles"
    for name in ("football", "sport"):
        found = gaps(database_url, "herald", name, f"{counts}, verdict, since, until")
        assert found == [(6, 60, 2, 90, 210, "less than its peers", day(28), day(1))]
    shares = "share::float, peers_share::float, peers_mean::float, z::float"
    pooled = 96 / 270
    error = sqrt(pooled * (1 - pooled) * (1 / 60 + 1 / 210))
    assert gaps(database_url, "herald", "football", shares) == [
        (
            pytest.approx(0.1),
            pytest.approx(90 / 210),
            pytest.approx(0.45),
            pytest.approx((0.1 - 90 / 210) / error, abs=0.006),
        )
    ]
    assert gaps(database_url, "courier", "football", "verdict") == [("like its peers",)]
    assert gaps(database_url, "herald", "finance", "verdict") == [("more than its peers",)]


def test_each_of_the_28_days_counts_once_whatever_week_it_lies_in(
    reference: Database, database_url: str
) -> None:
    for age in range(31):
        grow(database_url, "herald", age, 1, ["football"])
    roll_up(reference)
    counts = "articles, originals, of_articles"
    assert gaps(database_url, "herald", "football", counts) == [(28, 28, 28)]
    # A week of which a part was counted before.
    grow(database_url, "herald", 10, 2, ["football"])
    roll_up(reference)
    assert gaps(database_url, "herald", "football", counts) == [(30, 30, 30)]


def test_where_nothing_can_be_said_it_says_so(reference: Database, database_url: str) -> None:
    grow(database_url, "herald", 2, 30, ["football"])
    grow(database_url, "gazette", 2, 30, ["football"])
    grow(database_url, "gazette", 2, 3, ["finance"])
    grow(database_url, "radio", 2, 30, ["football"])
    # A tenth of what it listed is there: it may have anything.
    grow(database_url, "courier", 2, 30, ["football"], listed=300)
    crawl(database_url, "herald", [1])
    crawl(database_url, "radio", [1])
    roll_up(reference)
    said = "z, verdict"
    assert gaps(database_url, "herald", "finance", said) == [(None, "too few articles")]
    assert gaps(database_url, "radio", "football", said) == [(None, "no peers")]
    assert gaps(database_url, "courier", "finance", said) == [(None, "crawl incomplete")]


def test_a_source_without_an_article_leaves_out_what_its_peers_have(
    reference: Database, database_url: str
) -> None:
    grow(database_url, "gazette", 2, 40, ["football"])
    grow(database_url, "herald", 3, 0, listed=1)
    roll_up(reference)
    columns = "articles, of_articles, share, peers, z, completeness, verdict"
    for source, completeness, verdict in (
        ("courier", None, "too few articles"),
        ("herald", 0, "crawl incomplete"),
    ):
        assert gaps(database_url, source, "football", columns) == [
            (0, 0, None, 1, None, completeness, verdict)
        ]


def bursts(url: str, age: int, columns: str, topic: str = "football") -> list[tuple[Any, ...]]:
    return run(
        url,
        f"select {columns} from news.topic_bursts where region = 'gba'"
        f" and day = '{day(age)}' and topic_id = '{topic}'",
    )


FOUND = "articles, mean_28_days::float, expected::float, z::float, verdict"


def test_a_burst_and_a_fall_against_a_steady_month(reference: Database, database_url: str) -> None:
    for age in range(3, 31):
        grow(database_url, "herald", age, 16, ["football"])
    grow(database_url, "herald", 2, 28, ["football"])
    grow(database_url, "herald", 1, 1, ["football"])
    roll_up(reference)
    assert bursts(database_url, 2, FOUND) == [(28, 16, 16, 3.0, "burst")]
    # The burst is history now: 28 and 27 times 16.
    mean = 16 + 12 / 28
    expected = (64 + 4 * mean) / 8
    variance = (28**2 + 27 * 16**2 - 28 * mean**2) / 27
    found = (
        1,
        pytest.approx(mean, abs=0.006),
        pytest.approx(expected, abs=0.006),
        pytest.approx((1 - expected) / sqrt(max(expected, variance)), abs=0.006),
        "fall",
    )
    assert bursts(database_url, 1, FOUND) == [found]
    assert bursts(database_url, 1, FOUND, "sport") == [found]


def test_a_weekday_is_held_against_its_own_kind(reference: Database, database_url: str) -> None:
    """Ten on one weekday, two on the others: ten are no burst on that day."""
    for age in range(1, 30):
        grow(database_url, "herald", age, 10 if age % 7 == 1 else 2, ["football"])
    roll_up(reference)
    mean = (4 * 10 + 24 * 2) / 28
    expected = (40 + 4 * mean) / 8
    variance = (4 * 100 + 24 * 4 - 88**2 / 28) / 27
    assert bursts(database_url, 1, FOUND) == [
        (
            10,
            pytest.approx(mean, abs=0.006),
            pytest.approx(expected, abs=0.006),
            pytest.approx((10 - expected) / sqrt(variance), abs=0.006),
            "usual",
        )
    ]


def test_a_hole_in_the_crawl_is_no_fall_and_no_history(
    reference: Database, database_url: str
) -> None:
    for age in range(4, 33):
        grow(database_url, "herald", age, 16, ["football"])
    grow(database_url, "herald", 3, 0, listed=16)
    grow(database_url, "herald", 2, 1, ["football"])
    grow(database_url, "herald", 1, 0, runs=0)
    roll_up(reference)
    assert bursts(database_url, 3, "articles, z::float, completeness, verdict") == [
        (0, -4, 0, "crawl incomplete")
    ]
    assert bursts(database_url, 2, "days_before, mean_28_days::float, verdict") == [
        (27, 16, "fall")
    ]
    assert bursts(database_url, 1, "articles, completeness, verdict") == [
        (0, 0, "crawl incomplete")
    ]


def test_without_two_weeks_of_history_nothing_is_said(
    reference: Database, database_url: str
) -> None:
    for age in range(2, 15):
        grow(database_url, "herald", age, 1, ["football"])
    grow(database_url, "herald", 1, 50, ["football"])
    roll_up(reference)
    assert bursts(database_url, 1, "days_before, z, verdict") == [(13, None, "too little history")]
    grow(database_url, "herald", 15, 1, ["football"])
    roll_up(reference)
    assert bursts(database_url, 1, "days_before, verdict") == [(14, "burst")]


def test_today_may_burst_and_cannot_fall(reference: Database, database_url: str) -> None:
    for age in range(1, 29):
        grow(database_url, "herald", age, 16, ["football", "finance"])
    grow(database_url, "herald", 0, 40, ["football"])
    roll_up(reference)
    assert bursts(database_url, 0, "verdict") == [("burst",)]
    assert bursts(database_url, 0, "verdict", "finance") == [("not over",)]
