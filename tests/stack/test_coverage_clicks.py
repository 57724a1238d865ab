"""A person at the Coverage page of the running stack, in a browser: logs in, filters, reads, takes
numbers home. What is shown is what SQL and the newsstand say."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from chromium import BROWSER, Tab, browsing
from livestack import Running, eventually
from press import make_article, make_batch

from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Window
from crawlers.settings import ROOT
from crawlers.sources import load_catalogue
from crawlers.stories import link, roll_up
from newsdelta.stack import VIEWER

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
EMBEDDED = "document.querySelector('iframe').contentDocument"
LANGUAGE, SUBJECT = "zh-Hant", "economy"
SOURCE = "ns_harbour_gazette"
BEFORE = "An earlier ending of this text."
CELLS = "[...row.cells].map((cell) => cell.textContent)"


@pytest.fixture(scope="module")
def published(running: Running) -> list[dict[str, Any]]:
    """The newsstand's articles of the days that were crawled, once all are counted."""
    days = f"day >= '{running.window.start.date()}' and day < '{running.window.end.date()}'"
    found: list[dict[str, Any]] = running.published(running.window.start, running.window.end)[
        "articles"
    ]
    count = f"select sum(articles) as n from news.daily_totals where {days}"
    eventually(lambda: running.ask(count)[0]["n"] == len(found), 120)
    return found


