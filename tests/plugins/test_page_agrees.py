"""What the page tells is what the views tell, each time of an archive made for the question."""

from datetime import timedelta
from pathlib import Path

import pytest
from grown import ONE, day, grow
from openpage import noon, open_page, rows
from press import make_article, make_batch, make_source, run, topic

from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article, Window
from crawlers.stories import link, roll_up
from crawlers.taxonomy import load_topics


@pytest.fixture
def archive(database: Database) -> Database:
    """Herald and Gazette, of which nothing is there yet."""
    database.sync_reference([make_source(), make_source("gazette")], load_topics(), ())
    return database


def publish(database: Database, folder: Path, source: str, *articles: Article) -> None:
    """Load articles of yesterday."""
    batch = make_batch(folder, "one", articles, source=source, fetched_at=noon() + ONE / 4)
    window = Window(start=noon() - ONE / 2, end=noon() + ONE / 2)
    load(make_source(source), window, batch, database, "one")


def words(first: str) -> str:
    """A text long enough to be known again."""
    return " ".join(f"{first}{number}" for number in range(80))


def test_a_source_that_is_crawled_no_more_is_a_hole_for_four_weeks(
    archive: Database, database_url: str, tmp_path: Path
) -> None:
    """On the picture of the region as in the roll-up of it."""
    for source, age in (("herald", 33), ("gazette", 33), ("gazette", 6), ("gazette", 1)):
        grow(database_url, source, age, 1, ["sport"])
    roll_up(archive)
    with open_page(database_url, tmp_path) as page:
        known = {row["starts_on"]: row for row in rows(page, "completeness")}
        (cell,) = [row for row in rows(page, "topics") if row["starts_on"] == str(day(1))]
    assert [known[str(day(age))]["sources"] for age in (5, 1)] == [2, 1]
    assert known[str(day(1))]["completeness"] == cell["completeness"] == 1


def test_a_hole_of_a_source_is_one_hole_in_however_many_languages(
    archive: Database, database_url: str, tmp_path: Path
) -> None:
    grow(database_url, "herald", 1, 1, ["sport"], listed=4)
    grow(database_url, "herald", 1, 1, ["sport"], listed=4, language="zh-Hant")
    roll_up(archive)
    with open_page(database_url, tmp_path) as page:
        (cell,) = rows(page, "topics", source="herald")
    assert (cell["articles"], cell["holes"]) == (2, 1)


def test_copies_alone_make_no_burst_of_originals(
    archive: Database, database_url: str, tmp_path: Path
) -> None:
    """A steady month; yesterday one text ten times."""
    for age in range(30, 1, -1):
        grow(database_url, "herald", age, 1, ["sport"])
    made = [
        make_article(
            f"https://herald.example/{number}",
            words("word"),
            published_at=noon(),
            topics=(topic("sport", football=1),),
        )
        for number in range(10)
    ]
    publish(archive, tmp_path, "herald", *made)
    link(archive)
    roll_up(archive)
    with open_page(database_url, tmp_path) as page:
        (trend,) = [row for row in rows(page, "trends") if row["topic_id"] == "sport"]
    assert (trend["bursts"], trend["originals_bursts"]) == ([str(day(1))], None)
    assert trend["highest_z"] > 3 > trend["originals_highest_z"]
    assert (trend["last_28_days"][-1], trend["originals_last_28_days"][-1]) == (10, 1)
    view = "select verdict, originals_verdict from news.topic_bursts where topic_id = 'sport'"
    assert run(database_url, f"{view} and day = '{day(1)}'") == [("burst", "usual")]


def test_the_median_lead_is_that_of_the_view(
    archive: Database, database_url: str, tmp_path: Path
) -> None:
    """Gazette has two texts of Herald, one an hour later and one three."""
    for source, hours in (("herald", (0, 0)), ("gazette", (1, 3))):
        made = [
            make_article(
                f"https://{source}.example/{number}",
                words("ab"[number]),
                published_at=noon() + timedelta(hours=late),
            )
            for number, late in enumerate(hours)
        ]
        publish(archive, tmp_path, source, *made)
    link(archive)
    roll_up(archive)
    with open_page(database_url, tmp_path) as page:
        (herald,) = [row for row in rows(page, "firsts") if row["source_id"] == "herald"]
    assert herald["firsts"] == 2
    view = "select extract(epoch from median_lead) from news.firsts_by_source"
    told = run(database_url, f"{view} where period = 'day' and source_id = 'herald'")
    assert told == [(herald["median_lead_seconds"],)]
