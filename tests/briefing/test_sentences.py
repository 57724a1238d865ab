"""The sentences of a briefing: each by its numbers, and never more than ten of them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.briefing.choosing import chosen_movers
from crawlers.briefing.figures import (
    Count,
    Firsts,
    Gap,
    Headline,
    Hole,
    Mover,
    Stories,
    Story,
    Subject,
)
from crawlers.briefing.numbers import Numbers
from crawlers.briefing.page import render
from crawlers.briefing.sentences import MOST, sentences
from crawlers.briefing.span import Span
from crawlers.briefing.watch import Source, SourceDay, State

WEEK = Span(date(2026, 11, 16), date(2026, 11, 23))
PAST = Span(WEEK.since, WEEK.first)
WHOLE = SourceDay(10, 9, State.WHOLE, 1.0)
LOST = SourceDay(0, 0, State.NOT_THERE, 0.0)
HALF = SourceDay(5, 5, State.PARTLY, 0.5)


def paper(
    name: str = "Herald",
    now: SourceDay = WHOLE,
    before: SourceDay | None = WHOLE,
    *,
    odd: SourceDay | None = None,
) -> Source:
    """A source with `now` on each day of the week, `odd` on its Wednesday, and `before` earlier."""
    days = dict.fromkeys(WEEK, now)
    if odd:
        days[date(2026, 11, 18)] = odd
    if before:
        days |= dict.fromkeys(PAST, before)
    return Source(name.lower(), name, "newspaper", days)


def told(*sources: Source, **more: Any) -> list[str]:
    made: dict[str, Any] = {
        "region": "gba",
        "name": "The Bay",
        "span": WEEK,
        "catalogue": 2,
        "sources": sources,
    }
    return sentences(Numbers(**{**made, **more}))


def test_a_week_like_any_other() -> None:
    assert told(paper(), paper("Gazette")) == [
        "Two sources published 140 articles from Mon 16 Nov to Sun 22 Nov: 126 originals and "
        "14 syndicated copies (10 %).",
        "Nothing to speak of is missing: all 14 source days are whole.",
        "The 140 articles are as many as the 140 of the week before and as many as a mean of 140 "
        "in the 4 weeks before.",
        "No article was found to be on any topic.",
        "No topic rose or fell by more than chance would make it, against the mean of the 4 weeks "
        "before.",
    ]


def test_a_hole_is_not_told_as_silence_and_its_source_is_not_compared() -> None:
    said = told(paper(), paper("Gazette", odd=LOST), paper("Courier", odd=HALF))
    assert said[1] == (
        "Of 21 source days, 1 was not crawled and 1 misses more than 5 % of what was listed: low "
        "counts there are holes, not silence."
    )
    # One missed day in seven is too much for Gazette; half a day is not for Courier.
    assert said[2] == (
        "The 2 sources watched well throughout published 135 articles, 4 % fewer than the 140 of "
        "the week before and 4 % fewer than a mean of 140 in the 4 weeks before."
    )


def test_with_one_week_of_history_nothing_is_compared() -> None:
    said = told(paper(before=None))
    assert said[2:] == [
        "There is no week before to compare with: no source was watched well enough both then and "
        "now.",
        "No article was found to be on any topic.",
    ]


def test_few_articles_are_not_compared() -> None:
    few = SourceDay(1, 1, State.WHOLE, 1.0)
    said = told(paper(now=few, before=few))
    assert said[0].startswith("One source published 7 articles from Mon 16 Nov")
    assert said[2] == "So few articles are not compared with other weeks."
    assert not any("chance" in sentence for sentence in said)


def test_imports_say_that_nothing_is_known_of_what_is_missing() -> None:
    imported = SourceDay(10, 10)
    assert told(paper(now=imported, before=None))[1].startswith("How much is missing is not known")


@pytest.mark.parametrize(
    ("catalogue", "sources", "why"),
    [
        (0, (), "No source of the catalogue belongs to the region gba."),
        (61, (), "Nobody crawled any of its 61 sources for them, so this is no silence of the"),
        (1, (paper(now=LOST),), "Of 7 source days, 7 were not crawled: low counts there are"),
    ],
)
def test_without_an_article_it_says_why(
    catalogue: int, sources: tuple[Source, ...], why: str
) -> None:
    first, second, *rest = told(*sources, catalogue=catalogue)
    assert first == "The archive holds no article of The Bay for these days."
    assert second.startswith(why)
    assert bool(rest) == (catalogue > 0)


def test_what_rose_and_what_stands_apart() -> None:
    said = told(
        paper(),
        paper("Gazette"),
        subjects=(Subject("sport", "Sport", 80, 70, {}), Subject("health", "Health", 6, 6, {})),
        movers=(
            Mover("football", "Football", "sport", 60, 20.5, 4, (date(2026, 11, 17),)),
            Mover("rowing", "Rowing", "sport", 30, 10, 4),
            Mover("weather", "Weather", None, 2, 25, 4),
        ),
        names=(Count("person", "Ann Lee", 12, 12), Count("organisation", "Example Lab", 9, 9)),
        places=(Count("hk", "Hong Kong", 50, 40), Count("mo", "Macao", 20, 20)),
        firsts=(Firsts("Herald", 9, 8, 5, timedelta(minutes=95)),),
        stories=Stories(9, 8),
        gaps=(Gap("Gazette", "en", "Football", 6, 60, 90, 210, -4.71),),
    )
    assert said[3:] == [
        "Sport had most articles, 80 of 140 (57 %), before Health (6).",
        "Football rose most: 60 articles against a mean of 20.5 a week, with a burst on "
        "Tue 17 Nov; so did Rowing.",
        "Weather fell most: 2 articles against a mean of 25 a week.",
        "Most articles were on Hong Kong (50) and Macao (20).",
        "9 texts were carried by several sources; Herald was first with 5 of its 8 whose times "
        "tell, by 1 h 35 min in the median.",
        "Over 28 days Gazette wrote less on Football than its peers: 6 of 60 articles (10 %) "
        "against 90 of 210 (43 %), z −4.7.",
        "Of organisations and people, most were on Ann Lee (12) and Example Lab (9).",
    ]


def test_of_a_topic_and_what_it_stands_below_the_one_that_moved_further_is_told() -> None:
    sport = Mover("sport", "Sport", None, 62, 25, 4)
    football = Mover("football", "Football", "sport", 60, 20, 4)
    falling = Mover("rowing", "Rowing", "sport", 1, 20, 4)
    small = Mover("chess", "Chess", "sport", 4, 0, 4)
    assert chosen_movers([sport, small, falling, football]) == [football, falling]


counts = st.integers(0, 10**7)
shares = st.one_of(st.none(), st.floats(0, 1))
names = st.text(max_size=30)
days = st.dates(WEEK.since, WEEK.last)
headlines = st.builds(Headline, names, names, names, names)
source_days = st.builds(
    lambda articles, copies, state, share: SourceDay(articles + copies, articles, state, share),
    counts,
    counts,
    st.sampled_from(State),
    shares,
)
sources = st.builds(Source, names, names, names, st.dictionaries(days, source_days, max_size=35))
movers = st.builds(
    Mover,
    *(names, names, names, counts, st.floats(0, 1e7), st.just(4)),
    st.lists(days, max_size=8).map(tuple),
    st.lists(headlines, max_size=3).map(tuple),
)
leads = st.one_of(st.none(), st.timedeltas(timedelta(0), timedelta(days=90)))
stories = st.builds(Story, headlines, names, counts, counts, leads)
gaps = st.builds(
    Gap,
    *(names, names, names, counts, st.integers(1, 10**7), counts, st.integers(1, 10**7)),
    st.floats(-1e4, 1e4),
)
figures = st.builds(
    Numbers,
    names,
    names,
    st.sampled_from([WEEK, Span(WEEK.first, WEEK.first + timedelta(days=1)), PAST]),
    counts,
    st.lists(sources, max_size=4).map(tuple),
    st.lists(
        st.builds(Subject, names, names, counts, counts, st.dictionaries(days, counts)), max_size=4
    ).map(tuple),
    st.lists(movers, max_size=4).map(tuple),
    *(st.lists(st.builds(Count, names, names, counts, counts), max_size=3).map(tuple),) * 3,
    st.lists(st.builds(Firsts, names, counts, counts, counts, leads), max_size=3).map(tuple),
    st.builds(Stories, counts, counts, st.lists(stories, max_size=3).map(tuple)),
    st.lists(gaps, max_size=3).map(tuple),
    st.lists(st.builds(Hole, names, days, counts, counts, names), max_size=3).map(tuple),
)


@given(figures)
@settings(max_examples=150, deadline=None)
def test_no_numbers_make_it_fail(numbers: Numbers) -> None:
    said = sentences(numbers)
    assert 1 <= len(said) <= MOST
    assert all(sentence.endswith(".") for sentence in said)
    page = render(numbers)
    assert page.endswith("</html>\n")
    assert page == render(numbers)
