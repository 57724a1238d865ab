"""A correction of the taxonomy reaches the archive: what it touches is tagged again, and told."""

import copy
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from press import DAY, WINDOW, FreshDatabases, make_article, make_batch, make_source, run, topic

from crawlers.clean import edition
from crawlers.clean.places import tag_places
from crawlers.clean.topics import tag_topics
from crawlers.database import Database
from crawlers.load import load
from crawlers.stories import link, roll_up
from crawlers.tagging import retag, touched
from crawlers.taxonomy import Topic, load_places, load_topics

OLD = "0123456789ab"
SITE = "https://herald.example/1"
TYPHOON = "Typhoon, monsoon and heavy rain in Macau"
INDEX = "The Hang Seng Index and the bond market"


@pytest.fixture
def url(fresh_databases: FreshDatabases) -> Iterator[str]:
    with fresh_databases.migrated() as url:
        yield url


def without(topic_id: str, text: str) -> dict[str, Any]:
    """The present taxonomy before someone added a phrase to a topic."""
    content = copy.deepcopy(edition.content())
    phrases = content["topics"][topic_id]["phrases"]
    kept = {language: [p for p in some if p["text"] != text] for language, some in phrases.items()}
    assert kept != phrases, "the phrase is to be one of the topic's"
    content["topics"][topic_id]["phrases"] = kept
    return content


def archive(
    url: str, folder: Path, version: str | None, topics: Sequence[Topic] | None = None
) -> None:
    """Two articles tagged by an older taxonomy that knew no typhoons, counted; synced were its
    `topics`, else the present ones."""
    database = Database(url)
    database.sync_reference([make_source()], topics or load_topics(), load_places())
    old = {"title": "Tuesday", "taxonomy": version, "published_at": DAY}
    articles = [
        make_article("https://herald.example/1", TYPHOON, **old, topics=(topic("sport", rain=2),)),
        make_article("https://herald.example/2", INDEX, **old, topics=(topic("finance", x=2),)),
    ]
    batch = make_batch(folder, "old", articles)
    load(make_source(), WINDOW, batch, database, "old")
    roll_up(database)


