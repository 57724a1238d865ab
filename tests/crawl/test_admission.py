"""What becomes of a candidate by its date and by what is held: no network needed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.crawl.admission import before, by_date, by_held
from crawlers.held import HeldPage
from crawlers.model import Candidate, Reason, Way

from .conftest import DAY

START, END = DAY.start, DAY.end
SECOND = timedelta(seconds=1)


def candidate(**more: object) -> Candidate:
    return Candidate.model_validate(
        {"url": "http://p.test/a", "way": Way.FEED, "found_at": "http://p.test/", **more}
    )


@given(st.timedeltas(timedelta(days=-3), timedelta(days=3)))
def test_a_moment_is_in_the_window_or_rejected(away: timedelta) -> None:
    told = candidate(published_at=START + away)
    verdict = by_date(told, None, DAY)
    assert (verdict is None) == (START + away in DAY)
    assert before(told, DAY) == (START + away < START)


@given(st.integers(-50, 50))
def test_a_day_is_in_the_window_when_any_of_it_is(hours: int) -> None:
    day = START + timedelta(hours=hours)
    told = candidate(published_at=day, published_precision="day")
    overlap = day < END and day + timedelta(days=1) > START
    assert (by_date(told, None, DAY) is None) == overlap


def test_a_change_bounds_the_date_from_above_only() -> None:
    verdict = by_date(candidate(), START - SECOND, DAY)
    assert verdict is not None
    assert verdict.reason is Reason.OUTSIDE_WINDOW
    assert by_date(candidate(), END + timedelta(days=9), DAY) is None
    assert by_date(candidate(), None, DAY) is None


@pytest.mark.parametrize(
    ("reason", "away", "expected"),
    [
        (None, None, "already held"),
        (Reason.UNCHANGED, None, "already held"),
        (Reason.NOT_HTML, None, "already held"),
        (Reason.UNREADABLE, None, "already held"),
        (Reason.IDENTICAL_PAGE, None, "already held"),
        (Reason.OUTSIDE_WINDOW, timedelta(0), None),
        (Reason.OUTSIDE_WINDOW, -SECOND, "outside window"),
        (Reason.OUTSIDE_WINDOW, None, None),
        (Reason.TIMED_OUT, None, "already held"),
        (Reason.HTTP_ERROR, None, "already held"),
        (Reason.QUARANTINED, None, None),
        (Reason.OVER_LIMIT, None, None),
    ],
)
def test_what_is_held(reason: Reason | None, away: timedelta | None, expected: str | None) -> None:
    published = None if away is None else START + away
    page = HeldPage(url="u", batch="b/1", digest="d", reason=reason, published_at=published)
    verdict = by_held(page, DAY, END)
    assert (verdict.reason.value if verdict else None) == expected
