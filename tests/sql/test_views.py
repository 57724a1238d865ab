"""The views' numbers, against a tiny press counted by hand."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg2.errors
import pytest
from grown import day, grow
from press import DAY, WINDOW, make_article, make_batch, make_source, run, topic

from crawlers.database import Database
from crawlers.load import load
from crawlers.stories import link, roll_up
from crawlers.taxonomy import load_places, load_topics

TEXT = " ".join(f"word{number}" for number in range(100))
FIRST, SECOND = date(2026, 11, 15), date(2026, 11, 16)


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Database:
    """Herald: a court story and an undated one on day one, a story on day two, near midnight.
    Gazette: a copy of the court story in Chinese script."""
    court, sport = topic("courts", court=2), topic("sport", cup=3)
    herald = "https://herald.example"
    articles = [
        make_article(f"{herald}/court", TEXT, topics=(court, sport), places=(topic("macau", M=1),)),
        make_article(f"{herald}/undated", "No date", published_at=None),
        make_article(
            f"{herald}/night", "Late", topics=(sport,), published_at=DAY + timedelta(hours=12.5)
        ),
    ]
    copy = make_article(
        "https://gazette.example/court",
        TEXT,
        topics=(court,),
        language="zh",
        script="Hant",
        published_at=DAY + timedelta(hours=1),
    )
    for source, made in (("herald", articles), ("gazette", [copy])):
        batch = make_batch(tmp_path, "one", made, source=source)
        load(make_source(source), WINDOW, batch, database, "one")
    link(database)
    roll_up(database)
    return database


def days(url: str, query: str, where: str = "true") -> list[tuple[Any, ...]]:
    """The rows of single days, in order."""
    return run(url, f"{query} where period = 'day' and {where} order by 1, 2, 3")


def test_coverage_by_topic(press: Database, database_url: str) -> None:
    columns = "starts_on, topic_id, source_id, language, script, articles, originals"
    rows = days(database_url, f"select {columns} from news.coverage_by_topic")
    assert rows == [
        (FIRST, "courts", "gazette", "zh", "Hant", 1, 0),
        (FIRST, "courts", "herald", "en", "Latn", 1, 1),
        (FIRST, "sport", "herald", "en", "Latn", 1, 1),
        (SECOND, "sport", "herald", "en", "Latn", 1, 1),
    ]


def test_coverage_by_source(press: Database, database_url: str) -> None:
    columns = "starts_on, source_id, source, articles, originals"
    rows = days(database_url, f"select {columns} from news.coverage_by_source", "articles > 0")
    assert rows == [
        (FIRST, "gazette", "Gazette", 1, 0),
        (FIRST, "herald", "Herald", 2, 2),
        (SECOND, "herald", "Herald", 1, 1),
    ]


def test_coverage_by_place(press: Database, database_url: str) -> None:
    columns = "starts_on, place_id, source_id, articles, originals"
    rows = days(database_url, f"select {columns} from news.coverage_by_place")
    assert rows == [(FIRST, "macau", "herald", 1, 1)]


def test_coverage_by_language(press: Database, database_url: str) -> None:
    columns = "starts_on, language, script, sources, articles, originals"
    rows = days(database_url, f"select {columns} from news.coverage_by_language")
    assert rows == [
        (FIRST, "en", "Latn", 1, 2, 2),
        (FIRST, "zh", "Hant", 1, 1, 0),
        (SECOND, "en", "Latn", 1, 1, 1),
    ]


def test_topic_trend_compares_a_week_with_the_four_before(
    database: Database, database_url: str
) -> None:
    database.sync_reference([make_source()], load_topics(), [])
    # Two a day in the week that ends yesterday, one a day in the 28 days before it.
    for age in range(1, 36):
        grow(database_url, "herald", age, 2 if age <= 7 else 1, ["football"])
    # One wrong date does not hide the present.
    grow(database_url, "herald", -400, 1, ["football"])
    roll_up(database)
    yesterday = f"day = '{day(1)}'"
    columns = "topic_id, mean_7_days, mean_28_days_before, change"
    rows = run(database_url, f"select {columns} from news.topic_trend where {yesterday} order by 1")
    assert rows == [("football", 2, 1, 1), ("sport", 2, 1, 1)]
    assert run(database_url, "select count(*) from news.topic_trend") == [(60,)]


def test_source_health(press: Database, database_url: str) -> None:
    columns = "source_id, last_batch, fetched, loaded, newest_article, last_success is not null"
    rows = run(database_url, f"select {columns} from news.source_health order by 1")
    assert rows == [
        ("gazette", "gazette/one", 1, 1, DAY + timedelta(hours=1), True),
        ("herald", "herald/one", 3, 3, DAY + timedelta(hours=12.5), True),
    ]


def test_the_last_week_of_a_source_is_that_of_its_time_zone(
    database: Database, database_url: str
) -> None:
    """These two never have the same date."""
    zones = {"herald": "Pacific/Kiritimati", "gazette": "Pacific/Pago_Pago"}
    sources = [make_source(name, timezone=zone) for name, zone in zones.items()]
    database.sync_reference(sources, [], [])
    run(
        database_url,
        "insert into news.daily_totals (day, source_id, language, script, articles, originals)"
        " select (now() at time zone timezone)::date - age, id, 'en', 'Latn', 1, 1"
        " from news.sources, generate_series(-2, 9) as age",
        "insert into news.daily_completeness"
        " (source_id, day, way, listed, loaded, explained, missing, troubled, reasons)"
        " select id, (now() at time zone timezone)::date - age, 'feed', 1,"
        " (age between 1 and 7)::int, 0, (age not between 1 and 7)::int, 0, '{}'"
        " from news.sources, generate_series(-2, 9) as age",
    )
    columns = "source_id, articles_7_days, completeness_7_days"
    rows = run(database_url, f"select {columns} from news.source_health order by 1")
    assert rows == [("gazette", 7, 1), ("herald", 7, 1)]


def test_a_topic_has_its_name_in_the_script_it_is_written_in(
    database: Database, database_url: str
) -> None:
    database.sync_reference([], load_topics(), load_places())
    names = "select name_zh_hant, name_zh_hans from news.dimensions where id = '{}'"
    assert run(database_url, names.format("sport")) == [("體育", None)]
    assert run(database_url, names.format("mo")) == [("澳門", "澳门")]


def test_a_source_that_never_ran_is_in_its_health(database: Database, database_url: str) -> None:
    database.sync_reference([make_source()], [], [])
    rows = run(database_url, "select source_id, last_success, loaded from news.source_health")
    assert rows == [("herald", None, None)]


def test_latest_articles(press: Database, database_url: str) -> None:
    columns = "regexp_replace(url, '.*example/', ''), source, topics, is_original"
    rows = run(database_url, f"select {columns} from news.latest_articles")
    assert rows == [
        ("night", "Herald", ["sport"], True),
        ("court", "Gazette", ["courts"], False),
        ("undated", "Herald", [], True),
        ("court", "Herald", ["sport", "courts"], True),
    ]


@pytest.mark.parametrize(
    ("by", "since", "until", "expected"),
    [
        ("topic", None, None, [("courts", 2, 1), ("sport", 2, 2)]),
        ("topic", DAY, DAY + timedelta(hours=1), [("courts", 1, 1), ("sport", 1, 1)]),
        ("source", None, None, [("herald", 3, 3), ("gazette", 1, 0)]),
        ("source", DAY + timedelta(hours=1), None, [("gazette", 1, 0), ("herald", 1, 1)]),
        ("source", DAY + timedelta(days=9), None, [("gazette", 0, 0), ("herald", 0, 0)]),
        ("place", None, DAY + timedelta(hours=1), [("macau", 1, 1)]),
        ("place", DAY + timedelta(hours=1), None, []),
        ("language", None, None, [("en-Latn", 3, 3), ("zh-Hant", 1, 0)]),
    ],
)
def test_the_coverage_of_a_span(
    press: Database, by: str, since: object, until: object, expected: list[tuple[str, int, int]]
) -> None:
    rows = press.fetch(f"coverage_by_{by}", {"since": since, "until": until})
    assert [(row["id"], row["articles"], row["originals"]) for row in rows] == expected


def test_progress_and_last_batches(press: Database) -> None:
    progress = press.fetch("progress")
    assert progress == [{"unlinked_articles": 0, "queued_days": 0, "waiting_since": None}]
    rows = press.fetch("last_batches", {"source": "herald", "limit": 5})
    assert [(row["id"], row["loaded"]) for row in rows] == [("herald/one", 3)]


def test_the_reader_reads_the_views_and_nothing_else(press: Database, database_url: str) -> None:
    become = "set role news_reader"
    views = run(database_url, "select viewname from pg_views where schemaname = 'news'")
    for (view,) in views:
        assert run(database_url, become, f"select count(*) from news.{view}")
    tables = run(database_url, "select tablename from pg_tables where schemaname = 'news'")
    for (table,) in tables:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            run(database_url, become, f"select count(*) from news.{table}")
    for statement in (
        "insert into news.topics (id, name_en, name_zh, name_pt) values ('x', 'x', 'x', 'x')",
        "create table news.mine (id integer)",
        "update news.coverage_by_language set articles = 0",
    ):
        with pytest.raises(psycopg2.Error):
            run(database_url, become, statement)


def test_a_story_tells_who_had_it_first_and_who_after(press: Database, database_url: str) -> None:
    columns = "origin_source_id, origin_url, articles, sources, languages, spread_over"
    assert run(database_url, f"select {columns} from news.stories") == [
        (
            "herald",
            "https://herald.example/court",
            2,
            ["gazette", "herald"],
            ["en-Latn", "zh-Hant"],
            timedelta(hours=1),
        )
    ]


def test_syndication_tells_who_republishes_whom(press: Database, database_url: str) -> None:
    columns = "from_source_id, to_source_id, articles, from_wire, usually_after, mean_similarity"
    for period in ("day", "week", "month"):
        view = f"select {columns} from news.syndication where period = '{period}'"
        assert run(database_url, view) == [("herald", "gazette", 1, 0, timedelta(hours=1), 1.0)]
