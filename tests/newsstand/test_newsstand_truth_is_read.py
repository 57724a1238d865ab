"""The agreement of the press with who reads it: what the newsstand says is true of an article is
what the clean step finds on its page, and a crawl of the newsstand loads the truth and no more.

A failing topic names the words: either a text of newsstand/texts says too much, or a phrase of
crawlers/taxonomy/topics claims too much.
"""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from crawlers.batch import Batch
from crawlers.clean import clean, extract_article
from crawlers.crawl import CrawlOptions, crawl
from crawlers.dedupe import dedupe
from crawlers.held import NothingHeld
from crawlers.model import Article, Reason, Window
from crawlers.sources import Source, load_catalogue
from newsstand import Stand, TruthArticle, troubles, truth
from newsstand.papers import PAPERS
from newsstand.press import ZONE

CATALOGUE = Path(__file__).resolve().parents[2] / "crawlers" / "sources" / "newsstand"
IDS = [paper.id for paper in PAPERS]
DAYS_BACK = (0, 1, 2, 9, 17, 29)


@pytest.fixture(scope="module")
def sources() -> dict[str, Source]:
    return load_catalogue(CATALOGUE)


def read(article: TruthArticle, source: Source, client: httpx.Client, now: datetime) -> Article:
    answer = client.get(article.url)
    assert answer.status_code == 200, article.url
    kind = answer.headers["content-type"]
    found = extract_article(answer.content, article.url, source, content_type=kind, fetched_at=now)
    assert isinstance(found, Article), f"{article.url}: {found}"
    return found


def seen(one: TruthArticle | Article) -> dict[str, object]:
    return {
        "title": " ".join(one.title.split()),
        "body": [" ".join(line.split()) for line in one.body.split("\n")],
        "authors": one.authors,
        "published_at": one.published_at,
        "modified_at": one.modified_at,
        "section": one.section,
        "language": (one.language, one.script),
    }


def test_the_catalogue_has_all_six_papers(sources: dict[str, Source]) -> None:
    assert set(sources) == set(IDS)
    assert all(source.region == "newsstand" for source in sources.values())


@pytest.mark.parametrize("outlet", IDS)
def test_pages_are_understood_as_the_truth_says(
    outlet: str, sources: dict[str, Source], client: httpx.Client, now: datetime
) -> None:
    for back in DAYS_BACK:
        midnight = datetime(now.year, now.month, now.day, tzinfo=ZONE) - timedelta(days=back)
        until = midnight + timedelta(days=1)
        for article in truth(midnight, until, now, outlets=[outlet]):
            found = read(article, sources[outlet], client, now)
            assert seen(found) == seen(article), article.url
            words = {match.id: dict(match.words) for match in found.topics}
            assert sorted(words) == list(article.topics), f"{article.url}: {words}"


@pytest.mark.parametrize("outlet", IDS)
def test_a_crawl_finds_the_truth_and_rejects_every_trouble(
    outlet: str, sources: dict[str, Source], stand: Stand, now: datetime, tmp_path: Path
) -> None:
    until = datetime(now.year, now.month, now.day, tzinfo=ZONE) - timedelta(days=2)
    window = Window(start=until - timedelta(days=3), end=until)
    batch = Batch.of(str(tmp_path), outlet, "run")
    batch.create()
    domain, _, proxy = stand.proxy.partition("=")
    crawl(sources[outlet], window, batch, CrawlOptions(proxies={domain: proxy}))
    dedupe(batch, NothingHeld(), sources[outlet])
    clean(sources[outlet], window, batch)

    expected = truth(window.start, window.end, now, outlets=[outlet])
    assert {one.url: seen(one) for one in batch.articles()} == {
        one.url: seen(one) for one in expected
    }
    ends = {
        (one.url, one.stage, one.reason)
        for one in troubles(window.start, window.end, now, outlets=[outlet])
    }
    rejected = Counter(
        (one.url, one.stage, one.reason)
        for one in batch.rejects()
        if one.reason is not Reason.OUTSIDE_WINDOW
    )
    assert rejected == Counter(ends)
