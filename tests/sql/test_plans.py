"""What is asked for every page or batch goes through an index: its cost is that of the answer."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg2
import pytest
from press import DAY, FreshDatabases, run

from bench.coverage import dashboard
from crawlers.database import Database
from crawlers.database.connection import statement
from crawlers.stories import roll_up

ROWS = 20_000
NOW = datetime.now(UTC)
ALL: dict[str, object] = {"since": None, "until": None}
SPAN: dict[str, object] = {"since": NOW - timedelta(days=2), "until": NOW - timedelta(days=1)}


@pytest.fixture(scope="module")
def archive_url(fresh_databases: FreshDatabases) -> Iterator[str]:
    """A database with an archive of many articles."""
    with fresh_databases.migrated() as url:
        run(
            url,
            """
            insert into news.sources (id, name, home, region, kind, languages, timezone, schedule)
            values ('herald', 'Herald', 'h', 'gba', 'online', '{en}', 'UTC', '0 * * * *')
            """,
            """
            insert into news.batches
            select
                'herald/' || n, 'herald', n::text, now(), now() + interval '1 hour', null, now(),
                1, 1, 1, 1, 1, '{}', '{}'
            from generate_series(1, 200) as n
            """,
            f"""
            insert into news.articles (
                source_id, url, title, authors, language, script, words, text_digest,
                extractor, batch_id, warc, warc_offset, page_url, page_digest, fetched_at,
                last_fetched_at, first_fetched_at, day
            )
            select
                'herald', 'https://herald.example/' || n, 'Title', '{{}}', 'en', 'Latn', 1,
                encode(sha256(n::text::bytea), 'hex'), 'selectors', 'herald/' || n % 200 + 1,
                'w', n, 'u', 'd', moment, moment, moment, moment::date
            from generate_series(1, {ROWS}) as n
            cross join lateral (select now() - n * interval '10 minutes') as at (moment)
            """,
            """
            insert into news.search_documents
            select id, day, to_tsvector('english', 'ferry pier w' || id % 1000) from news.articles
            """,
            statement("search/make_months"),
            """
            insert into news.urls (
                source_id, url, first_seen, last_seen, batch_id, fetched_at, digest, warc,
                warc_offset, article_id
            )
            select
                'herald', url, now(), now(), batch_id, now(), 'sha1:' || id, 'w', 1, id
            from news.articles
            """,
            f"""
            insert into news.frontier (
                source_id, url, way, first_seen, last_seen, dated_at, stated_at, day, outcome,
                reason, left_out, answered_at, next_check, fetched_at
            )
            select
                'herald', 'https://herald.example/' || n, 'feed', moment, moment,
                case when asked then moment end, moment, moment::date,
                case when asked then 'loaded' else 'missing' end,
                case when not asked then 'outside window' end,
                case when not asked then 'outside window' end,
                case when asked then moment end,
                case when asked and n < 1100 then moment + interval '7 days' end,
                case when asked then moment end
            from generate_series(1, {ROWS}) as n
            cross join lateral (
                select now() - n * interval '10 minutes', n % 10 > 0
            ) as at (moment, asked)
            """,
            """
            insert into news.daily_completeness
            select source_id, day, way, count(*), count(*), 0, 0, 0, '{}'
            from news.frontier
            group by source_id, day, way
            """,
            """
            insert into news.event_marks
            select 'figure', (id % 5000)::text, day, id, 'en', '1', 1, null from news.articles
            """,
            """
            insert into news.event_pairs
            select id, id + 1, day from news.articles where id % 9 = 1
            """,
            """
            insert into news.article_names
            select id, 'organisation', 'Name ' || id % 1000, 'Name', 1, 1, '{}'
            from news.articles
            """,
            """
            insert into news.topics (id, name_en, name_zh, name_pt)
            values ('sport', 'Sport', 'Sport', 'Sport')
            """,
            """
            insert into news.article_topics (article_id, topic_id, score, words)
            select id, 'sport', 1, '{}' from news.articles where id % 2 = 0
            """,
            "insert into news.changed_days select distinct source_id, day from news.articles",
            "insert into news.finished_runs select id from news.batches",
        )
        roll_up(Database(url))
        run(url, "analyze")
        yield url


def plan(url: str, name: str, values: dict[str, object]) -> str:
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        cursor.execute("explain " + statement(name), values)
        return "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize(
    ("name", "values", "index"),
    [
        ("held/by_url", {"keys": ["https://herald.example/7"]}, "urls_pkey"),
        ("held/by_digest", {"keys": ["sha1:7", "sha1:8"]}, "urls_digest"),
        ("held/by_url", {"keys": ["https://herald.example/7"]}, "frontier_pkey"),
        ("held/due", {**ALL, "now": NOW, "limit": 200}, "frontier_due"),
        ("held/due", {**ALL, "now": NOW, "limit": 200}, "frontier_unasked"),
        ("held/due", {**SPAN, "now": NOW, "limit": 200}, "frontier_day"),
        ("frontier/first_window", {}, "batches_window"),
        ("coverage_by_topic", {"since": DAY, "until": DAY}, "articles_appeared"),
        ("coverage_by_source", {"since": DAY, "until": DAY}, "articles_appeared"),
        ("coverage_by_place", {"since": DAY, "until": DAY}, "articles_appeared"),
        ("coverage_by_language", {"since": DAY, "until": DAY}, "articles_appeared"),
    ],
)
def test_a_query_goes_through_its_index(
    archive_url: str, name: str, values: dict[str, object], index: str
) -> None:
    text = plan(archive_url, name, {"source": "herald", **values})
    assert index in text, text
    assert "Seq Scan on articles" not in text
    assert "Seq Scan on urls" not in text
    assert "Seq Scan on frontier" not in text


def test_the_days_to_mop_up_are_found_without_reading_the_frontier(archive_url: str) -> None:
    values = {"now": NOW, "ages": [1, 7], "per_source": 3, "days": 20}
    text = plan(archive_url, "completeness/gaps", values)
    assert "Seq Scan on frontier" not in text, text


@pytest.mark.parametrize("name", dashboard())
def test_a_dashboard_reads_no_large_table_from_end_to_end(archive_url: str, name: str) -> None:
    until = NOW.date()
    values = {
        "since": until - timedelta(days=30),
        "week": until - timedelta(days=7),
        "month": until - timedelta(days=28),
        "until": until,
        "topic": "sport",
        "place": "macau",
        "source": "herald",
        "article": 7,
        "name": "Name 7",
    }
    with closing(psycopg2.connect(archive_url)) as connection, connection.cursor() as cursor:
        cursor.execute("explain " + dashboard()[name], values)
        text = "\n".join(line for (line,) in cursor.fetchall())
    for table in ("articles", "urls", "frontier", "article_topics", "event_marks"):
        assert f"Seq Scan on {table}" not in text, text


def test_the_newest_articles_are_read_from_the_end_of_an_index(archive_url: str) -> None:
    for view in ("latest_articles", "source_health"):
        rows = run(archive_url, f"explain select * from news.{view}")
        text = "\n".join(line for (line,) in rows)
        assert "Seq Scan on articles" not in text, text


@pytest.mark.parametrize(
    ("question", "index"),
    [
        ("news.names where kind = 'organisation' and name = 'Name 7'", "name_totals_pkey"),
        ("news.names where kind = 'organisation' order by articles desc limit 9",
         "name_totals_articles"),
        ("news.coverage_by_name where kind = 'organisation' and name = 'Name 7'",
         "daily_names_name"),
        ("news.coverage_by_name where day = current_date", "daily_names_pkey"),
        ("news.articles_by_name where kind = 'organisation' and name = 'Name 7'",
         "article_names_name"),
        ("news.articles_by_name where article_id = 7", "article_names_pkey"),
    ],
)  # fmt: skip
def test_names_are_asked_for_through_an_index(archive_url: str, question: str, index: str) -> None:
    rows = run(archive_url, f"explain select * from {question}")
    text = "\n".join(line for (line,) in rows)
    assert index in text, text
    assert "Seq Scan on article_names" not in text
    assert "Seq Scan on daily_names" not in text
    assert "Seq Scan on name_totals" not in text


@pytest.mark.parametrize(
    "search",
    [
        "'ferry'",
        "'ferry -pier w7'",
        "'\"ferry pier\"', since => current_date - 7",
        "'ferry', topic => 'sport', place => 'macau', source => 'herald'",
        "'nothing'",
    ],
)
def test_a_search_goes_through_indexes(archive_url: str, search: str) -> None:
    scans = """
        select relname, seq_scan
        from pg_stat_user_tables
        where relname like 'search_documents%' or relname in ('articles', 'article_topics')
        order by relname
    """
    before = run(archive_url, scans)
    run(archive_url, f"select * from news.search({search})", "select pg_stat_force_next_flush()")
    assert run(archive_url, scans) == before
