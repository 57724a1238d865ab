"""What a hostile site cannot do: every attack is a counted reject, and the crawl goes on."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from crawlers.batch import Batch
from crawlers.crawl import CrawlError, CrawlOptions, crawl
from crawlers.sources import Source

from .conftest import DAY, Crawled
from .hostile import FEED, HTML, PAGE, XML, Answer, Hostile, redirect, rss, running, whole

HOST = "http://paper.test"
MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


@pytest.fixture
def site() -> Iterator[Hostile]:
    """A hostile site, reached as paper.test by way of a proxy mapping, or at its port."""
    with running(Hostile()) as site:
        yield site


@pytest.fixture
def secret() -> Iterator[Hostile]:
    """A service behind the wall that no crawl may ask."""
    with running(Hostile()) as secret:
        secret.otherwise = whole()
        yield secret


def source(discovery: dict[str, Any], home: str = HOST, **more: Any) -> Source:
    politeness = {"delay": 0, "timeout": 1, "concurrency": 4, **more.pop("politeness", {})}
    return Source.model_validate(
        {
            "id": "paper",
            "name": "The Paper",
            "home": home + "/",
            "region": "gba",
            "kind": "newspaper",
            "languages": ["en"],
            "timezone": "Asia/Hong_Kong",
            "schedule": "0 * * * *",
            "discovery": discovery,
            "articles": [r"https?://[^/]+/a/[\w-]+$"],
            "politeness": politeness,
            **more,
        }
    )


class Run:
    """Crawls into a folder of the test's own, through the hostile site as a proxy."""

    def __init__(self, folder: Path, site: Hostile) -> None:
        self._folder = folder
        self._proxies = {"paper.test": f"http://127.0.0.1:{site.port}"}

    def __call__(self, what: Source) -> Crawled:
        batch = Batch.of(str(self._folder), "paper", "run")
        counts = crawl(what, DAY, batch, CrawlOptions(proxies=self._proxies))
        result = Crawled.of(batch, counts)
        result.check()
        return result

    def articles(self, site: Hostile, *paths: str, **more: Any) -> Crawled:
        """A crawl of articles that one feed names, one of them good."""
        site.answers["/a/good"] = whole()
        site.answers["/feed"] = whole(rss(*(HOST + path for path in [*paths, "/a/good"])), FEED)
        result = self(source({"feeds": [HOST + "/feed"]}, **more))
        assert "/a/good" in result.articles
        return result


@pytest.fixture
def run(tmp_path: Path, site: Hostile) -> Run:
    return Run(tmp_path, site)


# -- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["localhost", "127.0.0.1", "2130706433"])
def test_a_site_on_a_private_address_is_asked_only_if_its_file_says_so(
    name: str, tmp_path: Path, site: Hostile
) -> None:
    home = f"http://{name}:{site.port}"
    site.answers |= {"/feed": whole(rss(home + "/a/x"), FEED), "/a/x": whole()}
    run = Run(tmp_path, site)
    with pytest.raises(CrawlError, match=r"no list could be read; .*/feed: private address"):
        run(source({"feeds": [home + "/feed"]}, home))
    assert site.asked == []
    allowed = run(source({"feeds": [home + "/feed"]}, home, private_addresses=True))
    assert allowed.counts["fetched"] == 1


