"""JSON lists, WordPress, autodetection, walks over e-papers: what a run asks and what it finds."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawlers.model import Way, Window

from .conftest import DAY, HOST, Crawled, Paper, Reply, rfc822

JSON = {"Content-Type": "application/json"}
NOON = rfc822("2026-11-15T12:00:00+08:00")


def answer(data: Any, **headers: str) -> Reply:
    return Reply(json.dumps(data).encode(), headers={**JSON, **headers})


def ways(result: Crawled) -> dict[str, int]:
    return {name: n for name, n in result.counts.items() if name.startswith("way:")}


def post(url: str, gmt: str) -> dict[str, Any]:
    return {"link": url, "date_gmt": gmt, "date": gmt, "title": {"rendered": "A &amp; B"}}


def test_wordpress_is_asked_for_the_window_page_by_page(paper: Paper) -> None:
    inside = [paper.page(f"/a/post-{number}") for number in range(3)]
    outside = paper.page("/a/evening-before")
    pages = [
        [post(inside[0], "2026-11-15T15:59:59"), post(inside[1], "2026-11-15T02:00:00")],
        [post(inside[2], "2026-11-14T16:00:00"), post(outside, "2026-11-14T15:59:59")],
    ]
    for number, posts in enumerate(pages, 1):
        path = next(iter(_wordpress_paths(number)))
        paper.replies[path] = answer(posts, **{"X-WP-TotalPages": "2"})
    result = paper.crawl(paper.source({"wordpress": True}))
    result.check()
    assert sorted(result.articles) == ["/a/post-0", "/a/post-1", "/a/post-2"]
    assert result.reasons["/a/evening-before"][0] == "outside window"
    asked = [path for path in paper.asked if path.startswith("/wp-json")]
    assert [parse_qs(urlsplit(path).query)["page"] for path in asked] == [["1"], ["2"]]
    first = next(page.candidate for page in result.pages if page.url == inside[0])
    assert first is not None
    assert (first.way, first.title) == (Way.API, "A & B")
    assert first.published_at is not None
    assert first.published_at.isoformat() == "2026-11-15T15:59:59+00:00"
    assert ways(result) == {"way:JSON list": 4}


def _wordpress_paths(page: int) -> list[str]:
    span = "after=2026-11-14T12:00:00&before=2026-11-16T12:00:00"
    return [
        f"/wp-json/wp/v2/posts?{span}&per_page=100&page={page}&_fields=date,date_gmt,link,title"
    ]


@pytest.mark.parametrize(
    "last", [Reply(b"{}", 400, JSON), Reply(b"[]", headers=JSON), Reply(b"", 404, JSON)]
)
def test_wordpress_ends_at_a_page_that_is_not_there(paper: Paper, last: Reply) -> None:
    inside = paper.page("/a/only")
    paper.replies[_wordpress_paths(1)[0]] = answer([post(inside, "2026-11-15T02:00:00")])
    paper.replies[_wordpress_paths(2)[0]] = last
    result = paper.crawl(paper.source({"wordpress": HOST}))
    result.check()
    assert result.articles == ["/a/only"]
    assert result.rejects == []


def test_a_site_api_is_followed_by_what_it_says_is_next(paper: Paper) -> None:
    api = {
        "url": HOST + "/api?limit=2&offset={next}",
        "items": "items[?type!=`2`].data",
        "link": "url",
        "published": "at",
        "title": "name",
        "next": "nextOffset",
    }
    noon = 1794715200  # 2026-11-15T12:00+08:00
    items = [
        {"type": 1, "data": {"url": paper.page("/a/seconds"), "at": noon, "name": "S"}},
        {"type": 2, "data": {"url": paper.page("/a/advert"), "at": noon}},
        {"type": 1, "data": {"url": "/a/milliseconds", "at": f"{noon}000"}},
    ]
    older = {"type": 1, "data": {"url": "/a/older", "at": noon - 200_000}}
    paper.page("/a/milliseconds")
    paper.replies |= {
        "/api?limit=2": answer({"items": items, "nextOffset": 77}),
        "/api?limit=2&offset=77": answer({"items": [older], "nextOffset": 78}),
    }
    result = paper.crawl(paper.source({"apis": [api]}))
    result.check()
    assert sorted(result.articles) == ["/a/milliseconds", "/a/seconds"]
    assert set(result.reasons) == {"/a/older"}
    assert paper.count()["/api?limit=2&offset=78"] == 0


def test_a_day_list_in_json_is_asked_for_each_day(paper: Paper) -> None:
    api = {"url": HOST + "/js/{date:%Y%m%d}/list.js", "link": "join('', ['/a/', id])"}
    for day in (14, 15):
        paper.page(f"/a/story-{day}")
        paper.replies[f"/js/202611{day}/list.js"] = answer([{"id": f"story-{day}"}, {"id": 1}, 7])
    window = Window.model_validate({"start": "2026-11-13T17:00:00Z", "end": "2026-11-15T15:00:00Z"})
    result = paper.crawl(paper.source({"apis": [api]}), window)
    result.check()
    assert sorted(result.articles) == ["/a/story-14", "/a/story-15"]
    first = next(page.candidate for page in result.pages if page.url.endswith("story-14"))
    assert first is not None
    assert first.published_precision == "day"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"<html>", "not JSON that can be read"),
        (b"[" * 100_000, "not JSON that can be read"),
        (b'{"items": {"a": 1}}', "'items' finds no list in it"),
        (b'{"other": []}', "'items' finds no list in it"),
    ],
)
def test_json_that_is_no_list_is_a_reject(paper: Paper, body: bytes, told: str) -> None:
    paper.replies["/api"] = Reply(body, headers=JSON)
    feed = paper.feed("/feed", [(paper.page("/a/x"), NOON)])
    api = {"url": HOST + "/api", "items": "items", "link": "url"}
    result = paper.crawl(paper.source({"apis": [api], "feeds": [feed]}))
    result.check()
    assert result.articles == ["/a/x"]
    assert result.reasons["/api"] == ("broken list", f"api: {told}")


def test_sitemaps_and_feeds_that_the_site_names_are_found(paper: Paper) -> None:
    paper.feed("/news.rss", [(paper.page("/a/fed"), NOON)])
    paper.feed("/comments/feed/", [(paper.page("/a/commented"), NOON)])
    mapped = paper.page("/a/mapped")
    entry = f"<url><loc>{mapped}</loc><lastmod>2026-11-15T09:00:00Z</lastmod></url>"
    paper.replies |= {
        "/robots.txt": Reply(
            f"User-agent: *\nDisallow: /x\nSitemap: {HOST}/map.xml\n"
            "Sitemap: http://elsewhere.test/map.xml\n".encode()
        ),
        "/map.xml": Reply(f"<urlset>{entry}</urlset>".encode()),
        "/": Reply(
            b'<head><link rel=alternate type="application/rss+xml" href=news.rss>'
            b'<link rel=alternate type="application/rss+xml" href="/comments/feed/">'
            b'</head><a href="/a/on-the-front-page">x</a>'
        ),
    }
    result = paper.crawl(paper.source({"autodetect": True}))
    result.check()
    assert sorted(result.articles) == ["/a/fed", "/a/mapped"]
    assert result.rejects == []
    assert ways(result) == {"way:feed": 1, "way:sitemap": 1}


def test_a_site_without_robots_txt_is_no_trouble(paper: Paper) -> None:
    paper.html("/", ["/a/front"])
    paper.page("/a/front")
    result = paper.crawl(paper.source({"autodetect": True, "sections": [{"url": HOST + "/"}]}))
    result.check()
    assert result.articles == ["/a/front"]
    assert result.rejects == []


def test_an_epaper_is_walked_over_the_pages_of_its_day(paper: Paper) -> None:
    for name in ("front", "second", "third", "yesterday"):
        paper.page(f"/a/{name}")
    paper.html("/e/2026-11/15/node_1.htm", ["/a/front", "node_2.htm", "/e/2026-11/14/node_1.htm"])
    paper.html("/e/2026-11/15/node_2.htm", ["/a/second", "node_1.htm", "node_3.htm", "node_9.htm"])
    paper.html("/e/2026-11/15/node_3.htm", ["/a/third", "node_2.htm"])
    paper.html("/e/2026-11/14/node_1.htm", ["/a/yesterday"])
    archive = {"url": HOST + "/e/{date:%Y-%m/%d}/node_1.htm", "follow": 'a[href*="node_"]'}
    result = paper.crawl(paper.source({"archives": [archive]}))
    result.check()
    assert sorted(result.articles) == ["/a/front", "/a/second", "/a/third"]
    assert result.rejects == []
    assert set(paper.count().values()) == {1}
    assert paper.count()["/e/2026-11/14/node_1.htm"] == 0
    assert ways(result) == {"way:day archive": 3}


def test_an_endless_epaper_ends_by_its_bound(paper: Paper) -> None:
    paper.page("/a/front")
    for number in range(1, 12):
        paper.html(f"/e/20261115/{number}", ["/a/front", f"/e/20261115/{number + 1}"])
    archive = {"url": HOST + "/e/{date:%Y%m%d}/1", "follow": 'a[href*="/e/"]', "pages": 4}
    paper.crawl(paper.source({"archives": [archive]}))
    assert len([path for path in paper.asked if path.startswith("/e/")]) == 4


def test_a_section_is_followed_by_its_link_to_the_next_page(paper: Paper) -> None:
    for number in range(3):
        paper.page(f"/a/story-{number}")
        links = [f"/a/story-{number}", f"/list?after={number + 1}"]
        paper.html(f"/list?after={number}" if number else "/list", links)
    section = {"url": HOST + "/list", "next": 'a[href*="after="]', "pages": 2}
    result = paper.crawl(paper.source({"sections": [section]}))
    result.check()
    assert sorted(result.articles) == ["/a/story-0", "/a/story-1"]
    assert paper.count()["/list?after=2"] == 0


OID = "6a175f80" + "0" * 16
"""Made 2026-05-28T05:17:20+08:00."""


def test_an_id_tells_the_day_where_nothing_else_does(paper: Paper) -> None:
    paper.page(f"/a/{OID}")
    paper.page("/a/20261115-story")
    listed = paper.html("/list", [f"/a/{OID}", "/a/20261115-story"])
    source = paper.source(
        {"sections": [{"url": listed}]},
        articles=[rf"{HOST}/a/(?:(?P<date>\d{{8}})-story|(?P<oid>[0-9a-f]{{24}}))$"],
    )
    result = paper.crawl(source)
    result.check()
    assert result.articles == ["/a/20261115-story"]
    assert result.reasons == {f"/a/{OID}": ("outside window", "published 2026-05-28")}


def test_undated_ones_wait_for_their_own_run_if_the_source_says_so(paper: Paper) -> None:
    past = Window.model_validate({"start": "2020-01-01T00:00Z", "end": "2020-01-02T00:00Z"})
    paper.page("/a/undated")
    listed = paper.html("/list", ["/a/undated"])
    always = paper.source({"sections": [{"url": listed}]})
    assert paper.crawl(always, past, paper.batch("always")).articles == ["/a/undated"]
    now = paper.source({"sections": [{"url": listed}], "undated": "now"})
    result = paper.crawl(now, past, paper.batch("now"))
    assert result.reasons == {"/a/undated": ("outside window", "no date, and the window is past")}
    ahead = Window.model_validate({"start": DAY.start, "end": "2100-01-01T00:00Z"})
    assert paper.crawl(now, ahead, paper.batch("ahead")).articles == ["/a/undated"]
