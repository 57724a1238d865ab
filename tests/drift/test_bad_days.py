"""A paper's bad day, end to end: eight good days crawled, cleaned and loaded from the newsstand,
then the day of trouble raises its one alarm and no garbage is loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from press import FreshDatabases, run

from crawlers.crawl import CrawlError
from crawlers.database import Database
from crawlers.drift import QuarantineError, accept, quarantined
from crawlers.model import Window
from crawlers.pipeline import Run
from crawlers.settings import Settings
from crawlers.sources import Source, load_catalogue
from crawlers.taxonomy import load_places, load_topics
from newsstand import Stand, serve, truth
from newsstand.press import ZONE

CATALOGUE = load_catalogue(Path(__file__).resolve().parents[2] / "crawlers/sources/newsstand")
FIRST = datetime(2026, 11, 1, tzinfo=ZONE)
GOOD = 8
BAD = date(2026, 11, 1 + GOOD)
DAY = timedelta(days=1)


@dataclass
class Paper:
    """A paper that is crawled day by day, its clock at each day's end."""

    source: Source
    stand: Stand
    settings: Settings
    url: str

    @property
    def database(self) -> Database:
        return Database(self.url)

    def run(self, day: int) -> Run:
        start = FIRST + day * DAY
        window = Window(start=start, end=start + DAY)
        return Run.of(self.source, window, f"{start:%Y-%m-%d}", self.settings)

    def crawl(self, day: int) -> dict[str, int]:
        """Crawl and clean a day, then load it."""
        one = self.run(day)
        self.stand.now = one.window.end - timedelta(minutes=1)
        one.crawl()
        one.dedupe()
        one.clean()
        return one.load()

    def published(self, day: int) -> int:
        window = self.run(day).window
        return len(truth(window.start, window.end, window.end, outlets=[self.source.id]))

    def loaded(self, day: int) -> int:
        batch = self.run(day).batch.id
        return int(
            self._rows(f"select count(*) from news.articles where batch_id = '{batch}'")[0][0]
        )

    def health(self) -> dict[str, Any]:
        columns = "alarms, quarantined_batches, healthy"
        rows = self._rows(
            f"select {columns} from news.source_health where source_id = '{self.source.id}'"
        )
        return dict(zip(columns.split(", "), rows[0], strict=True))

    def alarms(self) -> list[tuple[Any, ...]]:
        return self._rows("select name, cleared_at is null from news.alarms order by name")

    def _rows(self, query: str) -> list[tuple[Any, ...]]:
        return run(self.url, query)


@contextmanager
def paper(
    databases: FreshDatabases, folder: Path, outlet: str, trouble: str, days: int = GOOD
) -> Iterator[Paper]:
    bad_days = {outlet: (trouble, BAD)}
    with databases.migrated() as url, serve(now=FIRST, bad_days=bad_days) as stand:
        Database(url).sync_reference(CATALOGUE.values(), load_topics(), load_places())
        settings = Settings(home=folder, database_url=url, proxies=stand.proxy)
        one = Paper(CATALOGUE[outlet], stand, settings, url)
        for day in range(days):
            assert one.crawl(day)["loaded"] == one.published(day)
        assert one.alarms() == []
        yield one


@pytest.mark.parametrize(
    ("outlet", "trouble"),
    [
        ("ns_harbour_gazette", "redesign"),
        ("ns_island_broadcaster", "redesign"),
        ("ns_harbour_gazette", "blocked"),
        ("ns_jornal_delta", "paywall"),
        ("ns_island_broadcaster", "paywall"),
    ],
)
def test_garbage_is_not_loaded_and_named_for_what_it_is(
    fresh_databases: FreshDatabases, tmp_path: Path, outlet: str, trouble: str
) -> None:
    with paper(fresh_databases, tmp_path, outlet, trouble) as one:
        with pytest.raises(QuarantineError, match=f"{trouble}: .* usually .*sources accept"):
            one.crawl(GOOD)
        assert one.alarms() == [(trouble, True)]
        assert one.loaded(GOOD) == 0
        health = one.health()
        assert health["alarms"][0].startswith(f"{trouble}: ")
        assert (health["quarantined_batches"], health["healthy"]) == (1, False)


