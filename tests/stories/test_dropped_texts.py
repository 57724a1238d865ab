"""Stories and events stay as they were linked when the texts of their articles are dropped."""

import random
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from press import DAY, WINDOW, make_article, make_batch, make_source, refuse, run

from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article, Reason, Stage
from crawlers.stories import check, link, roll_up

WORDS = [f"word{number}" for number in range(400)]
NEXT_MONTH = DAY + timedelta(days=16)
EVENT = "Fares to Taipa rise 12.5 per cent on 3 December for 1,987,400 people."
CHINESE = "往氹仔的船票12月3日起加12.5%，涉及1,987,400人。"


def prose(seed: int, length: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


TEXT = f"{EVENT} {prose(1)}"
HALF = f"{EVENT} {prose(1, 60)}"


def article(source: str, text: str, hour: float = 0, **more: Any) -> Article:
    moment = DAY + timedelta(hours=hour)
    return make_article(f"https://{source}.example/a", text, published_at=moment, **more)


def keep(
    database: Database, folder: Path, made: Article, *, late: bool = False, name: str = "one"
) -> None:
    """Load the article of a paper; what is fetched `late` keeps its text."""
    source = made.url.removeprefix("https://").partition(".")[0]
    moment = NEXT_MONTH if late else DAY
    batch = make_batch(folder, name, [made], source=source, fetched_at=moment)
    load(make_source(source), WINDOW, batch, database, name)


def refuse_it(database: Database, folder: Path, source: str) -> None:
    """Load the paper's batch again, whose page is no article this time."""
    url = f"https://{source}.example/a"
    rejects = [refuse(url, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)]
    batch = make_batch(folder, "one", source=source, rejects=rejects, refused_pages=[url])
    load(make_source(source), WINDOW, batch, database, "one")


def drop(url: str) -> None:
    """The texts of what was fetched in the month of `DAY` are kept no longer."""
    run(url, "select news.drop_text_month('2026-11-01')")


def linked(url: str) -> list[tuple[str, bool, float]]:
    """Every article of a story, whether it is the original, and how like the original it is."""
    return run(
        url,
        "select a.source_id, m.is_origin, m.similarity from news.story_articles as m"
        " join news.articles as a on a.id = m.article_id order by m.story_id, 1",
    )


def counted(url: str) -> list[tuple[str, int, int]]:
    totals = "select source_id, sum(articles)::int, sum(originals)::int from news.daily_totals"
    return run(url, f"{totals} group by source_id order by source_id")


def events(url: str) -> list[tuple[str, str]]:
    pairs = "select first_source_id, second_source_id from news.same_event order by 1, 2"
    return run(url, pairs)


def link_and_count(database: Database) -> None:
    link(database)
    roll_up(database)
    assert check(database)["serious"] == 0


@pytest.fixture
def press(database: Database, tmp_path: Path) -> Database:
    """One text in three papers, the gazette's cut and fetched a month later, and an event."""
    keep(database, tmp_path, article("herald", TEXT))
    keep(database, tmp_path, article("post", TEXT, 1))
    keep(database, tmp_path, article("gazette", HALF, 2), late=True)
    keep(database, tmp_path, article("jornal", CHINESE, 3, language="zh", script="Hant"))
    link_and_count(database)
    return database


def test_another_time_zone_takes_no_story_apart(press: Database, database_url: str) -> None:
    drop(database_url)
    before = (linked(database_url), counted(database_url), events(database_url))
    assert before[0] == [("gazette", False, 1.0), ("herald", True, 1.0), ("post", False, 1.0)]
    assert before[2] == [("herald", "jornal")]
    moved = [make_source(id_, timezone="Pacific/Honolulu") for id_ in ("herald", "post", "jornal")]
    press.sync_reference([*moved, make_source("gazette")], [], [])
    assert run(database_url, "select count(*) from news.link_queue") == [(3,)]
    link_and_count(press)
    assert (linked(database_url), counted(database_url), events(database_url)) == before
    for days in ("linked_stories", "event_pairs", "event_marks"):
        asked = f"select distinct day::text from news.{days}"
        assert run(database_url, asked) == [("2026-11-14",)], days


def test_a_copy_read_anew_stays_a_copy(press: Database, database_url: str, tmp_path: Path) -> None:
    run(database_url, "update news.story_articles set similarity = 0.9 where not is_origin")
    drop(database_url)
    before = (linked(database_url), counted(database_url), events(database_url))
    keep(press, tmp_path, article("gazette", f"{HALF} Corrected.", 2), late=True)
    link_and_count(press)
    assert (linked(database_url), counted(database_url), events(database_url)) == before


def test_a_text_that_is_another_leaves_its_story(
    press: Database, database_url: str, tmp_path: Path
) -> None:
    drop(database_url)
    keep(press, tmp_path, article("gazette", prose(2), 2), late=True)
    link_and_count(press)
    assert linked(database_url) == [("herald", True, 1.0), ("post", False, 1.0)]
    refuse_it(press, tmp_path, "post")
    link_and_count(press)
    assert linked(database_url) == []
    assert run(database_url, "select count(*) from news.linked_stories") == [(0,)]
    assert events(database_url) == [("herald", "jornal")]


def test_a_story_that_loses_its_origin_has_the_next_one(
    press: Database, database_url: str, tmp_path: Path
) -> None:
    drop(database_url)
    refuse_it(press, tmp_path, "herald")
    link_and_count(press)
    assert linked(database_url) == [("gazette", False, 1.0), ("post", True, 1.0)]


def test_an_earlier_text_becomes_the_origin_of_what_was_dropped(
    press: Database, database_url: str, tmp_path: Path
) -> None:
    drop(database_url)
    keep(press, tmp_path, article("agency", TEXT, -1), late=True)
    link_and_count(press)
    assert linked(database_url) == [
        ("agency", True, 1.0),
        ("gazette", False, 1.0),
        ("herald", False, 1.0),
        ("post", False, 1.0),
    ]
    assert events(database_url) == [("agency", "jornal")]
