"""Coverage by day, week and month, beside how complete it is: counted by hand."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from grown import ZONE, day, grow
from press import WINDOW, make_article, make_batch, make_source, run, topic

from crawlers.database import Database
from crawlers.load import load
from crawlers.stories import check, link, roll_up
from crawlers.taxonomy import load_places, load_topics

NOON = datetime(2026, 3, 4, 12, tzinfo=ZONE)
"""A Wednesday."""
MONDAY, MARCH = date(2026, 3, 2), date(2026, 3, 1)
LATER = timedelta(days=365)


@pytest.fixture
def reference(database: Database) -> Database:
    database.sync_reference(
        [make_source(), make_source("gazette"), make_source("ms_post", region="far")],
        load_topics(),
        load_places(),
    )
    return database


@pytest.fixture
def press(reference: Database, tmp_path: Path) -> Database:
    """On a Wednesday Herald has an article on two beats of the economy, Hong Kong's Central and
    Hong Kong, and Gazette copies it; the Sunday before, Herald has one on the economy as such."""
    both = (topic("trade", flat=3), topic("finance", bank=2))
    where = (topic("hk-cw", Central=1), topic("hk", HK=1))
    text = " ".join(f"word{number}" for number in range(80))
    sunday = NOON - timedelta(days=3)
    keep(
        reference,
        tmp_path,
        "herald",
        make_article(
            "https://herald.example/a", text, published_at=NOON, topics=both, places=where
        ),
        make_article(
            "https://herald.example/b", published_at=sunday, topics=(topic("economy", GDP=2),)
        ),
    )
    hour = timedelta(hours=1)
    keep(
        reference,
        tmp_path,
        "gazette",
        make_article(
            "https://gazette.example/a", text, published_at=NOON + hour, topics=both, places=where
        ),
    )
    link(reference)
    roll_up(reference)
    return reference


def keep(database: Database, folder: Path, source: str, *articles: Any, name: str = "one") -> None:
    batch = make_batch(folder, name, articles, source=source, fetched_at=NOON + LATER)
    region = {"region": "far"} if source == "ms_post" else {}
    load(make_source(source, **region), WINDOW, batch, database, name)


COUNTS = "articles, originals, all_articles, all_originals"


def test_an_article_with_two_beats_counts_once_for_their_subject(
    press: Database, database_url: str
) -> None:
    of_herald = f"select topic_id, {COUNTS} from news.coverage_by_topic where source_id = 'herald'"
    wednesday = f"{of_herald} and period = 'day' and starts_on = '2026-03-04' order by 1"
    assert run(database_url, wednesday) == [
        ("economy", 0, 0, 1, 1),
        ("finance", 1, 1, 1, 1),
        ("trade", 1, 1, 1, 1),
    ]
    month = f"{of_herald} and period = 'month' and starts_on = '2026-03-01' order by 1"
    assert run(database_url, month)[0] == ("economy", 1, 1, 2, 2)


def test_a_week_begins_on_monday_and_copies_are_no_originals(
    press: Database, database_url: str
) -> None:
    rows = run(
        database_url,
        f"""
        select starts_on, {COUNTS}
        from news.region_by_topic
        where period = 'week' and region = 'gba' and topic_id = 'economy'
        order by starts_on
        """,
    )
    assert rows == [(date(2026, 2, 23), 1, 1, 1, 1), (MONDAY, 0, 0, 2, 1)]


@pytest.mark.parametrize("kind", ["topic", "place"])
def test_the_languages_of_a_region_add_up_to_it(
    press: Database, database_url: str, kind: str
) -> None:
    keys = f"period, starts_on, region, {kind}_id"
    languages = run(
        database_url,
        f"""
        select {keys}, sum(articles), sum(originals), sum(all_articles), sum(all_originals)
        from news.language_by_{kind}
        group by {keys}
        order by {keys}
        """,
    )
    regions = f"select {keys}, {COUNTS} from news.region_by_{kind} order by {keys}"
    assert languages == run(database_url, regions)
    assert run(database_url, f"select distinct language from news.language_by_{kind}")


def test_a_place_counts_what_lies_in_it_once(press: Database, database_url: str) -> None:
    rows = run(
        database_url,
        f"""
        select place_id, {COUNTS}
        from news.coverage_by_place
        where period = 'month' and starts_on = '2026-03-01' and source_id = 'gazette'
        order by 1
        """,
    )
    assert rows == [
        ("gba", 0, 0, 1, 0),
        ("hk", 1, 0, 1, 0),
        ("hk-cw", 1, 0, 1, 0),
        ("hk-island", 0, 0, 1, 0),
    ]
    of_region = run(
        database_url,
        f"""
        select {COUNTS}, share::float, share_of_originals::float
        from news.region_by_place
        where period = 'month' and place_id = 'hk'
        """,
    )
    assert of_region == [(2, 1, 2, 1, pytest.approx(2 / 3), 0.5)]


def test_the_share_of_voice_with_and_without_copies(press: Database, database_url: str) -> None:
    query = """
        select source_id, articles, of_articles, originals, of_originals, share_of_originals::float
        from news.share_of_voice
        where period = 'month' and topic_id {} order by 1
        """
    assert run(database_url, query.format("= 'trade'")) == [
        ("gazette", 1, 2, 0, 1, 0),
        ("herald", 1, 2, 1, 1, 1),
    ]
    assert run(database_url, query.format("is null")) == [
        ("gazette", 1, 3, 0, 2, 0),
        ("herald", 2, 3, 2, 2, 1),
    ]


def test_languages_are_counted_with_their_sources(press: Database, database_url: str) -> None:
    columns = "starts_on, language, script, sources, articles, originals"
    rows = run(
        database_url, f"select {columns} from news.coverage_by_language where period = 'month'"
    )
    assert rows == [(MARCH, "en", "Latn", 2, 3, 2)]


def test_the_headlines_of_a_cell(reference: Database, database_url: str, tmp_path: Path) -> None:
    def about(name: str, score: int, text: str, language: str = "en", hours: int = 0) -> Any:
        return make_article(
            f"https://herald.example/{name}",
            text,
            title=name,
            published_at=NOON + timedelta(hours=hours),
            topics=(topic("trade", flat=score),),
            language=language,
        )

    text = " ".join(f"word{number}" for number in range(80))
    keep(
        reference,
        tmp_path,
        "herald",
        about("copied", 9, text, hours=1),
        about("first", 1, text),
        about("strong", 5, "a"),
        about("weak", 2, "b"),
        about("other", 1, "c", "pt"),
    )
    link(reference)
    roll_up(reference)
    for cell in ("trade", "economy"):
        rows = run(
            database_url,
            f"""
            select number, title, is_original, language
            from news.headline_samples
            where topic_id = '{cell}' and day = '2026-03-04' order by 1
            """,
        )
        assert rows == [
            (1, "strong", True, "en"),
            (2, "other", True, "pt"),
            (3, "weak", True, "en"),
        ]


def test_a_day_nobody_crawled_is_no_silence(reference: Database, database_url: str) -> None:
    """Three days ago nobody came; two days ago a fifth is missing; yesterday nothing was listed."""
    grow(database_url, "herald", 4, 4, ["trade"])
    grow(database_url, "herald", 2, 4, ["trade"], listed=5)
    grow(database_url, "herald", 1, 0)
    grow(database_url, "ms_post", 1, 1, ["trade"])
    roll_up(reference)
    rows = run(
        database_url,
        """
        select starts_on, articles, listed, missing, completeness, holes
        from news.coverage_by_source
        where period = 'day' and source_id = 'herald' order by 1
        """,
    )
    assert rows == [
        (day(4), 4, 4, 0, 1, 0),
        (day(3), 0, 0, 0, 0, 1),
        (day(2), 4, 5, 1, pytest.approx(0.8), 1),
        (day(1), 0, 0, 0, None, 0),
    ]
    columns = "sum(articles), sum(articles * completeness) / sum(articles)"
    topics = f"select {columns} from news.coverage_by_topic where period = 'day'"
    assert run(database_url, f"{topics} and topic_id = 'trade' and source_id = 'herald'") == [
        (8, pytest.approx(0.9))
    ]
    weeks = run(
        database_url,
        """
        select sum(c.days), sum(c.holes), sum(r.source_days)
        from news.period_completeness as c
        join news.region_periods as r on r.period = c.period and r.starts_on = c.starts_on
        where c.period = 'week' and c.source_id = 'herald' and r.region = 'gba'
        """,
    )
    assert weeks == [(4, 2, 4)]


def test_a_source_that_is_no_longer_crawled_is_a_hole_for_four_weeks(
    reference: Database, database_url: str
) -> None:
    grow(database_url, "herald", 60, 1)
    grow(database_url, "gazette", 60, 1)
    grow(database_url, "gazette", 1, 1)
    roll_up(reference)
    rows = run(
        database_url,
        """
        select starts_on, source_days, holes
        from news.region_periods
        where period = 'day' and region = 'gba' and source_days = 2
        """,
    )
    assert len(rows) == 29
    assert (day(32), 2, 2) in rows
    last = f"select completeness, source_days from news.region_periods where starts_on = '{day(1)}'"
    assert run(database_url, f"{last} and period = 'day'") == [(1, 1)]


def test_dates_that_cannot_be_are_listed_and_counted_nowhere(
    reference: Database, database_url: str, tmp_path: Path
) -> None:
    fetched = NOON + LATER
    ahead, eve = fetched + timedelta(days=3), fetched + timedelta(hours=20)
    dates = {"ahead": ahead, "eve": eve, "old": NOON.replace(year=1970), "good": NOON, "none": None}
    made = [
        make_article(
            f"https://herald.example/{name}",
            name,
            published_at=moment,
            topics=(topic("trade", flat=1),),
        )
        for name, moment in dates.items()
    ]
    keep(reference, tmp_path, "herald", *made)
    roll_up(reference)
    columns = "regexp_replace(url, '.*/', ''), published_at, why"
    assert run(database_url, f"select {columns} from news.implausible_dates order by 1") == [
        ("ahead", ahead, "later than its fetch"),
        ("old", NOON.replace(year=1970), "before 1990"),
    ]
    for view in ("coverage_by_source", "coverage_by_topic", "coverage_by_language"):
        (counted,) = run(
            database_url, f"select sum(articles) from news.{view} where period = 'day'"
        )
        assert counted == (3,), view
    rows = reference.fetch("coverage_by_source", {"since": None, "until": None})
    assert rows[0]["articles"] == 3
    assert check(reference)["serious"] == 0


def test_latency_is_that_of_articles_whose_date_has_a_time(
    reference: Database, database_url: str, tmp_path: Path
) -> None:
    hours = [1, 2, 3, 4, 5, 6, 7, 8, 9, 30]
    made = [
        make_article(f"https://herald.example/{n}", f"text {n}", published_at=NOON) for n in hours
    ]
    vague = make_article(
        "https://herald.example/day", "vague", published_at=NOON, published_precision="day"
    )
    keep(reference, tmp_path, "herald", *made, vague)
    run(
        database_url,
        """
        update news.articles
        set created_at = published_at + make_interval(hours => substring(url from '\\d+$')::integer)
        where published_precision <> 'day'
        """,
    )
    roll_up(reference)
    hour = timedelta(hours=1)
    assert run(
        database_url, "select day, source_id, articles, p50, p90 from news.load_latency"
    ) == [(NOON.date(), "herald", 10, 5 * hour, 9 * hour)]


def test_a_topic_below_another_subject_and_a_source_of_another_region_are_counted_anew(
    press: Database, database_url: str
) -> None:
    topics = [
        one.model_copy(update={"parent": "sport"}) if one.id == "trade" else one
        for one in load_topics()
    ]
    sources = [make_source(region="far"), make_source("gazette")]
    press.sync_reference(sources, topics, load_places())
    roll_up(press)
    rows = run(
        database_url,
        """
        select region, topic_id, all_articles
        from news.region_by_topic
        where period = 'month' and starts_on = '2026-03-01' order by 1, 2
        """,
    )
    assert rows == [
        (region, name, count)
        for region, economy in (("far", 2), ("gba", 1))
        for name, count in (("economy", economy), ("finance", 1), ("sport", 1), ("trade", 1))
    ]
