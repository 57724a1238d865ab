"""What is told of an article besides its text: its form, the agencies it credits, its languages,
its headline, and which version of a site's looks it was read by."""

from collections.abc import Callable
from datetime import date

import pytest

from crawlers.clean import extract_article
from crawlers.clean.wires import credits_of
from crawlers.model import Article
from crawlers.sources import Earlier, Extraction, Source

URL = "http://herald.test/story"
LINE = "The ferry keeps its fares for another year, and nobody on the piers objects to that."
TEXT = f"<div class=story><p>{LINE}</p><p>{LINE.replace('ferry', 'tram')}</p></div>"
CLOSED = '{"@type":"NewsArticle","isAccessibleForFree":"False","hasPart":{"cssSelector":".rest"}}'
LIVE = '{"@type":"LiveBlogPosting","headline":"Typhoon"}'


def read(body: str, head: str = "", source: Source | None = None) -> Article:
    html = f"<html><head>{head}</head><body><h1>Fares stay the same</h1>{body}</body></html>"
    article = extract_article(html.encode(), URL, source)
    assert isinstance(article, Article), article
    return article


def ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_an_article_is_whole_unless_its_page_says_otherwise() -> None:
    assert read(TEXT).form == "text"
    assert read(TEXT, ld(CLOSED)).form == "partial"
    rest = f"<div class=rest>{TEXT * 3}</div>"
    assert read(rest, ld(CLOSED)).form == "text"
    wall = "<div class=paywall>Subscribe to continue reading</div>"
    assert read(TEXT + wall).form == "partial"
    assert read(TEXT + "<div class=paywall-box>訂閱後可閱讀全文</div>").form == "partial"
    assert read(TEXT * 20 + wall).form == "text"


def test_a_running_report_and_a_photo_story() -> None:
    assert read(TEXT, ld(LIVE)).form == "live"
    pictures = "".join(
        f"<figure><img src={n}><figcaption>Boat</figcaption></figure>" for n in "abc"
    )
    story = read(f"<div class=gallery>{pictures}</div><p>Boats.</p>")
    assert (story.form, story.words < 12) == ("photos", True)


@pytest.mark.parametrize(
    ("body", "authors", "wires"),
    [
        ("【新華社北京十一日電】國務院今日公布。", (), ("xinhua",)),
        ("中新網11月1日電 國務院今日公布。", (), ("cns",)),
        ("Texto do dia.\n(Lusa)", (), ("lusa",)),
        ("BEIJING, Nov. 11 (Xinhua) -- The council met.", (), ("xinhua",)),
        ("LONDON - AFP - The council met.", (), ("afp",)),
        ("The council met.\nSource: Reuters", (), ("reuters",)),
        ("據了解會議已開。\n來源：新华社", (), ("xinhua",)),
        ("The council met. — Bloomberg", (), ("bloomberg",)),
        ("The council met.", ("Ana Lee", "Agence France-Presse"), ("afp",)),
        ("He told Reuters that he would stay, Xinhua said.", (), ()),
        ("The AP class was full, and so was the Lusa bar.", (), ()),
        ("新華社記者在場採訪，一切如常進行，並無異樣。", (), ()),
    ],
)
def test_an_agency_is_credited_where_credits_stand(
    body: str, authors: tuple[str, ...], wires: tuple[str, ...]
) -> None:
    assert credits_of(body, authors) == wires


