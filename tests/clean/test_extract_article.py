"""One page understood: titles, bodies, people, languages, in the four tongues of the region."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean import extract_article
from crawlers.model import Article, Reason, Reject
from crawlers.sources import Source

URL = "http://herald.test/2026/11/15/story"

ENGLISH = (
    "The harbour ferry will keep its fares for another year, officials said on Monday. ",
    "Passengers on the piers welcomed the news, and asked for more boats in the evening. ",
)
HANT = (
    "運輸署表示，渡輪票價未來一年維持不變，市民普遍歡迎這項決定。",
    "碼頭乘客希望晚間增加班次，方便下班。",
)
HANS = (
    "运输署表示，渡轮票价未来一年维持不变，市民普遍欢迎这项决定。",
    "码头乘客希望晚间增加班次，方便下班。",
)
CANTONESE = (
    "啲街坊話渡輪票價唔加就最好，佢哋成日都要搭船返工。",
    "今日喺碼頭見到好多人，大家都話開心咗。",
)
PORTUGUESE = (
    "O preço dos bilhetes de barco mantém-se durante mais um ano, anunciou o Governo. ",
    "Os passageiros pediram também mais ligações à noite e nos feriados da região. ",
)


def page(paragraphs: tuple[str, ...], head: str = "", title: str = "A headline") -> bytes:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html><head><title>{title} | The Herald</title>{head}</head><body>"
        f"<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
        f"<article><h1>{title}</h1>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    ).encode()


def read(html: bytes, source: Source | None = None) -> Article:
    result = extract_article(html, URL, source)
    assert isinstance(result, Article), result
    return result


@pytest.mark.parametrize(
    ("paragraphs", "language", "script", "words"),
    [
        (ENGLISH, "en", "Latn", 29),
        (HANT, "zh", "Hant", 43),
        (HANS, "zh", "Hans", 43),
        (CANTONESE, "zh", "Hant", 40),
        (PORTUGUESE, "pt", "Latn", 27),
    ],
)
def test_each_tongue_of_the_region(
    paragraphs: tuple[str, ...], language: str, script: str, words: int
) -> None:
    article = read(page(paragraphs))
    assert article.body == "\n".join(text.strip() for text in paragraphs)
    assert (article.language, article.script) == (language, script)
    assert article.words == words
    assert article.title == "A headline"


LD = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (LD.format('{"@type":"NewsArticle","headline":"From JSON-LD"}'), "From JSON-LD"),
        (LD.format('{"@graph":[{"@type":["ReportageNewsArticle"],"headline":"Deep &amp; in"}]}'),
         "Deep & in"),
        (LD.format('{"@type":"NewsArticle","headline":"Mended",}'), "Mended"),
        (LD.format('{"@type":"WebSite","headline":"No article"}'), "A headline"),
        (LD.format("{broken"), "A headline"),
        (LD.format("[" * 100_000), "A headline"),
        ('<meta property="og:title" content="Open graph - The Herald">'
         '<meta property="og:site_name" content="The Herald">', "Open graph"),
        ('<meta property="og:title" content="A headline | Some other suffix">', "A headline"),
    ],
)  # fmt: skip
def test_the_title_comes_from_where_sites_lie_least(head: str, title: str) -> None:
    assert read(page(ENGLISH, head)).title == title


def test_a_page_without_headline_elements_is_named_by_its_title_element() -> None:
    html = page(ENGLISH).replace(b"<h1>A headline</h1>", b"")
    source = None
    assert read(html, source).title in ("A headline", "A headline | The Herald")


def test_the_sources_selectors_come_first(make_source: Callable[..., Source]) -> None:
    source = make_source(
        title=".t", body=".b", date=".d", author=".who", drop=[".ad"], drop_lines=["^Sponsored"]
    )
    html = (
        "<h1>Site slogan</h1><div class=t>The real headline</div>"
        "<div class=d>2026-11-15 08:05</div>"
        "<div class=who>By Ana Lee and Rui Sá</div><div class=b>Sponsored by nobody<br>"
        f"{ENGLISH[0]}<div class=ad>Buy boats</div>tail of it<p>{ENGLISH[1]}</p></div>"
        "<p>" + "Another much longer text that a general rule would rather take. " * 20 + "</p>"
    )
    article = read(html.encode(), source)
    assert article.extractor == "selectors"
    assert article.title == "The real headline"
    assert article.body == f"{ENGLISH[0].strip()}\ntail of it\n{ENGLISH[1].strip()}"
    assert article.authors == ("Ana Lee", "Rui Sá")
    assert article.published_at == datetime(2026, 11, 15, 0, 5, tzinfo=UTC)
    assert article.published_precision == "minute"


def test_a_tag_of_the_paper_stays_unless_its_source_cuts_it(
    make_source: Callable[..., Source],
) -> None:
    tagged = page((f"【本報訊】{HANT[0]}", *HANT[1:]))
    assert read(tagged).body.startswith("【本報訊】")
    assert read(tagged, make_source(cut=["^【本報訊】"])).body == "\n".join(HANT)


def test_a_selector_that_finds_nothing_gives_way(make_source: Callable[..., Source]) -> None:
    source = make_source(body=".gone", title=".gone", date=".gone", author=".gone")
    assert read(page(ENGLISH), source).extractor == "prose"


def test_a_body_that_stands_only_in_json_ld_is_found() -> None:
    story = {"@type": "NewsArticle", "headline": "Hidden", "articleBody": " ".join(ENGLISH * 4)}
    html = (
        f"<html><head>{LD.format(json.dumps(story))}</head><body><div id=app></div></body></html>"
    )
    article = read(html.encode())
    assert (article.title, article.words) == ("Hidden", 4 * 29)


@pytest.mark.parametrize(
    "heading",
    ["Related News", "相關新聞", "相关阅读", "延伸閱讀：", "Notícias relacionadas", "Leia também:"],
)
def test_teasers_of_other_articles_are_cut_off(heading: str) -> None:
    html = page((*ENGLISH, *ENGLISH, heading, "Lions win cup", "Rain expected"))
    assert "Lions" not in read(html).body
    assert heading not in read(html).body


def test_a_heading_in_the_middle_takes_no_prose_with_it() -> None:
    html = page((ENGLISH[0], "Read more", ENGLISH[1]))
    assert ENGLISH[1].strip() in read(html).body


def test_metadata_is_read_and_hostile_values_are_not() -> None:
    head = (
        '<meta name="author" content="Ana Lee"><meta property="article:section" content="Local">'
        '<meta property="og:image" content="/pictures/1.jpg">'
        '<meta property="article:modified_time" content="2026-11-15T12:00:00Z">'
        '<meta property="article:published_time" content="2026-11-15T11:00:00Z">'
    )
    article = read(page(ENGLISH, head))
    assert (article.authors, article.section) == (("Ana Lee",), "Local")
    assert article.image_url == "http://herald.test/pictures/1.jpg"
    assert article.modified_at == datetime(2026, 11, 15, 12, tzinfo=UTC)
    for bad in ("javascript:alert(1)", "data:image/png;base64,AA", "http://[bad", "ftp://a.test/x"):
        hostile = page(ENGLISH, f'<meta property="og:image" content="{bad}">')
        assert read(hostile).image_url is None


def test_the_reasons_of_a_reject() -> None:
    assert _reason(b"") == Reason.NO_ARTICLE_TEXT
    assert _reason(page(())) == Reason.NO_ARTICLE_TEXT
    no_title = b"<body>" + b"".join(f"<p>{text}</p>".encode() for text in ENGLISH)
    assert _reason(no_title) == Reason.NO_TITLE
    assert _reason(b"x" * (17 << 20)) == Reason.UNREADABLE
    assert _reason(b"<p>a" * 60_000) == Reason.UNREADABLE


def _reason(html: bytes) -> Reason:
    result = extract_article(html, URL)
    assert isinstance(result, Reject)
    return result.reason


def test_depth_and_control_characters_do_no_harm() -> None:
    deep = b"<div>" * 50_000 + page(ENGLISH) + b"</div>" * 50_000
    assert isinstance(extract_article(deep, URL), Article | Reject)
    story = {"@type": "NewsArticle", "headline": "a\ud800b\u0000c\u0007d", "author": ["\udfff x"]}
    article = read(page(ENGLISH, LD.format(json.dumps(story))))
    article.model_dump_json()
    assert "\x00" not in article.title and "\x07" not in article.title


def test_reading_twice_gives_the_same() -> None:
    assert read(page(HANT)) == read(page(HANT))


SEEDS = [page(text) for text in (ENGLISH, HANT, HANS, PORTUGUESE)]
PIECES = st.sampled_from(
    [b"<", b">", b"</article>", b"<script>", b"<!--", b"&#0;", b"&#x1;", b"\xff\xfe", b"\x00",
     b"]]>", b"<svg><p>", b"<table><tr>", b"<base href='//x'>", b"\xf0\x9f", b"<![CDATA[",
     "香".encode("big5")]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    seed=st.sampled_from(SEEDS), cuts=st.lists(st.tuples(st.integers(0, 900), PIECES), max_size=8)
)
def test_mangled_pages_end_as_an_article_or_a_reject(
    seed: bytes, cuts: list[tuple[int, bytes]]
) -> None:
    for at, piece in cuts:
        seed = seed[:at] + piece + seed[at + len(piece) // 2 :]
    result = extract_article(seed, URL)
    assert isinstance(result, Article | Reject)
    assert "\x00" not in result.model_dump_json().replace("\\u0000", "\x00")


@settings(max_examples=60, deadline=None)
@given(html=st.binary(max_size=2000), content_type=st.text(max_size=40))
def test_any_bytes_end_as_an_article_or_a_reject(html: bytes, content_type: str) -> None:
    result = extract_article(html, URL, content_type=content_type)
    assert isinstance(result, Article | Reject)
    result.model_dump_json()
