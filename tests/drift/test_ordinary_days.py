"""Sixty ordinary days of the six made-up papers raise no alarm: false ones are the enemy."""

from datetime import datetime, timedelta

import pytest

from crawlers.clean.language import count_words
from crawlers.clean.measures import Measures
from crawlers.drift import Facts, Volume, judge
from crawlers.drift.facts import facts_of
from crawlers.model import Article
from newsstand import TruthArticle, troubles, truth
from newsstand.papers import PAPERS
from newsstand.press import ZONE

NOW = datetime(2026, 11, 22, tzinfo=ZONE)
DAYS = 60
DAY = timedelta(days=1)


def measured(one: TruthArticle) -> Article:
    """The article as clean gives it."""
    told = {name: getattr(one, name) for name in ("url", "title", "body", "language", "script")}
    return Article(
        words=count_words(one.body),
        published_at=one.published_at,
        published_from="metadata",
        published_precision="second",
        extractor="selectors",
        text_digest="0" * 64,
        **told,
    )


def facts(paper: str, since: datetime, until: datetime) -> tuple[Facts, int]:
    """What a run of the paper finds in [since, until), and how many articles."""
    measures = Measures()
    articles = truth(since, until, NOW, outlets=[paper])
    for article in articles:
        measures.article(measured(article))
    lost = len(
        [one for one in troubles(since, until, NOW, outlets=[paper]) if one.stage == "clean"]
    )
    made = facts_of({"clean": {**measures.counts(), "no article text": lost}}, refused=0)
    assert made
    return made, len(articles)


@pytest.mark.parametrize("paper", [paper.id for paper in PAPERS])
@pytest.mark.parametrize("hours", [24, 8, 72])
def test_no_ordinary_run_raises_anything(paper: str, hours: int) -> None:
    history: list[Facts] = []
    for number in range(DAYS * 24 // hours):
        start = NOW - DAYS * DAY + number * timedelta(hours=hours)
        now, _ = facts(paper, start, start + timedelta(hours=hours))
        assert judge(now, history) == [], start
        history.append(now)


@pytest.mark.parametrize("paper", [paper.id for paper in PAPERS])
def test_no_ordinary_day_is_silence(paper: str) -> None:
    before = {}
    for back in range(DAYS, 0, -1):
        start = NOW - back * DAY
        now, articles = facts(paper, start, start + DAY)
        assert judge(now, [], Volume(start.date(), articles, dict(before))) == []
        before[start.date()] = articles
