"""Thirty past days of every paper of the newsstand, the way a backfill crawls them: in windows, one
run after the other for each source. Nothing is missed, nothing is fetched twice, nobody is
disturbed; and the same windows again cost the papers next to nothing.

`NEWSDELTA_TEST_DAYS=1` makes the windows a day long, as Airflow's are: 180 runs.
"""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from urllib.robotparser import RobotFileParser

import httpx
import pytest
from press import FreshDatabases, run

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.model import Counts, Reason, Reject, Window
from crawlers.pipeline import Run
from crawlers.settings import Settings
from crawlers.sources import Source, load_catalogue
from crawlers.stories import link
from crawlers.taxonomy import load_places, load_topics
from crawlers.upkeep import roll_up
from crawlers.url import normalise
from newsstand import Stand, serve, troubles, truth
from newsstand.press import ZONE

DAYS = 30
STEP = timedelta(days=int(os.environ.get("NEWSDELTA_TEST_DAYS", "10")))
CATALOGUE = Path(__file__).resolve().parents[2] / "crawlers" / "sources" / "newsstand"
NOW = datetime.now(ZONE)
UNTIL = NOW.replace(hour=0, minute=0, second=0, microsecond=0)
SINCE = UNTIL - timedelta(days=DAYS)


@dataclass
class Month:
    """What crawling the month came to, the first time and the second."""

    stand: Stand
    settings: Settings
    url: str
    sources: dict[str, Source]
    batches: dict[str, list[Batch]] = field(default_factory=dict)
    loads: list[list[Counts]] = field(default_factory=list)
    logs: list[list[dict[str, Any]]] = field(default_factory=list)

    def crawl(self, name: str) -> None:
        """Every window of every source; the sources side by side."""
        before = self.stand.requests.count()["last_id"]
        with ThreadPoolExecutor(3) as pool:
            loads = pool.map(lambda one: self._source(one, name), self.sources.values())
        self.loads.append([counts for some in loads for counts in some])
        self.logs.append(self.stand.log(before))

    def _source(self, source: Source, name: str) -> list[Counts]:
        loads = []
        start = SINCE
        while start < UNTIL:
            window = Window(start=start, end=min(start + STEP, UNTIL))
            one = Run.of(source, window, f"{name}__{start:%Y%m%d}", self.settings)
            one.crawl()
            one.dedupe()
            one.clean()
            loads.append(one.load())
            self.batches.setdefault(source.id, []).append(one.batch)
            start = window.end
        return loads

    def articles_asked(self, log: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The requests of a log for what the sources call articles."""
        return [entry for entry in log if self._source_of(entry).match(address(entry))]

    def _source_of(self, entry: dict[str, Any]) -> Source:
        host = entry["host"].partition(":")[0]
        return next(one for one in self.sources.values() if one.owns(f"http://{host}/"))

    def rejects(self, source: str) -> Iterator[Reject]:
        """All the rejects of a source's runs."""
        for batch in self.batches[source]:
            yield from batch.rejects()


def address(entry: dict[str, Any]) -> str:
    return f"http://{entry['host'].partition(':')[0]}{entry['path']}"


@pytest.fixture(scope="module")
def month(
    fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Month]:
    sources = load_catalogue(CATALOGUE)
    with fresh_databases.migrated() as url, serve(now=NOW) as stand:
        Database(url).sync_reference(sources.values(), load_topics(), load_places())
        home = tmp_path_factory.mktemp("month")
        settings = Settings(home=home, database_url=url, proxies=stand.proxy)
        month = Month(stand, settings, url, sources)
        month.crawl("first")
        month.crawl("second")
        yield month


def test_what_was_published_is_loaded_and_nothing_else(month: Month) -> None:
    published = {(one.source, one.url) for one in truth(SINCE, UNTIL, NOW)}
    loaded = run(month.url, "select source_id, url from news.articles")
    assert len(published) > 1000
    assert set(loaded) == published


def test_every_text_is_the_one_that_was_published(month: Month) -> None:
    told = {(one.source, one.url): one for one in truth(SINCE, UNTIL, NOW)}
    rows = run(month.url, "select source_id, url, title, body from news.article_details")
    for source, url, title, body in rows:
        one = told[(source, url)]
        assert (spaced(title), spaced(body)) == (spaced(one.title), spaced(one.body)), url


def spaced(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def test_every_copy_is_in_the_story_of_its_original_and_nothing_else_is(month: Month) -> None:
    """The wire's copies too that are cut, and those in the other Chinese script."""
    link(Database(month.url))
    groups: dict[str, set[tuple[str, str]]] = {}
    scripts: dict[str, set[str]] = {}
    for one in truth(SINCE, UNTIL, NOW):
        if one.copy_group:
            groups.setdefault(one.copy_group, set()).add((one.source, one.url))
            scripts.setdefault(one.copy_group, set()).add(one.script)
    copied = {name: group for name, group in groups.items() if len(group) > 1}
    assert len(copied) > DAYS
    assert {"Hans", "Hant"} in [scripts[name] for name in copied]
    rows = run(
        month.url,
        """
        select m.story_id, a.source_id, a.url
        from news.story_articles as m
        join news.articles as a on a.id = m.article_id
        """,
    )
    stories: dict[int, set[tuple[str, str]]] = {}
    for story, source, url in rows:
        stories.setdefault(story, set()).add((source, url))
    assert {frozenset(one) for one in stories.values()} == {
        frozenset(one) for one in copied.values()
    }


def test_every_trouble_is_rejected_for_its_reason(month: Month) -> None:
    ends: dict[str, set[Reason]] = {}
    for source in month.sources:
        for reject in month.rejects(source):
            ends.setdefault(normalise(reject.url), set()).add(reject.reason)
    for trouble in troubles(SINCE, UNTIL, NOW):
        assert trouble.reason in ends[normalise(trouble.url)], trouble


def test_no_page_is_fetched_twice(month: Month) -> None:
    given = Counter(
        address(entry)
        for log in month.logs
        for entry in month.articles_asked(log)
        if entry["status"] == httpx.codes.OK
    )
    assert [url for url, times in given.items() if times > 1] == []


def test_nothing_is_asked_for_that_robots_txt_forbids(month: Month) -> None:
    for source in month.sources.values():
        host = httpx.URL(source.home).host
        rules = RobotFileParser()
        with httpx.Client(trust_env=False, proxy=month.stand.url) as client:
            rules.parse(client.get(f"http://{host}/robots.txt").text.splitlines())
        asked = {address(e) for log in month.logs for e in log if e["host"].startswith(host)}
        assert asked
        assert [url for url in asked if not rules.can_fetch("newsdelta", url)] == []


def test_the_pace_is_kept(month: Month) -> None:
    """The server sees starts through its own delays; what lies between many is exact."""
    for source in month.sources.values():
        host, delay = httpx.URL(source.home).host, source.politeness.delay
        for log in month.logs:
            times = sorted(
                datetime.fromisoformat(entry["time"]).timestamp()
                for entry in log
                if entry["host"].startswith(host)
            )
            gaps = [later - earlier for earlier, later in pairwise(times)]
            assert median(gaps) >= delay * 0.95, source.id
            assert times[-1] - times[0] >= delay * (len(times) - 1) * 0.99, source.id


def test_the_second_time_asks_for_lists_and_for_changes_only_and_loads_nothing(
    month: Month,
) -> None:
    again = month.articles_asked(month.logs[1])
    assert [address(entry) for entry in again if not entry["conditional"]] == []
    assert sum(counts["loaded"] for counts in month.loads[0]) > 1000
    assert sum(counts["loaded"] for counts in month.loads[1]) == 0


def test_the_ledger_explains_every_day(month: Month) -> None:
    roll_up(month.settings)
    days = run(
        month.url,
        "select source_id, day, loaded, explained, missing, healthy from news.coverage_completeness"
        f" where day >= '{SINCE:%Y-%m-%d}' and day < '{UNTIL:%Y-%m-%d}'",
    )
    assert len(days) == DAYS * len(month.sources)
    published = Counter(
        (one.source, one.published_at.astimezone(ZONE).date()) for one in truth(SINCE, UNTIL, NOW)
    )
    for source, day, loaded, _, missing, healthy in days:
        assert loaded == published[source, day], (source, day)
        if source != "ns_night_courier":
            assert (missing, healthy) == (0, True), (source, day)