def test_a_text_in_two_languages_tells_their_shares() -> None:
    assert read(TEXT).languages == {}
    chinese = "渡輪票價未來一年維持不變，碼頭上無人反對這項決定。"
    both = read(f"<div class=story><p>{chinese}</p><p>{LINE}</p></div>")
    assert list(both.languages) == ["zh-Hant", "en"]
    assert sum(both.languages.values()) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("head", "headings", "title"),
    [
        # What a site shows is not always what it writes for others.
        ("Fares: the big question | The Herald", "Ferry fares: the question of the year",
         "Ferry fares: the question of the year"),
        ("Ferry fares stay | The Herald", "The Herald", "Ferry fares stay"),
        ("Ferry fares stay - The Herald", "The Herald</h1><h1>Ferry fares stay",
         "Ferry fares stay"),
        ("渡輪票價不變 | 先驅報", "先驅報", "渡輪票價不變"),
        ("渡輪票價一年不變｜先驅報", "渡輪票價一年不變", "渡輪票價一年不變"),
    ],
)  # fmt: skip
def test_the_headline_is_the_one_that_readers_see(head: str, headings: str, title: str) -> None:
    html = f"<html><head><title>{head}</title></head><body><h1>{headings}</h1>{TEXT}"
    site = "<meta property='og:site_name' content='先驅報'>"
    site += "<meta name=application-name content='The Herald'>"
    article = extract_article(html.replace("<head>", f"<head>{site}").encode(), URL)
    assert isinstance(article, Article)
    assert article.title == title


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("渡輪票價一年不變_某某網", "<div>渡輪票價一年不變</div>"),
        ("渡輪票價一年不變-EDN 某技術網", "<td><font>渡輪票價一年不變</font></td>"),
        ("渡輪票價一年不變 某區辦事處_某市網", "<b>渡輪票價一年不變</b>"),
        ("某市議會 - 渡輪票價一年不變", "<div class=head>渡輪票價一年不變</div>"),
    ],
)
def test_of_a_title_element_the_part_counts_that_the_page_shows(head: str, shown: str) -> None:
    html = f"<html><head><title>{head}</title></head><body>{shown}{TEXT}"
    article = extract_article(html.encode(), URL)
    assert isinstance(article, Article)
    assert article.title == "渡輪票價一年不變"


def test_old_pages_are_read_by_the_selectors_of_their_time(
    make_source: Callable[..., Source],
) -> None:
    now = Extraction(
        body="div.story",
        title="h1",
        earlier=(Earlier(until=date(2020, 1, 1), body="td.text", title="b.head"),),
    )
    source = make_source().model_copy(update={"extraction": now})
    old = f"<b class=head>The fares of old</b><table><td class=text><p>{LINE}</p></td></table>"
    day = '<meta property="article:published_time" content="2019-05-01T08:00:00+08:00">'
    page = (
        f"<html><head>{day}</head><body>{old}<div class=story><p>{LINE * 3}</p></div></body></html>"
    )
    article = extract_article(page.encode(), URL, source)
    assert isinstance(article, Article)
    assert (article.title, article.body) == ("The fares of old", LINE)
    assert article.extractor == "selectors"
    new = read(TEXT, source=source)
    assert (new.extractor, new.body.count("\n")) == ("selectors", 1)


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        ("<meta name=author content='By Ana Lee and Rui Sá'>", "", ("Ana Lee", "Rui Sá")),
        ("<meta name=author content='The Herald'>", "<a rel=author>Ana Lee</a>", ("Ana Lee",)),
        ("<meta name=author content='Herald Media GmbH, Berlin, Germany'>",
         "<p class=byline>Von Ana Lee, Technology Editor</p>", ("Ana Lee",)),
        ("<meta name=author content='The Herald'>", "", ("The Herald",)),
        ("<meta name=author content='http://social.test/ana'>",
         "<div class=post-author-name><div>By</div><a href=/ana>Ana Lee</a></div>", ("Ana Lee",)),
        ("", "<p>By Ana Lee, Staff Writer</p>", ("Ana Lee",)),
        ("", "<div class=comments><p class=author>Troll</p></div>", ()),
        ("", "<p>時間：2026-11-15 作者：李安 閱讀：33</p>", ("李安",)),
        ("", "<p class=info>文／李安、何文</p>", ("李安", "何文")),
        ("<meta name=twitter:label1 content=Autor><meta name=twitter:data1 content='Ana Lee'>", "",
         ("Ana Lee",)),
    ],
)  # fmt: skip
def test_authors_are_people_where_any_are_named(
    head: str, body: str, authors: tuple[str, ...]
) -> None:
    site = "<meta property='og:site_name' content='The Herald'>"
    html = f"<html><head>{site}{head}</head><body><h1>Fares stay</h1>{body}{TEXT}"
    article = extract_article(html.encode(), URL)
    assert isinstance(article, Article)
    assert article.authors == authors
