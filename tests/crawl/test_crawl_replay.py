"""Archives that answer instead of the network, our own and real captures."""

import gzip
import re
from collections import Counter
from pathlib import Path

import pytest

from crawlers.batch import Batch
from crawlers.crawl import CrawlError, CrawlOptions, crawl
from crawlers.model import Stage, Way, Window
from crawlers.sources import Source

from .conftest import DAY, HOST, Crawled, Paper, Reply, rfc822

NOON = rfc822("2026-11-15T12:00:00+08:00")
REALWEB = Path(__file__).resolve().parents[3] / "shared" / "realweb"
HKT = "Asia/Hong_Kong"

LISTS = {
    r"https://news\.rthk\.hk/rthk/(?:ch|en)/component/k2/\d+-(?P<date>\d{8})\.htm$": 20,
    r"https://news\.mingpao\.com/pns/[^/]+/article/(?P<date>\d{8})/s\d{5}/\d+": 82,
    r"https://www\.scmp\.com/[a-z0-9/-]+/article/\d+/": 50,
    r"https://(?:inews|china|topick|wealth|invest|ps)\.hket\.com/article/\d+": 24,
    r"https://std\.stheadline\.com/daily/article/\d+": 30,
    r"https://std\.stheadline\.com/realtime/article/\d+": 25,
    r"https://www\.wenweipo\.com/a/(?P<ym>\d{6})/(?P<d>\d{2})/AP[0-9a-f]{24}\.html$": 25,
    r"https://orientaldaily\.on\.cc/cnt/[a-z_]+/(?P<date>\d{8})/\d{5}_\d{3}\.html$": 64,
}
"""Article links of each real list, as its README counts them."""


def test_a_crawl_can_be_replayed_without_the_network(paper: Paper) -> None:
    urls = [paper.page(f"/a/story-{n}") for n in range(3)]
    paper.replies["/a/moved"] = Reply(status=301, headers={"Location": "/a/story-3"})
    paper.page("/a/story-3")
    paper.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /a/story-0\n")
    feed = paper.feed("/feed.xml", [(url, NOON) for url in [*urls, HOST + "/a/moved"]])
    source = paper.source({"feeds": [feed]})
    first = paper.crawl(source)
    asked = len(paper.asked)
    whole = paper.folder / "whole.warc.gz"
    archived = Path(str(first.batch.path / "crawl-001.warc.gz")).read_bytes()
    whole.write_bytes(gzip.compress(gzip.decompress(archived)))

    for archive in (str(first.batch.path / "crawl-001.warc.gz"), str(whole)):
        second = paper.crawl(source, batch=paper.batch(Path(archive).stem), replay=(archive,))
        second.check()
        assert second.articles == first.articles
        assert second.reasons == first.reasons
        assert [p.digest for p in second.pages] == [p.digest for p in first.pages]
    assert len(paper.asked) == asked


def test_pages_no_list_proposes_are_candidates_too(paper: Paper) -> None:
    feed = paper.feed("/feed.xml", [(paper.page("/a/old"), NOON), (paper.page("/b/other"), NOON)])
    both = [HOST + "/[ab]/"]
    first = paper.crawl(paper.source({"feeds": [feed]}, articles=both))
    archive = str(first.batch.path / "crawl-001.warc.gz")
    paper.asked.clear()
    source = paper.source({"feeds": [HOST + "/missing.xml"]}, articles=[HOST + "/a/"])
    result = paper.crawl(source, batch=paper.batch("again"), replay=(archive,))
    result.check()
    assert result.articles == ["/a/old"]
    (found,) = (page.candidate for page in result.pages if page.candidate)
    assert (found.way, found.found_at) == (Way.ARCHIVE, "crawl-001.warc.gz")
    reason, detail = result.reasons["/missing.xml"]
    assert reason == "HTTP error"
    assert "not in the replayed archives" in detail
    assert paper.asked == []


def test_a_replay_of_something_else_is_one_sentence(paper: Paper, tmp_path: Path) -> None:
    source = paper.source({"feeds": [HOST + "/feed.xml"]})
    wrong = tmp_path / "wrong.warc.gz"
    wrong.write_bytes(b"this is no archive\n" * 10)
    for replay, told in [(wrong, "is damaged or no WARC"), (tmp_path / "none", "does not exist")]:
        with pytest.raises(CrawlError, match=told):
            paper.crawl(source, replay=(str(replay),))
    assert not paper.batch().done(Stage.CRAWL)


@pytest.mark.skipif(not REALWEB.exists(), reason="the real captures are not here")
def test_real_lists_give_all_their_articles(tmp_path: Path) -> None:
    lists = "https://std.stheadline.com/{}/hongkong/%E{}-%E6%B8%AF%E8%81%9E"
    source = Source.model_validate(
        {
            "id": "hong_kong",
            "name": "Hong Kong papers",
            "home": "https://rthk.hk/",
            "hosts": ["rthk.hk", "hket.com"],
            "region": "gba",
            "kind": "portal",
            "languages": ["zh-Hant"],
            "timezone": HKT,
            "schedule": "0 * * * *",
            "discovery": {
                "feeds": [
                    "https://rthk.hk/rthk/news/rss/c_expressnews_clocal.xml",
                    "https://news.mingpao.com/rss/pns/s00002.xml",
                    "https://www.scmp.com/rss/2/feed",
                    "https://www.hket.com/rss/hongkong",
                ],
                "sections": [
                    {"url": lists.format("daily", "6%97%A5%E5%A0%B1")},
                    {"url": lists.format("realtime", "5%8D%B3%E6%99%82")},
                    {"url": "https://www.wenweipo.com/immed/hongkong"},
                    {"url": "https://orientaldaily.on.cc/cnt/news/20200808/index.html"},
                ],
            },
            "articles": list(LISTS),
        }
    )
    window = Window.model_validate(
        {"start": "2018-01-01T00:00:00+08:00", "end": "2024-01-01T00:00:00+08:00"}
    )
    archives = tuple(str(REALWEB / f"{name}.warc.gz") for name in ("lists", "articles"))
    batch = Batch(tmp_path / "hong_kong" / "replay")
    result = Crawled.of(batch, crawl(source, window, batch, CrawlOptions(replay=archives)))
    result.check()
    proposed = [p.candidate for p in result.pages if p.candidate]
    listed = [c.url for c in proposed if c.way is not Way.ARCHIVE] + [r.url for r in result.rejects]
    found = Counter(next(rule for rule in LISTS if re.match(rule, url)) for url in listed)
    assert found == LISTS
    assert result.counts["lists"] == 8
    assert result.counts["HTTP error"] == result.counts["rejects"]


def test_window_of_a_replay(paper: Paper) -> None:
    """What the archive holds of other days stays out."""
    feed = paper.feed("/feed.xml", [(paper.page("/a/20261115-in"), None)])
    paper.page("/a/20261114-out")
    paper.html("/old", ["/a/20261114-out"])
    source = paper.source({"feeds": [feed], "sections": [{"url": HOST + "/old"}]})
    both = Window.model_validate(
        {"start": "2026-11-14T00:00:00+08:00", "end": "2026-11-16T00:00:00+08:00"}
    )
    first = paper.crawl(source, both)
    archive = str(first.batch.path / "crawl-001.warc.gz")
    result = paper.crawl(paper.source({"feeds": [feed]}), DAY, paper.batch("b"), replay=(archive,))
    assert result.articles == ["/a/20261115-in"]
    assert result.reasons == {"/a/20261114-out": ("outside window", "published 2026-11-14")}
