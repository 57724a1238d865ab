"""A small press, and the page over it; the login is tested with the real Airflow."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from grown import grow
from openpage import EVIL, TEXT, keep, noon, open_page
from press import FreshDatabases, make_article, make_source, topic

from crawlers.database import Database
from crawlers.search import index
from crawlers.stories import link, roll_up
from crawlers.taxonomy import load_places, load_topics


@dataclass(frozen=True)
class Press:
    """A news database and the folder of its batches."""

    url: str
    folder: Path


@pytest.fixture(scope="module")
def press(
    fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Press]:
    """Herald has a hostile article and Gazette copies its text; there are others of other days."""
    folder = tmp_path_factory.mktemp("batches")
    with fresh_databases.migrated() as url:
        fill(url, folder)
        yield Press(url, folder)


def fill(url: str, folder: Path) -> None:
    """Put that press into a migrated database."""
    database = Database(url)
    papers = [make_source(), make_source("gazette"), make_source("far_post", region="far")]
    database.sync_reference(papers, load_topics(), load_places())
    long = f"{TEXT}\n" + " ".join(f"word{number}" for number in range(80))
    for source, later in (("herald", 0), ("gazette", 1)):
        article = make_article(
            f"https://{source}.example/a?<script>",
            long,
            title=EVIL,
            published_at=noon() + timedelta(hours=later),
            topics=(topic("trade", flat=3), topic("finance", bank=2)),
            places=(topic("hk-cw", Central=1), topic("hk", HK=1)),
        )
        keep(database, folder, source, article)
    grow(url, "herald", 2, 3, ["football"])
    grow(url, "gazette", 2, 1, ["football"], listed=4)
    grow(url, "far_post", 2, 7, ["football"])
    link(database)
    roll_up(database)
    index(database)


@pytest.fixture(scope="module")
def page(press: Press) -> Iterator[httpx.Client]:
    """The page over that press."""
    with open_page(press.url, press.folder) as client:
        yield client
