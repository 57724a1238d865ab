"""The texts: the same again, never alike by chance, alike when they are copies."""

import re
from collections import defaultdict
from datetime import datetime, timedelta
from itertools import combinations

import opencc
import pytest

from newsstand import TruthArticle, truth
from newsstand.papers import ALL_TOPICS, PAPERS
from newsstand.press import Press, midnight
from newsstand.story import Story
from newsstand.texts.telling import lexicon

Shingles = frozenset[tuple[str, ...]]


@pytest.fixture(scope="module")
def week(now: datetime) -> list[TruthArticle]:
    return truth(now - timedelta(days=7), now, now)


def shingles(text: str) -> Shingles:
    """Five tokens each, a token being a word or one Chinese character, in Simplified script."""
    plain = opencc.OpenCC("t2s").convert(text.lower())
    tokens = re.findall(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff]+", plain)
    return frozenset(zip(*(tokens[at:] for at in range(5)), strict=False))


def jaccard(one: Shingles, other: Shingles) -> float:
    return len(one & other) / len(one | other)


def test_two_stories_are_never_near_duplicates(week: list[TruthArticle]) -> None:
    for language in ("en", "zh", "pt"):
        texts = [(one, shingles(one.body)) for one in week if one.language == language]
        for (one, mine), (other, yours) in combinations(texts, 2):
            if one.copy_group is None or one.copy_group != other.copy_group:
                assert jaccard(mine, yours) < 0.15, f"{one.url} and {other.url}"


def test_copies_of_a_wire_story_are_near_duplicates_across_scripts(
    week: list[TruthArticle],
) -> None:
    wire = [(one, shingles(one.body)) for one in week if one.copy_group]
    pairs = [
        pair for pair in combinations(wire, 2) if pair[0][0].copy_group == pair[1][0].copy_group
    ]
    assert min(jaccard(one[1], other[1]) for one, other in pairs) > 0.7
    scripts = {frozenset((one[0].script, other[0].script)) for one, other in pairs}
    assert frozenset(("Hant", "Hans")) in scripts
    assert any(one[0].title != other[0].title for one, other in pairs)


def test_every_day_has_an_event_that_each_language_tells(now: datetime) -> None:
    today, events = midnight(now.date()), defaultdict(list)
    for one in truth(today - timedelta(days=7), today, now):
        if one.event:
            events[one.event].append(one)
    assert len(events) == 7
    for told in events.values():
        assert {one.language for one in told} == {"en", "zh", "pt"}
        assert len({one.topics for one in told}) == 1
        assert len({one.published_at.date() for one in told}) == 1


def test_copies_are_carried_by_several_papers_on_one_day(week: list[TruthArticle]) -> None:
    groups: dict[str, list[TruthArticle]] = {}
    for one in week:
        if one.copy_group:
            groups.setdefault(one.copy_group, []).append(one)
    assert all(len({one.source for one in many}) > 1 for many in groups.values())
    assert all(len({one.published_at.date() for one in many}) == 1 for many in groups.values())


def test_texts_are_the_same_again_and_others_with_another_seed(now: datetime) -> None:
    day = now - timedelta(days=1)
    assert truth(day, now, now) == truth(day, now, now)
    others = {one.body for one in truth(day, now, now, seed="another")}
    assert others.isdisjoint(one.body for one in truth(day, now, now))


@pytest.mark.parametrize("year", [1997, 2026, 2093])
def test_any_day_past_or_future_has_its_news(year: int) -> None:
    day = datetime(year, 2, 28).date()
    since, until = midnight(day), midnight(day + timedelta(days=1))
    for paper in PAPERS:
        articles = truth(since, until, until, outlets=[paper.id])
        assert 6 <= len(articles) <= 12
        assert all(4 <= len(one.body.split("\n")) <= 10 for one in articles)


def test_every_topic_is_covered_in_a_month(now: datetime) -> None:
    covered = {topic for one in truth(now - timedelta(days=30), now, now) for topic in one.topics}
    assert covered == set(ALL_TOPICS)


def test_a_paper_publishes_in_order_of_its_numbers() -> None:
    press, paper = Press(per_day=400), PAPERS[0]
    day = datetime(2026, 11, 15).date()
    times = [Story(press, paper, day, number).published_at for number in range(400)]
    assert times == sorted(times)
    assert {moment.date() for moment in times} == {day}


def test_chinese_survives_the_way_to_simplified_and_back() -> None:
    simplified, hong_kong = opencc.OpenCC("t2s"), opencc.OpenCC("s2hk")
    words = lexicon("zh")
    templates = [*words.filler, *words.updates]
    for topic in words.topics.values():
        templates += [*topic.titles, *topic.leads, *topic.facts]
    for template in templates:
        plain = simplified.convert(template)
        assert simplified.convert(hong_kong.convert(plain)) == plain


def test_a_revision_changes_the_last_paragraph_a_few_hours_later(now: datetime) -> None:
    since = now - timedelta(days=2)
    later = {one.url: one for one in truth(since, now, now)}
    revised = [one for one in later.values() if one.revisions]
    assert revised
    for one in revised:
        at = one.revisions[0]
        assert timedelta(hours=1) < at - one.published_at < timedelta(hours=6)
        before = truth(one.published_at, at, at - timedelta(minutes=1), outlets=[one.source])[0]
        assert before.url == one.url and before.title == one.title and not before.revisions
        assert before.body.split("\n")[:-1] == one.body.split("\n")[:-1]
        assert before.body != one.body
