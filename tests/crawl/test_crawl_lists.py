"""Every way a site lists its articles."""

import gzip
import random

import pytest

from crawlers.crawl import CrawlError
from crawlers.model import Way, Window

from .conftest import HOST, Paper, Reply, rfc822

NOON = rfc822("2026-11-15T12:00:00+08:00")
XML = {"Content-Type": "application/xml"}
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urlset(*entries: str) -> bytes:
    inner = "".join(f"<url>{entry}</url>" for entry in entries)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{MAP}" '
        f'xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">{inner}</urlset>'
    ).encode()


def test_sitemaps_of_every_sort(paper: Paper) -> None:
    for name in ("gz", "news", "revised", "undated", "deep"):
        paper.page(f"/a/{name}")
    index = "".join(
        f"<sitemap><loc>{HOST}{path}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}</sitemap>"
        for path, day in [
            ("/maps/plain.xml.gz", "2026-11-15"),
            ("/maps/old.xml", "2026-11-14"),
            ("/maps/2026-10.xml", None),
            ("/maps/2026-11.xml", None),
            ("/index.xml", None),
        ]
    )
    index_xml = f'<sitemapindex xmlns="{MAP}">{index}</sitemapindex>'.encode()
    news = (
        f"<loc>{HOST}/a/news</loc><n:news><n:publication_date>2026-11-15T08:00+08:00"
        "</n:publication_date><n:title>A &amp; B</n:title></n:news>"
    )
    paper.replies |= {
        "/index.xml": Reply(index_xml, headers=XML),
        "/maps/plain.xml.gz": Reply(
            gzip.compress(
                urlset(
                    f"<loc>{HOST}/a/gz</loc><lastmod>2026-11-15T10:00:00Z</lastmod>",
                    f"<loc>{HOST}/a/revised</loc><lastmod>2026-11-20</lastmod>",
                    f"<loc>{HOST}/a/stale</loc><lastmod>2026-11-14T10:00:00Z</lastmod>",
                    f"<loc>{HOST}/contact</loc>",
                )
            ),
            headers={"Content-Type": "application/x-gzip"},
        ),
        "/maps/2026-11.xml": Reply(urlset(f"<loc>{HOST}/a/undated</loc>"), headers=XML),
        "/news.xml": Reply(urlset(news), headers=XML),
    }
    result = paper.crawl(paper.source({"sitemaps": [HOST + "/index.xml", HOST + "/news.xml"]}))
    result.check()
    assert sorted(result.articles) == ["/a/gz", "/a/news", "/a/revised", "/a/undated"]
    assert result.reasons == {
        "/a/stale": ("outside window", "last changed 2026-11-14T10:00:00+00:00"),
        "/contact": ("not an article URL", ""),
    }
    asked = paper.count()
    assert asked["/maps/old.xml"] == asked["/maps/2026-10.xml"] == 0
    assert result.counts["lists"] == asked["/index.xml"] + 3
    titled = next(page for page in result.pages if page.url.endswith("/a/news")).candidate
    assert titled is not None
    assert (titled.way, titled.title) == (Way.SITEMAP, "A & B")


def test_a_section_is_walked_until_nothing_is_new(paper: Paper) -> None:
    for number in range(1, 7):
        paper.page(f"/a/story-{number}")
    paper.html("/news/1", ["/a/story-1", "/a/story-2", "/about"])
    paper.html("/news/2", ["/a/story-2", "/a/story-3"])
    paper.html("/news/3", ["/a/story-3", "/a/story-1"])
    paper.html("/news/4", ["/a/story-4"])
    result = paper.crawl(paper.source({"sections": [{"url": HOST + "/news/{page}"}]}))
    result.check()
    assert sorted(result.articles) == ["/a/story-1", "/a/story-2", "/a/story-3"]
    assert result.rejects == []
    assert paper.count()["/news/4"] == 0


def test_a_section_is_walked_until_all_is_too_old(paper: Paper) -> None:
    for name in ("20261116-new", "20261115-b", "20261114-c", "20261113-d"):
        paper.page(f"/a/{name}")
    paper.html("/news/1", ["/a/20261116-new"])
    paper.html("/news/2", ["/a/20261115-b", "/a/20261114-c"])
    paper.html("/news/3", ["/a/20261113-d"])
    paper.html("/news/4", ["/a/20261112-e"])
    source = paper.source(
        {"sections": [{"url": HOST + "/news/{page}", "links": "body > a", "pages": 9}]}
    )
    result = paper.crawl(source)
    assert result.articles == ["/a/20261115-b"]
    assert result.counts["outside window"] == 3
    assert paper.count()["/news/4"] == 0


