"""Pages of sites that nobody described: the article without what stands around it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean import extract_article
from crawlers.clean.furniture import is_furniture
from crawlers.clean.likeness import likeness
from crawlers.clean.markup import Markup
from crawlers.clean.prose import prose
from crawlers.clean.reconcile import reconciled
from crawlers.model import Article

URL = "https://paper.test/news/1"
TEXT = [
    "The ferry to the outer islands sails an hour earlier from Monday, the company said.",
    "Fares stay what they are, and the last boat still leaves the pier at half past eleven.",
    "Passengers asked for more boats at night; the company answered that it was looking at it.",
]
PARAGRAPHS = "".join(f"<p>{line}</p>" for line in TEXT)
CHINESE = [
    "渡輪公司宣布下星期一起提早一小時開船。",
    "票價維持不變，尾班船仍於晚上十一時半開出。",
    "乘客希望加開夜船。",
]


def read(body: str, head: str = "<title>Ferry sails earlier</title>") -> list[str]:
    html = f"<html><head>{head}</head><body>{body}</body></html>"
    article = extract_article(html.encode(), URL)
    assert isinstance(article, Article), article
    return article.body.split("\n")


CARDS = "".join(
    f"<div class=item><a href=/{n}><h3>Another story of the day, number {n}</h3></a>"
    "<p>It tells of something else, in a sentence that is as long as one of ours is.</p></div>"
    for n in range(4)
)
AROUND = {
    "a menu": "<nav><ul><li><a href=/a>World</a></li><li><a href=/b>Sport</a></li></ul></nav>{}",
    "a menu that is not closed": "<button class=menu><span>Menu</span>{}",
    "cards of other stories": "<div class=main>{}</div><div class=grid>" + CARDS + "</div>",
    "cards within": "<div class=article>{}<div class=grid>" + CARDS + "</div></div>",
    "comments": "{}<div id=comments><p>" + TEXT[0].replace("ferry", "bus") * 2 + "</p></div>",
    "the author's life": "{}<div class=author-bio><p>Ana Lee has written of boats for nine years, "
    "and lives on an island with two cats, a dog and a parrot.</p></div>",
    "a class that says it has a sidebar": "<main class='content hasSidebar'>{}</main>",
    "a widget": "<div class=widget-span>{}</div>",
    "an advert's label": "<div>{}<p>Advertisement</p></div>",
    "labels at the edges": "<div><p>5 min read</p>{}<p>Filed under</p><p>Share</p></div>",
    "a call to subscribe": "<div>{}<p>Sign up for our daily newsletter</p></div>",
    "a form around all": "<form action=/ method=post>{}</form>",
}


@pytest.mark.parametrize("around", AROUND.values(), ids=AROUND)
def test_what_stands_around_an_article_is_left_out(around: str) -> None:
    assert read(around.format(PARAGRAPHS)) == TEXT


def test_what_is_hidden_until_asked_for_is_read() -> None:
    rest = f"<div style='display: none'><p>{TEXT[1]}</p><p>{TEXT[2]}</p></div>"
    assert read(f"<div class=story><p>{TEXT[0]}</p><a href=#>more</a>{rest}</div>") == TEXT


def test_what_is_said_of_pictures_is_left_out() -> None:
    figure = "<figure><img src=a><figcaption>The pier in the morning, when nobody is there to see "
    figure += "it but gulls, and a man.</figcaption></figure>"
    plain = "<div><img src=b alt='A boat'><div>The boat at the pier. (Photo: Ana Lee)</div></div>"
    named = "<div><p>A boat</p><img src=b alt='A boat'></div>"
    story = f"{figure}<p>{TEXT[0]}</p>{plain}<p>{TEXT[1]}</p>{named}<p>{TEXT[2]}</p>"
    assert read(f"<div class=story>{story}</div>") == TEXT


def test_short_chinese_sentences_are_sentences() -> None:
    lines = "".join(f"<p>{line}</p>" for line in CHINESE)
    assert (
        read(f"<div class=txt>{lines}</div><div><a href=/>首頁</a> <a href=/x>港聞</a></div>")
        == CHINESE
    )


def test_paragraphs_told_apart_by_line_breaks_alone() -> None:
    assert read("<td class=article>" + "<br><br>　　".join(TEXT) + "</td>") == TEXT


def test_ruby_is_not_read_twice() -> None:
    ruby = CHINESE[0].replace("渡輪", "<ruby>渡輪<rp>(</rp><rt>dou6 leon4</rt><rp>)</rp></ruby>")
    lines = "".join(f"<p>{line}</p>" for line in (ruby, *CHINESE[1:]))
    assert read(f"<div class=txt>{lines}</div>") == CHINESE


def test_lists_and_headings_within_are_kept() -> None:
    story = (
        f"<p>{TEXT[0]}</p><h2>The boats</h2><ul><li>The Star, at nine</li><li>The Moon</li></ul>"
    )
    got = read(f"<article>{story}<p>{TEXT[1]}</p></article>")
    assert got == [TEXT[0], "The boats", "The Star, at nine", "The Moon", TEXT[1]]


FURNITURE = """▼點擊圖片放大
同場加映：
立即下載《新報》App
- 閱讀更多 -
責任編輯：陳大文
瀏覽次數：1,234
12.3K views
Comments (4)
最後更新：2026-11-15 09:30
Last updated on 15 November 2026, 09:30
Publicidade
Leia também: Barcos voltam a navegar
Follow us on Facebook and more
Also read: Boats sail again
Advertisement
© 2026 The Paper. All rights reserved."""
SENTENCES = """He shared it.
下載量創新高。
The ad said so.
Prices were updated in May 2026, said the shop that had raised them.
瀏覽人數較去年增加一成，達到1,234人。"""


@pytest.mark.parametrize("line", FURNITURE.split("\n"))
def test_lines_of_no_article(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", [*TEXT, *CHINESE, *SENTENCES.split("\n")])
def test_lines_of_articles(line: str) -> None:
    assert not is_furniture(line)


def test_what_takes_other_readers_long_to_write_out_is_taken_off() -> None:
    quotes = "“Fares stay,” " * 2_000
    page = Markup(f'<html><head><meta content="{quotes}"></head><body><p>Fares</p>', URL)
    reconciled(page, None)
    assert page.xpath("//meta/@content") == []


def test_links_that_stand_too_deep_are_not_counted_by_the_reader_that_takes_long() -> None:
    def why(depth: int) -> str:
        links = "<div>" * depth + "<a href=/a>Fares</a> " * 2_500 + "</div>" * depth
        text = "".join(f"<p>{line}</p>" for line in TEXT)
        aside = "".join(f"<p>{line}</p>" for line in TEXT[:2])
        return reconciled(Markup(f"<main>{text}</main><aside>{aside}</aside>{links}", URL)).why

    assert "trafilatura" in why(2)
    assert "trafilatura" not in why(220)


def test_likeness_counts_what_stands_twice() -> None:
    assert likeness(TEXT, TEXT) == 1.0
    assert likeness(TEXT, TEXT + TEXT) < 0.7
    assert likeness(TEXT, CHINESE) == likeness([], TEXT) == 0.0


@settings(max_examples=150, deadline=None)
@given(
    st.text(
        alphabet="<>/ =\"'abcdpivhlru123。，港", max_size=400
    ).map(lambda text: f"<div class=story>{PARAGRAPHS}{text}")
)  # fmt: skip
def test_any_page_is_read(text: str) -> None:
    found = prose(Markup(text, URL).tree)
    assert 0 <= found.share <= 1
    assert all(line.strip() for line in found.lines)
