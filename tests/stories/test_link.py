"""Which articles become one story, and what the daily counts then say."""

import itertools
import random
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from press import DAY, WINDOW, dump, make_article, make_batch, make_source, refuse, run, topic

from crawlers.database import Database, DatabaseError
from crawlers.load import load
from crawlers.model import Article, Reason, Stage
from crawlers.stories import check, link, roll_up

WORDS = [f"word{number}" for number in range(400)]


def prose(seed: int, length: int = 120) -> str:
    """Words in an order of their own: two seeds have no run of five in common."""
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def cut(text: str, share: float) -> str:
    words = text.split()
    return " ".join(words[: int(len(words) * share)])


def article(source: str, path: str, text: str, hour: float = 0, **more: object) -> Article:
    moment = DAY + timedelta(hours=hour)
    url = f"https://{source}.example/{path}"
    return make_article(url, text, published_at=moment, **more)


def keep(
    database: Database,
    folder: Path,
    name: str,
    articles: list[Article],
    source: str = "herald",
    hour: float = 0,
) -> None:
    moment = DAY + timedelta(hours=hour)
    batch = make_batch(folder, name, articles, source=source, fetched_at=moment)
    load(make_source(source), WINDOW, batch, database, name)


def refuse_all(
    database: Database, folder: Path, name: str, urls: list[str], source: str = "herald"
) -> None:
    """Load a batch anew whose every page clean rejects this time."""
    rejects = [refuse(url, Stage.CLEAN, Reason.NO_ARTICLE_TEXT) for url in urls]
    batch = make_batch(folder, name, source=source, rejects=rejects, refused_pages=urls)
    load(make_source(source), WINDOW, batch, database, name)


def stories(url: str) -> list[list[str]]:
    """Each story's articles as source/path, its origin first."""
    rows = run(
        url,
        """
        select array_agg(a.source_id || '/' || regexp_replace(a.url, '.*/', '')
            order by m.is_origin desc, a.source_id, a.url)
        from news.story_articles as m
        join news.articles as a on a.id = m.article_id
        group by m.story_id
        """,
    )
    return sorted(row[0] for row in rows)


@pytest.fixture
def wire(database: Database, tmp_path: Path) -> Database:
    """One agency text in three papers, the second's cut, and a story of the herald's own."""
    text = prose(1)
    own = article("herald", "own", prose(2), topics=(topic("crime", law=2),))
    keep(database, tmp_path, "one", [article("herald", "a", text, 1), own])
    keep(database, tmp_path, "two", [article("gazette", "b", cut(text, 0.5), 2)], "gazette")
    keep(database, tmp_path, "three", [article("agency", "c", text, 0)], "agency")
    return database


def test_copies_are_linked_to_what_appeared_first(wire: Database, database_url: str) -> None:
    assert link(wire) == {"articles": 4, "copies": 2, "stories": 1, "events": 0}
    assert stories(database_url) == [["agency/c", "gazette/b", "herald/a"]]
    likeness = run(database_url, "select similarity from news.story_articles")
    assert likeness == [(1.0,), (1.0,), (1.0,)]


def test_linking_again_changes_nothing(wire: Database, database_url: str) -> None:
    link(wire)
    before = dump(database_url, versions=True)
    assert link(wire) == {"articles": 0, "copies": 0, "stories": 0, "events": 0}
    assert dump(database_url, versions=True) == before


