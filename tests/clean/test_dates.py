"""When an article was published, by the many ways in which pages say so."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean import extract_article
from crawlers.clean.moments import read
from crawlers.model import Article, Candidate, Way
from crawlers.sources import Source

TEXT = "<p>" + "The ferry keeps its fares for another year, and nobody on the piers objects. " * 3
FETCHED = datetime(2026, 11, 16, 3, tzinfo=UTC)
URL = "http://herald.test/story"
DATED_URL = "http://herald.test/2026/11/15/story"


def found(
    head: str = "",
    body: str = "",
    url: str = URL,
    source: Source | None = None,
    listed: tuple[str, str] | None = None,
) -> tuple[str | None, str | None, str | None]:
    """Time, origin and precision of a page."""
    hint = None
    if listed:
        hint = Candidate.model_validate(
            {"url": url, "way": Way.FEED, "found_at": URL, "published_at": listed[0],
             "published_precision": listed[1]}
        )  # fmt: skip
    html = f"<head>{head}</head><body><h1>Fares</h1>{body}{TEXT}</body>".encode()
    article = extract_article(html, url, source, hint=hint, fetched_at=FETCHED)
    assert isinstance(article, Article)
    at = article.published_at.isoformat() if article.published_at else None
    return at, article.published_from, article.published_precision


LD = '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"%s"}</script>'
META = '<meta property="article:published_time" content="%s">'


@pytest.mark.parametrize(
    ("head", "body", "at", "precision", "origin"),
    [
        (LD % "2026-11-15T01:02:03Z", "", "2026-11-15T01:02:03+00:00", "second", "json-ld"),
        (META % "2026-11-15T09:02:03+0800", "", "2026-11-15T09:02:03+08:00", "second", "metadata"),
        (META % "2026-11-15 09:02", "", "2026-11-15T09:02:00+08:00", "minute", "metadata"),
        (LD % "not a date" + META % "2026-11-15", "", "2026-11-15T00:00:00+08:00", "day",
         "metadata"),
        ("", "<time datetime='2026-11-15T09:02+08:00'>now</time>", "2026-11-15T09:02:00+08:00",
         "minute", "text"),
        ("", "<div class=date>2026年11月15日 星期日 下午3:05</div>", "2026-11-15T15:05:00+08:00",
         "minute", "text"),
        ("", "<span id=pubTime>发布时间：2026-11-15 09:02:33</span>", "2026-11-15T09:02:33+08:00",
         "second", "text"),
        ("", "<div class=meta>2026.11.15 HKT 14:05</div>", "2026-11-15T14:05:00+08:00", "minute",
         "text"),
        ("", "<p>15 de Novembro de 2026 às 14h30</p>", "2026-11-15T14:30:00+08:00", "minute",
         "text"),
        ("", "<p class=byline>15/11/2026</p>", "2026-11-15T00:00:00+08:00", "day", "text"),
        ("", "<div>By Ana Lee</div><div>November 15, 2026, 3:04 pm</div>",
         "2026-11-15T15:04:00+08:00", "minute", "text"),
        ("", "<p class=posted-date>Published: 12:02am, 15 Nov, 2026</p>",
         "2026-11-15T00:02:00+08:00", "minute", "text"),
    ],
)  # fmt: skip
def test_the_forms_of_the_region(
    head: str, body: str, at: str, precision: str, origin: str
) -> None:
    assert found(head, body) == (at, origin, precision)


@pytest.mark.parametrize(
    ("language", "at"), [("en-US", "2026-04-03"), ("en-GB", "2026-03-04"), ("pt", "2026-03-04")]
)
def test_which_number_is_the_month_is_a_matter_of_the_country(language: str, at: str) -> None:
    html = (
        f"<html lang={language}><body><h1>Fares</h1><p class=date>4/3/2026</p>{TEXT}</body></html>"
    )
    article = extract_article(html.encode(), URL)
    assert isinstance(article, Article)
    assert str(article.published_at)[:10] == at


def test_places_that_agree_make_a_date_surer(make_source: Callable[..., Source]) -> None:
    both = LD % "2026-11-15T01:02:03Z" + META % "2026-11-15T01:02:03Z"
    other = LD % "2026-11-15T01:02:03Z" + META % "2026-11-12T01:02:03Z"
    sure = [
        extract_article(f"<head>{head}</head><h1>Fares</h1>{TEXT}".encode(), url, make_source())
        for head, url in ((both, DATED_URL), (both, URL), (META % "2026-11-15", URL), (other, URL))
    ]
    assert [getattr(one, "published_confidence", None) for one in sure] == [0.75, 0.667, 0.5, 0.333]


def test_the_last_change_stands_in_for_want_of_anything_else() -> None:
    changed = '<meta property="article:modified_time" content="2026-11-15T09:02:03+08:00">'
    assert found(changed) == ("2026-11-15T09:02:03+08:00", "modified", "second")
    assert found(changed + META % "2026-11-14T08:00:00Z")[1] == "metadata"


def test_the_sources_zone_is_the_zone_of_naive_times(make_source: Callable[..., Source]) -> None:
    source = make_source().model_copy(update={"timezone": "Europe/Lisbon"})
    at, _, _ = found(META % "2026-11-15 09:02", source=source)
    assert at == "2026-11-15T09:02:00+00:00"


@pytest.mark.parametrize(
    ("head", "body", "origin"),
    [
        ("<link rel=canonical href='http://herald.test/2026/11/15/story/'>", "", "url"),
        ("<title>Fares | Herald | 15.11.2026</title>", "", "text"),
        ("", "<aside><time itemprop=datePublished datetime=2026-11-15>x</time></aside>", "text"),
        (
            "",
            "<table><tr><td>来源：本报　时间：2026-11-15 09:02　阅读：33</td></tr></table>",
            "text",
        ),
        ("", "<p>VERÖFFENTLICHT AM 15.11.2026</p>", "text"),
        (
            "",
            "<p>November 15, 2026 -- " + "The ferry sails earlier, the company said. " * 4,
            "text",
        ),
        ("", "<p>發佈日期：2026年11月15日 責任編輯：李安</p>", "text"),
        ("", "<script>var createTime = '2026-11-15 09:02';</script>", "data"),
        ("", "<script>window.p = {publish_time: 1794704400};</script>", "data"),
        ("<meta name=date content=2026-11-15>", "", "text"),
    ],
)
def test_pages_that_hardly_say_when(head: str, body: str, origin: str) -> None:
    at, where, _ = found(head, body)
    assert (str(at)[:10], where) == ("2026-11-15", origin)


def test_a_day_in_a_sentence_is_not_the_articles() -> None:
    assert found(body="<p class=info>2026年11月3日，委員會通過了新的條例。</p>") == (
        None,
        None,
        None,
    )


def test_a_time_in_utc_is_told_in_the_zone_of_its_source(
    make_source: Callable[..., Source],
) -> None:
    at, _, _ = found(META % "2026-11-14T16:30:00Z", source=make_source())
    assert at == "2026-11-15T00:30:00+08:00"


def test_the_press_that_writes_chinese_has_one_zone() -> None:
    text = "<p>渡輪公司宣布下星期一起提早一小時開船，票價維持不變，乘客希望加開夜船。</p>"
    head = META % "2026-11-14T16:00:00Z" + "<title>渡輪下星期一起提早開船</title>"
    article = extract_article(f"<head>{head}</head><body>{text}</body>".encode(), URL)
    assert isinstance(article, Article)
    assert str(article.published_at) == "2026-11-15 00:00:00+08:00"


def test_a_date_with_dots_begins_with_the_day() -> None:
    page = "<html lang=en><body><h1>Fares</h1><p class=date>{}</p>" + TEXT
    for text, month in (("10.06.2026", 6), ("10/06/2026", 10)):
        article = extract_article(page.format(text).encode(), URL)
        assert isinstance(article, Article)
        assert article.published_at is not None
        assert article.published_at.month == month


def test_of_an_unknown_zone_the_address_says_what_day_it_is_there() -> None:
    at, _, _ = found(META % "2026-11-16T02:31:00Z", url=DATED_URL)
    assert at == "2026-11-15T23:31:00-03:00"
    assert found(META % "2026-11-16T02:31:00Z")[0] == "2026-11-16T02:31:00+00:00"


@pytest.mark.parametrize("text", ["1989-12-31", "2026-11-18", "2026-02-30", "2 hours ago", "0000"])
def test_impossible_dates_are_refused(text: str) -> None:
    assert found(META % text) == (None, None, None)


def test_a_date_beside_the_article_is_not_its_own() -> None:
    aside = "<aside><time datetime='2026-11-01'>x</time></aside><div class='related date'></div>"
    assert found(body=aside) == (None, None, None)


def test_the_url_tells_the_day_and_corrects_a_weak_date(make_source: Callable[..., Source]) -> None:
    source = make_source()
    day = ("2026-11-15T00:00:00+08:00", "url", "day")
    assert found(url=DATED_URL, source=source) == day
    assert found(url=DATED_URL) == day
    other = "<time datetime='2026-10-01T00:00:00Z'></time>"
    assert found(body=other, url=DATED_URL, source=source) == day
    for url in ("http://herald.test/2026/11/5/story", "http://herald.test/2026/news/11/05/story/"):
        assert str(found(url=url)[0])[:10] == "2026-11-05"


def test_the_list_is_asked_last_but_knows_the_time_of_the_day() -> None:
    listed = ("2026-11-15T09:30:00+08:00", "second")
    from_list = (listed[0], "list", "second")
    assert found(listed=listed) == from_list
    assert found(META % "2026-11-15", listed=listed) == from_list
    assert found(url=DATED_URL, listed=listed) == from_list
    assert found(META % "2026-11-14", listed=listed)[1] == "metadata"
    assert found(META % "2026-11-15T08:00:00Z", listed=listed)[1] == "metadata"
    assert found(listed=("2026-11-15T00:00:00+08:00", "day"))[2] == "day"


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789年月日號-/.: TZ+pamde PMnov時分上下午", max_size=40))
def test_any_text_is_read_or_not(text: str) -> None:
    moment = read(text, UTC)
    assert moment is None or (moment.at.tzinfo and 1990 <= moment.at.year <= 2100)


@settings(max_examples=200, deadline=None)
@given(st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)))
def test_every_form_of_a_moment_reads_back(at: datetime) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=UTC)
    for form in ("%Y-%m-%dT%H:%MZ", "%Y年%m月%d日 %H:%M", "%d/%m/%Y %H:%M", "%d %B %Y %H:%M",
                 "%B %d, %Y %I:%M %p", "%Y/%m/%d %H時%M分"):  # fmt: skip
        moment = read(at.strftime(form), UTC)
        assert moment and moment.at == at, form
