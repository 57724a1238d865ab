"""When an address is asked for again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.model import Reason
from crawlers.revisits import AGES, list_wait, next_look, outcome_of, waits_after

NOON = datetime(2026, 11, 15, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
STATUSES = st.none() | st.integers(400, 599)


def test_an_article_is_looked_at_four_times_and_then_no_more() -> None:
    looks = []
    asked = NOON
    while (again := next_look(NOON, asked)) is not None:
        looks.append(again - NOON)
        asked = again
    assert tuple(looks) == AGES


def test_an_article_seen_late_skips_the_looks_it_missed() -> None:
    assert next_look(NOON, NOON + 30 * HOUR) == NOON + timedelta(days=7)


@given(st.sampled_from(list(Reason)), STATUSES)
def test_every_failure_is_given_up_in_the_end_and_never_asked_faster(
    reason: Reason, status: int | None
) -> None:
    waits = waits_after(reason, status)
    assert len(waits) <= 6
    assert list(waits) == sorted(waits)


@given(st.sampled_from(list(Reason)), STATUSES)
def test_what_is_explained_is_not_asked_for_as_if_it_would_pass(
    reason: Reason, status: int | None
) -> None:
    if outcome_of(reason, status) == "explained":
        assert all(wait >= HOUR for wait in waits_after(reason, status))


@pytest.mark.parametrize(
    ("reason", "status", "outcome"),
    [
        (None, None, "loaded"),
        (Reason.UNCHANGED, 304, "loaded"),
        (Reason.HTTP_ERROR, 404, "explained"),
        (Reason.HTTP_ERROR, 429, "missing"),
        (Reason.HTTP_ERROR, 502, "missing"),
        (Reason.TIMED_OUT, None, "missing"),
        (Reason.NO_ARTICLE_TEXT, None, "explained"),
        (Reason.QUARANTINED, None, "missing"),
    ],
)
def test_an_end_is_loaded_explained_or_missing(
    reason: Reason | None, status: int | None, outcome: str
) -> None:
    assert outcome_of(reason, status) == outcome


@given(st.integers(0, 500), st.integers(0, 500), st.sampled_from(list(Reason)), STATUSES)
def test_a_list_rests_the_longer_the_less_it_gives_and_a_week_at_most(
    quiet: int, failures: int, reason: Reason, status: int | None
) -> None:
    wait = list_wait(quiet, failures, reason, status)
    assert timedelta(0) <= wait <= timedelta(days=7)
    assert list_wait(quiet + 1, failures, reason, status) >= wait
    if failures:
        assert list_wait(quiet, failures + 1, reason, status) >= wait
