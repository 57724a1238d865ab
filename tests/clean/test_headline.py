"""The headline says which of the texts of a page is its article."""

import pytest

from crawlers.clean import extract_article
from crawlers.model import Article

TITLE = "Ferry sails an hour earlier"
TEXT = [
    "The ferry to the outer islands sails an hour earlier from Monday, the company said, and "
    "passengers who miss it have to wait until the afternoon for the next one.",
    "Fares stay what they are, and the last boat still leaves the pier at half past eleven, as it "
    "has done ever since the service began in the year of the great storm.",
    "Passengers asked for more boats at night; the company answered that it was looking at it, "
    "and that a decision was to be expected before the end of the coming winter.",
    "The islands have eleven thousand inhabitants, of whom more than half go to work by boat, and "
    "no road, bridge or tunnel that would take them anywhere else.",
    "A spokesman for the harbour said that the new timetable had been agreed upon in spring with "
    "everybody who has a say in it, and that posters would hang on all the piers by Friday.",
]
NAMES = [
    "programmes", "promises", "cats", "kitchens", "weather", "chess", "bridges", "elections",
    "moons", "football", "letters", "potatoes", "schools", "poets", "tunnels", "wages",
]  # fmt: skip
OTHER = [
    f"Another text, the one of {one}, says at length what has nothing to do with {two}: whoever "
    f"writes of {one} hardly ever knows what {two} are for, and readers of {one} seldom do. It "
    f"goes on to {two} all the same, and ends with {one}."
    for one, two in zip(NAMES, NAMES[1:] + NAMES[:1], strict=True)
]


def paragraphs(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


ARTICLE = f"<h1>{TITLE}</h1>{paragraphs(TEXT)}"
PAGES = {
    "a sidebar with more text than the article": f"<div class=page><section>{ARTICLE}</section>"
    f"<aside class=sidebar><h3>Programme</h3>{paragraphs(OTHER)}</aside></div>",
    "another article behind it": f"<main><article>{ARTICLE}</article>"
    f"<article><h1>Another story</h1>{paragraphs(OTHER)}</article></main>",
    "what readers say, under no name": f"<div id=all><div class=main>{ARTICLE}</div>"
    "<div><a href=/a>The story before</a><br><a href=/b>The story behind</a>"
    f"<h3>16 letters</h3>{paragraphs(OTHER)}</div></div>",
    "teasers before it": "<div id=all><div>"
    + "".join(f"<div>{line}</div><a href=/x>read on</a>" for line in OTHER[:5])
    + f"</div><div class=story>{ARTICLE}</div></div>",
    "a headline that is no heading": "<table><tr><td>"
    + "".join(f"<div>{line}</div>" for line in OTHER[:4])
    + f"</td><td><div class=t>{TITLE}</div><div>{paragraphs(TEXT)}</div></td></tr></table>",
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_article_is_below_its_headline(page: str) -> None:
    html = f"<html><head><title>{TITLE} - The Herald</title></head><body>{page}</body></html>"
    article = extract_article(html.encode(), "https://paper.test/news/1")
    assert isinstance(article, Article)
    assert article.body.split("\n") == TEXT


def test_an_article_in_several_parts_is_whole() -> None:
    parts = [OTHER[at : at + 4] for at in range(0, 16, 4)]
    page = "<main>" + f"<section><h1>{TITLE}</h1>{paragraphs(parts[0])}</section>"
    page += "".join(f"<section><h2>Part</h2>{paragraphs(part)}</section>" for part in parts[1:])
    html = f"<html><head><title>{TITLE}</title></head><body>{page}</main></body></html>"
    article = extract_article(html.encode(), "https://paper.test/news/1")
    assert isinstance(article, Article)
    assert [line for line in article.body.split("\n") if line != "Part"] == OTHER


def test_a_lead_that_the_text_repeats_is_left_out() -> None:
    page = f"<article><h1>{TITLE}</h1><p>{TEXT[0]}</p>{paragraphs(TEXT)}</article>"
    html = f"<html><head><title>{TITLE}</title></head><body>{page}</body></html>"
    article = extract_article(html.encode(), "https://paper.test/news/1")
    assert isinstance(article, Article)
    assert article.body.split("\n") == TEXT


def test_text_behind_the_end_of_a_document_is_read() -> None:
    html = f"<html><head><title>{TITLE}</title></head><body></body></html>{ARTICLE}"
    article = extract_article(html.encode(), "https://paper.test/news/1")
    assert isinstance(article, Article)
    assert article.body.split("\n") == TEXT
