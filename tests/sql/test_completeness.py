"""What is missing: the view of completeness, the yield of the lists, and the days to mop up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from grown import ONE, ZONE, today
from press import make_article, make_batch, make_page, make_source, refuse, run

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Candidate, Reason, Reject, Stage, Way, Window
from crawlers.settings import Settings
from crawlers.stories import roll_up
from crawlers.upkeep import mop_up

SITE = "https://herald.example"


def day(age: int) -> datetime:
    """The first moment of the day `age` days ago."""
    return today() - age * ONE


def crawl_day(
    database: Database,
    folder: Path,
    age: int,
    *,
    articles: int = 0,
    rejects: Sequence[Reject] = (),
    name: str = "",
    source: str = "herald",
) -> None:
    """Load a run about the day of `age` days ago, with so many articles of its noon."""
    name = name or f"day{age}"
    batch = Batch.of(str(folder), source, name)
    noon = day(age) + timedelta(hours=12)
    made = []
    for number in range(articles):
        url = f"{SITE}/{age}/{number}"
        found = Candidate(url=url, way=Way.FEED, found_at=f"{SITE}/feed")
        page = make_page(url, batch, number, noon, candidate=found)
        made.append(make_article(url, f"text {url}", page=page, published_at=noon))
    batch = make_batch(folder, name, made, rejects=rejects, source=source)
    window = Window(start=day(age), end=day(age) + ONE)
    load(make_source(source), window, batch, database, name)
    roll_up(database)


def miss(age: int, path: str, reason: Reason, **more: Any) -> Reject:
    noon = day(age) + timedelta(hours=12)
    given = {"published_at": noon, "asked_at": noon, "way": Way.SITEMAP, **more}
    return refuse(f"{SITE}/{age}/{path}", Stage.CRAWL, reason, **given)


def days(url: str, columns: str) -> dict[int, tuple[Any, ...]]:
    """Those columns of `coverage_completeness`, by how many days ago."""
    rows = run(url, f"select day, {columns} from news.coverage_completeness")
    return {(today().date() - first).days: tuple(rest) for first, *rest in rows}


def gaps(url: str, days: int = 20) -> list[tuple[int, int, str]]:
    found = mop_up(Settings(database_url=url, mop_up_days=days), datetime.now(ZONE))
    return [((today() - g.since).days, (today() - g.until).days, g.why) for g in found]


def test_a_day_says_how_much_of_what_was_listed_is_there(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    rejects = [
        miss(3, "gone", Reason.HTTP_ERROR, status=404),
        miss(3, "slow", Reason.TIMED_OUT),
        miss(3, "down", Reason.HTTP_ERROR, status=503),
    ]
    crawl_day(database, tmp_path, 3, articles=17, rejects=rejects)
    crawl_day(database, tmp_path, 1, articles=1)
    columns = "runs, listed, loaded, explained, missing, share::float, status, healthy"
    assert days(database_url, columns) == {
        3: (1, 20, 17, 1, 2, 0.9, "incomplete", True),
        2: (0, 0, 0, 0, 0, None, "not crawled", False),
        1: (1, 1, 1, 0, 0, 1.0, "complete", True),
        0: (0, 0, 0, 0, 0, None, "not crawled", True),
    }
    crawl_day(database, tmp_path, 0)
    assert days(database_url, "runs, status, healthy")[0] == (1, "nothing listed", True)
    assert days(database_url, "reasons")[3] == ({"HTTP error": 2, "timed out": 1},)
    by_way = run(
        database_url, "select way, listed, loaded, missing from news.discovery_yield order by way"
    )
    assert by_way == [("feed", 18, 18, 0), ("sitemap", 3, 0, 2)]


def test_what_nobody_asked_for_is_missing_without_a_reason_and_unhealthy(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    crawl_day(database, tmp_path, 2, articles=5)
    never = [miss(2, "never", Reason.OUTSIDE_WINDOW, asked_at=None)]
    crawl_day(database, tmp_path, 1, articles=5, rejects=never)
    assert days(database_url, "listed, missing, status, healthy")[2] == (
        6,
        1,
        "incomplete",
        False,
    )


def test_an_import_is_about_no_day_and_a_source_that_left_has_none(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    crawl_day(database, tmp_path, 1, articles=1)
    ages = Window(start=datetime(1990, 1, 1, tzinfo=ZONE), end=datetime(2200, 1, 1, tzinfo=ZONE))
    load(make_source(), ages, make_batch(tmp_path, "import"), database, "import")
    assert set(days(database_url, "runs")) == {0, 1}
    database.sync_reference([], [], [])
    assert days(database_url, "runs") == {}


def test_a_day_that_was_missed_and_one_that_lacks_something_are_mopped_up(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    crawl_day(database, tmp_path, 6, articles=1)
    crawl_day(database, tmp_path, 4, articles=1, rejects=[miss(4, "slow", Reason.TIMED_OUT)])
    for age in (3, 2, 1, 0):
        crawl_day(database, tmp_path, age, articles=1)
    missed, lacking = (day(age).date() for age in (5, 4))
    assert gaps(database_url) == [
        (5, 3, f"{missed} not crawled; {lacking} misses 1 of 2 listed (1 timed out)")
    ]


def test_what_cannot_be_had_yet_or_never_is_left_alone(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    just_now = miss(2, "slow", Reason.TIMED_OUT, asked_at=datetime.now(ZONE))
    crawl_day(database, tmp_path, 2, articles=1, rejects=[just_now])
    gone = miss(1, "gone", Reason.HTTP_ERROR, status=410)
    crawl_day(database, tmp_path, 1, articles=1, rejects=[gone])
    assert days(database_url, "status") == {
        2: ("incomplete",),
        1: ("complete",),
        0: ("not crawled",),
    }
    assert gaps(database_url) == []


def test_older_days_are_looked_at_ever_less_and_a_mop_up_is_bounded(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    crawl_day(database, tmp_path, 40, articles=1)
    assert [span[:2] for span in gaps(database_url)] == [(3, 0)]
    assert [span[:2] for span in gaps(database_url, days=2)] == [(2, 0)]
    for age in range(1, 21):
        crawl_day(database, tmp_path, age, articles=1)
    assert [span[:2] for span in gaps(database_url)] == [(21, 20), (28, 27), (35, 34)]
    database.sync_reference([], [], [])
    assert gaps(database_url) == []
