"""One pace per host: whoever asks, starts are reserved one after the other."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from press import run

from crawlers.database import DatabaseError, HostPace


def test_starts_are_reserved_one_after_the_other(database_url: str) -> None:
    paces = [HostPace(database_url) for _ in range(3)]
    with ThreadPoolExecutor(6) as pool:
        tasks = [pool.submit(pace.reserve, "a.test", 100.0, 60.0) for pace in paces * 4]
        waits = [task.result() for task in tasks]
    known = sorted(wait for wait in waits if wait is not None)
    assert len(known) == 12
    gaps = [later - earlier for earlier, later in pairwise(known)]
    # each wait is counted from its own moment, all of them within these few seconds
    assert all(90 < gap < 110 for gap in gaps)
    assert paces[0].reserve("b.test", 100.0, 60.0) == 0
    for pace in paces:
        pace.hang_up()


def test_the_longer_of_two_gaps_counts(database_url: str) -> None:
    hasty, patient = HostPace(database_url), HostPace(database_url)
    assert hasty.reserve("a.test", 100, 60) == 0
    assert patient.reserve("A.test", 500, 60) == pytest.approx(500, abs=20)
    assert hasty.reserve("a.test", 100, 60) == pytest.approx(1000, abs=20)
    for pace in (hasty, patient):
        pace.hang_up()


def test_a_host_that_wants_to_be_left_alone_is(database_url: str) -> None:
    pace, other = HostPace(database_url), HostPace(database_url)
    assert other.closed("a.test") == 0
    pace.close("a.test", 1000)
    pace.close("a.test", 10)
    assert other.reserve("a.test", 0, 60) is None
    assert other.closed("a.test") == pytest.approx(1000, abs=20)
    assert other.reserve("a.test", 0, 2000) == pytest.approx(1000, abs=20)
    for one in (pace, other):
        one.hang_up()


def test_a_lost_connection_is_opened_anew(database_url: str) -> None:
    pace = HostPace(database_url)
    assert pace.reserve("a.test", 0, 60) == 0
    run(
        database_url,
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where application_name = 'newsdelta' and datname = current_database()",
    )
    assert pace.reserve("b.test", 0, 60) == 0
    pace.hang_up()


def test_any_name_has_a_row(database_url: str) -> None:
    pace = HostPace(database_url)
    for name in ("x" * 5000, "a\0b", "報.test", ""):
        assert pace.reserve(name, 0, 60) == 0
    pace.hang_up()


def test_a_database_without_the_table_says_what_to_do(empty_url: str) -> None:
    with pytest.raises(DatabaseError, match="newsdelta db migrate"):
        HostPace(empty_url).reserve("a.test", 1, 60)
