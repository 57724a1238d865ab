"""The six papers of the newsstand: what the lists propose is what was published."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

from crawlers.batch import Batch
from crawlers.crawl import CrawlOptions, crawl
from crawlers.model import Stage, Window
from crawlers.sources import Source, load_catalogue
from crawlers.url import normalise
from newsstand import Stand, serve, troubles, truth

from .conftest import Crawled

CATALOGUE = Path(__file__).resolve().parents[2] / "crawlers" / "sources" / "newsstand"
HKT = timezone(timedelta(hours=8))
START, END = datetime(2026, 11, 11, tzinfo=HKT), datetime(2026, 11, 12, tzinfo=HKT)
NOW = END + timedelta(days=1, hours=12)


def check_paper(source: Source, stand: Stand, folder: Path) -> None:
    batch = Batch.of(str(folder), source.id, "run")
    options = CrawlOptions(proxies={"newsstand.test": stand.url})
    result = Crawled.of(batch, crawl(source, Window(start=START, end=END), batch, options))
    result.check()
    fetched = {normalise(page.url) for page in result.pages if page.kind == "article"}
    published = truth(START, END, NOW, outlets=[source.id])
    assert published
    assert {normalise(article.url) for article in published} <= fetched
    rejected = {normalise(reject.url): reject.reason for reject in result.rejects}
    for trouble in troubles(START, END, NOW, outlets=[source.id]):
        url = normalise(trouble.url)
        if trouble.stage is Stage.CRAWL:
            assert rejected[url] == trouble.reason, url
        else:
            assert url in fetched


def test_every_paper_is_found_whole(tmp_path: Path) -> None:
    sources = load_catalogue(CATALOGUE).values()
    assert len(sources) == 6
    with serve(now=NOW) as stand, ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(check_paper, source, stand, tmp_path) for source in sources]:
            done.result()