def test_what_lies_in_quarantine_is_not_fetched_again(
    fresh_databases: FreshDatabases, tmp_path: Path
) -> None:
    with paper(fresh_databases, tmp_path, "ns_harbour_gazette", "blocked") as one:
        with pytest.raises(QuarantineError):
            one.crawl(GOOD)
        before = one.stand.requests.count()["last_id"]
        again = one.run(GOOD)
        Run.of(one.source, again.window, "again", one.settings).crawl()
        asked = [f"http://{entry['host']}{entry['path']}" for entry in one.stand.log(before)]
        assert [url for url in asked if one.source.match(url)] == []


def test_an_accepted_alarm_lets_the_batch_in_and_history_starts_anew(
    fresh_databases: FreshDatabases, tmp_path: Path
) -> None:
    with paper(fresh_databases, tmp_path, "ns_jornal_delta", "paywall") as one:
        with pytest.raises(QuarantineError):
            one.crawl(GOOD)
        accepted = accept(one.source.id, one.database)
        assert [alarm["name"] for alarm in accepted] == ["paywall"]
        assert quarantined(one.source.id, one.database) == [one.run(GOOD).batch.id]
        assert one.run(GOOD).load()["loaded"] == one.published(GOOD)
        assert one.crawl(GOOD + 1)["loaded"] == one.published(GOOD + 1)
        health = one.health()
        assert (health["alarms"], health["quarantined_batches"]) == ([], 0)
        assert one.alarms() == [("paywall", False)]


def test_a_mended_source_loads_from_the_archive_what_was_in_quarantine(
    fresh_databases: FreshDatabases, tmp_path: Path
) -> None:
    """Here it is the file that broke: a wrong selector that finds one line of each page."""
    with paper(fresh_databases, tmp_path, "ns_jornal_delta", "redesign") as one:
        whole = one.source
        one.stand.now = FIRST + (GOOD + 1) * DAY
        wrong = whole.extraction.model_copy(update={"body": "div.corpo p:first-of-type"})
        one.source = whole.model_copy(update={"extraction": wrong})
        day = GOOD - 1
        one.run(day).clean()
        with pytest.raises(QuarantineError, match="paywall"):
            one.run(day).load()
        assert one.loaded(day) == one.published(day)
        one.source = whole
        one.run(day).clean()
        assert one.run(day).load()["loaded"] == one.published(day)
        assert one.alarms() == [("paywall", False)]


@pytest.mark.parametrize(
    ("trouble", "days", "words"),
    [
        ("dead feed", 3, "could not be read 3 times in a row"),
        ("frozen feed", 4, "nothing new since"),
    ],
)
def test_a_dead_feed_is_told_though_the_news_comes_otherwise(
    fresh_databases: FreshDatabases, tmp_path: Path, trouble: str, days: int, words: str
) -> None:
    with paper(fresh_databases, tmp_path, "ns_harbour_gazette", trouble) as one:
        for day in range(GOOD, GOOD + days):
            assert one.alarms() == []
            assert one.crawl(day)["loaded"] == one.published(day)
        assert one.alarms() == [("dead feed", True)]
        (sentence,) = one.health()["alarms"]
        assert words in sentence
        assert "/feed/" in sentence
        assert [new for _, new in one.run(GOOD + days - 1).alarms().items()] == [True]
        accept(one.source.id, one.database)
        one.crawl(GOOD + days)
        assert one.health()["alarms"] == []


def test_a_source_whose_only_list_is_dead_is_told_though_nothing_is_loaded(
    fresh_databases: FreshDatabases, tmp_path: Path
) -> None:
    with paper(fresh_databases, tmp_path, "ns_jornal_delta", "dead feed") as one:
        for day in range(GOOD, GOOD + 3):
            assert one.alarms() == []
            with pytest.raises(CrawlError, match="404"):
                one.crawl(day)
        (sentence,) = one.health()["alarms"]
        assert "/sitemap.xml could not be read 3 times in a row" in sentence
