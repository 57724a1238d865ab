"""A briefing of a real archive: what its page says, marks and leaves out."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from grown import ONE, ZONE, day, grow, today
from press import FreshDatabases, make_article, make_batch, make_source, run, topic

from crawlers.briefing import Briefing, BriefingError, Shelf, Span, asked_span, brief, run_span
from crawlers.briefing.numbers import gather
from crawlers.briefing.words import short_day
from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Window
from crawlers.stories import link, roll_up
from crawlers.taxonomy import load_topics

TODAY = date(2026, 11, 26)
SOURCES = [
    make_source("herald"),
    make_source("gazette"),
    make_source("courier"),
    make_source("radio", kind="broadcaster"),
]


@pytest.fixture
def press(database: Database) -> Database:
    database.sync_reference(SOURCES, load_topics(), [])
    return database


@pytest.fixture(scope="module")
def month_url(fresh_databases: FreshDatabases) -> Iterator[str]:
    """Five weeks: Herald's football trebles in the last; nobody crawled Gazette three days ago."""
    with fresh_databases.migrated() as url:
        Database(url).sync_reference(SOURCES, load_topics(), [])
        for age in range(1, 36):
            lost = age == 3
            grow(url, "herald", age, 6 if age <= 7 else 2, ["football"])
            grow(url, "gazette", age, 0 if lost else 3, ["finance"], runs=not lost)
            grow(url, "radio", age, 4, ["finance"])
        roll_up(Database(url))
        yield url


@pytest.fixture
def month(month_url: str) -> Database:
    return Database(month_url)


def week() -> Span:
    """The last seven whole days."""
    return Span(day(7), day(0))


def made(database: Database, region: str | None = None) -> Briefing:
    return brief(database, region, week(), SOURCES)