@pytest.fixture(scope="module")
def tab(running: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    """The viewer's browser, logged in through Airflow's own form."""
    with browsing(tmp_path_factory.mktemp("browser")) as tab:
        tab.open(running.stack.airflow_url)
        tab.type("[name=username]", VIEWER)
        tab.type("[name=password]", running.stack.passwords[VIEWER])
        tab.press("Enter")
        tab.until("page.querySelector('a[href$=\"plugin/coverage\"]')")
        tab.complaints.clear()  # Airflow's own, on the way to its login
        yield tab


@pytest.fixture
def coverage(tab: Tab, running: Running, published: list[dict[str, Any]]) -> Iterator[Tab]:
    """Coverage inside Airflow, opened from its navigation, set to the days that were crawled; what
    it asked for came from this machine, and it had nothing to complain of."""
    tab.open(running.stack.airflow_url)
    tab.click("a", "Coverage")
    tab.until(f"{EMBEDDED}.querySelector('#panel-topics')")
    tab.frame = EMBEDDED
    tab.click("#filters label", "Other")
    tab.choose("since", str(running.window.start.date()))
    tab.choose("until", str(running.window.end.date() - timedelta(days=1)))
    tab.until("page.querySelector('.figure b')")
    yield tab
    at = running.stack.airflow_url
    assert [url for url in tab.requests if not url.startswith((f"{at}/", "data:", "blob:"))] == []
    assert tab.complaints == []


def table(tab: Tab, panel: str) -> list[list[str]]:
    """A panel's rows, as a table; the first column is the head of a row."""
    button = f"#panel-{panel} .tools button"
    if tab.until(f"page.querySelector('{button}').textContent") == "As table":
        tab.click(button)
    tab.until(f"page.querySelector('#panel-{panel} .panel-body:not([aria-busy]) tbody')")
    rows = f"[...page.querySelectorAll('#panel-{panel} tbody tr')]"
    found: list[list[str]] = tab.run(f"{rows}.map((row) => {CELLS})")
    return found


def shown(tab: Tab, panel: str) -> dict[str, int]:
    """The second column of a panel's table by the first."""
    rows = table(tab, panel)
    return {name: int(number.replace(",", "")) for name, number, *_ in rows if number}


def total(tab: Tab) -> int:
    """The first of the figures at the head."""
    return int(tab.until("page.querySelector('.figure b')?.textContent").replace(",", ""))


def names(running: Running) -> dict[str, str]:
    """Of all topics and sources, by id."""
    return {row["id"]: row["name"] for row in running.ask("select id, name from news.dimensions")}


def test_what_is_chosen_goes_into_the_address_and_stays(coverage: Tab, running: Running) -> None:
    coverage.click("#filters label", "7 days")
    coverage.choose("language", LANGUAGE)
    coverage.choose("topic", SUBJECT)
    coverage.choose("source", "ns_river_daily")
    chosen = {"span": "7", "language": LANGUAGE, "topic": SUBJECT, "source": "ns_river_daily"}
    coverage.until(f"new URLSearchParams(page.location.search).get('topic') === '{SUBJECT}'")
    assert coverage.run("Object.fromEntries(new URLSearchParams(page.location.search))") == chosen
    coverage.run("document.body.dataset.before = '1', document.location.reload()")
    again = "!document.body?.dataset.before && document.querySelector('iframe')?.contentDocument"
    coverage.until(f"({again})?.querySelector('#panel-topics')")
    controls = "Object.fromEntries(new FormData(page.querySelector('#filters')))"
    assert coverage.run(controls).items() >= chosen.items()


def test_its_numbers_are_those_of_sql_and_of_the_newsstand(
    coverage: Tab, running: Running, published: list[dict[str, Any]]
) -> None:
    named = names(running)
    eventually(lambda: total(coverage) == len(published), 60)
    voices = Counter(named[one["source"]] for one in published)
    assert shown(coverage, "voices") == voices
    sql = running.ask(
        "select topic, sum(all_articles) as n from news.region_by_topic where period = 'day'"
        f" and region = 'newsstand' and parent_topic_id is null and {_days(running)} group by topic"
    )
    assert shown(coverage, "topics") == {row["topic"]: row["n"] for row in sql}

    coverage.choose("topic", SUBJECT)
    coverage.choose("language", LANGUAGE)
    coverage.until("page.querySelector('#panel-topics .table .cell')?.textContent && true")
    below = f"select id from news.dimensions where parent_id = '{SUBJECT}'"
    beats = {row["id"] for row in running.ask(below)}
    theirs = [one for one in published if f"{one['language']}-{one['script']}" == LANGUAGE]
    truth = Counter(named[t] for one in theirs for t in one["topics"] if t in beats)
    assert truth
    eventually(lambda: _beats(coverage, named[SUBJECT]) == truth, 60)

    source = theirs[0]["source"]
    coverage.choose("source", source)
    mine = [one for one in theirs if one["source"] == source]
    truth = Counter(named[t] for one in mine for t in one["topics"] if t in beats)
    eventually(lambda: _beats(coverage, named[SUBJECT]) == truth, 60)


def _beats(tab: Tab, subject: str) -> dict[str, int]:
    return {name: n for name, n in shown(tab, "topics").items() if name != subject}


def _days(running: Running) -> str:
    first, until = running.window.start.date(), running.window.end.date()
    return f"starts_on >= '{first}' and starts_on < '{until}'"


def test_a_csv_has_the_rows_of_sql(coverage: Tab, running: Running) -> None:
    coverage.choose("language", LANGUAGE)
    coverage.until("page.querySelector('#panel-topics a[download]').href.includes('zh-Hant')")
    file = coverage.download("#panel-topics a[download]")
    assert file.name.startswith("topics_newsstand_")
    sql = running.ask(
        "select starts_on, topic_id, sum(all_articles) as articles, sum(all_originals) as originals"
        " from news.coverage_by_topic where period = 'day' and region = 'newsstand'"
        " and language = 'zh' and script = 'Hant' and parent_topic_id is null"
        f" and {_days(running)} group by starts_on, topic_id order by starts_on, topic_id"
    )
    assert sql
    assert _read(file, list(sql[0])) == [[str(value) for value in row.values()] for row in sql]


def _read(file: Path, columns: list[str]) -> list[list[str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return [[row[name] for name in columns] for row in csv.DictReader(lines)]


def test_an_article_is_found_and_told_with_its_evidence_and_its_changes(
    coverage: Tab, running: Running, published: list[dict[str, Any]]
) -> None:
    titles = Counter(one["title"] for one in published)
    article = next(
        one for one in published if one["topics"] and one["revisions"] and titles[one["title"]] == 1
    )
    change(running, article)
    coverage.click("#tabs a", "Articles")
    title = article["title"]
    coverage.type("#panel-articles input[name=q]", f'"{title}"')
    coverage.press("Enter")
    coverage.until("page.querySelector('#panel-articles mark')")
    coverage.click("#panel-articles .headline", title)
    coverage.until("page.querySelector('.drawer[open] .full')")
    paragraphs = "[...page.querySelectorAll('.full .text p')].map((one) => one.textContent)"
    assert "\n".join(coverage.run(paragraphs)) == article["body"]
    evidence = coverage.run("page.querySelector('.full .evidence').textContent")
    assert all(names(running)[topic] in evidence for topic in article["topics"])
    marked = "[...page.querySelectorAll('.full .text mark, .full h2 mark')].length"
    assert coverage.run(marked) > 0
    gone = coverage.run("page.querySelector('.diff .gone').textContent")
    came = coverage.run("page.querySelector('.diff .came').textContent")
    assert (gone, came) == (BEFORE, article["body"].splitlines()[-1])
    coverage.press("Escape")
    coverage.until("!page.querySelector('.drawer[open]')")
    assert "article=" not in coverage.run("page.location.search")


def change(running: Running, article: dict[str, Any]) -> None:
    """Have an earlier text of the article in the archive, as a crawl before its change loads it."""
    source = load_catalogue(ROOT / "crawlers" / "sources" / "newsstand")[article["source"]]
    at = running.window.end
    text = "\n".join([*article["body"].splitlines()[:-1], BEFORE])
    made = make_article(article["url"], text, title=article["title"])
    folder = running.stack.home / "batches"
    batch = make_batch(folder, "earlier", [made], source=source.id, fetched_at=at)
    database = Database(running.url)
    load(source, Window(start=at - timedelta(hours=1), end=at), batch, database, "earlier")
    link(database)
    roll_up(database)


def test_a_story_is_opened_from_its_first_teller(coverage: Tab, running: Running) -> None:
    coverage.click("#tabs a", "Stories")
    told = coverage.until("page.querySelector('.story .headline')?.textContent")
    coverage.click(".story .headline", told)
    coverage.until("page.querySelector('.drawer[open] .full')")
    assert coverage.run("page.querySelector('.full h2').textContent") == told
    assert coverage.run("page.querySelectorAll('.full .siblings li').length") > 0
    story = running.ask(
        "select count(*) as n from news.story_articles where story_id = (select story_id from"
        f" news.article_details where id = {coverage.run(_ARTICLE)})"
    )
    assert story[0]["n"] > 1


_ARTICLE = "new URLSearchParams(page.location.search).get('article')"


def test_a_dag_leads_to_its_source(coverage: Tab, running: Running) -> None:
    coverage.open(f"{running.stack.airflow_url}/dags/{SOURCE}/plugin/coverage-of-source")
    coverage.until(f"{EMBEDDED}.querySelector('.source')")
    coverage.frame = EMBEDDED
    assert coverage.run("page.querySelectorAll('.source').length") == 1
    assert coverage.run("new URLSearchParams(page.location.search).get('source')") == SOURCE
