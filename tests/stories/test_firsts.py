"""Which source was first with a text or an event, and by how long before the next."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from press import DAY, WINDOW, make_article, make_batch, make_source, run

from crawlers.clean.places import tag_places
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article
from crawlers.stories import link, roll_up

HOUR = timedelta(hours=1)
TEXT = " ".join(f"word{number}" for number in range(80))
OTHER = " ".join(f"term{number}" for number in range(80))


def tell(
    database: Database, folder: Path, source: str, hours: float, text: str = TEXT, **more: Any
) -> None:
    """Load `text` as an article of `source`, published `hours` after noon; link and roll up."""
    name = f"{len(text)}{text[:4]}{hours}"
    told = {"published_at": DAY + hours * HOUR, **more}
    made = make_article(f"https://{source}.example/{name}", text, **told)
    batch = make_batch(folder, name, [made], source=source, fetched_at=DAY + 30 * HOUR)
    load(make_source(source), WINDOW, batch, database, name)
    link(database)
    roll_up(database)


def firsts(url: str) -> list[tuple[Any, ...]]:
    columns = "source_id, second_source_id, lead, is_timed, sources, articles"
    return run(url, f"select {columns} from news.first_to_report order by day, source_id")


def test_the_first_of_several_sources_and_its_lead(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    tell(database, tmp_path, "herald", 3)
    assert firsts(database_url) == []
    tell(database, tmp_path, "herald", 4)
    assert firsts(database_url) == [], "a source that repeats itself is ahead of nobody"
    tell(database, tmp_path, "gazette", 5)
    both = ["gazette", "herald"]
    assert firsts(database_url) == [("herald", "gazette", 2 * HOUR, True, both, 3)]


def test_an_origin_that_comes_in_late_takes_the_lead(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    tell(database, tmp_path, "herald", 3)
    tell(database, tmp_path, "gazette", 5)
    tell(database, tmp_path, "courier", 1)
    everyone = ["courier", "gazette", "herald"]
    assert firsts(database_url) == [("courier", "herald", 2 * HOUR, True, everyone, 3)]
    (named,) = run(database_url, "select title, second_url from news.first_to_report")
    assert named == ("Title", f"https://herald.example/{len(TEXT)}word3")


def test_a_date_without_a_time_is_first_by_nothing_sure(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    tell(database, tmp_path, "herald", -12, published_precision="day")
    tell(database, tmp_path, "gazette", 14)
    (row,) = firsts(database_url)
    assert row[:4] == ("herald", "gazette", 2 * HOUR, False)


def test_a_date_that_cannot_be_leads_nobody(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    tell(database, tmp_path, "gazette", 14)
    tell(database, tmp_path, "herald", 24 * 2.9)
    (row,) = firsts(database_url)
    assert row[:4] == ("gazette", "herald", 16 * HOUR, False)


def test_how_often_each_source_was_first(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    for source, hours in (("herald", 0), ("gazette", 2)):
        tell(database, tmp_path, source, hours)
    for source, hours in (("herald", 6), ("gazette", 10), ("courier", 10)):
        tell(database, tmp_path, source, hours, OTHER)
    tie = OTHER.replace("term", "tie")
    for source in ("courier", "herald"):
        tell(database, tmp_path, source, 7, tie)
    columns = "source_id, stories, told, firsts, median_lead"
    rows = run(
        database_url,
        f"select {columns} from news.firsts_by_source where period = 'month' order by 1",
    )
    assert rows == [
        ("courier", 2, 1, 0, None),
        ("gazette", 2, 2, 0, None),
        ("herald", 3, 2, 2, 2 * HOUR),
    ]


def test_the_first_report_of_an_event_in_several_languages(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    told = {
        "en": "Fares to Taipa rise 12.5 per cent on 3 December for 1,987,400 people.",
        "zh": "往氹仔的船票12月3日起加12.5%，涉及1,987,400人。",
        "pt": "Os bilhetes para a Taipa sobem 12,5 por cento em 3 de Dezembro: 1.987.400 pessoas.",
    }
    for hours, (language, text) in enumerate(told.items(), 1):
        places = tag_places("", text)
        tell(database, tmp_path, language, hours, text, language=language, places=places)
    columns = "source_id, second_source_id, lead, is_timed, later_reports, later_languages"
    assert run(database_url, f"select {columns} from news.first_to_report_events") == [
        ("en", "zh", HOUR, True, 2, ["pt", "zh"])
    ]


def test_stories_keep_their_firsts_when_an_article_goes(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    def of(name: str, made: list[Article]) -> None:
        batch = make_batch(tmp_path, name, made, source="courier", fetched_at=DAY + 30 * HOUR)
        load(make_source("courier"), WINDOW, batch, database, name)
        link(database)

    tell(database, tmp_path, "herald", 3)
    tell(database, tmp_path, "gazette", 5)
    url = "https://courier.example/a"
    of("one", [make_article(url, TEXT, published_at=DAY + HOUR)])
    assert firsts(database_url)[0][0] == "courier"
    of("one", [make_article(url, OTHER, published_at=DAY + HOUR)])
    both = ["gazette", "herald"]
    assert firsts(database_url) == [("herald", "gazette", 2 * HOUR, True, both, 2)]
