"""Which articles in different languages report one event, and with what evidence."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from press import (
    DAY,
    WINDOW,
    FreshDatabases,
    dump,
    make_article,
    make_batch,
    make_source,
    refuse,
    run,
)

from crawlers.clean import extract_article
from crawlers.clean.places import tag_places
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article, Reason, Stage
from crawlers.sources import Source, load_catalogue
from crawlers.stories import link
from newsstand import TruthArticle, serve, truth
from newsstand.press import ZONE

CATALOGUE = Path(__file__).resolve().parents[2] / "crawlers" / "sources" / "newsstand"
UNTIL = datetime(2026, 11, 15, tzinfo=ZONE)
DAYS = 10
RECALL, PRECISION = 0.9, 0.98
HOURS = {"en": 0, "zh": 5, "pt": 20}
"""When the paper of a language comes out, from the noon of one day on."""
EN, ZH, PT = (
    "Ferry fares rise\nFares to Taipa rise 12.5 per cent on 3 December for 1,987,400 people.",
    "船票加價\n往氹仔的船票12月3日起加12.5%，涉及1,987,400人。",
    "Barcos mais caros\nOs bilhetes para a Taipa sobem 12,5 por cento a 3 de Dezembro para "
    "1.987.400 pessoas.",
)

Told = dict[str, dict[str, str]]
Pair = frozenset[str]


def article(language: str, path: str, text: str, hour: float = 0, **more: Any) -> Article:
    """An article of the paper of a language; its headline is the text's first line."""
    title, _, body = text.strip().partition("\n")
    told = {
        "title": title,
        "language": language,
        "script": "Hant" if language == "zh" else "Latn",
        "published_at": DAY + timedelta(hours=HOURS[language] + hour),
        "places": tag_places(title, body),
    }
    source = more.pop("source", language)
    return make_article(f"https://{source}.example/{path}", body, **told | more)


def keep(database: Database, folder: Path, made: list[Article], source: str, run_id: str) -> None:
    batch = make_batch(folder, run_id, made, source=source, fetched_at=DAY)
    load(make_source(source), WINDOW, batch, database, run_id)


def pairs(url: str) -> set[Pair]:
    """The pairs, each article as source/path."""
    rows = run(url, "select first_url, second_url from news.same_event")
    return {frozenset(_short(one) for one in row) for row in rows}


def _short(url: str) -> str:
    return url.removeprefix("https://").replace(".example", "")


# -- thirteen events, and other news of the same day --------------------------------------


@pytest.fixture(scope="module")
def press() -> Told:
    """What there is to tell, by name and language."""
    told: Told = yaml.safe_load((Path(__file__).parent / "events.yaml").read_text("utf-8"))
    for language, texts in told.pop("apart").items():
        told |= {f"apart{number}{language}": {language: text} for number, text in enumerate(texts)}
    return told


@pytest.fixture
def events(press: Told) -> set[Pair]:
    """The pairs that a reader would say are of one event."""
    return {
        frozenset(f"{language}/{name}" for language in two)
        for name, told in press.items()
        for two in combinations(told, 2)
    }


def articles(press: Told, language: str) -> list[Article]:
    told = [(name, texts[language]) for name, texts in press.items() if language in texts]
    return [article(language, name, text) for name, text in told]


def test_reports_of_one_event_are_paired_and_other_news_of_the_day_is_not(
    press: Told, events: set[Pair], database: Database, database_url: str, tmp_path: Path
) -> None:
    for language in HOURS:
        keep(database, tmp_path, articles(press, language), language, "one")
    counts = link(database)
    found = pairs(database_url)
    assert found - events == set()
    assert len(found) >= RECALL * len(events)
    assert counts["events"] == len(found)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_arrival_makes_no_difference(
    press: Told, database: Database, database_url: str, tmp_path: Path, seed: int
) -> None:
    """Nor does linking everything anew, a few at a time."""
    made = [(one, language) for language in HOURS for one in articles(press, language)]
    random.Random(seed).shuffle(made)
    for number in range(0, len(made), 11):
        for language in HOURS:
            some = [one for one, of in made[number : number + 11] if of == language]
            keep(database, tmp_path, some, language, f"run{number}")
        link(database, at_once=random.Random(seed).randrange(2, 9))
    seen = "select first_url, second_url, score, evidence::text from news.same_event order by 1, 2"
    came_in_order = run(database_url, seen)
    run(database_url, "truncate news.event_marks, news.event_pairs")
    run(database_url, "insert into news.link_queue select id from news.articles")
    link(database)
    assert run(database_url, seen) == came_in_order
    assert len(came_in_order) > 20