def test_no_redirect_and_no_list_leads_behind_the_wall(
    run: Run, site: Hostile, secret: Hostile
) -> None:
    port = secret.port
    hosts = {
        "dotted": "127.0.0.1", "decimal": "2130706433", "hex": "0x7f.1", "octal": "0177.0.0.1",
        "short": "127.1", "dot": "127.0.0.1.", "mapped": "[::ffff:127.0.0.1]", "six": "[::1]",
        "nat64": "[64:ff9b::7f00:1]", "user": "paper.test@127.0.0.1", "name": "localhost",
        "any": "0.0.0.0", "wide": "１２７.０.０.１",
    }  # fmt: skip
    for name, host in hosts.items():
        site.answers[f"/a/{name}"] = redirect(f"http://{host}:{port}/a/{name}")
    site.answers["/a/metadata"] = redirect("http://169.254.169.254/latest/meta-data/")
    site.answers["/a/broken"] = redirect("http://[127.0.0.1/")
    site.answers["/a/hop"] = redirect(HOST + "/a/dotted")
    site.answers["/robots.txt"] = redirect(f"http://127.0.0.1:{port}/robots.txt")
    site.answers["/index"] = whole(
        f'<sitemapindex xmlns="{MAP}"><sitemap><loc>http://127.0.0.1:{port}/map</loc></sitemap>'
        f"<sitemap><loc>http://localhost:{port}/map</loc></sitemap></sitemapindex>".encode(),
        XML,
    )
    names = [*(f"/a/{name}" for name in hosts), "/a/metadata", "/a/hop"]
    names += ["/a/broken", "/a/good"]
    site.answers["/a/good"] = whole()
    links = [HOST + name for name in names] + [f"http://127.0.0.1:{port}/a/listed"]
    site.answers["/feed"] = whole(rss(*links), FEED)
    own = ["127.0.0.1", "localhost"]
    result = run(source({"feeds": [HOST + "/feed"], "sitemaps": [HOST + "/index"]}, hosts=own))
    assert secret.asked == []
    assert result.articles == ["/a/good"]
    wrong = {url: told for url, told in result.reasons.items() if told[0] != "private address"}
    assert wrong.keys() == {"/a/broken"}
    assert result.counts["rejects"] == len(hosts) + 3 + 1 + 2


def test_the_operators_proxy_is_no_way_behind_the_wall(run: Run, site: Hostile) -> None:
    site.answers["/a/proxy"] = redirect(f"http://127.0.0.1:{site.port}/a/direct")
    result = run.articles(site, "/a/proxy", hosts=["127.0.0.1"])
    assert result.reasons["/a/proxy"] == ("private address", "to 127.0.0.1")
    assert "/a/direct" not in site.asked


