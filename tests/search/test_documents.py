"""What searches read follows the articles: by loads, deletions, other days; and old archives."""

import threading
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg2.errors
import pytest
from press import DAY, WINDOW, dump, make_article, make_batch, make_source, run

from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article
from crawlers.search import index, search, waiting

SITE = "https://herald.example"
URL = f"{SITE}/a"
DOCUMENTS = "select article_id, day::text, tableoid::regclass::text from news.search_documents"


def publish(
    database: Database,
    folder: Path,
    name: str,
    *articles: Article,
    source: str = "herald",
    **more: Any,
) -> None:
    batch = make_batch(folder, name, articles, source=source, **more)
    load(make_source(source), WINDOW, batch, database, name)


def urls(database: Database, query: str) -> set[str]:
    return {row["url"] for row in search(database, query, most=500)}


def test_loading_twice_changes_nothing(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    made = [make_article(f"{SITE}/{n}", f"大灣區 bay {n}", title="Flats") for n in range(3)]
    publish(database, tmp_path, "one", *made)
    before = dump(database_url, versions=True)
    publish(database, tmp_path, "one", *made)
    assert dump(database_url, versions=True) == before
    assert len(run(database_url, DOCUMENTS)) == 3
    assert waiting(database) == 0


def test_a_revision_replaces_what_is_found(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    publish(database, tmp_path, "one", make_article(URL, "Two streets are closed."))
    changed = make_article(URL, "Four roads are closed.")
    publish(database, tmp_path, "two", changed, fetched_at=DAY + timedelta(hours=1))
    assert urls(database, "streets") == set()
    assert urls(database, "roads closed") == {URL}
    older = make_article(URL, "No lanes are closed.")
    publish(database, tmp_path, "zero", older, fetched_at=DAY - timedelta(hours=1))
    assert urls(database, "lanes") == set()
    assert urls(database, "roads") == {URL}
    assert len(run(database_url, DOCUMENTS)) == 1


def test_another_language_is_read_anew(database: Database, tmp_path: Path) -> None:
    publish(database, tmp_path, "one", make_article(URL, "habitações"))
    assert urls(database, "habitação") == set()
    now = make_article(URL, "habitações", language="pt")
    publish(database, tmp_path, "one", now)
    assert urls(database, "habitação") == {URL}


def test_an_article_that_goes_is_found_no_more(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    made = [make_article(URL, "ferry"), make_article(f"{SITE}/b", "ferry")]
    publish(database, tmp_path, "one", *made)
    publish(database, tmp_path, "one", made[0], refused_pages=[f"{SITE}/b"])
    assert urls(database, "ferry") == {URL}
    assert len(run(database_url, DOCUMENTS)) == 1
    run(database_url, "delete from news.urls", "delete from news.articles")
    assert run(database_url, DOCUMENTS) == []


def test_a_document_follows_the_day_of_its_article(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    here = make_article(URL, "ferry", published_at=None)
    publish(database, tmp_path, "one", here, fetched_at=DAY)
    earlier = DAY - timedelta(days=40)
    publish(database, tmp_path, "two", here, fetched_at=earlier)
    assert [day for _, day, _ in run(database_url, DOCUMENTS)] == ["2026-10-06"]
    assert urls(database, "ferry") == {URL}
    moved = make_source(timezone="Pacific/Honolulu")
    load(moved, WINDOW, make_batch(tmp_path, "three"), database, "three")
    assert [day for _, day, _ in run(database_url, DOCUMENTS)] == ["2026-10-05"]
    assert not search(database, "ferry", since=date(2026, 10, 6))


def months_ago(months: int) -> datetime:
    """Noon of a day of that month."""
    today = date.today()
    month = today.year * 12 + today.month - 1 - months
    return DAY.replace(year=month // 12, month=month % 12 + 1, day=15)


def tables(url: str) -> dict[str, int]:
    """How many documents stand in each partition that has some."""
    rows = run(url, f"select tableoid, count(*) from ({DOCUMENTS}) as t group by 1 order by 1")
    return {name.removeprefix("news.search_documents_"): count for name, count in rows}


def test_each_month_has_a_partition_once_it_is_worth_one(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    now, then, before = months_ago(0), months_ago(7), months_ago(9)
    far = [DAY.replace(year=2190), DAY.replace(year=1700)]
    moments = [now, months_ago(-1), *far, *[then] * 1000, *[before] * 999]
    made = [
        make_article(f"{SITE}/{n}", f"ferry {n}", published_at=moment)
        for n, moment in enumerate(moments)
    ]
    publish(database, tmp_path, "one", *made)
    expected = {f"{now:%Y_%m}": 1, f"{months_ago(-1):%Y_%m}": 1, "other": 2001}
    assert tables(database_url) == expected
    everything = run(database_url, "select * from news.search_documents order by 1")
    index(database)
    assert tables(database_url) == expected | {f"{then:%Y_%m}": 1000, "other": 1001}
    assert run(database_url, "select * from news.search_documents order by 1") == everything
    assert urls(database, '"ferry 4"') == {f"{SITE}/4"}
    publish(database, tmp_path, "one", *made)
    index(database)
    assert tables(database_url) == expected | {f"{then:%Y_%m}": 1000, "other": 1001}
    publish(database, tmp_path, "two", make_article(URL, "ferry", published_at=before))
    index(database)
    assert tables(database_url)[f"{before:%Y_%m}"] == 1000


def test_loads_of_a_new_month_do_not_wait_for_each_other(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """Both have articles of a month without a partition, and it is made while they run."""
    moment = months_ago(3)
    problems: list[BaseException] = []

    def run_one(source: str) -> None:
        try:
            made = [
                make_article(f"https://{source}.example/{n}", f"ferry {n}", published_at=moment)
                for n in range(600)
            ]
            publish(database, tmp_path, "one", *made, source=source)
            index(database)
        except BaseException as error:
            problems.append(error)

    threads = [threading.Thread(target=run_one, args=(f"paper{n}",)) for n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    index(database)
    assert tables(database_url) == {f"{moment:%Y_%m}": 1800}
    assert len(urls(database, "ferry 7")) == 3


def test_an_open_load_keeps_its_place_and_a_partition_is_made_later(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    moment = months_ago(3)
    made = [make_article(f"{SITE}/{n}", f"ferry {n}", published_at=moment) for n in range(1000)]
    publish(database, tmp_path, "one", *made)
    with database.transaction() as session:
        session.fetch("search/index", {"limit": 1})
        other = psycopg2.connect(database_url)
        with other.cursor() as cursor:
            cursor.execute("update news.search_documents set document = '' where article_id = 1")
            index(database)
            assert tables(database_url) == {"other": 1000}
        other.close()
    index(database)
    assert tables(database_url) == {f"{moment:%Y_%m}": 1000}


def test_an_older_archive_is_read_step_by_step(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    made = [make_article(f"{SITE}/{n}", f"ferry {n}") for n in range(5)]
    publish(database, tmp_path, "one", *made)
    before = run(database_url, "select * from news.search_documents order by 1")
    run(
        database_url,
        "truncate news.search_documents, news.folded_characters",
    )
    database.migrate()
    assert waiting(database) == 5
    assert urls(database, "ferry") == set()
    assert index(database, at_most=2) == {"indexed": 2}
    assert urls(database, "ferry") == {f"{SITE}/4", f"{SITE}/3"}
    publish(database, tmp_path, "two", make_article(f"{SITE}/1", "ferry changed", published_at=DAY))
    assert index(database) == {"indexed": 3}
    assert index(database) == {"indexed": 0}
    after = run(database_url, "select * from news.search_documents order by 1")
    assert len(after) == len(before)
    assert waiting(database) == 0
    database.migrate()
    assert waiting(database) == 0


def test_indexing_leaves_an_article_that_a_load_holds(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    publish(database, tmp_path, "one", make_article(URL, "ferry"))
    run(database_url, "insert into news.search_queue (article_id) select id from news.articles")
    other = psycopg2.connect(database_url)
    with other.cursor() as cursor:
        cursor.execute("update news.articles set updated_at = now()")
        cursor.execute("update news.texts set body = 'harbour'")
        assert index(database) == {"indexed": 0}
    other.commit()
    other.close()
    assert index(database) == {"indexed": 1}
    assert urls(database, "harbour") == {URL}


def test_the_reader_searches_and_reads_no_table_by_it(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    publish(database, tmp_path, "one", make_article(URL, "ferry"))
    become = "set role news_reader"
    found = run(database_url, become, "select url from news.search('ferry', since => '2026-01-01')")
    assert found == [(URL,)]
    for statement in (
        "select news.search_query('ferry', 'english', false)",
        "select count(*) from news.search_documents",
        "select count(*) from news.folded_characters",
        "create function news.search(query text) returns text language sql as 'select 1'",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            run(database_url, become, statement)
