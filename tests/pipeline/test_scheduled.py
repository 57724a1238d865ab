"""Runs of the schedule: they make up for what earlier ones missed, and remember the lists."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from press import run

from crawlers.crawl import CrawlError
from crawlers.model import Window
from crawlers.pipeline import Run
from crawlers.settings import Settings
from crawlers.sources import Source, load_catalogue
from crawlers.upkeep import roll_up
from newsstand import Stand, serve, truth
from newsstand.press import ZONE

CATALOGUE = Path(__file__).resolve().parents[2] / "crawlers" / "sources" / "newsstand"
NOW = datetime.now(ZONE)
TODAY = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(scope="module")
def stand() -> Iterator[Stand]:
    with serve(now=NOW) as stand:
        yield stand


@pytest.fixture
def source() -> Source:
    return load_catalogue(CATALOGUE)["ns_island_broadcaster"]


def one_run(source: Source, settings: Settings, since: datetime, until: datetime) -> Run:
    return Run.of(source, Window(start=since, end=until), f"{since:%d%H}-{until:%d%H}", settings)


def finish(one: Run) -> None:
    one.dedupe()
    one.clean()
    one.load()


def test_a_scheduled_run_makes_up_for_the_day_before_it(
    database_url: str, stand: Stand, source: Source, tmp_path: Path
) -> None:
    settings = Settings(home=tmp_path, database_url=database_url, proxies=stand.proxy)
    start, noon = TODAY - 2 * DAY, TODAY - 12 * HOUR
    first = one_run(source, settings, start, start + DAY)
    first.crawl()
    finish(first)
    late = one_run(source, settings, noon - 2 * HOUR, noon)
    late.crawl(scheduled=True)
    finish(late)
    expected = {one.url for one in truth(start, noon, NOW, outlets=[source.id])}
    assert expected <= {url for (url,) in run(database_url, "select url from news.articles")}
    roll_up(settings)
    told = run(
        database_url,
        f"select status, share from news.coverage_completeness where day = '{start:%Y-%m-%d}'",
    )
    assert told == [("complete", 1)]
    lists = run(database_url, "select way, failures, warc is not null from news.lists")
    assert ("feed", 0, True) in lists


def test_what_failed_at_the_lists_is_remembered_when_the_crawl_came_to_nothing(
    database_url: str, source: Source, tmp_path: Path
) -> None:
    closed = "newsstand.test=http://127.0.0.1:9"
    settings = Settings(home=tmp_path, database_url=database_url, proxies=closed)
    with pytest.raises(CrawlError):
        one_run(source, settings, TODAY - DAY, TODAY).crawl()
    failures = run(database_url, "select url, failures, reason from news.lists")
    assert ("http://island-broadcaster.newsstand.test/rss/news.xml", 1, "unreachable") in failures