# -- one event ------------------------------------------------------------------------------


@pytest.fixture
def ferries(database: Database, tmp_path: Path) -> Database:
    """One event in three languages."""
    for language, text in (("en", EN), ("zh", ZH), ("pt", PT)):
        keep(database, tmp_path, [article(language, "ferries", text)], language, "one")
    link(database)
    return database


def test_a_pair_comes_with_its_evidence(ferries: Database, database_url: str) -> None:
    columns = "first_url, second_url, first_language, second_language, later_by, evidence"
    where = "where first_language = 'en' and second_language = 'zh'"
    (row,) = run(database_url, f"select {columns} from news.same_event {where}")
    first, second, one, other, later, evidence = row
    assert (_short(first), _short(second), one, other) == ("en/ferries", "zh/ferries", "en", "zh")
    assert later == timedelta(hours=5)
    shown = {kind: [(mark["en"], mark["zh"]) for mark in marks] for kind, marks in evidence.items()}
    assert shown == {
        "places": [("Taipa", "氹仔")],
        "days": [("3 December", "12月3日")],
        "figures": [("1,987,400 people", "1,987,400人"), ("12.5 per cent", "12.5%")],
    }
    assert {mark["articles"] for mark in evidence["figures"]} == {3}


def test_pairs_are_no_copies_and_every_language_meets_every_other(
    ferries: Database, database_url: str
) -> None:
    assert pairs(database_url) == {
        frozenset(("en/ferries", "zh/ferries")),
        frozenset(("en/ferries", "pt/ferries")),
        frozenset(("pt/ferries", "zh/ferries")),
    }
    assert run(database_url, "select count(*) from news.stories") == [(0,)]


def test_linking_again_changes_nothing(ferries: Database, database_url: str) -> None:
    before = dump(database_url, versions=True)
    assert link(ferries)["events"] == 0
    assert dump(database_url, versions=True) == before


def test_a_copy_leaves_the_event_to_its_origin(
    ferries: Database, database_url: str, tmp_path: Path
) -> None:
    """Also when the origin comes in last."""
    earlier = article("en", "ferries", EN, hour=-1, source="herald")
    keep(ferries, tmp_path, [earlier], "herald", "one")
    link(ferries)
    assert frozenset(("herald/ferries", "zh/ferries")) in pairs(database_url)
    assert not any("en/ferries" in pair for pair in pairs(database_url))
    assert len(pairs(database_url)) == 3


def test_a_changed_text_leaves_the_event(
    ferries: Database, database_url: str, tmp_path: Path
) -> None:
    changed = article("en", "ferries", "Ferry fares stay\nFares to Taipa stay as they are.")
    batch = make_batch(tmp_path, "two", [changed], source="en", fetched_at=DAY + timedelta(days=1))
    load(make_source("en"), WINDOW, batch, ferries, "two")
    link(ferries)
    assert pairs(database_url) == {frozenset(("pt/ferries", "zh/ferries"))}


def test_an_article_that_goes_takes_its_pairs_along(
    ferries: Database, database_url: str, tmp_path: Path
) -> None:
    url = "https://pt.example/ferries"
    reject = refuse(url, Stage.CLEAN, Reason.NO_ARTICLE_TEXT)
    batch = make_batch(tmp_path, "one", source="pt", rejects=[reject], refused_pages=[url])
    load(make_source("pt"), WINDOW, batch, ferries, "one")
    assert pairs(database_url) == {frozenset(("en/ferries", "zh/ferries"))}


def test_new_places_are_new_evidence(ferries: Database, database_url: str, tmp_path: Path) -> None:
    again = article("en", "ferries", EN, places=())
    batch = make_batch(tmp_path, "one", [again], source="en", fetched_at=DAY)
    load(make_source("en"), WINDOW, batch, ferries, "one")
    link(ferries)
    rows = run(database_url, "select evidence from news.same_event where first_language = 'en'")
    assert rows
    assert all("places" not in evidence for (evidence,) in rows)


# -- what is no event -----------------------------------------------------------------------


def test_the_two_scripts_are_one_language(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, tmp_path, [article("zh", "one", ZH)], "zh", "one")
    other = "渡轮票价\n十二月三日起，前往氹仔的渡轮贵12.5%，乘客为1987400人。"
    simplified = article("zh", "two", other, source="river", script="Hans")
    keep(database, tmp_path, [simplified], "river", "one")
    assert link(database)["events"] == 0


