"""Lists in any state give links or one phrase, never anything else."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.crawl.lists import (
    MAX_URL,
    BrokenListError,
    Found,
    moment,
    read_feed,
    read_links,
    read_sitemap,
)
from crawlers.crawl.plan import ListTask, children_of
from crawlers.crawl.report import plain
from crawlers.model import Window
from crawlers.sources import Source

HKT = ZoneInfo("Asia/Hong_Kong")
URL = "http://paper.test/list"

pieces = st.sampled_from(
    [
        b"<rss version='2.0'>", b"<channel>", b"<item>", b"<link>", b"</link>", b"</item>",
        b"http://paper.test/a", b"<title>", b"&amp;", b"&x;", b"<![CDATA[", b"]]>", b"<urlset>",
        b"<url>", b"<loc>", b"</loc>", b"</url>", b"<sitemapindex>", b"<sitemap>", b"<lastmod>",
        b"2026-11-15", b"<!DOCTYPE x [", b"<!ENTITY x '&x;&x;'>", b"]>", b"\xff\xfe", b"\0",
        b"<a href='//[x'>", b"<a href=/a>t</a>", b"<base href='http://[bad'>", b"\x1f\x8b\x08",
        b"<pubDate>", b"Sat, 99 Nov 0000 99:99:99 +9999", b"</pubDate>", b"<?xml version='1.0'?>",
    ]
)  # fmt: skip
bodies = st.lists(pieces, max_size=30).map(b"".join) | st.binary(max_size=200)


def check(links: list[Found]) -> None:
    for link in links:
        assert link.url.isprintable()
        assert link.title is None or link.title.isprintable()
        assert link.published_at is None or link.published_at.tzinfo is not None


@given(bodies)
def test_any_bytes_are_a_list_or_broken(body: bytes) -> None:
    readers = (
        lambda: read_feed(body, "text/xml", URL, HKT),
        lambda: read_sitemap(body, URL, HKT),
        lambda: read_links(body, "text/html", URL, "a[href]"),
    )
    for read in readers:
        try:
            listing = read()
        except BrokenListError as error:
            assert "\n" not in str(error)
        else:
            check([*listing.found, *listing.children])


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    read = moment(text, HKT)
    assert read is None or read[0].astimezone(HKT).tzinfo is HKT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sun, 15 Nov 2026 12:00:00 +0800", "2026-11-15T12:00:00+08:00"),
        ("Sun, 15 Nov 2026 12:00:00 GMT", "2026-11-15T12:00:00+00:00"),
        ("2026-11-15T12:00Z", "2026-11-15T12:00:00+00:00"),
        ("2026-11-15 12:00:00", "2026-11-15T12:00:00+08:00"),
        ("2026-11-15", "2026-11-15T00:00:00+08:00"),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
    ],
)
def test_dates_of_lists(text: str, expected: str | None) -> None:
    read = moment(text, HKT)
    assert (read[0].isoformat() if read else None) == expected


def test_links_of_a_chinese_page() -> None:
    page = (
        "<html><head><base href='/news/'></head><body>"
        "<a href='a/1.html'><img></a><a href='a/1.html'>新聞  標題</a>"
        "<a href='港聞/2.html#top'>二</a><a href='javascript:x()'>x</a>"
        f"<a href='/{'長' * MAX_URL}'>x</a></body></html>"
    ).encode("gb18030")
    found = read_links(page, "text/html; charset=gb18030", URL, "a").found
    assert [(link.url, link.title) for link in found] == [
        ("http://paper.test/news/a/1.html", "新聞 標題"),
        ("http://paper.test/news/%E6%B8%AF%E8%81%9E/2.html", "二"),
    ]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("/sitemap-2026.xml", True),
        ("/sitemap-2025.xml", False),
        ("/2026-11.xml.gz", True),
        ("/2026/09/map.xml", False),
        ("/map?yyyy=2026&mm=11&dd=15", True),
        ("/map?yyyy=2026&mm=11&dd=12", False),
        ("/20261115.xml", True),
        ("/20261101.xml", False),
        ("/post-sitemap7.xml", True),
        ("/sitemap-120261101.xml", True),
    ],
)
def test_which_child_sitemaps_are_asked(url: str, asked: bool) -> None:
    source = Source.model_validate(
        {
            "id": "paper", "name": "P", "home": "http://paper.test/", "region": "gba",
            "kind": "online", "languages": ["en"], "timezone": "Asia/Hong_Kong",
            "schedule": "0 * * * *", "discovery": {}, "articles": ["x"],
        }
    )  # fmt: skip
    window = Window.model_validate(
        {"start": "2026-11-15T00:00:00+08:00", "end": "2026-11-16T00:00:00+08:00"}
    )
    task = ListTask(URL, "sitemap")
    children = [Found("http://paper.test" + url)]
    assert bool(list(children_of(task, children, window, source))) == asked


@given(st.text())
def test_log_lines_cannot_be_forged(text: str) -> None:
    assert plain(text).isprintable()