def test_of_texts_at_the_same_time_the_first_source_id_is_the_origin(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    for source in ("herald", "gazette"):
        keep(database, tmp_path, "one", [article(source, "a", prose(1))], source)
    link(database)
    assert stories(database_url) == [["gazette/a", "herald/a"]]


def test_texts_far_apart_in_time_are_not_linked(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, tmp_path, "one", [article("herald", "a", prose(1))])
    keep(database, tmp_path, "one", [article("gazette", "a", prose(1), 24 * 5)], "gazette")
    assert link(database)["copies"] == 0
    assert stories(database_url) == []


def test_a_text_between_two_stories_joins_them(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    front, back = prose(1, 60), prose(2, 60)
    for source, text in (("aa", front), ("bb", front), ("cc", back), ("dd", back)):
        keep(database, tmp_path, "one", [article(source, "x", text, 1)], source)
    link(database)
    assert stories(database_url) == [["aa/x", "bb/x"], ["cc/x", "dd/x"]]
    keep(database, tmp_path, "one", [article("ee", "x", f"{front} {back}", 0)], "ee")
    link(database)
    assert stories(database_url) == [["ee/x", "aa/x", "bb/x", "cc/x", "dd/x"]]


def test_a_revised_text_leaves_its_story(wire: Database, database_url: str, tmp_path: Path) -> None:
    link(wire)
    changed = article("agency", "c", prose(9), 0)
    keep(wire, tmp_path, "four", [changed], "agency", hour=5)
    link(wire)
    assert stories(database_url) == [["herald/a", "gazette/b"]]
    roll_up(wire)
    assert check(wire)["serious"] == 0


def test_a_story_falls_apart_without_the_text_that_tied_it(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    front, back = prose(1, 60), prose(2, 60)
    for source, text in (("aa", front), ("bb", back), ("cc", f"{front} {back}")):
        keep(database, tmp_path, "one", [article(source, "x", text)], source)
    link(database)
    assert stories(database_url) == [["aa/x", "bb/x", "cc/x"]]
    refuse_all(database, tmp_path, "one", ["https://cc.example/x"], "cc")
    link(database)
    roll_up(database)
    assert stories(database_url) == []
    assert check(database)["serious"] == 0


def test_a_story_whose_articles_all_go_goes_too(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    pair = [article("herald", "a", prose(1)), article("herald", "b", prose(1), title="B")]
    keep(database, tmp_path, "one", pair)
    link(database)
    assert stories(database_url) == [["herald/a", "herald/b"]]
    refuse_all(database, tmp_path, "one", [made.url for made in pair])
    assert run(database_url, "select count(*) from news.linked_stories") == [(0,)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_the_order_of_arrival_makes_no_difference(
    database: Database, database_url: str, tmp_path: Path, order: tuple[int, ...]
) -> None:
    front, back = prose(1, 60), prose(2, 60)
    made = [("aa", front, 3), ("bb", f"{front} {back}", 2), ("cc", back, 1), ("dd", prose(3), 0)]
    for number in order:
        source, text, hour = made[number]
        keep(database, tmp_path, "one", [article(source, "x", text, hour)], source)
        link(database)
    assert stories(database_url) == [["cc/x", "aa/x", "bb/x"]]
    likeness = run(
        database_url,
        "select a.source_id, round(m.similarity::numeric, 2)::float from news.story_articles as m "
        "join news.articles as a on a.id = m.article_id order by 1",
    )
    assert likeness == [("aa", 0.0), ("bb", 1.0), ("cc", 1.0)]


def test_more_articles_than_one_transaction_takes(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    for source in ("aa", "bb"):
        made = [article(source, str(number), prose(number)) for number in range(7)]
        keep(database, tmp_path, "one", made, source)
    assert link(database, at_once=3)["articles"] == 14
    assert stories(database_url) == [[f"aa/{number}", f"bb/{number}"] for number in range(7)]


def test_one_notice_in_place_of_every_text_stays_cheap(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    notice = prose(1)
    for source in ("aa", "bb"):
        made = [article(source, str(n), notice, title=str(n)) for n in range(150)]
        keep(database, tmp_path, "one", made, source)
    link(database)
    assert run(database_url, "select articles from news.linked_stories") == [(300,)]


def test_loading_and_linking_at_once(database: Database, database_url: str, tmp_path: Path) -> None:
    problems: list[Exception] = []
    done = threading.Event()

    def keep_linking() -> None:
        try:
            while not done.is_set():
                link(database)
                roll_up(database)
        except DatabaseError as error:
            problems.append(error)

    linker = threading.Thread(target=keep_linking)
    linker.start()
    for number in range(12):
        made = [article("herald", str(n), prose(n + number // 4)) for n in range(number % 3, 12)]
        keep(database, tmp_path, f"run{number % 2}", made, hour=number)
    done.set()
    linker.join()
    link(database)
    roll_up(database)
    assert problems == []
    assert check(database)["serious"] == 0
    assert run(database_url, "select count(*) from news.link_queue") == [(0,)]


def test_the_roll_up_counts_each_changed_day(wire: Database, database_url: str) -> None:
    assert roll_up(wire) == {"days": 3}
    totals = "select source_id, day::text, articles, originals from news.daily_totals order by 1"
    assert run(database_url, totals) == [
        ("agency", "2026-11-15", 1, 1),
        ("gazette", "2026-11-15", 1, 1),
        ("herald", "2026-11-15", 2, 2),
    ]
    link(wire)
    assert roll_up(wire) == {"days": 2}
    assert run(database_url, totals) == [
        ("agency", "2026-11-15", 1, 1),
        ("gazette", "2026-11-15", 1, 0),
        ("herald", "2026-11-15", 2, 1),
    ]
    before = dump(database_url, versions=True)
    assert roll_up(wire) == {"days": 0}
    assert dump(database_url, versions=True) == before


def test_a_day_that_loses_its_last_article_is_counted_as_empty(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, tmp_path, "one", [article("herald", "a", prose(1))])
    roll_up(database)
    refuse_all(database, tmp_path, "one", ["https://herald.example/a"])
    roll_up(database)
    assert run(database_url, "select count(*) from news.daily_totals") == [(0,)]


@pytest.mark.parametrize(
    ("name", "damage"),
    [
        ("articles_without_url", "delete from news.urls"),
        ("funnels_that_leak", "update news.batches set clean = clean + 1"),
        ("loaded_counts", "update news.batches set loaded = loaded + 1, clean = clean + 1"),
        ("rolled_up_totals", "update news.daily_totals set articles = articles + 1"),
        ("stories_without_origin", "update news.story_articles set is_origin = false"),
    ],
)
def test_a_check_finds_what_must_not_be(
    wire: Database, database_url: str, name: str, damage: str
) -> None:
    link(wire)
    roll_up(wire)
    assert check(wire)["serious"] == 0
    run(database_url, damage)
    found = check(wire)
    assert found[name] > 0
    assert found["serious"] > 0


def test_oddities_are_noticed_but_not_serious(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    future = article("herald", "a", prose(1), 24 * 9)
    keep(database, tmp_path, "one", [future, article("herald", "b", prose(1))])
    run(database_url, "update news.link_queue set queued_at = now() - interval '3 days'")
    roll_up(database)
    found = check(database)
    assert (found["implausible_dates"], found["same_text_twice"]) == (1, 2)
    assert found["waiting_articles"] == 2
    assert found["serious"] == 0


def test_a_day_without_an_hour_is_not_first(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """A date without a time begins at midnight, which is before any hour of that day."""
    text = prose(41)
    at_nine = article("herald", "nine", text, hour=-3)
    some_time = article("gazette", "day", text, hour=-12, published_precision="day")
    keep(database, tmp_path, "a", [at_nine])
    keep(database, tmp_path, "b", [some_time], source="gazette", hour=1)
    link(database)
    assert stories(database_url) == [["herald/nine", "gazette/day"]]


def test_how_long_after_is_told_of_dates_with_a_time_alone(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    """A day's midnight is no time: counted as one, a copy would come before its origin."""
    columns = "articles, usually_after, soonest_after"
    view = f"select {columns} from news.syndication where period = 'day'"
    first, second = prose(43), prose(44)
    keep(database, tmp_path, "a", [article("herald", "one", first, hour=-3)])
    dayless = article("gazette", "one", first, hour=-12, published_precision="day")
    none = {"published_at": None, "published_precision": None}
    undated = make_article("https://gazette.example/none", first + " More.", **none)
    keep(database, tmp_path, "b", [dayless, undated], source="gazette", hour=1)
    link(database)
    roll_up(database)
    assert run(database_url, view) == [(2, None, None)]
    keep(database, tmp_path, "c", [article("herald", "two", second, hour=-3)])
    later = article("gazette", "two", second, hour=-1)
    keep(database, tmp_path, "d", [later], source="gazette", hour=1)
    link(database)
    roll_up(database)
    assert run(database_url, view) == [(3, timedelta(hours=2), timedelta(hours=2))]


def test_the_agency_of_any_of_its_articles_is_the_storys(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    text = prose(42)
    keep(database, tmp_path, "a", [article("herald", "one", text)])
    credited = article("gazette", "two", text, hour=2, wires=("xinhua",))
    keep(database, tmp_path, "b", [credited], source="gazette", hour=2)
    link(database)
    assert run(database_url, "select wires from news.stories") == [(["xinhua"],)]
    roll_up(database)
    wires = "select from_wire from news.syndication where period = 'day'"
    assert run(database_url, wires) == [(1,)]
