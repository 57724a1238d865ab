"""The judgement itself: numbers in, alarms out."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest

from crawlers.drift import AlarmName, Facts, Rhythm, Severity, Volume, judge
from crawlers.drift.rhythm import after
from crawlers.model import ListVisit, Reason, Way

NOON = datetime(2026, 11, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = "https://herald.example/feed"


def good(number: int = 10, words: int = 480) -> Facts:
    return Facts(read=number, titled=number, dated=number, selected=number, words=words)


HISTORY = [good(8 + n % 5, 460 + 10 * (n % 5)) for n in range(14)]


@pytest.mark.parametrize(
    ("now", "name", "severity", "words"),
    [
        (Facts(read=1, lost=9), "redesign", "quarantine", "9 of 10 pages hold no text"),
        (
            Facts(read=10, selected=0, titled=1, dated=0, words=470),
            "redesign",
            "quarantine",
            "1 of 10 pages have a title of their own, usually 100%; 0 of 10 pages have a date",
        ),
        (Facts(read=10, titled=10, dated=10, words=480), "redesign", "warn", "selectors found"),
        (Facts(read=9, alike=9, titled=0, words=33), "blocked", "quarantine", "9 of 9 pages say"),
        (Facts(read=1, identical=7, titled=1), "blocked", "quarantine", "7 of 8 pages say"),
        (Facts(read=2, refused=8, titled=2), "blocked", "warn", "8 of 10 articles were refused"),
        (
            Facts(read=10, titled=10, dated=10, selected=10, words=61),
            "paywall",
            "quarantine",
            "median 61 words, usually 480",
        ),
        (
            Facts(read=10, titled=10, dated=0, selected=10, words=480),
            "dates lost",
            "warn",
            "0 of 10 pages have a date, usually 100%",
        ),
        (
            Facts(read=10, titled=0, dated=10, selected=10, words=480),
            "titles lost",
            "warn",
            "0 of 10 pages have a title of their own",
        ),
    ],
)
def test_each_change_has_its_one_name(now: Facts, name: str, severity: str, words: str) -> None:
    (alarm,) = judge(now, HISTORY)
    assert (alarm.name, alarm.severity) == (name, severity)
    assert words in alarm.sentence


def test_an_alarm_that_selectors_can_mend_says_what_to_type() -> None:
    (alarm,) = judge(Facts(read=10, titled=10, dated=10, words=480), HISTORY)
    sentence = alarm.advised("herald").sentence
    assert sentence.startswith("the selectors found the text of 0 of 10 pages, usually 100%; ")
    assert "'newsdelta sources learn herald'" in sentence
    (garbage,) = judge(Facts(read=1, lost=9), HISTORY)
    assert garbage.advised("herald") == garbage


@pytest.mark.parametrize("history", [[], HISTORY[:4], [good(1)] * 20])
def test_a_short_history_says_nothing(history: list[Facts]) -> None:
    assert judge(Facts(read=0, lost=10), history) == []


def test_a_few_pages_say_nothing() -> None:
    assert judge(Facts(read=0, lost=4), [good(2)] * 2) == []


def test_a_source_asked_every_half_hour_is_judged_by_several_runs_together() -> None:
    before = [good(1)] * 60
    bad = Facts(read=0, lost=1)
    assert judge(bad, before) == []
    (alarm,) = judge(bad, [*before, bad, bad, bad])
    assert (alarm.name, alarm.severity) == (AlarmName.REDESIGN, Severity.QUARANTINE)


def test_a_source_that_always_was_so_is_no_alarm() -> None:
    """Teasers only, no dates on the pages, a third of them pictures without text."""
    odd = Facts(read=8, lost=4, titled=8, dated=0, selected=0, words=25)
    assert judge(odd, [odd] * 20) == []


def test_thousands_of_ordinary_days_raise_nothing() -> None:
    chance = random.Random(7)
    for _ in range(200):
        usual = chance.randint(40, 900)
        days = [_some_day(chance, usual) for _ in range(60)]
        assert [judge(day, days[:n]) for n, day in enumerate(days)] == [[]] * len(days)


def _some_day(chance: random.Random, usual: int) -> Facts:
    read = chance.randint(0, 40)
    lengths = sorted(int(usual * chance.lognormvariate(0, 0.4)) for _ in range(read))
    few = chance.randint(0, 1 + read // 10)
    return Facts(
        read=read,
        lost=chance.randint(0, 1 + read // 10),
        refused=chance.randint(0, 2),
        alike=0,
        titled=max(0, read - few),
        dated=max(0, read - few),
        selected=read,
        words=lengths[read // 2] if read else 0,
    )


def volume(articles: int, usual: int = 10) -> Volume:
    sunday = date(2026, 11, 29)
    return Volume(sunday, articles, {sunday - n * DAY: usual for n in range(1, 29)})


def test_a_day_with_hardly_any_news_is_silence() -> None:
    (alarm,) = judge(good(), HISTORY, volume(1))
    assert alarm.name is AlarmName.SILENCE
    assert alarm.sentence == "1 articles on 2026-11-29, usually 10 on Sundays"
    assert judge(good(), HISTORY, volume(3)) == []


def test_sundays_are_held_against_sundays() -> None:
    sunday = volume(2).day
    quiet = {sunday - n * DAY: 2 if n % 7 == 0 else 40 for n in range(1, 29)}
    assert judge(good(), HISTORY, Volume(sunday, 1, quiet)) == []


# -- lists ----------------------------------------------------------------------------------


def visit(at: datetime, newest: datetime | None = None, reason: Reason | None = None) -> ListVisit:
    detail = "HTTP 404" if reason else ""
    return ListVisit(
        url=FEED,
        kind="feed",
        way=Way.FEED,
        asked_at=at,
        newest_at=newest,
        reason=reason,
        detail=detail,
    )


def rhythm(visits: list[ListVisit]) -> Rhythm:
    known = None
    for number, one in enumerate(visits):
        known = after(known, one, one.asked_at, f"herald/{number}")
    assert known
    return known


WELL = [visit(NOON + n * DAY, NOON + n * DAY) for n in range(10)]


def told(visits: list[ListVisit]) -> list[str]:
    at = visits[-1].asked_at
    return [alarm.sentence for alarm in judge(good(), HISTORY, None, [rhythm(visits)], at)]


def test_a_list_that_fails_again_and_again_is_dead() -> None:
    failed = [visit(NOON + n * DAY, reason=Reason.HTTP_ERROR) for n in range(10, 13)]
    assert told(WELL + failed[:2]) == []
    (sentence,) = told(WELL + failed)
    assert sentence == f"{FEED} could not be read 3 times in a row, since 2026-11-11: HTTP 404"
    assert told([*WELL, *failed, visit(NOON + 13 * DAY, NOON + 13 * DAY)]) == []


def test_an_outage_of_an_hour_is_none() -> None:
    at = WELL[-1].asked_at
    assert (
        told(
            WELL
            + [visit(at + n * timedelta(minutes=20), reason=Reason.TIMED_OUT) for n in range(1, 4)]
        )
        == []
    )


def test_a_list_with_nothing_new_is_dead_by_its_own_rhythm() -> None:
    last = WELL[-1].newest_at
    frozen = [visit(NOON + n * DAY, last) for n in range(10, 14)]
    assert told(WELL + frozen[:3]) == []
    (sentence,) = told(WELL + frozen)
    assert (
        sentence
        == f"{FEED} has had nothing new since 2026-11-10 04:00, never longer than 24 hours before"
    )
    weekly = [visit(NOON + n * DAY, NOON + (n - n % 7) * DAY) for n in range(40)]
    late = [visit(NOON + n * DAY, NOON + 35 * DAY) for n in range(40, 50)]
    assert told(weekly + late) == []


def test_a_run_loaded_twice_and_a_backfill_leave_the_rhythm_as_it_is() -> None:
    known = rhythm(WELL)
    assert after(known, WELL[-1], NOON + 90 * DAY, known.last_batch_id) == known
    assert after(known, visit(NOON + 20 * DAY), NOON, "herald/backfill") == known


def test_the_second_page_of_a_section_is_always_behind() -> None:
    behind = [visit(NOON + n * DAY, NOON + (n - 1 - n % 3) * DAY) for n in range(30)]
    assert [told(behind[:n]) for n in range(1, 30)] == [[]] * 29