def test_a_proxy_of_the_environment_may_stand_behind_the_wall(
    tmp_path: Path, site: Hostile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", f"http://localhost:{site.port}")
    home = "http://news.example"
    site.answers |= {"/a/x": whole(), "/a/metadata": redirect("http://169.254.169.254/a/y")}
    site.answers["/feed"] = whole(rss(home + "/a/x", home + "/a/metadata"), FEED)
    own = ["169.254.169.254"]
    result = Run(tmp_path, site)(source({"feeds": [home + "/feed"]}, home, hosts=own))
    assert [page.url for page in result.pages if page.kind == "article"] == [home + "/a/x"]
    assert result.reasons[home + "/a/metadata"] == ("private address", "to 169.254.169.254")
    assert "/a/y" not in site.asked


# -- schemes, users, cookies ------------------------------------------------------------------


def test_only_http_is_followed(run: Run, site: Hostile) -> None:
    schemes = ["file:///etc/passwd", "ftp://paper.test/a/x", "data:text/html,hello"]
    for number, where in enumerate(schemes):
        site.answers[f"/a/to-{number}"] = redirect(where)
    entries = "".join(f"<url><loc>{where}</loc></url>" for where in schemes)
    site.answers["/map"] = whole(f'<urlset xmlns="{MAP}">{entries}</urlset>'.encode(), XML)
    children = "".join(f"<sitemap><loc>{where}</loc></sitemap>" for where in schemes)
    index = f'<sitemapindex xmlns="{MAP}">{children}</sitemapindex>'.encode()
    site.answers["/index"] = whole(index, XML)
    site.answers["/a/good"] = whole()
    paths = [*(f"{HOST}/a/to-{number}" for number in range(3)), HOST + "/a/good"]
    site.answers["/feed"] = whole(rss(*schemes, *paths, "gopher://paper.test/a/y"), FEED)
    maps = [HOST + "/map", HOST + "/index"]
    result = run(source({"feeds": [HOST + "/feed"], "sitemaps": maps}))
    assert result.articles == ["/a/good"]
    for where in [*schemes, "gopher://paper.test/a/y"]:
        assert result.reasons[where] == ("not an article URL", ""), where
    elsewhere = "HTTP 302: it leads to an address that is not http or https"
    for number in range(3):
        assert result.reasons[f"/a/to-{number}"] == ("HTTP error", elsewhere)


def test_a_user_in_an_address_is_neither_believed_nor_sent(
    run: Run, site: Hostile, secret: Hostile
) -> None:
    evil = f"http://paper.test@127.0.0.1:{secret.port}/a/x"
    site.answers["/a/moved"] = redirect("http://ann:pw@paper.test/a/there")
    site.answers["/a/there"] = whole()
    site.answers["/a/good"] = whole()
    mine = "http://127.0.0.1@paper.test/a/mine"
    site.answers["/a/mine"] = whole()
    site.answers["/feed"] = whole(rss(evil, mine, HOST + "/a/moved"), FEED)
    result = run(source({"feeds": [HOST + "/feed"]}))
    assert result.reasons == {evil.removeprefix(HOST): ("not an article URL", "")}
    assert result.counts["fetched"] == 2
    assert secret.asked == []
    assert site.asked.count("/a/there") == 1
    assert not any("authorization" in head.lower() or "ann:" in head for head in site.heads)


def test_no_cookie_is_kept(run: Run, site: Hostile) -> None:
    cookie = {**HTML, "Set-Cookie": "id=1; Path=/; Domain=paper.test"}
    site.answers["/robots.txt"] = whole(b"", cookie)
    site.answers["/a/first"] = whole(PAGE, cookie)
    site.answers["/a/moved"] = whole(b"", {**cookie, "Location": HOST + "/a/good"}, 302)
    result = run.articles(site, "/a/first", "/a/moved")
    assert result.counts["fetched"] == 3
    assert not any("cookie" in head.lower() for head in site.heads)


# -- sizes and times --------------------------------------------------------------------------


def endless(site: Hostile, start: bytes, line: bytes) -> Answer:
    """`start`, and then `line` for as long as the crawler listens."""

    def answer(_: str) -> Iterator[bytes]:
        yield start
        while not site.over.is_set():
            yield line

    return answer


def test_headers_have_bounds(run: Run, site: Hostile) -> None:
    start = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    interim = b"HTTP/1.1 100 Continue\r\n\r\n"
    endings = {
        "/a/lines": endless(site, start, b"X: y\r\n"),
        "/a/large": endless(site, start, b"X: " + b"y" * 8000 + b"\r\n"),
        "/a/one-line": endless(site, start, b"y" * 10_000),
        "/a/folded": endless(site, start, b"\t" + b"y" * 100 + b"\r\n"),
        "/a/interim": endless(site, interim, interim),
        "/a/many": whole(PAGE, {**HTML, **{f"X-{number}": "y" for number in range(300)}}),
    }
    some = {f"X-{number}": "y" * 100 for number in range(100)}
    site.answers |= {**endings, "/a/some": whole(PAGE, {**HTML, **some})}
    result = run.articles(site, *site.answers)
    assert "/a/some" in result.articles
    for path in endings:
        assert result.reasons[path] == ("too large", "more header than is taken"), path
        assert site.asked.count(path) == 1


def test_a_slow_answer_ends(run: Run, site: Hostile) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
    site.answers |= {
        "/a/body": site.drip(head + b"Content-Length: 100000\r\n\r\n<html>"),
        "/a/chunks": site.drip(head + b"Transfer-Encoding: chunked\r\n\r\nfffff\r\n"),
        "/a/head": site.drip(head + b"X-Slow: "),
        "/a/status": site.drip(b"HTTP/1.1 "),
        "/a/nothing": site.drip(b""),
    }
    paths = [path for path in site.answers if path.startswith("/a/")]
    result = run.articles(site, *paths, politeness={"timeout": 0.6, "concurrency": 6})
    for path in paths:
        assert result.reasons[path] == ("timed out", "no whole answer in time"), path


def test_a_port_that_never_answers_is_no_trap(run: Run, site: Hostile) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        home = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(CrawlError, match="timed out"):
            run(source({"feeds": [home + "/f"]}, home, private_addresses=True))
