"""Every candidate ends as a page or as a reject with the right reason."""

import gzip

import pytest

from crawlers.crawl import CrawlError
from crawlers.model import Window

from .conftest import HOST, PAGE, Paper, Reply, rfc822

NOON = rfc822("2026-11-15T12:00:00+08:00")
HTML = {"Content-Type": "text/html; charset=utf-8"}


def test_each_trouble_has_its_reason(paper: Paper) -> None:
    page = PAGE.format("Fine", "text").encode()
    paper.replies["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /a/forbidden\n")
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    paper.replies |= {
        "/a/fine": Reply(page),
        "/a/gzipped": Reply(gzip.compress(page), headers={**HTML, "Content-Encoding": "gzip"}),
        "/a/chunked": Reply(
            raw=head
            + b"Transfer-Encoding: chunked\r\n\r\n"
            + b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
        ),
        "/a/old-server": Reply(raw=b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + page),
        "/a/moved": Reply(status=301, headers={"Location": "/a/fine-at-last"}),
        "/a/fine-at-last": Reply(page),
        "/a/forbidden": Reply(page),
        "/a/error": Reply(b"sorry", 500),
        "/a/gone": Reply(b"gone", 410),
        "/a/slow": Reply(page, seconds=2),
        "/a/hangs-up": Reply(raw=b""),
        "/a/loop": Reply(status=302, headers={"Location": "/a/loop"}),
        "/a/elsewhere": Reply(status=302, headers={"Location": "http://other.test/a/x"}),
        "/a/huge": Reply(b"<html>" + b"x" * 200_000),
        "/a/huge-chunked": Reply(
            raw=head + b"Transfer-Encoding: chunked\r\n\r\n30d40\r\n" + b"x" * 200_000 + b"\r\n"
        ),
        "/a/bomb": Reply(
            gzip.compress(b"x" * 5_000_000), headers={**HTML, "Content-Encoding": "gzip"}
        ),
        "/a/cut": Reply(raw=head + b"Content-Length: 5000\r\n\r\n<html><p>Half a pa"),
        "/a/cut-old": Reply(
            raw=b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html><p>Half a pa"
        ),
        "/a/pdf": Reply(b"%PDF-1.7 ...", headers={"Content-Type": "application/pdf"}),
        "/a/lies": Reply(b"\x89PNG\r\n\x1a\n\0\0"),
        "/a/empty": Reply(b""),
        "/a/bad-coding": Reply(b"no gzip", headers={**HTML, "Content-Encoding": "gzip"}),
    }
    urls = [HOST + path for path in paper.replies if path.startswith("/a/")]
    urls.remove(HOST + "/a/fine-at-last")
    items: list[tuple[str, str | None]] = [(url, NOON) for url in urls]
    items += [
        (HOST + "/a/old", rfc822("2026-11-14T23:59:59+08:00")),
        (HOST + "/a/future", rfc822("2026-11-16T00:00:00+08:00")),
        (HOST + "/a/20261101-by-url", None),
        (HOST + "/a/20261115-by-url", None),
        (HOST + "/about-us", NOON),
        ("http://advertiser.test/a/buy", NOON),
        ("mailto:editor@paper.test", NOON),
        (HOST + "/a/fine?utm_source=rss#top", NOON),
        ("http://down.test/a/x", NOON),
    ]
    paper.page("/a/20261115-by-url")
    feed = paper.feed("/feed.xml", items)
    source = paper.source(
        {"feeds": [feed]},
        hosts=["down.test"],
        articles=[r"http://(paper|down|advertiser)\.test/a/(?:(?P<date>\d{8})-)?[\w-]+$"],
        politeness={"timeout": 0.5, "max_page_bytes": 100_000, "concurrency": 4},
    )
    result = paper.crawl(source, proxies={"down.test": "http://127.0.0.1:9"})

    result.check()
    assert sorted(result.articles) == [
        "/a/20261115-by-url", "/a/chunked", "/a/fine", "/a/gzipped", "/a/moved", "/a/old-server",
    ]  # fmt: skip
    assert result.reasons == {
        "/a/forbidden": ("forbidden by robots.txt", ""),
        "/a/error": ("HTTP error", "HTTP 500"),
        "/a/gone": ("HTTP error", "HTTP 410"),
        "/a/slow": ("timed out", "no whole answer in time"),
        "/a/hangs-up": ("unreachable", "the connection was lost"),
        "/a/loop": ("too many redirects", "more redirects than are followed"),
        "/a/elsewhere": ("redirected off site", "to other.test"),
        "/a/huge": ("too large", "more bytes than are taken"),
        "/a/huge-chunked": ("too large", "more bytes than are taken"),
        "/a/bomb": ("too large", "unfolds to more bytes than are taken"),
        "/a/cut": ("truncated", "the connection ended before the page did"),
        "/a/cut-old": ("truncated", "the connection ended before the page did"),
        "/a/pdf": ("not HTML", "application/pdf"),
        "/a/lies": ("not HTML", "binary data"),
        "/a/empty": ("not HTML", "empty"),
        "/a/bad-coding": ("truncated", "the content coding is damaged"),
        "/a/old": ("outside window", "published 2026-11-14T23:59:59+08:00"),
        "/a/future": ("outside window", "published 2026-11-16T00:00:00+08:00"),
        "/a/20261101-by-url": ("outside window", "published 2026-11-01"),
        "/about-us": ("not an article URL", ""),
        "http://advertiser.test/a/buy": ("not an article URL", ""),
        "mailto:editor@paper.test": ("not an article URL", ""),
        "http://down.test/a/x": ("unreachable", "robots.txt: the connection was refused"),
    }
    moved = next(page for page in result.pages if page.url == HOST + "/a/moved")
    assert moved.final_url == HOST + "/a/fine-at-last"
    assert moved.candidate is not None
    assert moved.candidate.published_at is not None
    assert paper.agents == {"Newsdelta/test"}
    asked = paper.count()
    assert asked["/a/forbidden"] == asked["/a/old"] == 0
    assert asked["/a/error"] == 3
    assert asked["/a/gone"] == asked["/robots.txt"] == 1