def tags(url: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for body, name, score in run(
        url,
        "select a.body, t.topic_id, t.score from news.article_topics as t"
        " join news.article_details as a on a.id = t.article_id",
    ):
        found.setdefault(body, {})[name] = score
    return found


def days(url: str) -> list[str | None]:
    return [version for (version,) in run(url, "select taxonomy from news.tagged_days")]


def expected(body: str) -> dict[str, float]:
    return {match.id: match.score for match in tag_topics("Tuesday", body)}


def test_what_a_correction_touches_is_tagged_again_and_no_more(url: str, tmp_path: Path) -> None:
    archive(url, tmp_path, OLD)
    assert days(url) == [OLD]
    Database(url).keep_taxonomy(OLD, without("weather", "typhoon"))
    told: list[tuple[int, int]] = []
    counts = retag(Database(url), lambda done, of: told.append((done, of)))
    assert counts == {"days": 1, "articles": 2, "read": 1, "changed": 2}
    assert told == [(1, 1)]
    assert tags(url) == {TYPHOON: expected(TYPHOON), INDEX: {"finance": 2}}
    assert "weather" in expected(TYPHOON)
    assert days(url) == [edition.version()]
    assert retag(Database(url)) == {"days": 0, "articles": 0, "read": 0, "changed": 0}


def test_coverage_before_and_after_can_be_compared(url: str, tmp_path: Path) -> None:
    archive(url, tmp_path, OLD)
    Database(url).keep_taxonomy(OLD, without("weather", "typhoon"))
    retag(Database(url))
    changes = run(
        url,
        "select topic_id, from_version, to_version, articles_before, articles_after"
        " from news.taxonomy_changes order by topic_id",
    )
    now = edition.version()
    assert changes == [("sport", OLD, now, 1, 0), ("weather", OLD, now, 0, 1)]
    counted = run(
        url,
        "select topic_id, articles from news.daily_coverage where articles > 0 order by topic_id",
    )
    assert counted == [("finance", 1), ("weather", 1)]
    weeks = run(url, "select topic_id, all_articles from news.weekly_coverage order by topic_id")
    assert weeks == [("economy", 1), ("finance", 1), ("weather", 1)]


def test_a_topic_and_a_place_that_are_new_need_no_migration(url: str, tmp_path: Path) -> None:
    archive(url, tmp_path, OLD, [one for one in load_topics() if one.id != "weather"])
    run(url, "delete from news.places")
    Database(url).keep_taxonomy(OLD, without("weather", "typhoon"))
    assert retag(Database(url))["read"] == 1
    assert tags(url)[TYPHOON] == expected(TYPHOON)
    named = "select name_en from news.{} where id = '{}'"
    assert run(url, named.format("topics", "weather")) == [("Weather",)]
    assert run(url, named.format("places", "mo")) == [("Macao",)]


def test_what_stands_below_another_topic_now_is_counted_there(url: str, tmp_path: Path) -> None:
    moved = [
        one.model_copy(update={"parent": "sport"}) if one.id == "finance" else one
        for one in load_topics()
    ]
    archive(url, tmp_path, OLD, moved)
    above = "select topic_id from news.daily_coverage where all_articles = 1 and articles = 0"
    assert run(url, above) == []
    database = Database(url)
    database.keep_taxonomy(OLD, edition.content())
    retag(database)
    assert run(url, above) == [("economy",)]


def test_an_archive_of_an_unknown_taxonomy_is_read_whole(url: str, tmp_path: Path) -> None:
    archive(url, tmp_path, None)
    assert days(url) == [None]
    assert retag(Database(url))["read"] == 2
    assert tags(url) == {TYPHOON: expected(TYPHOON), INDEX: expected(INDEX)}
    places = run(url, "select distinct place_id from news.article_places")
    assert [place for (place,) in places] == [match.id for match in tag_places("", TYPHOON)]


def test_the_same_taxonomy_under_another_name_touches_nothing(url: str, tmp_path: Path) -> None:
    """As the database gives its parts back in an order of its own."""
    archive(url, tmp_path, OLD)
    unmet = "Instagram, YouTube, WhatsApp and a CEO"
    same = {"published_at": DAY, "title": "Tuesday", "taxonomy": OLD}
    article = make_article("https://herald.example/3", unmet, **same)
    load(make_source(), WINDOW, make_batch(tmp_path, "new", [article]), Database(url), "new")
    Database(url).keep_taxonomy(OLD, edition.content())
    assert retag(Database(url)) == {"days": 1, "articles": 3, "read": 0, "changed": 0}


def test_a_day_with_articles_of_two_taxonomies_is_tagged_again(url: str, tmp_path: Path) -> None:
    archive(url, tmp_path, OLD)
    newer = make_article(
        "https://herald.example/3", INDEX + ".", published_at=DAY, taxonomy=edition.version()
    )
    load(make_source(), WINDOW, make_batch(tmp_path, "new", [newer]), Database(url), "new")
    assert days(url) == [None]
    assert retag(Database(url))["articles"] == 3
    assert days(url) == [edition.version()]


def test_new_articles_are_no_doing_of_the_taxonomy(url: str, tmp_path: Path) -> None:
    archive(url, tmp_path, OLD)
    newer = make_article(
        "https://herald.example/3",
        INDEX + ".",
        published_at=DAY,
        taxonomy=OLD,
        topics=(topic("finance", x=2),),
    )
    load(make_source(), WINDOW, make_batch(tmp_path, "new", [newer]), Database(url), "new")
    Database(url).keep_taxonomy(OLD, without("weather", "typhoon"))
    retag(Database(url))
    changed = run(url, "select distinct topic_id from news.taxonomy_changes order by topic_id")
    assert changed == [("sport",), ("weather",)]


def test_it_goes_on_where_it_was_ended(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(url)
    database.sync_reference([make_source()], load_topics(), load_places())
    articles = [
        make_article(
            f"https://herald.example/{week}",
            f"{TYPHOON} {week}",
            published_at=DAY - timedelta(weeks=week),
            taxonomy=OLD,
        )
        for week in range(3)
    ]
    load(make_source(), WINDOW, make_batch(tmp_path, "old", articles), database, "old")

    class EndedError(Exception):
        pass

    def end(done: int, of: int) -> None:
        assert of == 3
        if done == 2:
            raise EndedError

    with pytest.raises(EndedError):
        retag(database, end)
    tagged = run(url, "select day, taxonomy from news.tagged_days order by day desc")
    assert [version for _, version in tagged] == [edition.version()] * 2 + [OLD]
    assert retag(database)["days"] == 1


def test_a_text_that_returns_is_tagged_anew(url: str, tmp_path: Path) -> None:
    """It stood among the revisions, which no tagging reads."""
    database = Database(url)
    database.sync_reference([make_source()], load_topics(), load_places())
    for number, text in enumerate((TYPHOON, INDEX, TYPHOON)):
        old = {"title": "Tuesday", "taxonomy": OLD, "topics": (topic("sport", rain=2),)}
        made = make_article(SITE, text, **old)
        moment = DAY + timedelta(hours=number)
        batch = make_batch(tmp_path, f"run{number}", [made], fetched_at=moment)
        load(make_source(), WINDOW, batch, database, f"run{number}")
        if number:
            retag(database)
    assert tags(url) == {TYPHOON: expected(TYPHOON)}


def test_an_article_that_moves_to_another_day_is_tagged_anew(url: str, tmp_path: Path) -> None:
    archive(url, tmp_path, OLD)
    database = Database(url)
    database.keep_taxonomy(OLD, without("weather", "typhoon"))
    database.sync_reference([make_source(timezone="Pacific/Honolulu")], load_topics(), [])
    retag(database)
    assert tags(url) == {TYPHOON: expected(TYPHOON), INDEX: {"finance": 2}}
    database.sync_reference([make_source()], load_topics(), [])
    assert retag(database)["days"] == 0


def test_so_is_one_without_a_date_whose_earlier_page_turns_up(url: str, tmp_path: Path) -> None:
    database = Database(url)
    database.sync_reference([make_source()], load_topics(), load_places())
    undated = dict.fromkeys(("published_at", "published_from", "published_precision"))
    for days_ago, text in enumerate((TYPHOON, INDEX)):
        made = make_article(SITE, text, title="Tuesday", taxonomy=OLD, **undated)
        moment = DAY - timedelta(days=days_ago)
        batch = make_batch(tmp_path, f"run{days_ago}", [made], fetched_at=moment)
        load(make_source(), WINDOW, batch, database, f"run{days_ago}")
    retag(database)
    assert tags(url) == {TYPHOON: expected(TYPHOON)}


def test_new_places_are_new_evidence_of_an_event(url: str, tmp_path: Path) -> None:
    told = {
        "en": "Fares to Taipa rise 12.5 per cent on 3 December for 1,987,400 people.",
        "zh": "往氹仔的船票12月3日起加12.5%，涉及1,987,400人。",
    }
    database = Database(url)
    database.sync_reference([], load_topics(), load_places())
    for language, text in told.items():
        made = make_article(
            f"https://{language}.example/1", text, language=language, published_at=DAY, taxonomy=OLD
        )
        batch = make_batch(tmp_path, "old", [made], source=language)
        load(make_source(language), WINDOW, batch, database, "old")
    link(database)
    roll_up(database)
    evidence = "select evidence ? 'places' from news.same_event"
    assert run(url, evidence) == [(False,)]
    retag(database)
    link(database)
    assert run(url, evidence) == [(True,)]
    retag(database)
    assert run(url, "select from news.link_queue") == []


def test_a_load_that_removes_articles_and_a_tagging_wait_for_each_other(
    url: str, tmp_path: Path
) -> None:
    """The load holds the source, then what stories are made of."""
    archive(url, tmp_path, OLD)
    database = Database(url)
    counts: dict[str, int] = {}
    tagging = threading.Thread(target=lambda: counts.update(retag(database)))
    waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
    with database.transaction() as session:
        session.execute("load/lock", {"source": "herald"})
        tagging.start()
        while run(url, waiting) == [(0,)] and tagging.is_alive():
            time.sleep(0.01)
        session.execute("stories/lock")
    tagging.join()
    assert counts["days"] == 1


@pytest.mark.parametrize(
    ("text", "is_touched"),
    [
        ("A typhoon nears", True),
        ("TYPHOONS near", True),
        ("A storm nears", False),
    ],
)
def test_a_text_is_touched_by_a_phrase_that_changed(text: str, is_touched: bool) -> None:
    one = touched.Touched(without("weather", "typhoon"), edition.content())
    assert one.by("", text) is is_touched
    assert one.by(text, "") is is_touched
    assert not touched.Touched(edition.content(), edition.content()).by(text, text)
    assert touched.Touched(None, edition.content()).by("", "")


def test_what_lies_below_a_place_that_moved_is_touched_too() -> None:
    before = copy.deepcopy(edition.content())
    before["places"]["mo-peninsula"]["parent"] = "hk"
    one = touched.Touched(before, edition.content())
    assert one.by("", "In Sé, near the cathedral")
    assert not one.by("", "In Central, near the market")
