"""The page in a browser, where there is one: it draws, breaks no rule of its own policy, and
nothing a crawled page says is run."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from chromium import BROWSER, Tab, browsing
from grown import day
from openpage import EVIL, TEXT, open_page
from press import make_source

from crawlers.database import Database
from crawlers.taxonomy import load_places, load_topics

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Tab]:
    """A tab that has nothing to complain of in the end."""
    with browsing(tmp_path) as tab:
        yield tab
        assert tab.complaints == []


def test_the_overview_draws_every_panel(page: httpx.Client, tab: Tab) -> None:
    tab.open(f"{page.base_url}?region=gba&span=7")
    for panel in ("topics", "trends", "voices", "places"):
        body = f"#panel-{panel} .panel-body:not([aria-busy])"
        tab.run(f"page.querySelector('#panel-{panel}')?.scrollIntoView()")
        tab.until(f"page.querySelector('{body} :is(canvas, li)')")
    document = tab.run("page.body.textContent")
    assert "Herald" in document
    assert "1 day with holes" in document or "days with holes" in document
    assert not tab.run("page.querySelector('.state.failed')")
    assert [url for url in tab.requests if not url.startswith((str(page.base_url), "data:"))] == []


def test_the_charts_are_there_again_after_another_tab(page: httpx.Client, tab: Tab) -> None:
    tab.open(f"{page.base_url}?region=gba&span=7")
    tab.until("page.querySelector('#panel-topics canvas')")
    tab.run("page.querySelector('[data-tab=sources]').click()")
    tab.until("page.querySelector('#panel-health .source')")
    tab.run("page.querySelector('[data-tab=topics]').click()")
    tab.until("page.querySelector('#panel-topics canvas')")


def test_before_the_first_article_the_page_says_what_to_do(
    database: Database, database_url: str, tmp_path: Path, tab: Tab
) -> None:
    database.sync_reference([make_source()], load_topics(), load_places())
    with open_page(database_url, tmp_path) as page:
        tab.open(str(page.base_url))
        assert "Switch on a source's DAG" in tab.until("page.querySelector('.notice')?.textContent")
        tab.run("page.querySelector('[data-tab=sources]').click()")
        tab.until("page.querySelector('#panel-health .never')")
        assert not tab.run("page.querySelector('.state.failed')")


def test_a_year_is_told_in_whole_weeks(page: httpx.Client, tab: Tab) -> None:
    tab.open(f"{page.base_url}?region=gba&span=360")
    told = tab.until("page.querySelector('#panel-topics .legend')?.textContent")
    assert "Weeks are whole: Mon" in told


def test_the_articles_csv_is_as_long_as_the_page_says(page: httpx.Client, tab: Tab) -> None:
    tab.open(f"{page.base_url}?region=gba&span=7&tab=articles")
    tab.until("page.querySelector('#panel-articles .headline')")
    link = tab.run("page.querySelector('#panel-articles a[download]').getAttribute('href')")
    assert "most=200" in link
    assert page.get(f"/{link}").content.count(b"\r\n") == 7


def test_what_an_article_says_stays_text(page: httpx.Client, tab: Tab) -> None:
    tab.open(f"{page.base_url}?region=gba&span=7&tab=articles&q=ferry")
    tab.until("page.querySelector('#panel-articles .headline')")
    assert EVIL in tab.run("page.querySelector('#panel-articles').textContent")
    tab.open(f"{page.base_url}?region=gba&span=7&tab=articles&article=1")
    tab.until("page.querySelector('.full .text')")
    said = "[...page.querySelectorAll('.full .text p')].map((one) => one.textContent).join('\\n')"
    assert tab.run(said).startswith(TEXT)
    assert tab.run("page.querySelectorAll('img, .full script, .panel script').length") == 0
    span = {"region": "gba", "since": "2020-01-01", "until": "2020-01-02"}
    assert page.get("/api/articles", params=span).json()["rows"] == []


def test_an_article_whose_text_is_kept_no_longer_says_so(page: httpx.Client, tab: Tab) -> None:
    span = {"region": "gba", "since": str(day(7)), "until": str(day(0))}
    rows = page.get("/api/articles", params=span).json()["rows"]
    bare = next(row for row in rows if row["snippet"] is None)
    tab.open(f"{page.base_url}?region=gba&span=7&tab=articles&article={bare['article_id']}")
    told = tab.until("page.querySelector('.full')?.textContent")
    assert bare["title"] in told
    assert "Its text is kept no longer" in told
    assert not tab.run("page.querySelector('.state.failed')")


def test_a_table_is_reached_and_read_by_keyboard(page: httpx.Client, tab: Tab) -> None:
    tab.open(f"{page.base_url}?region=gba&span=7&tab=stories")
    tab.until("page.querySelector('#panel-syndication .bars button')")
    for _ in range(60):
        tab.press("Tab")
        if tab.run("page.activeElement.closest('#panel-syndication .tools button') !== null"):
            break
    tab.press("Enter")
    cells = "[...page.querySelector('#panel-syndication tbody tr').cells]"
    row = tab.until(f"{cells}.map((cell) => cell.textContent)")
    assert row[:3] == ["Gazette", "Herald", "1"]
    tab.press("Tab")
    tab.press("Tab")
    assert tab.run("page.activeElement.matches('#panel-syndication .table')")


def test_the_focus_stays_when_a_panel_is_drawn_anew(page: httpx.Client, tab: Tab) -> None:
    tab.open(f"{page.base_url}?region=gba&span=7")
    tab.until("page.querySelector('#panel-voices .bars button')")
    tab.run("page.querySelector('#panel-voices .bars li:last-child button').focus()")
    chosen = tab.run("page.activeElement.textContent")
    tab.press("Enter")
    tab.until("page.querySelector('#panel-voices .bars .chosen')")
    assert tab.run("page.activeElement.matches('#panel-voices .chosen')")
    assert tab.run("page.activeElement.textContent") == chosen
    tab.open(f"{page.base_url}?region=gba&span=7&tab=articles")
    tab.type("#panel-articles [name=q]", "ferry")
    tab.run("page.querySelector('#panel-articles [name=q]').focus()")
    tab.press("Enter")
    tab.until("page.querySelector('#panel-articles mark')")
    assert tab.run("page.activeElement.value") == "ferry"
    tab.press("Tab")
    tab.press("Tab")
    tab.press("Tab")
    tab.press("Enter")
    tab.until("page.querySelector('.full .text')")
