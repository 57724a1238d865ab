"""What is remembered of the lists of a source, and when a scheduled run asks for one again."""

from datetime import datetime, timedelta

import pytest
from press import DAY, dump, make_source, run

from crawlers.database import Database
from crawlers.held import HeldList
from crawlers.model import ListVisit, Reason, Way

URL = "https://herald.example/feed"
HOUR = timedelta(hours=1)


def visit(asked_at: datetime, **more: object) -> ListVisit:
    return ListVisit.model_validate(
        {
            "url": URL,
            "kind": "feed",
            "way": Way.FEED,
            "asked_at": asked_at,
            "status": 200,
            "found": 10,
            "batch": f"herald/{asked_at:%H}",
            "warc": "crawl-001.warc.gz",
            "offset": 7,
            "etag": f'"{asked_at:%H}"',
            **more,
        }
    )


@pytest.fixture
def known(database: Database) -> "Known":
    return Known(database)


class Known:
    """The one list of the paper."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def after(self, *visits: ListVisit) -> HeldList:
        """What is held once each of `visits` was remembered by itself."""
        for each in visits:
            self._database.remember_lists(make_source(), [each])
        return self._database.held("herald").lists([URL, "https://herald.example/other"])[URL]


def test_a_list_is_remembered_before_its_source_was_ever_loaded(known: Known) -> None:
    found = known.after(visit(DAY, fresh=10))
    assert found == HeldList(
        url=URL,
        next_ask=DAY,
        etag='"04"',
        batch="herald/04",
        warc="crawl-001.warc.gz",
        offset=7,
    )


def test_a_list_that_brings_nothing_new_is_asked_for_less_and_less(known: Known) -> None:
    moments = [DAY + n * HOUR for n in range(4)]
    quiet = [visit(moment) for moment in moments]
    assert known.after(*quiet[:2]).next_ask == moments[1]
    assert known.after(quiet[2]).next_ask == moments[2] + HOUR
    rested = known.after(quiet[3])
    assert rested.next_ask == moments[3] + 2 * HOUR
    assert rested.detail == "nothing new, 4 times in a row"
    assert known.after(visit(DAY + 9 * HOUR, fresh=1)).next_ask == DAY + 9 * HOUR


def test_a_failing_list_rests_and_keeps_what_was_read_last(known: Known) -> None:
    trouble = {"status": 500, "reason": Reason.HTTP_ERROR, "found": 0, "batch": None, "etag": None}
    found = known.after(
        visit(DAY, fresh=1), visit(DAY + HOUR, **trouble), visit(DAY + 2 * HOUR, **trouble)
    )
    assert found.next_ask == DAY + 2 * HOUR + timedelta(minutes=20)
    assert found.detail == "HTTP error, 2 times in a row"
    assert (found.batch, found.etag) == ("herald/04", '"04"')


def test_not_modified_leaves_the_archived_answer(known: Known) -> None:
    same = {"status": 304, "batch": None, "warc": None, "offset": None, "etag": None}
    found = known.after(visit(DAY, fresh=1), visit(DAY + HOUR, **same))
    assert (found.batch, found.warc, found.offset) == ("herald/04", "crawl-001.warc.gz", 7)
    assert found.etag == '"04"'


def test_the_same_visit_again_or_an_older_one_changes_nothing(
    known: Known, database_url: str
) -> None:
    known.after(visit(DAY), visit(DAY + HOUR))
    before = dump(database_url, versions=True)
    known.after(visit(DAY + HOUR), visit(DAY))
    assert dump(database_url, versions=True) == before


def test_of_two_visits_of_one_crawl_the_later_counts(database: Database, database_url: str) -> None:
    hostile = visit(DAY).model_copy(update={"url": "https://herald.example/" + "x" * 3000})
    database.remember_lists(make_source(), [visit(DAY + HOUR, fresh=3), visit(DAY), hostile])
    assert run(database_url, "select url, fresh, quiet from news.lists") == [(URL, 3, 0)]