def test_limit_leaves_the_rest(paper: Paper) -> None:
    urls = [paper.page(f"/a/story-{number}") for number in range(5)]
    feed = paper.feed("/feed.xml", [(url, NOON) for url in urls])
    result = paper.crawl(paper.source({"feeds": [feed]}), limit=2)
    result.check()
    assert result.articles == ["/a/story-0", "/a/story-1"]
    assert result.counts["over limit"] == 3


def test_the_window_may_be_part_of_a_day(paper: Paper) -> None:
    paper.page("/a/20261115-whole-day")
    paper.page("/a/morning")
    feed = paper.feed(
        "/feed.xml",
        [
            (HOST + "/a/20261115-whole-day", None),
            (HOST + "/a/morning", rfc822("2026-11-15T06:00:00+08:00")),
        ],
    )
    window = Window.model_validate(
        {"start": "2026-11-15T12:00:00+08:00", "end": "2026-11-15T13:00:00+08:00"}
    )
    result = paper.crawl(paper.source({"feeds": [feed]}), window)
    assert result.articles == ["/a/20261115-whole-day"]


def test_a_run_ends_in_its_time_and_counts_the_rest(paper: Paper) -> None:
    urls = [paper.page(f"/a/story-{number}", seconds=0.4) for number in range(40)]
    feed = paper.feed("/feed.xml", [(url, NOON) for url in urls])
    result = paper.crawl(paper.source({"feeds": [feed]}, politeness={"run_minutes": 0.02}))
    result.check()
    assert 0 < result.counts["fetched"] < 20
    assert result.counts["timed out"] == 40 - result.counts["fetched"]
    assert {detail for _, detail in result.reasons.values()} == {"run ended after 0.02 minutes"}


def test_robots_txt_that_fails_forbids_everything(paper: Paper) -> None:
    paper.replies["/robots.txt"] = Reply(b"", 503)
    feed = paper.feed("/feed.xml", [(paper.page("/a/x"), NOON)])
    with pytest.raises(CrawlError, match=r"no list could be read; .*robots\.txt answered HTTP 503"):
        paper.crawl(paper.source({"feeds": [feed]}))
    assert set(paper.asked) == {"/robots.txt"}


def test_no_list_is_an_error_that_names_one_and_is_asked_anew(paper: Paper) -> None:
    source = paper.source({"feeds": [HOST + "/feed.xml"]})
    with pytest.raises(CrawlError, match=r"paper: no list could be read; .*feed\.xml.*HTTP 404"):
        paper.crawl(source)
    assert not paper.batch().done("crawl")
    paper.feed("/feed.xml", [(paper.page("/a/x"), NOON)])
    assert paper.crawl(source).articles == ["/a/x"]