def test_reports_some_days_apart_are_no_pair(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    keep(database, tmp_path, [article("en", "one", EN)], "en", "one")
    keep(database, tmp_path, [article("zh", "two", ZH, hour=24 * 3)], "zh", "one")
    assert link(database)["events"] == 0


def test_sums_in_two_currencies_are_not_the_same_figure(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    english = "Works in Taipa\nThey cost HK$35.62 million and US$12.37 million in Taipa."
    chinese = "氹仔工程\n氹仔工程耗資3562萬美元及1237萬歐元。"
    keep(database, tmp_path, [article("en", "one", english)], "en", "one")
    keep(database, tmp_path, [article("zh", "two", chinese)], "zh", "one")
    assert link(database)["events"] == 0


def test_what_everybody_tells_says_nothing(
    ferries: Database, database_url: str, tmp_path: Path
) -> None:
    words = [f"word{number}" for number in range(400)]
    many = [
        f"Number {number}\n{' '.join(random.Random(number).choices(words, k=60))}. "
        "Fares to Taipa: 1,987,400 people, 12.5 per cent, 3 December."
        for number in range(70)
    ]
    made = [article("en", f"many{number}", text) for number, text in enumerate(many)]
    keep(ferries, tmp_path, made, "en", "many")
    assert link(ferries)["events"] == 0
    assert pairs(database_url) == set()


# -- ten days of the newsstand ----------------------------------------------------------------


@pytest.fixture(scope="module")
def told() -> list[TruthArticle]:
    """What the newsstand publishes in ten days."""
    return truth(UNTIL - timedelta(days=DAYS), UNTIL, UNTIL)


@pytest.fixture(scope="module")
def ten_days(
    fresh_databases: FreshDatabases,
    tmp_path_factory: pytest.TempPathFactory,
    told: list[TruthArticle],
) -> Iterator[str]:
    """Their pages as the clean step reads them, loaded and linked."""
    folder = tmp_path_factory.mktemp("days")
    with fresh_databases.migrated() as url, serve(now=UNTIL) as stand:
        database = Database(url)
        with httpx.Client(proxy=stand.url, trust_env=False, timeout=30) as client:
            for source in load_catalogue(CATALOGUE).values():
                pages = [one.url for one in told if one.source == source.id]
                made = [read(page, source, client) for page in pages]
                batch = make_batch(folder, "one", made, source=source.id, fetched_at=UNTIL)
                load(source, WINDOW, batch, database, "one")
        link(database)
        yield url


def read(url: str, source: Source, client: httpx.Client) -> Article:
    answer = client.get(url)
    kind = answer.headers["content-type"]
    found = extract_article(answer.content, url, source, content_type=kind, fetched_at=UNTIL)
    assert isinstance(found, Article), url
    return found


def test_ten_days_of_events_are_found_and_hardly_anything_else(
    ten_days: str, told: list[TruthArticle]
) -> None:
    copies = run(
        ten_days,
        "select a.url from news.story_articles as m join news.articles as a on a.id = m.article_id "
        "where not m.is_origin",
    )
    gone = {url for (url,) in copies}
    originals = [one for one in told if one.event and one.url not in gone]
    expected = {
        frozenset((one.url, other.url))
        for one, other in combinations(originals, 2)
        if one.event == other.event and one.language != other.language
    }
    rows = run(ten_days, "select first_url, second_url from news.same_event")
    found = {frozenset(row) for row in rows}
    assert len(expected) >= 3 * DAYS
    assert len(found & expected) >= RECALL * len(expected), expected - found
    assert len(found & expected) >= PRECISION * len(found), found - expected
    same = "select count(*) from news.same_event where first_language = second_language"
    assert run(ten_days, same) == [(0,)]


def test_events_are_told_apart_from_copies(ten_days: str, told: list[TruthArticle]) -> None:
    """The copies of the newsstand are the same stories as ever."""
    groups: dict[str, set[str]] = {}
    for one in told:
        if one.copy_group:
            groups.setdefault(one.copy_group, set()).add(one.url)
    rows = run(
        ten_days,
        "select array_agg(a.url) from news.story_articles as m "
        "join news.articles as a on a.id = m.article_id group by m.story_id",
    )
    stories = {frozenset(urls) for (urls,) in rows}
    assert stories == {frozenset(urls) for urls in groups.values() if len(urls) > 1}