class Tags(HTMLParser):
    """Every tag of a page with its attributes, and the words of the elements of one class."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def of(self, name: str) -> Iterator[dict[str, str | None]]:
        return (attributes for tag, attributes in self.tags if tag == name)


def test_a_week_is_told_by_its_numbers(month: Database) -> None:
    first, last = short_day(week().first), short_day(week().last)
    assert made(month).text == (
        f"Three sources published 88 articles from {first} to {last}, none of them a syndicated "
        "copy.",
        "Of 21 source days, 1 was not crawled: low counts there are holes, not silence.",
        "The 2 sources watched well throughout published 70 articles, 67 % more than the 42 of "
        "the week before and 67 % more than a mean of 42 in the 4 weeks before.",
        "Economy, business and finance had most articles, 46 of 88 (52 %), before Sport (42).",
        "Football rose most: 42 articles against a mean of 14 a week.",
        "Over 28 days Gazette wrote more on Economy, business and finance than its peers: 81 "
        "of 81 articles (100 %) against 0 of 84 (0 %), z +12.8.",
    )


def test_the_gaps_are_those_of_the_view(month: Database, month_url: str) -> None:
    gaps = gather(month, "gba", week(), 4).gaps
    found = {
        (g.source, g.topic, g.articles, g.of_articles, g.peers_articles, g.peers_of_articles, g.z)
        for g in gaps
    }
    rows = run(
        month_url,
        "select source, topic, articles, of_articles, peers_articles, peers_of_articles, z::float"
        " from news.coverage_gaps where verdict in ('less than its peers', 'more than its peers')",
    )
    # Football goes without sport, finance without the economy: each says the same twice.
    assert len(found) == 4
    assert found < set(rows)
    assert len(rows) == 8


def test_a_day_that_is_not_all_there_is_marked_and_told(month: Database) -> None:
    page = made(month).page
    rows = re.findall(r"<tr.*?</tr>", page, re.DOTALL)
    days = re.findall(r'class="cell( hole)?"', next(row for row in rows if "All articles" in row))
    assert days == ["", "", "", "", " hole", "", ""]
    missing = next(row for row in rows if "Gazette" in row and "not crawled</td>" in row)
    assert short_day(day(3)) in missing


def test_a_day_nobody_watched_has_no_count(press: Database, database_url: str) -> None:
    grow(database_url, "herald", 2, 5, ["football"])
    grow(database_url, "herald", 1, 5, ["football"])
    roll_up(press)
    told = made(press)
    assert "Of 7 source days, 5 were not crawled" in told.text[1]
    sport = next(row for row in re.findall(r"<tr.*?</tr>", told.page, re.DOTALL) if "Sport" in row)
    cells = re.findall(r"<td class=\"cell[^>]*>(.*?)</td>", sport)
    assert cells == ["–"] * 5 + ["5", "5"]


def test_the_same_archive_gives_the_same_bytes(month: Database) -> None:
    assert made(month).page == made(month).page


def test_a_page_asks_nothing_of_anybody(month: Database) -> None:
    page = made(month).page
    tags = Tags(page)
    names = {name for name, _ in tags.tags}
    assert not names & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert "url(" not in page
    assert "@import" not in page
    policy = next(each for each in tags.of("meta") if each.get("http-equiv"))
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def test_a_hostile_title_is_text(press: Database, tmp_path: Path) -> None:
    title = "<script>alert(1)</script>\u202e\" onclick=\"x 'y' {{ 7 * 7 }}"
    text = " ".join(f"word{number}" for number in range(80))
    for hours, source in enumerate(SOURCES[:2]):
        at = today() - 2 * ONE + timedelta(hours=9 + hours)
        url = f'https://{source.id}.example/1?a=<b>&c="d'
        more = {"title": title, "published_at": at, "topics": (topic("football", word=2),)}
        batch = make_batch(
            tmp_path, "one", [make_article(url, text, **more)], source=source.id, fetched_at=at
        )
        window = Window(start=today() - 2 * ONE, end=today() - ONE)
        load(source, window, batch, press, f"one {source.id}")
    link(press)
    roll_up(press)
    told = made(press)
    assert told.text[0].endswith("1 original and 1 syndicated copy (50 %).")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in told.page
    assert "{{ 7 * 7 }}" in told.page
    assert "\u202e" not in told.page
    tags = Tags(told.page)
    assert "script" not in {name for name, _ in tags.tags}
    (shown,) = tags.of("a")
    assert shown["href"] == 'https://herald.example/1?a=<b>&c="d'
    assert (shown["rel"], shown["lang"]) == ("noopener noreferrer", "en")
    assert not any("onclick" in attributes for _, attributes in tags.tags)


def test_an_empty_archive_says_there_is_nothing_and_what_to_do(press: Database) -> None:
    told = made(press)
    assert told.region == "gba"
    assert told.text[0] == "The archive holds no article of Gba for these days."
    assert "Nobody crawled any of its 4 sources" in told.text[1]
    assert "backfill" in told.text[2]
    assert all(sentence.replace("'", "&#39;") in told.page for sentence in told.text)


def test_the_region_with_most_articles_is_taken_and_a_wrong_one_told(
    press: Database, database_url: str
) -> None:
    far = make_source("far_post", region="far")
    press.sync_reference([*SOURCES, far], load_topics(), [])
    grow(database_url, "far_post", 1, 9)
    grow(database_url, "herald", 1, 2)
    roll_up(press)
    catalogue = [*SOURCES, far]
    assert brief(press, None, week(), catalogue).region == "far"
    assert brief(press, "gba", week(), catalogue).text[0].startswith("One source published 2")
    with pytest.raises(BriefingError, match="there is no region 'mars'; there is far, gba"):
        brief(press, "mars", week(), catalogue)


def test_briefings_are_listed_the_newest_first_and_replaced(tmp_path: Path) -> None:
    shelf = Shelf(str(tmp_path), "gba")
    before, three = week().before(1), Span(week().first, week().first + 3 * ONE)
    for span in (before, week(), three, week()):
        shelf.put(span, f"page {span}", "The <Bay>")
    folder = tmp_path / "briefings" / "gba"
    short = f"{three.until}-3-days.html"
    names = {f"{before.until}.html", f"{week().until}.html", short, "index.html"}
    assert {path.name for path in folder.iterdir()} == names
    assert (folder / f"{week().until}.html").read_text() == f"page {week()}"
    index = (folder / "index.html").read_text()
    assert "The &lt;Bay&gt;" in index
    found = [link["href"] for link in Tags(index).of("a")]
    assert found == [f"{week().until}.html", short, f"{before.until}.html"]


def test_a_shelf_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "briefings").write_text("in the way")
    with pytest.raises(BriefingError, match="cannot be written"):
        Shelf(str(tmp_path), "gba").put(week(), "page", "The Bay")


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ((None, None), (7, 0)),
        ((20, None), (20, 13)),
        ((None, 3), (10, 3)),
        ((3, 1), (3, 1)),
    ],
)
def test_the_days_asked_for(asked: tuple[int | None, int | None], days: tuple[int, int]) -> None:
    since, until = (None if age is None else str(before(age)) for age in asked)
    assert asked_span(since, until, TODAY) == Span(*map(before, days))


def before(age: int) -> date:
    return TODAY - age * ONE


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("2026-13-01", None), "'2026-13-01' is not a day"),
        (("2026-11-25", "2026-11-24"), "before they start"),
        (("2026-11-23", None), "can be 2026-11-26 at latest"),
        (("2026-10-17", "2026-11-25"), "31 days at most; these are 39"),
    ],
)
def test_days_that_cannot_be(asked: tuple[str | None, str | None], said: str) -> None:
    with pytest.raises(BriefingError, match=said):
        asked_span(*asked, TODAY)


def test_a_run_of_airflow_is_about_days_that_can_be() -> None:
    """Whoever triggers it may give it any data interval."""

    def days(start: int, end: int) -> Span:
        interval = (datetime.combine(before(age), time(7), ZONE) for age in (start, end))
        return run_span(None, None, *interval, datetime.combine(TODAY, time(7), ZONE), ZONE)

    assert days(7, 0) == Span(before(7), TODAY)
    assert days(3, 3) == Span(before(10), before(3))
    with pytest.raises(BriefingError, match="31 days at most; these are 40"):
        days(41, 1)
    with pytest.raises(BriefingError, match="is not over"):
        days(3, -4)
