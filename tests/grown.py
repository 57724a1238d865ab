"""Archives for tests that count: so many articles of a source on a day, written straight into the
tables the way a load leaves them, days and runs queued."""

import time
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import psycopg2

ZONE = ZoneInfo("Asia/Hong_Kong")
ONE = timedelta(days=1)
ENOUGH = timedelta(minutes=4)
"""In which the tests of any one file end."""
_began: list[datetime] = []


def begin_day() -> None:
    """Let `today` be the day it is now. The views ask the clock: so close to midnight that a file's
    tests could cross it, wait for the next day."""
    now = datetime.now(ZONE)
    left = now.replace(hour=0, minute=0, second=0, microsecond=0) + ONE - now
    if left < ENOUGH:
        time.sleep(left.total_seconds() + 1)
        now = datetime.now(ZONE)
    _began[:] = [now]


def today() -> datetime:
    """Midnight in Hong Kong, at the beginning of the day on which the tests of this file began."""
    return _began[0].replace(hour=0, minute=0, second=0, microsecond=0)


def day(age: int) -> date:
    """The day so many days ago, in Hong Kong."""
    return (today() - age * ONE).date()


def grow(
    url: str,
    source: str,
    age: int,
    count: int,
    topics: Sequence[str] = (),
    *,
    listed: int | None = None,
    runs: int = 1,
    language: str = "en-Latn",
) -> None:
    """Put `count` articles of noon of the day `age` days ago into the archive.

    A run was about the day, unless `runs` is 0, and its lists had `listed` articles: as many as
    there are, when it is not given.
    """
    start = today() - age * ONE
    values = {
        "source": source,
        "batch": f"{source}/{age}",
        "start": start,
        "end": start + ONE,
        "noon": start + ONE / 2,
        "day": day(age),
        "count": count,
        "listed": count if listed is None else listed,
        "topics": list(topics),
        "finished": runs > 0,
        "language": language.partition("-")[0],
        "script": language.partition("-")[2],
    }
    connection = psycopg2.connect(url)
    with connection, connection.cursor() as cursor:
        for statement in _STATEMENTS:
            cursor.execute(statement, values)
    connection.close()


_STATEMENTS = (
    """
    insert into news.batches
    select
        %(batch)s, %(source)s, %(batch)s, %(start)s, %(end)s, %(start)s,
        case when %(finished)s then %(end)s::timestamptz end, 0, 0, 0, 0, 0, '{}', '{}'
    on conflict (id) do nothing
    """,
    "insert into news.finished_runs (batch_id) values (%(batch)s) on conflict do nothing",
    """
    with added as (
        insert into news.articles (
            source_id, url, title, authors, published_at, published_from,
            published_precision, language, script, words, text_digest, extractor, batch_id, warc,
            warc_offset, page_url, page_digest, fetched_at, last_fetched_at, first_fetched_at, day
        )
        select
            %(source)s, u.url, u.url, '{}', %(noon)s, 'metadata', 'second', %(language)s,
            %(script)s, 1, encode(sha256(u.url::bytea), 'hex'), 'prose', %(batch)s, 'a', 0, u.url,
            'sha1:A', %(noon)s, %(noon)s, %(noon)s, %(day)s
        from generate_series(1, %(count)s) as n
        cross join lateral (
            select 'https://' || %(source)s || '.example/' || n || '-' || gen_random_uuid()
        ) as u (url)
        returning id
    )
    insert into news.article_topics (article_id, topic_id, score, words)
    select added.id, t.id, 1, '{}'
    from added
    cross join unnest(%(topics)s::text[]) as t (id)
    """,
    """
    insert into news.frontier (
        source_id, url, way, first_seen, last_seen, stated_at, day, outcome, reason
    )
    select
        %(source)s, 'https://list.example/' || gen_random_uuid(), 'feed', %(noon)s, %(noon)s,
        %(noon)s, %(day)s,
        case when n <= %(count)s then 'loaded' else 'missing' end,
        case when n > %(count)s then 'timed out' end
    from generate_series(1, %(listed)s) as n
    """,
    """
    insert into news.changed_days (source_id, day) values (%(source)s, %(day)s)
    on conflict do nothing
    """,
)