def test_a_walk_may_run_past_the_last_page(paper: Paper) -> None:
    paper.page("/a/only")
    paper.html("/news/1", ["/a/only"])
    result = paper.crawl(paper.source({"sections": [{"url": HOST + "/news/{page}"}]}))
    result.check()
    assert result.articles == ["/a/only"]
    assert paper.count()["/news/2"] == 1


def test_archives_hold_a_day_each(paper: Paper) -> None:
    paper.page("/a/first")
    paper.page("/a/second")
    paper.html("/archive/2026-11/14", ["/a/first", "/privacy"])
    paper.feed("/archive/2026-11/15", [(HOST + "/a/second", None)])
    source = paper.source({"archives": [HOST + "/archive/{date:%Y-%m/%d}"]})
    window = Window.model_validate({"start": "2026-11-13T17:00:00Z", "end": "2026-11-15T15:00:00Z"})
    result = paper.crawl(source, window)
    result.check()
    assert sorted(result.articles) == ["/a/first", "/a/second"]
    first = next(page for page in result.pages if page.url.endswith("/a/first")).candidate
    assert first is not None
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2026-11-14T00:00:00+08:00"
    assert first.published_precision == "day"


def test_lists_that_cannot_be_read_are_rejects(paper: Paper) -> None:
    paper.replies |= {
        "/html-feed": Reply(b"<html><p>Not a feed"),
        "/bad-map": Reply(b"<<<"),
        "/cut-map.gz": Reply(gzip.compress(random.Random(1).randbytes(900))[:400]),
        "/no-links": Reply(b"<p>x"),
    }
    result = paper.crawl(
        paper.source(
            {
                "feeds": [HOST + "/html-feed", paper.feed("/good", [(paper.page("/a/x"), NOON)])],
                "sitemaps": [HOST + "/bad-map", HOST + "/cut-map.gz"],
                "sections": [{"url": HOST + "/no-links"}],
            }
        )
    )
    result.check()
    assert result.articles == ["/a/x"]
    assert result.counts["lists"] == 1
    assert result.reasons == {
        "/html-feed": ("broken list", "feed: not a feed that can be read"),
        "/bad-map": ("broken list", "sitemap: not a sitemap that can be read"),
        "/cut-map.gz": ("broken list", "sitemap: a gzip file that is damaged or too large"),
        "/no-links": ("broken list", "section: no link matches an article pattern"),
    }


def test_sloppy_and_hostile_lists_give_what_they_have(paper: Paper) -> None:
    for name in ("unclosed", "cut", "naive-date", "after-bomb"):
        paper.page(f"/a/{name}")
    item = "<rss version='2.0'><channel><item><link>{}</link></item>"
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 9999\r\n\r\n"
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE urlset [<!ENTITY a "http://paper.test/a/leak">'
        '<!ENTITY f SYSTEM "file:///etc/hostname">]>'
        f'<urlset xmlns="{MAP}"><url><loc>&a;</loc></url><url><loc>{HOST}/a/&f;</loc></url>'
        f"<url><loc>{HOST}/a/after-bomb</loc></url></urlset>"
    )
    unclosed = item.format(HOST + "/a/unclosed") + "<item><lin"
    paper.replies |= {
        "/unclosed": Reply(unclosed.encode(), headers=XML),
        "/cut": Reply(raw=(head + item.format(HOST + "/a/cut")).encode()),
        "/bomb": Reply(bomb.encode(), headers=XML),
    }
    naive = paper.feed("/naive", [(HOST + "/a/naive-date", "2026-11-15 00:30:00")])
    feeds = [HOST + "/unclosed", HOST + "/cut", naive]
    result = paper.crawl(paper.source({"feeds": feeds, "sitemaps": [HOST + "/bomb"]}))
    result.check()
    assert sorted(result.articles) == ["/a/cut", "/a/naive-date", "/a/unclosed"]
    assert result.reasons["/bomb"] == ("broken list", "sitemap: declares a document type")
    assert result.reasons["/cut"] == ("truncated", "feed: the connection ended before the list did")
    assert not any("leak" in reject.url for reject in result.rejects)


def test_a_crawl_delay_is_kept(paper: Paper) -> None:
    paper.replies["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 30\n")
    urls = [paper.page(f"/a/story-{number}") for number in range(3)]
    feed = paper.feed("/feed.xml", [(url, NOON) for url in urls])
    with pytest.raises(CrawlError, match="no list could be read"):
        paper.crawl(paper.source({"feeds": [feed]}, politeness={"run_minutes": 0.02}))
    assert paper.asked == ["/robots.txt"]
