"""The real sources against real captures of 2018 to 2023, where they stand next to the project."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from urllib.parse import urljoin, urlsplit

import feedparser
import lxml.html
import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.settings import ROOT
from crawlers.sources import Source, load_catalogue
from crawlers.templates import fit_of, sample_of
from crawlers.url import normalise

SHARED = ROOT.parent / "shared"
WEB = SHARED / "realweb"
FACTS = SHARED / "facts" / "url_patterns.csv"
SOURCES = load_catalogue(ROOT / "crawlers" / "sources" / "gba")

needs_captures = pytest.mark.skipif(not WEB.exists(), reason="no captures next to the project")
needs_facts = pytest.mark.skipif(not FACTS.exists(), reason="no facts next to the project")

LISTS = {
    "https://rthk.hk/rthk/news/rss/c_expressnews_clocal.xml": ("rthk", 20),
    "https://news.mingpao.com/rss/pns/s00002.xml": ("mingpao", 82),
    "https://www.scmp.com/rss/2/feed": ("scmp", 50),
    "https://www.hket.com/rss/hongkong": ("hket", 24),
    "https://std.stheadline.com/daily/hongkong/日報-港聞": ("std_stheadline", 30),
    # the page holds five more, of the politics list, in its ranking
    "https://std.stheadline.com/realtime/hongkong/即時-港聞": ("std_stheadline", 25),
    # the page holds fourteen more, in boxes of other days and sections
    "https://hd.stheadline.com/news/daily/hk/日報-港聞/": ("hd_stheadline", 10),
    "https://www.wenweipo.com/immed/hongkong": ("wenweipo", 25),
    "https://orientaldaily.on.cc/cnt/news/20200808/index.html": ("orientaldaily", 64),
}
"""Each captured list, whose it is, and how many articles it proposes."""

FACTS_OF = {
    "china_daily": "china_daily",
    "china_daily_regional": "china_daily",
    "the_standard": "the_standard",
    "the_standard_legacy": "the_standard",
    "std_stheadline_legacy": "std_stheadline",
    "gcs_mo": "gcs_macao",
    "nfnews_epaper": "southcn",
    "szdaily": "shenzhen_daily",
    "sznews_papers": "sznews",
    "gzdaily_epaper": "gzdaily",
    "ycwb_epaper": "ycwb",
    "tkww_epaper": "tkww",
    "tvb_legacy": "tvb",
    "huacheng_gzcmc": "huacheng",
    "oeeee_epaper": "oeeee",
    "timedg_pub": "dongguan",
    "sun0769_zdg": "dongguan",
    "foshannews": "foshan",
    "zhuhai_tqb": "zhuhai",
    "zhuhai_daily_old": "zhuhai",
    "hengqin_gov": "hengqin",
}
"""Ids of the facts that are spelt otherwise here; the rest are the sources' own."""


@cache
def _records(name: str) -> dict[str, bytes]:
    with (WEB / name).open("rb") as raw:
        return {
            record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
            for record in ArchiveIterator(raw)
            if record.rec_type == "response"
        }


def _region() -> dict[str, bytes]:
    """Captured articles of the region: the rest are Brazilian, for Portuguese alone."""
    pages = _records("articles.warc.gz")
    return {
        url: page
        for url, page in pages.items()
        if not _host(url).endswith(".br") and "metropoles" not in url
    }


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _lists(source: Source) -> Iterator[tuple[str, str]]:
    """Normalised address and link selector of each list of the day captured; '' for a feed."""
    found = source.discovery
    day = datetime(2020, 8, 8, tzinfo=source.zone)
    yield from ((normalise(url), "") for url in found.feeds)
    yield from ((normalise(part.url.format(page=1)), part.links) for part in found.sections)
    yield from ((normalise(part.url.format(date=day)), part.links) for part in found.archives)


def _proposed(selector: str, base: str, body: bytes) -> Iterator[str]:
    if not selector:
        entries = feedparser.parse(io.BytesIO(body)).entries
        yield from (entry.get("link") or entry["id"] for entry in entries)
        return
    tree = lxml.html.fromstring(body.decode("utf-8", "replace"))
    yield from (urljoin(base, link.get("href")) for link in tree.cssselect(selector))


@needs_captures
@pytest.mark.parametrize("url", LISTS)
def test_a_captured_list_proposes_its_articles(url: str) -> None:
    name, expected = LISTS[url]
    source = SOURCES[name]
    bodies = {normalise(found): body for found, body in _records("lists.warc.gz").items()}
    selectors = dict(_lists(source))
    assert normalise(url) in selectors, f"{name}: the captured list must be among its lists"
    links = _proposed(selectors[normalise(url)], url, bodies[normalise(url)])
    articles = {normalise(link) for link in links if source.match(normalise(link))}
    assert len(articles) == expected
    assert all(source.owns(link) for link in articles)


@needs_captures
def test_every_captured_list_is_looked_at() -> None:
    captured = {normalise(url) for url in _records("lists.warc.gz")}
    assert captured == {normalise(url) for url in LISTS}


@needs_captures
def test_every_captured_article_has_one_source() -> None:
    pages = _region()
    assert len(pages) == 41
    for url in pages:
        for spelling in (url, normalise(url)):
            taken = [name for name, source in SOURCES.items() if source.match(spelling)]
            assert len(taken) == 1, f"{spelling} is an article of {taken or 'no source'}"
            assert SOURCES[taken[0]].owns(spelling)


@needs_captures
@pytest.mark.parametrize("name", sorted({name for name, _ in LISTS.values()} | {"bastillepost"}))
def test_hints_find_something_on_a_captured_page(name: str) -> None:
    source = SOURCES[name]
    bodies = [page for url, page in _region().items() if source.match(url)]
    trees = [lxml.html.fromstring(page.decode("utf-8", "replace")) for page in bodies]
    hints = source.extraction.model_dump(include={"title", "body", "date", "author"})
    for key, selector in hints.items():
        found = [node for tree in trees for node in tree.cssselect(selector or "html")]
        assert any(node.text_content().strip() for node in found), f"extraction.{key}: {selector}"


@needs_captures
@pytest.mark.parametrize("name", [name for name, one in SOURCES.items() if one.learned])
def test_a_learned_template_reads_captured_pages_like_the_readers(name: str) -> None:
    source = SOURCES[name]
    assert source.learned
    pages = [(url, page) for url, page in _region().items() if source.match(url)]
    read = [sample_of(source, url, page) for url, page in pages]
    fit = fit_of(source, source.learned, [one for one in read if one])
    assert fit.lack("them") == "", f"newsdelta sources learn {name}"


@needs_facts
def test_the_facts_sample_urls_fit() -> None:
    checked = set()
    with FACTS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            source = SOURCES.get(FACTS_OF.get(row["id"], row["id"]))
            if source is None:
                continue
            checked.add(source.id)
            for url in row["sample_urls"].split(" | "):
                assert source.match(url), f"{source.id}: {url}"
                assert source.match(normalise(url)), f"{source.id}: {normalise(url)}"
                told = row["date_in_url"]
                assert (source.url_day(url) is None) == (
                    "DD" not in told and "HHMMSS" not in told
                ), url
                if "ObjectId" in told or "id encodes" in told or "+ ts" in told:
                    assert source.url_moment(url), f"{source.id}: no group tells the time of {url}"
    assert len(checked) >= len(SOURCES) - 2, set(SOURCES) - checked
