"""What an older archive holds is known when the database is brought up to date."""

from datetime import timedelta
from pathlib import Path

from grown import grow
from press import DAY, WINDOW, make_article, make_batch, make_source, refuse, run

from crawlers.database import Database
from crawlers.database.connection import SQL
from crawlers.load import load
from crawlers.model import Reason, Stage, Way
from crawlers.stories import roll_up
from crawlers.taxonomy import load_topics

SITE = "https://herald.example"
HOUR = timedelta(hours=1)


def test_old_articles_and_failures_are_in_the_frontier_after_the_migration(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    empty = f"{SITE}/empty"
    rejects = [
        refuse(empty, Stage.CLEAN, Reason.NO_ARTICLE_TEXT),
        refuse(f"{SITE}/404", Stage.CRAWL, Reason.HTTP_ERROR, detail="HTTP 404", way=Way.FEED),
        refuse(f"{SITE}/503", Stage.CRAWL, Reason.HTTP_ERROR, detail="HTTP 503", way=Way.FEED),
        refuse(
            f"{SITE}/feed", Stage.CRAWL, Reason.HTTP_ERROR, detail="feed: HTTP 404", way=Way.FEED
        ),
    ]
    articles = [make_article(f"{SITE}/a", authors=())]
    batch = make_batch(tmp_path, "one", articles, rejects=rejects, refused_pages=[empty])
    load(make_source(), WINDOW, batch, database, "one")
    run(database_url, "truncate news.frontier, news.daily_completeness, news.changed_days")
    run(database_url, (SQL / "migrations" / "0005-frontier.sql").read_text())
    columns = "url, outcome, reason, status, next_check, day::text"
    assert run(database_url, f"select {columns} from news.frontier order by url") == [
        (f"{SITE}/404", "explained", "HTTP error", 404, DAY + HOUR, "2026-11-15"),
        (f"{SITE}/503", "missing", "HTTP error", 503, DAY + HOUR / 4, "2026-11-15"),
        (f"{SITE}/a", "loaded", None, None, DAY + HOUR, "2026-11-15"),
        (empty, "explained", "no article text", None, None, "2026-11-15"),
    ]
    roll_up(database)
    counted = run(database_url, "select sum(listed), sum(loaded) from news.daily_completeness")
    assert counted == [(4, 1)]


def test_texts_of_an_older_archive_stand_in_their_months_after_the_migration(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    for days, text in enumerate(("first", "second", "third")):
        seen = DAY + 30 * timedelta(days=days)
        batch = make_batch(tmp_path, text, [make_article(f"{SITE}/a", text)], fetched_at=seen)
        load(make_source(), WINDOW, batch, database, text)
    later = make_batch(
        tmp_path, "late", [make_article(f"{SITE}/b", "late")], fetched_at=DAY + timedelta(days=20)
    )
    load(make_source(), WINDOW, later, database, "late")
    texts = "select month::text, body from news.texts order by article_id, body"
    before = run(database_url, texts)
    assert [month for month, _ in before] == ["2026-11-01"] * 3 + ["2026-12-01"]
    run(
        database_url,
        "drop view news.article_details, news.article_revisions",
        "alter table news.articles add column body text, drop column month",
        "update news.articles as a set body = t.body from news.texts as t"
        " where t.article_id = a.id and t.text_digest = a.text_digest",
        "alter table news.revisions add column body text",
        "update news.revisions as r set body = t.body from news.texts as t"
        " where t.article_id = r.article_id and t.text_digest = r.text_digest",
        "drop table news.texts",
        "create view news.article_details as select id, body from news.articles",
        (SQL / "migrations" / "0014-texts.sql").read_text(),
    )
    assert run(database_url, texts) == before
    database.migrate()
    assert run(database_url, "select body from news.article_details order by id") == [
        ("third",),
        ("late",),
    ]
    changes = "select removed, added from news.article_revisions order by change"
    assert run(database_url, changes) == [(["first"], ["second"]), (["second"], ["third"])]


def test_the_migration_sums_the_weeks_that_were_counted_before_it(
    database: Database, database_url: str
) -> None:
    database.sync_reference([make_source("herald"), make_source("gazette")], load_topics(), [])
    for age in range(1, 15):
        grow(database_url, "herald", age, age, ["football"])
        grow(database_url, "gazette", age, 1, ["finance"], language="zh-Hant")
    roll_up(database)
    weeks = "select * from news.weekly_coverage order by source_id, starts_on, topic_id"
    kept = run(database_url, weeks)
    run(database_url, "truncate news.weekly_coverage")
    run(database_url, (SQL / "migrations" / "0015-weeks.sql").read_text())
    assert kept
    assert run(database_url, weeks) == kept
