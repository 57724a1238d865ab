"""A crawl of the newsstand that is killed again and again, and one that is run twice."""

import os
import random
import signal
import threading
from collections import Counter
from contextlib import suppress
from pathlib import Path

from crawlers.batch import Batch, records
from crawlers.clean import clean
from crawlers.crawl import CrawlError, CrawlOptions, crawl
from crawlers.database import Database
from crawlers.dedupe import dedupe
from crawlers.load import load
from crawlers.model import Stage, Window
from crawlers.sources import Source, load_catalogue
from newsstand import Stand, serve

from .conftest import Crawled
from .test_crawl_newsstand import CATALOGUE, END, NOW, START
from .test_crawl_process import crawl_processes, wait_until

KILLS = 10
WINDOW = Window(start=START, end=END)
PAPER = "ns_harbour_gazette"


def paper(delay: float) -> Source:
    source = load_catalogue(CATALOGUE)[PAPER]
    manners = source.politeness.model_copy(update={"delay": delay})
    return source.model_copy(update={"politeness": manners})


def attempt(source: Source, batch: Batch, stand: Stand) -> None:
    with suppress(CrawlError):
        crawl(source, WINDOW, batch, CrawlOptions(proxies={"newsstand.test": stand.url}))


def test_ten_kills_change_nothing(tmp_path: Path) -> None:
    dice = random.Random(20261124)
    source, batch = paper(0.1), Batch.of(str(tmp_path), PAPER, "killed")
    with serve(now=NOW, per_day=40) as stand:
        for kill in range(KILLS):
            start_and_kill(source, batch, stand, dice.uniform(0, 0.5))
            assert not batch.done(Stage.CRAWL), f"it had ended before kill {kill + 1}"
        attempt(source, batch, stand)
        killed = Crawled.of(batch, batch.counts(Stage.CRAWL))
    with serve(now=NOW, per_day=40) as stand:
        other = Batch.of(str(tmp_path), PAPER, "undisturbed")
        attempt(paper(0), other, stand)
        undisturbed = Crawled.of(other, other.counts(Stage.CRAWL))
    killed.check()
    assert told(killed) == told(undisturbed)
    assert whole_answers(killed) == whole_answers(undisturbed)


def test_the_second_crawl_asks_for_lists_only(
    tmp_path: Path, database: Database, database_url: str
) -> None:
    source = paper(0)
    with serve(now=NOW, per_day=40) as stand:
        for name in ("first", "second"):
            batch, seen = Batch.of(str(tmp_path), PAPER, name), len(stand.log())
            options = CrawlOptions(proxies={"newsstand.test": stand.url})
            counts = crawl(source, WINDOW, batch, options, database_url)
            database.remember_lists(source, batch.lists())
            dedupe(batch, database.held(source.id), source)
            clean(source, WINDOW, batch)
            loaded = load(source, WINDOW, batch, database, name)
            assert (loaded["inserted"] > 0) == (counts["fetched"] > 0) == (name == "first")
        asked = [entry["path"] for entry in stand.log() if entry["id"] > seen]
        lists = {visit.url for visit in batch.lists()}
        assert len(asked) <= len(lists) + len(batch.archives())


def start_and_kill(source: Source, batch: Batch, stand: Stand, seconds: float) -> None:
    """Kill an attempt, its whole process group, some seconds after its first request."""
    seen = len(stand.log())
    thread = threading.Thread(target=attempt, args=(source, batch, stand))
    thread.start()
    wait_until(lambda: not thread.is_alive() or len(stand.log()) > seen)
    thread.join(seconds)
    for process in crawl_processes(os.getpid()):
        os.killpg(process.pid, signal.SIGKILL)
    thread.join(20)


def told(crawled: Crawled) -> object:
    """What a crawl found, without the moments and places of its requests."""
    pages = sorted((page.url, page.kind, page.status, page.digest) for page in crawled.pages)
    rejects = sorted((reject.url, reject.reason, reject.detail) for reject in crawled.rejects)
    return pages, rejects, crawled.counts


def whole_answers(crawled: Crawled) -> Counter[str]:
    """How often each URL stands in the archive with status 200: a page fetched again would stand
    there again."""
    paths = [crawled.batch.path / name for name in crawled.batch.archives()]
    return Counter(r.url for path in paths for r in records(path) if r.status == 200)
