"""A probe of each paper of the newsstand gives a file that crawls it unchanged: every article, to
the letter."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawlers.batch import Batch
from crawlers.clean import clean
from crawlers.crawl import CrawlOptions, crawl
from crawlers.dedupe import dedupe
from crawlers.held import NothingHeld
from crawlers.model import Article, Window
from crawlers.probe import Draft, probe
from crawlers.sources import Source, load_source
from newsstand import serve, truth
from newsstand.press import ZONE
from newsstand.truth import TruthArticle

NOW = datetime(2026, 11, 18, 9, 40, tzinfo=ZONE)
END = NOW.replace(hour=0, minute=0)
START = END - timedelta(days=2)
PAPERS = (
    "harbour_gazette", "island_broadcaster", "government_wire", "river_daily", "jornal_delta",
    "night_courier",
)  # fmt: skip
DISALLOWED = "/members/"


@dataclass
class Probed:
    """A paper, the draft of its file, and what a crawl by the file alone came to."""

    draft: Draft
    source: Source
    articles: dict[str, Article]
    truth: list[TruthArticle]


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Probed]]:
    folder = tmp_path_factory.mktemp("probes")
    with serve(now=NOW) as stand, ThreadPoolExecutor(3) as pool:
        papers = list(pool.map(lambda name: _probed(name, stand.url, folder), PAPERS))
        asked = stand.requests.since(0)
        assert not [one for one in asked if DISALLOWED in str(one)]
    yield dict(zip(PAPERS, papers, strict=True))


def _probed(name: str, stand: str, folder: Path) -> Probed:
    proxies = {"newsstand.test": stand}
    draft = probe(
        f"http://{name.replace('_', '-')}.newsstand.test/",
        NOW,
        user_agent="Newsdelta/test",
        proxies=proxies,
        delay=0.02,
        source_id=f"draft_{name}",
        region="newsstand",
    )
    file = folder / f"draft_{name}.yaml"
    file.write_text(draft.text, encoding="utf-8")
    source = load_source(file)
    batch, window = Batch.of(str(folder), source.id, "run"), Window(start=START, end=END)
    crawl(source, window, batch, CrawlOptions(user_agent="Newsdelta/test", proxies=proxies))
    dedupe(batch, NothingHeld(), source)
    clean(source, window, batch)
    expected = truth(START, END, NOW, outlets=[f"ns_{name}"])
    return Probed(draft, source, {one.url: one for one in batch.articles()}, list(expected))


@pytest.mark.parametrize("name", PAPERS)
def test_a_draft_crawls_its_paper_unchanged(probed: dict[str, Probed], name: str) -> None:
    found = probed[name]
    assert found.truth
    for true in found.truth:
        read = found.articles[true.url]
        assert read.title == true.title
        assert "".join(read.body.split()) == "".join(true.body.split())
        assert read.published_at == true.published_at
        assert read.authors == true.authors
        assert (read.language, read.script) == (true.language, true.script)


@pytest.mark.parametrize("name", PAPERS)
def test_a_draft_says_what_it_is_made_of(probed: dict[str, Probed], name: str) -> None:
    found = probed[name]
    assert all(isinstance(page, Article) for page in found.draft.preview)
    assert len(found.draft.preview) >= 3
    assert found.source.samples
    assert found.source.extraction.body
    spoken = {article.language for article in found.truth}
    assert {language.partition("-")[0] for language in found.source.languages} == spoken
    assert found.draft.requests < 60


def test_each_way_of_listing_is_found(probed: dict[str, Probed]) -> None:
    lists = {name: found.source.discovery for name, found in probed.items()}
    assert (len(lists["harbour_gazette"].feeds), len(lists["harbour_gazette"].sitemaps)) == (1, 2)
    assert len(lists["island_broadcaster"].feeds) == 1
    days = {archive.url.rpartition("/gia/")[2] for archive in lists["government_wire"].archives}
    assert days == {"{date:%Y%m/%d}.htm", "{date:%Y%m/%d}c.htm"}
    assert len(lists["river_daily"].sections) == 4
    assert all("{page}" in section.url for section in lists["river_daily"].sections)
    assert len(lists["jornal_delta"].sitemaps) == 1
    assert "{date:%Y-%m-%d}" in lists["night_courier"].archives[0].url


def test_what_was_not_found_is_told(probed: dict[str, Probed]) -> None:
    told = " ".join(probed["island_broadcaster"].draft.missing)
    assert "sitemaps: none found" in told
    assert "past days cannot be filled" in told
    assert "feeds: none found" in probed["government_wire"].draft.missing
