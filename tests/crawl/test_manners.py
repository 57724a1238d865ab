"""What a good guest does: robots.txt by RFC 9309, Retry-After, reserved pages, hours."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press import run

from crawlers.batch import records
from crawlers.crawl import CrawlError, crawl
from crawlers.crawl.patience import retry_after
from crawlers.crawl.reserved import wish
from crawlers.crawl.robots import for_product, product_of
from crawlers.sources import Source
from crawlers.sources.politeness import Politeness

from .conftest import DAY, HOST, PAGE, Crawled, Paper, Reply, rfc822

NOON = rfc822("2026-11-15T12:00:00+08:00")
HTML = {"Content-Type": "text/html"}


def paper_of(paper: Paper, *paths: str, **politeness: object) -> Source:
    """A source whose feed lists pages at `paths`; those that have no reply yet get one."""
    for path in paths:
        if path not in paper.replies:
            paper.page(path)
    feed = paper.feed("/feed.xml", [(HOST + path, NOON) for path in paths])
    return paper.source(
        {"feeds": [feed]}, politeness=politeness, articles=[r"http://paper\.test/a/.+$"]
    )


# -- robots.txt -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("robots", "forbidden"),
    [
        (
            b"User-agent: *\nDisallow: /a/*.pdf$\nDisallow: /*?print=\n",
            {"/a/x.pdf", "/a/x?print=1"},
        ),
        (b"User-agent: *\nDisallow: /a/\nAllow: /a/x\n", {"/a/y"}),
        (b"User-agent: *\nAllow: /a/x.pdf\nDisallow: /a/x.pdf\n", set()),
        (
            b"User-agent: *\nDisallow: /\n\nUser-agent: NEWSDELTA\nDisallow: /a/y\n\n"
            b"User-agent: other\nDisallow: /a/x\n\nUser-agent: newsdelta\nDisallow: /a/x.pdf\n",
            {"/a/y", "/a/x.pdf"},
        ),
        (b"User-agent: news\nDisallow: /\nUser-agent: test\nDisallow: /\n", set()),
        (b"\xef\xbb\xbfuser-agent:*\ndisallow:/a/y # comment\n", {"/a/y"}),
        (b"\xff\xfe not robots at all <html>", set()),
        (b"User-agent: *\n" + b"# x\n" * 140_000 + b"Disallow: /a/y\n", set()),
        (b"User-agent: *\nDisallow: /a/y\n" + b"# x\n" * 140_000, {"/a/y"}),
    ],
)
def test_robots_txt(paper: Paper, robots: bytes, forbidden: set[str]) -> None:
    paths = ["/a/x", "/a/x.pdf", "/a/x?print=1", "/a/y"]
    if forbidden == {"/a/y"} and b"Allow" in robots:
        paths = ["/a/x", "/a/y"]
    paper.replies["/robots.txt"] = Reply(robots, headers={"Content-Type": "text/plain"})
    source = paper_of(paper, *paths, max_page_bytes=10_000)
    result = paper.crawl(source)
    assert {path for path, (reason, _) in result.reasons.items() if "robots" in reason} == forbidden
    assert not forbidden & set(paper.asked)


@pytest.mark.parametrize(("hops", "obeyed"), [(5, True), (6, False)])
def test_robots_txt_after_redirects(paper: Paper, hops: int, obeyed: bool) -> None:
    names = ["/robots.txt", *(f"/robots-{number}" for number in range(1, hops + 1))]
    for name, following in pairwise(names):
        paper.replies[name] = Reply(status=301, headers={"Location": following})
    paper.replies[names[-1]] = Reply(b"User-agent: *\nDisallow: /a/\n")
    result = paper.crawl(paper_of(paper, "/a/x"))
    assert result.articles == ([] if obeyed else ["/a/x"])


def test_the_product_token() -> None:
    assert product_of("Newsdelta/0.1 (+https://github.test/newsdelta)") == "newsdelta"
    assert product_of(" (nobody)") == "!"


@given(st.binary(max_size=300))
def test_any_robots_txt_is_read(body: bytes) -> None:
    assert for_product(body, "newsdelta").decode() is not None


# -- Retry-After ------------------------------------------------------------------------------


def shared(paper: Paper, source: Source, url: str, run_id: str = "run") -> Crawled:
    batch = paper.batch(run_id)
    return Crawled.of(batch, crawl(source, DAY, batch, paper.options(), url))


def first_then(paper: Paper, path: str, *first: Reply) -> None:
    """A path that answers with each of `first`, and from then on with a page."""
    replies = iter(first)
    page = Reply(PAGE.format(path, "text").encode())
    paper.replies[path] = lambda: next(replies, page)


def busy(value: str, status: int = 503) -> Reply:
    return Reply(b"busy", status, {**HTML, "Retry-After": value})


def test_a_short_retry_after_is_waited_out_once(paper: Paper, database_url: str) -> None:
    first_then(paper, "/a/busy", busy("1"))
    first_then(paper, "/a/many", busy("0", 429))
    first_then(paper, "/a/busier", busy("1"), busy("1"))
    result = shared(paper, paper_of(paper, "/a/busy", "/a/many", "/a/busier"), database_url)
    result.check()
    assert sorted(result.articles) == ["/a/busy", "/a/many"]
    reason, detail = result.reasons["/a/busier"]
    assert reason == "HTTP error"
    assert detail.startswith("HTTP 503: the host asks to be left alone until 20")
    asked = paper.count()
    assert (asked["/a/busy"], asked["/a/many"], asked["/a/busier"]) == (2, 2, 2)


def test_a_long_retry_after_ends_the_visit_for_every_run(paper: Paper, database_url: str) -> None:
    first_then(paper, "/a/1", busy("3600", 429))
    source = paper_of(paper, "/a/1", "/a/2", "/a/3")
    result = shared(paper, source, database_url)
    result.check()
    assert result.counts["HTTP error"] == 3
    assert result.reasons["/a/1"][1].startswith("HTTP 429: the host asks to be left alone until")
    assert result.reasons["/a/3"][1].startswith("the host asks to be left alone until 20")
    assert paper.asked == ["/robots.txt", "/feed.xml", "/a/1"]
    with pytest.raises(CrawlError, match="the host asks to be left alone until"):
        shared(paper, source, database_url, "later")
    assert len(paper.asked) == 3
    run(database_url, "update news.host_pace set closed_until = now()")
    assert shared(paper, source, database_url, "tomorrow").counts["fetched"] == 3


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (b"30", 30),
        (b" 30 ", 30),
        (b"99999999999999999999", 86_400),
        (b"Sun, 22 Nov 2026 06:00:30 GMT", 30),
        (b"Sun Nov 22 06:00:30 2026", 30),
        (b"Sun, 22 Nov 2025 06:00:30 GMT", 0),
        (b"Sun, 22 Nov 2099 06:00:30 GMT", 86_400),
        (b"-1", None),
        (b"soon", None),
        (b"", None),
        (None, None),
    ],
)
def test_retry_after(value: bytes | None, seconds: float | None) -> None:
    assert retry_after(value, datetime(2026, 11, 22, 6, tzinfo=UTC)) == seconds


@given(st.binary(max_size=60))
def test_any_retry_after_is_read(value: bytes) -> None:
    seconds = retry_after(value, datetime(2026, 11, 22, 6, tzinfo=UTC))
    assert seconds is None or 0 <= seconds <= 86_400


# -- reserved pages ---------------------------------------------------------------------------


def test_reserved_pages_are_rejected_and_not_archived(paper: Paper) -> None:
    head = "<html><head>{}</head><body>secret words</body></html>"
    tags = {
        "/a/tdm": '<meta name="tdm-reservation" content="1">',
        "/a/robots": "<META content='NoArchive, max-snippet:5' NAME=robots>",
        "/a/none": '<meta name="newsdelta" content="none"/>',
        "/a/comment": '<!-- <meta name="robots" content="noindex"> -->',
        "/a/other": '<meta name="googlebot" content="noindex">',
    }
    for path, tag in tags.items():
        paper.replies[path] = Reply(head.format(tag).encode())
    paper.page("/a/header", headers={**HTML, "X-Robots-Tag": "googlebot: none, newsdelta: noindex"})
    source = paper_of(paper, *tags, "/a/header", "/a/fine", respect=["tdm", "noarchive", "noindex"])
    result = paper.crawl(source)
    result.check()
    why = "reserved by its publisher"
    assert result.reasons == {
        "/a/tdm": (why, "meta tdm-reservation: 1"),
        "/a/robots": (why, "meta robots: noarchive"),
        "/a/none": (why, "meta newsdelta: none"),
        "/a/header": (why, "X-Robots-Tag: noindex"),
    }
    assert sorted(result.articles) == ["/a/comment", "/a/fine", "/a/other"]
    archive = result.batch.path / result.batch.archives()[0]
    kept = {record.url for record in records(archive)}
    assert HOST + "/a/tdm" not in kept
    assert HOST + "/a/fine" in kept


def test_by_default_only_a_reservation_of_mining_keeps_a_page_out(paper: Paper) -> None:
    paper.page("/a/header", headers={**HTML, "TDM-Reservation": "1"})
    paper.page("/a/robots", headers={**HTML, "X-Robots-Tag": "none"})
    assert paper.crawl(paper_of(paper, "/a/header", "/a/robots")).articles == ["/a/robots"]


@given(st.text(max_size=80), st.binary(max_size=300))
def test_any_page_is_searched(value: str, head: bytes) -> None:
    wish([("X-Robots-Tag", value)], b"<meta " + head, ["noindex"], "newsdelta")


@pytest.mark.parametrize("hostile", [b"<!--", b"<meta ", b"<meta a", b'<meta a="', b"<body"])
def test_a_hostile_head_is_searched_in_no_time(hostile: bytes) -> None:
    assert wish([], hostile * (300_000 // len(hostile)), ["noindex"], "newsdelta") is None


# -- hours ------------------------------------------------------------------------------------


def moment(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-15T{text}+08:00")


@pytest.mark.parametrize(
    ("hours", "now", "minutes"),
    [
        ("01:00-06:00", "01:00", 300),
        ("01:00-06:00", "05:59", 1),
        ("01:00-06:00", "06:00", 0),
        ("01:00-06:00", "00:59", 0),
        ("22:00-05:00", "23:00", 360),
        ("22:00-05:00", "04:00", 60),
        ("22:00-05:00", "12:00", 0),
    ],
)
def test_hours(hours: str, now: str, minutes: int) -> None:
    assert Politeness(hours=hours).open_for(moment(now)) == timedelta(minutes=minutes)


@pytest.mark.parametrize("hours", ["1-6", "01:00-25:00", "01:00-01:00", "night"])
def test_hours_that_are_none(hours: str) -> None:
    with pytest.raises(ValueError, match="is not a span of the day"):
        Politeness(hours=hours)


def test_outside_its_hours_a_source_is_left_alone(paper: Paper) -> None:
    source = paper_of(paper, "/a/x", hours="01:00-06:00")
    with pytest.raises(CrawlError) as caught:
        crawl(source, DAY, paper.batch(), paper.options(), now=moment("14:05"))
    assert str(caught.value) == (
        "paper: politeness.hours lets it be crawled 01:00-06:00 (Asia/Hong_Kong), and it is 14:05"
    )
    assert paper.asked == []
    assert crawl(source, DAY, paper.batch(), paper.options(), now=moment("02:00"))["fetched"] == 1


def test_a_crawl_ends_with_its_hours(paper: Paper) -> None:
    paths = [f"/a/story-{number}" for number in range(30)]
    for path in paths:
        paper.page(path, seconds=0.4)
    source = paper_of(paper, *paths, hours="01:00-06:00")
    almost = moment("05:59") + timedelta(seconds=57)
    counts = crawl(source, DAY, paper.batch(), paper.options(), now=almost)
    told = Crawled.of(paper.batch(), counts)
    told.check()
    assert 0 < counts["timed out"] < 30
    assert set(told.reasons.values()) == {
        ("timed out", "run ended with the source's hours, 01:00-06:00")
    }
