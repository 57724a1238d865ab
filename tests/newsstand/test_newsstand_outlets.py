"""The six sites as a crawler meets them: lists that parse, honest bytes, time that passes."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from urllib.parse import quote, urlsplit
from xml.etree.ElementTree import fromstring

import feedparser
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand import Stand, serve, truth
from newsstand.papers import PAPERS

HARBOUR = "http://harbour-gazette.newsstand.test"
ISLAND = "http://island-broadcaster.newsstand.test"
GOVERNMENT = "http://government-wire.newsstand.test"
RIVER = "http://river-daily.newsstand.test"
DELTA = "http://jornal-delta.newsstand.test"
COURIER = "http://night-courier.newsstand.test"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
NEWS_DATE = "{http://www.google.com/schemas/sitemap-news/0.9}publication_date"


def urls(outlet: str, since: datetime, until: datetime, now: datetime) -> set[str]:
    return {one.url for one in truth(since, until, now, outlets=[outlet])}


def locations(client: httpx.Client, url: str) -> list[str]:
    return [str(one.text) for one in fromstring(client.get(url).content).iter(LOC)]


def links(client: httpx.Client, url: str, encoding: str = "utf-8") -> list[str]:
    home = "http://" + urlsplit(url).netloc
    text = client.get(url).content.decode(encoding)
    return [home + path for path in re.findall(r'<li><a href="(/[^"]+)"', text)]


def midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0)


@pytest.mark.parametrize(
    "url", [f"{HARBOUR}/feed/", f"{ISLAND}/rss/news.xml", f"{COURIER}/feed.xml"]
)
def test_feeds_parse_and_hold_the_newest(client: httpx.Client, url: str, now: datetime) -> None:
    feed = feedparser.parse(client.get(url).content)
    assert not feed.bozo
    dates = [datetime(*entry.published_parsed[:6]) for entry in feed.entries]
    assert len(dates) >= 30
    assert dates == sorted(dates, reverse=True)
    assert all(entry.title and entry.link.startswith("http://") for entry in feed.entries)


def test_the_gazettes_feed_links_carry_tracking(client: httpx.Client) -> None:
    feed = feedparser.parse(client.get(f"{HARBOUR}/feed/").content)
    assert all("utm_source=rss" in entry.link for entry in feed.entries)
    assert client.get(feed.entries[0].link).status_code == 200


def test_the_broadcasters_feed_of_a_day_has_all_of_it_in_full(
    client: httpx.Client, now: datetime
) -> None:
    start = midnight(now) - timedelta(days=12)
    day = truth(start, start + timedelta(days=1), now, outlets=["ns_island_broadcaster"])
    feed = feedparser.parse(client.get(f"{ISLAND}/rss/news-{start:%Y%m%d}.xml").content)
    assert {entry.link for entry in feed.entries} == {one.url for one in day}
    bodies = {entry.link: re.sub(r"<br ?/>", "\n", entry.description) for entry in feed.entries}
    assert bodies == {one.url: one.body for one in day}
    assert client.get(f"{ISLAND}/").text.count("/news/") == 0


def test_sitemaps_hold_any_past_day(client: httpx.Client, now: datetime) -> None:
    start = midnight(now) - timedelta(days=200)
    for outlet, index in (
        ("ns_harbour_gazette", f"{HARBOUR}/sitemap_index.xml"),
        ("ns_jornal_delta", f"{DELTA}/sitemap.xml"),
    ):
        children = locations(client, index)
        assert len(children) >= 36
        child = next(one for one in children if f"{start:%Y-%m}" in one)
        assert urls(outlet, start, start + timedelta(days=1), now) <= set(locations(client, child))


def test_robots_names_the_sitemaps(client: httpx.Client) -> None:
    for home in (HARBOUR, DELTA):
        robots = client.get(f"{home}/robots.txt").text
        for url in re.findall(r"^Sitemap: (\S+)$", robots, re.MULTILINE):
            assert locations(client, url)
    assert "Disallow: /members/" in client.get(f"{COURIER}/robots.txt").text
    assert not any(
        "crawl-delay" in client.get(f"http://{paper.host}/robots.txt").text.lower()
        for paper in PAPERS
    )


def test_the_news_sitemap_holds_two_days_with_their_times(
    client: httpx.Client, now: datetime
) -> None:
    tree = fromstring(client.get(f"{HARBOUR}/news-sitemap.xml").content)
    listed = {str(one.text) for one in tree.iter(LOC)}
    days = truth(now - timedelta(days=2), now, now, outlets=["ns_harbour_gazette"])
    assert listed == {one.url for one in days}
    dates = {datetime.fromisoformat(str(one.text)) for one in tree.iter(NEWS_DATE)}
    assert dates == {one.published_at for one in days}


def test_an_amp_twin_points_to_its_article(client: httpx.Client, now: datetime) -> None:
    article = truth(now - timedelta(days=1), now, now, outlets=["ns_harbour_gazette"])[0]
    page, twin = client.get(article.url), client.get(f"{article.url}amp/")
    assert f'<link rel="amphtml" href="{article.url}amp/">' in page.text
    assert f'<link rel="canonical" href="{article.url}">' in twin.text


def test_day_pages_hold_the_day_in_both_languages(client: httpx.Client, now: datetime) -> None:
    start = midnight(now) - timedelta(days=4)
    english = links(client, f"{GOVERNMENT}/gia/{start:%Y%m/%d}.htm")
    chinese = links(client, f"{GOVERNMENT}/gia/{start:%Y%m/%d}c.htm")
    day = truth(start, start + timedelta(days=1), now, outlets=["ns_government_wire"])
    assert set(english) == {one.url for one in day if one.language == "en"}
    assert set(chinese) == {one.url for one in day if one.language == "zh"}
    assert english and chinese


def test_section_pages_go_back_in_time_without_gap_or_overlap(
    client: httpx.Client, now: datetime
) -> None:
    seen: list[str] = []
    for section in ("yaowen", "jingji", "shehui", "minsheng"):
        for number in (1, 2, 3, 4):
            page = links(client, f"{RIVER}/{section}/?page={number}", "gb18030")
            assert len(page) == 10
            seen += page
    assert len(seen) == len(set(seen))
    assert urls("ns_river_daily", now - timedelta(days=10), now, now) <= set(seen)
    assert client.get(f"{RIVER}/yaowen/?page=0").status_code == 404
    assert client.get(f"{RIVER}/sport/").status_code == 404


def test_the_river_daily_is_gb18030_under_an_older_name(
    client: httpx.Client, now: datetime
) -> None:
    article = truth(now - timedelta(days=1), now, now, outlets=["ns_river_daily"])[0]
    answer = client.get(article.url)
    assert answer.headers["content-type"] == "text/html; charset=gb2312"
    assert article.title in answer.content.decode("gb18030")
    with pytest.raises(UnicodeDecodeError):
        answer.content.decode("utf-8")


def test_some_of_the_couriers_pages_lie_about_their_charset(
    client: httpx.Client, now: datetime
) -> None:
    kinds = set()
    for article in truth(now - timedelta(days=3), now, now, outlets=["ns_night_courier"]):
        answer = client.get(article.url)
        claimed = str(answer.charset_encoding)
        honest = "“" not in article.body or "“" in answer.content.decode(claimed, "replace")
        kinds.add((claimed, honest))
    assert {("utf-8", True), ("utf-8", False), ("iso-8859-1", False)} <= kinds


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_nothing_is_shown_before_its_time(
    client: httpx.Client, paper: object, now: datetime
) -> None:
    outlet = str(getattr(paper, "id", ""))
    tomorrow = midnight(now) + timedelta(days=2)
    ahead = truth(now, tomorrow, tomorrow, outlets=[outlet])
    first = next(one for one in ahead if one.published_at > now)
    assert client.get(first.url).status_code == 404
    assert truth(now, tomorrow, now, outlets=[outlet]) == [
        one for one in ahead if one.published_at <= now
    ]


@pytest.mark.parametrize(
    "url",
    [
        f"{ISLAND}/rss/news-20991231.xml",
        f"{GOVERNMENT}/gia/209912/31.htm",
        f"{COURIER}/archive/2099-12-31/",
    ],
)
def test_the_list_of_a_day_to_come_is_empty(client: httpx.Client, url: str) -> None:
    answer = client.get(url)
    assert answer.status_code == 200
    assert "<item>" not in answer.text
    assert "<li>" not in answer.text


@pytest.mark.parametrize(
    "url",
    [
        f"{HARBOUR}/2026/13/45/x-1/",
        f"{HARBOUR}/2026/11/15/no-such-story-1/",
        f"{HARBOUR}/2026/11/15/no-such-story-99999999999999999999/",
        f"{HARBOUR}/post-sitemap-2026-1.xml",
        f"{HARBOUR}/post-sitemap-0001-01.xml",
        f"{ISLAND}/rss/news-00010101.xml",
        f"{ISLAND}/news/00010101-0000.htm",
        f"{ISLAND}/news/x.htm",
        f"{ISLAND}/news/20261115-9999.htm",
        f"{ISLAND}/rss/news-2026.xml",
        f"{GOVERNMENT}/gia/202611/99.htm",
        f"{GOVERNMENT}/gia/general/202611/15/Px.htm",
        f"{RIVER}/minsheng/c_99999999999999.html",
        f"{RIVER}/minsheng/c_².html",
        f"{RIVER}/yaowen/?page=x",
        f"{DELTA}/noticia/x/y-1",
        f"{DELTA}/sitemaps/x.xml",
        f"{COURIER}/story/2026/11/15/%00",
        f"{COURIER}/archive/x/",
        f"{COURIER}/story/2026/99/15/slow",
    ],
)
def test_an_address_that_means_nothing_is_a_404(client: httpx.Client, url: str) -> None:
    assert client.get(url).status_code == 404


@settings(max_examples=150, deadline=None)
@given(
    host=st.sampled_from([paper.host for paper in PAPERS]),
    folder=st.sampled_from(
        ["", "news/", "rss/news-", "gia/", "minsheng/c_", "noticia/", "story/", "archive/", "turn/"]
    ),
    rest=st.text(st.sampled_from("0123456789/-_.?=&c%x²٣港\x00 ") | st.characters(), max_size=40),
)
def test_no_address_breaks_the_server(
    client: httpx.Client, host: str, folder: str, rest: str
) -> None:
    path = quote(rest.encode("utf-8", "replace"), safe="/-_.?=&")
    assert client.get(f"http://{host}/{folder}{path}").status_code in (200, 302, 404)


def test_bytes_are_the_same_twice_and_validators_save_the_second_time(
    client: httpx.Client, now: datetime
) -> None:
    for paper in PAPERS:
        article = truth(now - timedelta(days=2), now, now, outlets=[paper.id])[1]
        first = client.get(article.url)
        assert client.get(article.url).content == first.content
        validators = {
            "if-none-match": first.headers["etag"],
            "if-modified-since": first.headers["last-modified"],
        }
        for name, value in validators.items():
            again = client.get(article.url, headers={name: value})
            assert (again.status_code, again.content) == (304, b"")
        other = client.get(article.url, headers={"if-none-match": '"x"'})
        assert other.status_code == 200


def test_as_time_passes_articles_appear_and_are_revised(
    client_for: Callable[[Stand], httpx.Client], now: datetime
) -> None:
    day = midnight(now) - timedelta(days=1)
    revised = next(one for one in truth(day, day + timedelta(days=1), now) if one.revisions)
    at = revised.revisions[0]
    moments = [revised.published_at, at, at + timedelta(hours=1)]
    with serve(now=now) as stand, client_for(stand) as client:
        stand.now = revised.published_at - timedelta(minutes=1)
        assert client.get(revised.url).status_code == 404
        pages = []
        for moment in moments:
            stand.now = moment
            pages.append(client.get(revised.url))
    first, second, third = pages
    assert first.content != second.content == third.content
    assert first.headers["etag"] != second.headers["etag"]
    last = [page.headers["last-modified"] for page in pages]
    assert all(one != other for one, other in pairwise(last[:2]))
