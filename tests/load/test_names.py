"""The organisations and people of articles in the tables, and how often each is in the news."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from press import DAY, WINDOW, dump, make_article, make_batch, make_source, refuse, run

from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article, Match, Reason, Stage
from crawlers.stories import link, roll_up

SITE = "https://herald.example"
LATER = DAY + timedelta(days=1)
NAMES = "kind, name, shown, mentions, score, words"


def match(id_: str, score: float = 0, **words: int) -> Match:
    return Match(id=id_, score=score or sum(words.values()), words=words)


def keep(database: Database, folder: Path, run_id: str, *articles: Article, **more: Any) -> None:
    source = str(more.pop("source", "herald"))
    batch = make_batch(folder, run_id, articles, source=source, **more)
    load(make_source(source), WINDOW, batch, database, run_id)
    link(database)
    roll_up(database)


def totals(url: str) -> dict[str, tuple[object, ...]]:
    columns = "name, articles, sources, first_day::text, last_day::text"
    return {row[0]: row[1:] for row in run(url, f"select {columns} from news.names order by name")}


def test_names_come_back_as_they_went_in(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    article = make_article(
        f"{SITE}/a",
        organisations=(match("BYD", 5, BYD=2, 比亞迪=1), match("龙湖集团", 龍湖集團=2, 龙湖集团=1)),
        people=(match("John Lee Ka-chiu", **{"John Lee Ka-chiu": 1, "Lee": 3}),),
    )
    keep(database, tmp_path, "one", article)
    assert run(database_url, f"select {NAMES} from news.article_names order by kind, name") == [
        ("organisation", "BYD", "BYD", 3, 5, {"BYD": 2, "比亞迪": 1}),
        ("organisation", "龙湖集团", "龍湖集團", 3, 3, {"龍湖集團": 2, "龙湖集团": 1}),
        ("person", "John Lee Ka-chiu", "John Lee Ka-chiu", 4, 4, {"John Lee Ka-chiu": 1, "Lee": 3}),
    ]
    before = dump(database_url, versions=True)
    again = make_batch(tmp_path, "one", [article])
    load(make_source(), WINDOW, again, database, "one")
    assert dump(database_url, versions=True) == before


def test_an_article_of_an_older_batch_names_nobody(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    batch = make_batch(tmp_path, "one", [make_article(f"{SITE}/a")])
    lines = [one.model_dump(exclude={"organisations", "people"}) for one in batch.articles()]
    with batch.writing("articles") as write:
        for line in lines:
            write(Article(**line))
    load(make_source(), WINDOW, batch, database, "one")
    assert run(database_url, "select count(*) from news.articles") == [(1,)]
    assert run(database_url, "select count(*) from news.article_names") == [(0,)]


def test_a_later_text_has_its_own_names_and_an_earlier_one_keeps_its(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    url = f"{SITE}/a"
    keep(database, tmp_path, "one", make_article(url, "old", organisations=(match("BYD", BYD=1),)))
    new = make_article(url, "new", people=(match("Xi Jinping", Xi=2),))
    keep(database, tmp_path, "two", new, fetched_at=LATER)
    names = "select name from news.article_names"
    assert run(database_url, names) == [("Xi Jinping",)]
    assert list(totals(database_url)) == ["Xi Jinping"]
    reject = refuse(url, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)
    keep(database, tmp_path, "two", rejects=[reject], refused_pages=[url], fetched_at=LATER)
    assert run(database_url, names) == [("BYD",)]
    assert list(totals(database_url)) == ["BYD"]


def test_how_often_a_name_is_in_the_news(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    byd, huawei = match("BYD", BYD=1), match("Huawei", Huawei=1)
    first = make_article(f"{SITE}/a", "one", organisations=(byd, huawei))
    second = make_article(f"{SITE}/b", "two", organisations=(byd,), published_at=LATER)
    other = make_article("https://gazette.example/c", "three", organisations=(byd,))
    keep(database, tmp_path, "one", first, second)
    keep(database, tmp_path, "one", other, source="gazette")
    assert totals(database_url) == {
        "BYD": (3, 2, "2026-11-15", "2026-11-16"),
        "Huawei": (1, 1, "2026-11-15", "2026-11-15"),
    }
    columns = "day::text, name, source_id, articles, originals"
    assert run(database_url, f"select {columns} from news.coverage_by_name order by 1, 2, 3") == [
        ("2026-11-15", "BYD", "gazette", 1, 1),
        ("2026-11-15", "BYD", "herald", 1, 1),
        ("2026-11-15", "Huawei", "herald", 1, 1),
        ("2026-11-16", "BYD", "herald", 1, 1),
    ]


def test_counts_follow_when_articles_are_read_anew_and_go(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    byd, huawei = match("BYD", BYD=1), match("Huawei", Huawei=1)
    some = [make_article(f"{SITE}/{n}", f"text {n}", organisations=(byd,)) for n in range(3)]
    keep(database, tmp_path, "one", *some)
    moved = some[0].model_copy(update={"organisations": (huawei,), "published_at": LATER})
    reject = refuse(some[1].url, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)
    pages = {"rejects": [reject], "refused_pages": [some[1].url]}
    keep(database, tmp_path, "one", moved, some[2], **pages)
    kept = totals(database_url)
    assert kept == {
        "BYD": (1, 1, "2026-11-15", "2026-11-15"),
        "Huawei": (1, 1, "2026-11-16", "2026-11-16"),
    }
    run(
        database_url,
        "truncate news.daily_names, news.name_sources, news.name_totals",
        "insert into news.changed_days select distinct source_id, day from news.articles",
    )
    roll_up(database)
    assert totals(database_url) == kept


def test_the_last_thirty_days_are_thirty(database: Database, database_url: str) -> None:
    database.sync_reference([make_source()], [], [])
    run(
        database_url,
        "insert into news.daily_names (day, source_id, kind, name, articles, originals)"
        " select current_date - age, 'herald', 'person', 'Ann', 1, 1"
        " from generate_series(-1, 40) as age",
        "insert into news.name_totals values"
        " ('person', 'Ann', 42, 1, current_date - 40, current_date + 1)",
    )
    assert run(database_url, "select last_30_days from news.names") == [(30,)]


def test_what_the_last_thirty_days_had_and_how_the_newest_article_writes_it(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    (today,) = run(database_url, "select now()")[0]
    days = {"old": 40, "new": 3}
    for name, ago in days.items():
        at = today - timedelta(days=ago)
        shown = {"old": "龙湖集团", "new": "龍湖集團"}[name]
        organisations = (match("龙湖集团", **{shown: 1}),)
        article = make_article(f"{SITE}/{name}", name, organisations=organisations, published_at=at)
        keep(database, tmp_path, name, article, fetched_at=at)
    columns = "kind, name, shown, articles, last_30_days"
    assert run(database_url, f"select {columns} from news.names") == [
        ("organisation", "龙湖集团", "龍湖集團", 2, 1)
    ]
    columns = "name, shown, source, title, is_original"
    assert run(database_url, f"select {columns} from news.articles_by_name order by day") == [
        ("龙湖集团", "龙湖集团", "Herald", "Title", True),
        ("龙湖集团", "龍湖集團", "Herald", "Title", True),
    ]
