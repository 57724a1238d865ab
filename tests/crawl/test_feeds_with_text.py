"""A feed that carries whole articles serves them without another request."""

from crawlers.batch import read_record
from crawlers.clean import clean
from crawlers.dedupe import dedupe
from crawlers.held import NothingHeld
from crawlers.model import Article
from crawlers.sources import Source

from .conftest import DAY, HOST, Crawled, Paper, Reply

NOON = "Sun, 15 Nov 2026 12:00:00 +0800"
TEXT = "The ferry leaves at nine & returns at noon.<br/><br/>The crew has seven members and a cat."


def of_text(paper: Paper) -> Source:
    """A feed with one whole entry, and one with a teaser alone."""
    whole = (
        f"<item><title>Ferry &amp; crew</title><link>{HOST}/a/20261115-ferry</link>"
        f"<pubDate>{NOON}</pubDate><author>Ada Wong</author>"
        f"<description><![CDATA[{TEXT}<script>alert(1)</script>]]></description></item>"
    )
    paper.page("/a/20261115-teaser")
    teaser = (
        f"<item><title>Teaser</title><link>{HOST}/a/20261115-teaser</link>"
        f"<pubDate>{NOON}</pubDate><description>Read on.</description></item>"
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel>{whole}{teaser}</channel></rss>'
    headers = {"Content-Type": "application/rss+xml"}
    paper.replies["/full.xml"] = Reply(text.encode(), headers=headers)
    extraction = {"body": "div.elsewhere", "title": "h2"}
    return paper.source({"feeds_with_text": [HOST + "/full.xml"]}, extraction=extraction)


def articles(paper: Paper, source: Source) -> dict[str, Article]:
    batch = paper.batch()
    dedupe(batch, NothingHeld(), source)
    clean(source, DAY, batch)
    return {one.url.removeprefix(HOST): one for one in batch.articles()}


def test_a_whole_entry_is_an_article_without_a_request(paper: Paper) -> None:
    source = of_text(paper)
    result = paper.crawl(source)
    result.check()
    assert sorted(set(paper.asked)) == ["/a/20261115-teaser", "/full.xml", "/robots.txt"]
    read = articles(paper, source)["/a/20261115-ferry"]
    assert read.title == "Ferry & crew"
    assert read.body == (
        "The ferry leaves at nine & returns at noon.\nThe crew has seven members and a cat."
    )
    assert read.authors == ("Ada Wong",)
    assert str(read.published_at) == "2026-11-15 12:00:00+08:00"


def test_its_page_stands_in_the_archive(paper: Paper) -> None:
    source = of_text(paper)
    pages = {page.url: page for page in paper.crawl(source).pages}
    page = pages[HOST + "/a/20261115-ferry"]
    assert page.of_feed
    record = read_record(paper.batch().path / page.warc, page.offset)
    assert (record.kind, record.url) == ("conversion", page.url)
    assert record.digest == page.digest
    assert b"seven members" in record.body
    assert not pages[HOST + "/a/20261115-teaser"].of_feed


def test_a_second_attempt_gives_the_same(paper: Paper) -> None:
    source = of_text(paper)
    first = paper.crawl(source)
    again: Crawled = paper.crawl(source)
    again.check()
    assert sorted(again.articles) == sorted(first.articles)
    digests = [{page.url: page.digest for page in one.pages} for one in (first, again)]
    assert digests[0] == digests[1]
    assert paper.count()["/a/20261115-teaser"] == 1
