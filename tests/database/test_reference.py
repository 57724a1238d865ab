"""The database has sources, topics and places as catalogue, taxonomy and gazetteer have them."""

import threading
import time
from contextlib import closing

import psycopg2
from grown import day, grow
from press import dump, make_source, run

from crawlers.database import Database
from crawlers.stories import roll_up
from crawlers.taxonomy import load_places, load_topics


def test_the_catalogue_and_the_taxonomy_are_synced(database: Database, database_url: str) -> None:
    sources = [make_source("herald"), make_source("gazette", native_name="公報")]
    database.sync_reference(sources, load_topics(), load_places())
    before = dump(database_url)
    database.sync_reference(sources, load_topics(), load_places())
    assert dump(database_url) == before
    assert len(before["topics"]) == len(load_topics())
    assert len(before["places"]) == len(load_places())
    assert run(database_url, "select id, native_name from news.sources order by 1") == [
        ("gazette", "公報"),
        ("herald", None),
    ]


def test_a_subject_may_take_another_id_and_two_may_swap_their_codes(
    database: Database, database_url: str
) -> None:
    first, second, third = [topic for topic in load_topics() if topic.qcode][:3]
    database.sync_reference([], [first, second, third], [])
    renamed = first.model_copy(update={"id": "renamed"})
    swapped = [
        second.model_copy(update={"qcode": third.qcode}),
        third.model_copy(update={"qcode": second.qcode}),
    ]
    database.sync_reference([], [renamed, *swapped], [])
    rows = run(database_url, "select id, qcode, in_taxonomy from news.topics order by id")
    assert rows == sorted(
        [
            (first.id, None, False),
            ("renamed", first.qcode, True),
            (second.id, third.qcode, True),
            (third.id, second.qcode, True),
        ]
    )


def test_what_leaves_the_catalogue_is_marked(database: Database, database_url: str) -> None:
    database.sync_reference([make_source("herald")], load_topics(), load_places())
    database.sync_reference([make_source("gazette")], load_topics()[:1], load_places()[:1])
    kept = run(database_url, "select id, in_catalogue from news.sources order by 1")
    assert kept == [("gazette", True), ("herald", False)]
    assert run(database_url, "select count(*) from news.topics where in_taxonomy") == [(1,)]
    assert run(database_url, "select count(*) from news.places where in_gazetteer") == [(1,)]


def test_a_release_and_a_load_wait_for_each_other_and_not_for_ever(
    database: Database, database_url: str
) -> None:
    """A beat goes to another subject and a source to another region, while a load has changed one
    of their days and is about to change the other."""
    database.sync_reference([make_source()], load_topics(), ())
    grow(database_url, "herald", 1, 1, ["trade"])
    grow(database_url, "herald", 3, 1)
    roll_up(database)
    topics = [
        one.model_copy(update={"parent": "sport"}) if one.id == "trade" else one
        for one in load_topics()
    ]
    changed = """
        insert into news.changed_days (source_id, day) values ('herald', %s)
        on conflict (source_id, day) do update set queued_at = excluded.queued_at
    """
    release = threading.Thread(
        target=database.sync_reference, args=([make_source(region="far")], topics, ())
    )
    waits = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
    with closing(psycopg2.connect(database_url)) as load, load.cursor() as cursor:
        cursor.execute(changed, [day(3)])
        release.start()
        while release.is_alive() and run(database_url, waits) == [(0,)]:
            time.sleep(0.01)
        cursor.execute(changed, [day(1)])
        load.commit()
        release.join()
    moved = run(
        database_url,
        "select region, parent_id from news.sources, news.topics where topics.id = 'trade'",
    )
    assert moved == [("far", "sport")]
    queued = run(database_url, "select day from news.changed_days order by 1")
    assert queued == [(day(3),), (day(2),), (day(1),)]
