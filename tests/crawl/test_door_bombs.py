"""Bodies that unfold, nest or lead on without end are counted rejects, soon."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from crawlers.batch.encoding import zstd
from crawlers.crawl.budget import MAX_DEPTH

from .hostile import FEED, HTML, PAGE, XML, Hostile, rss, running, whole
from .test_door import HOST, MAP, Run, source

TOO_MUCH = ("too large", "unfolds to more bytes than are taken")


@pytest.fixture
def site() -> Iterator[Hostile]:
    """A hostile site, reached as paper.test by way of a proxy mapping."""
    with running(Hostile()) as site:
        yield site


@pytest.fixture
def run(tmp_path: Path, site: Hostile) -> Run:
    return Run(tmp_path, site)


def packed(coding: str, body: bytes) -> bytes:
    squeeze = {
        "gzip": gzip.compress,
        "deflate": zlib.compress,
        "br": lambda data: brotli.compress(data, quality=5),
        "zstd": zstd.compress,
    }
    for name in coding.split(", "):
        body = squeeze[name](body)
    return whole(body, {**HTML, "Content-Encoding": coding})


def test_decompression_bombs_end_by_ratio_and_by_size(run: Run, site: Hostile) -> None:
    page = b"<html><body>" + b"<p>An ordinary paragraph, and another one.</p>" * 9_000
    by_ratio, by_size = b"<html>" + b"\0" * 5_000_000, b"<html>" + bytes(range(256)) * 40_000
    bombs = {}
    for coding in ("gzip", "deflate", "br", "zstd", "gzip, gzip", "br, zstd"):
        name = coding.replace(", ", "-")
        bombs[f"/a/ratio-{name}"] = packed(coding, by_ratio)
        bombs[f"/a/size-{name}"] = packed(coding, by_size)
        site.answers[f"/a/fair-{name}"] = packed(coding, page)
    site.answers |= bombs
    fair = [path for path in site.answers if path.startswith("/a/fair")]
    site.answers["/a/chain"] = packed("gzip, gzip, gzip, gzip, gzip", PAGE)
    result = run.articles(site, *fair, *bombs, "/a/chain")
    assert sorted(result.articles) == sorted([*fair, "/a/good"])
    assert {path: result.reasons[path] for path in bombs} == dict.fromkeys(bombs, TOO_MUCH)
    assert result.reasons["/a/chain"] == ("too large", "more than 3 content codings")


def urlset(*locations: str, tag: str = "url", root: str = "urlset") -> bytes:
    entries = "".join(f"<{tag}><loc>{where}</loc></{tag}>" for where in locations)
    return f'<{root} xmlns="{MAP}">{entries}</{root}>'.encode()


def laughs(root: str) -> bytes:
    """Billion laughs."""
    entities = '<!ENTITY l0 "lol">' + "".join(
        f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 12)
    )
    return f"<!DOCTYPE x [{entities}]><{root}><a>&l11;</a></{root}>".encode()


def test_hostile_xml_is_a_broken_list(run: Run, site: Hostile) -> None:
    outside = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    remote = f'<!DOCTYPE x SYSTEM "{HOST}/x.dtd">'
    deep = b"<x>" * 100_000 + b"</x>" * 100_000
    link = f"<item><link>{HOST}/a/x</link></item>"
    attributes = " ".join(f"a{number}='x'" for number in range(5_000))
    lists = {
        "laughs": (laughs("rss"), laughs("urlset")),
        "utf16": (laughs("rss").decode().encode("utf-16"), laughs("urlset")),
        "outside": (f"{outside}<rss>&f;{link}</rss>", f"{outside}<urlset>&f;</urlset>"),
        "remote": (f"{remote}<rss>{link}</rss>", f"{remote}<urlset><url/></urlset>"),
        "deep": (b"<rss>" + deep + b"</rss>", b"<urlset>" + deep + b"</urlset>"),
        "long": (b"<rss>" + b"<item/>" * 60_000, b"<urlset>" + b"<url/>" * 60_000),
        "attributes": (
            f"<rss {attributes}>{link}</rss>",
            b"<urlset/>",
        ),
    }
    feeds, maps = [], []
    for name, (feed, sitemap) in lists.items():
        site.answers[f"/feed-{name}"] = whole(feed if isinstance(feed, bytes) else feed.encode())
        body = sitemap if isinstance(sitemap, bytes) else sitemap.encode()
        site.answers[f"/map-{name}"] = whole(body, XML)
        feeds.append(f"{HOST}/feed-{name}")
        maps.append(f"{HOST}/map-{name}")
    del maps[-1]
    site.answers["/feed"] = whole(rss(HOST + "/a/good"), FEED)
    site.answers["/a/good"] = whole()
    result = run(source({"feeds": [*feeds, HOST + "/feed"], "sitemaps": maps}))
    assert result.articles == ["/a/good"]
    broken = {url.removeprefix(HOST): "broken list" for url in [*feeds, *maps]}
    assert {url: reason for url, (reason, _) in result.reasons.items()} == broken
    assert "/x.dtd" not in site.asked
    assert "declares a document type" in result.reasons["/map-laughs"][1]
    assert "nests deeper" in result.reasons["/feed-deep"][1]


def test_hostile_html_lists_end_soon(run: Run, site: Hostile) -> None:
    within = "".join(f"<object><a href='/a/within-{number}'>x" for number in range(20_000))
    site.answers |= {
        "/many": whole(b"<html><body>" + b"<a href='/a/x'></a>" * 60_000),
        "/deep": whole(b"<html><body>" + b"<div>" * 500_000 + b"<a href='/a/good'>x</a>"),
        "/within": whole(f"<html><body><a href='/a/good'>Good</a>{within}".encode()),
        "/robots.txt": whole(b""),
        "/a/good": whole(),
    }
    sections = [{"url": HOST + name} for name in ("/many", "/deep", "/within")]
    result = run(source({"sections": sections}))
    assert result.articles == ["/a/good"]
    assert result.reasons["/many"] == ("broken list", "section: holds more than 50000 links")
    assert result.reasons["/deep"][0] == "broken list"
    page = next(page for page in result.pages if page.url.endswith("/a/good"))
    assert page.candidate is not None
    assert page.candidate.title == "Good"


def test_a_sitemap_packed_in_itself_is_not_unfolded_for_ever(run: Run, site: Hostile) -> None:
    good = urlset(HOST + "/a/good")
    matryoshka = good
    for _ in range(4):
        matryoshka = gzip.compress(matryoshka)
    site.answers |= {
        "/bomb.gz": whole(gzip.compress(b"<urlset>" + b" " * 30_000_000), XML),
        "/nested.gz": whole(matryoshka, XML),
        "/twice.gz": whole(gzip.compress(gzip.compress(good)), {**XML, "Content-Encoding": "gzip"}),
        "/a/good": whole(),
    }
    names = ["/bomb.gz", "/nested.gz", "/twice.gz"]
    result = run(source({"sitemaps": [HOST + name for name in names]}))
    assert result.articles == ["/a/good"]
    assert {name for name, told in result.reasons.items() if told[0] == "broken list"} == {
        "/bomb.gz",
        "/nested.gz",
    }


def test_sitemaps_without_end_end_by_the_budget(run: Run, site: Hostile) -> None:
    def endless(path: str) -> list[bytes]:
        inner = [f"{HOST}{path}/{number}" for number in range(50)]
        return [whole(urlset(HOST + "/map", *inner, tag="sitemap", root="sitemapindex"), XML)]

    site.answers |= {
        "/feed": whole(rss(HOST + "/a/good"), FEED),
        "/a/good": whole(),
        "/robots.txt": whole(b""),
    }
    site.otherwise = endless
    lists = {"feeds": [HOST + "/feed"], "sitemaps": [HOST + "/map"]}
    result = run(source(lists, politeness={"max_lists": 60}))
    assert result.articles == ["/a/good"]
    maps = [path for path in site.asked if path.startswith("/map")]
    assert len(maps) == len(set(maps)) == 61
    assert result.counts["over limit"] == len(
        [told for told in result.reasons.values() if "further lists not followed" in told[1]]
    )
    # the first child to arrive is granted the ten that are left
    assert {told[1] for url, told in result.reasons.items() if url.startswith("/map/")} == {
        "sitemap: 40 further lists not followed, the run follows 60",
        "sitemap: 50 further lists not followed, the run follows 60",
    }


def test_a_sitemap_that_only_leads_deeper_ends(run: Run, site: Hostile) -> None:
    def deeper(path: str) -> list[bytes]:
        return [whole(urlset(HOST + path + "x", tag="sitemap", root="sitemapindex"), XML)]

    site.answers |= {"/feed": whole(rss(HOST + "/a/good"), FEED), "/robots.txt": whole(b"")}
    site.answers["/a/good"] = whole()
    site.otherwise = deeper
    result = run(source({"feeds": [HOST + "/feed"], "sitemaps": [HOST + "/map"]}))
    assert len([path for path in site.asked if path.startswith("/map")]) == MAX_DEPTH + 1
    told = "sitemap: 1 further lists not followed, sitemap indexes lead on more than 3 times"
    assert result.reasons == {"/mapxxx": ("over limit", told)}


def test_pages_without_end_end_by_the_budget(run: Run, site: Hostile) -> None:
    def fake(path: str) -> list[bytes]:
        number = path.rpartition("=")[2]
        links = "".join(f'<a href="/a/fake-{number}-{link}">x</a>' for link in range(3))
        return [whole(f"<html><body>{links}</body></html>".encode())]

    site.otherwise = lambda path: fake(path) if "page" in path else [whole(b"", status=404)]
    site.answers["/robots.txt"] = whole(b"")
    sections = {"sections": [{"url": HOST + "/news?page={page}", "pages": 500}]}
    result = run(source(sections, politeness={"max_lists": 7}))
    assert len([path for path in site.asked if "page" in path]) == 8
    told = ("over limit", "section: 1 further lists not followed, the run follows 7")
    assert result.reasons["/news?page=8"] == told
    assert result.counts["HTTP error"] == 24
