"""How well each source was watched: a hole in the crawl is told from a quiet day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import fmean
from typing import Any

from crawlers.briefing.span import BEFORE, Span

ENOUGH = 0.9
"""Mean completeness from which on the count of a span is compared: one day of a week that nobody
crawled is too much."""
WHOLE = 0.95
"""Completeness from which on a day counts as whole, as in the view `coverage_completeness`."""


class State(StrEnum):
    """What is known of a day of a source."""

    WHOLE = "whole"
    PARTLY = "partly there"
    NOT_THERE = "not crawled"
    QUIET = "nothing listed"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class SourceDay:
    """What a source published on a day."""

    articles: int = 0
    originals: int = 0
    state: State = State.UNKNOWN
    completeness: float | None = None
    """Share of the listed that is there, 0 to 1; None where nothing was listed or is known."""

    @property
    def is_watched(self) -> bool:
        """Whether anything is known of what it should have been."""
        return self.state is not State.UNKNOWN


@dataclass(frozen=True)
class Source:
    """A source with all days that are known of it, those of earlier spans too."""

    id: str
    name: str
    kind: str
    days: Mapping[date, SourceDay]

    def day(self, day: date) -> SourceDay:
        """That day; one of which nothing is known has no article."""
        return self.days.get(day, SourceDay())

    def state(self, day: date) -> State:
        """What is known of that day; one without a run, of a source that has runs, was not
        crawled."""
        state = self.day(day).state
        return State.NOT_THERE if state is State.UNKNOWN and self.is_watched else state

    def articles(self, span: Span) -> int:
        """Articles, syndicated copies among them."""
        return sum(self.day(day).articles for day in span)

    def originals(self, span: Span) -> int:
        """Articles without syndicated copies."""
        return sum(self.day(day).originals for day in span)

    @property
    def is_watched(self) -> bool:
        """Whether any run was about a day of it; not, where all was imported."""
        return any(day.is_watched for day in self.days.values())

    def is_comparable(self, span: Span) -> bool:
        """Whether its count of these days can be held against others: every day is watched and
        0.9 of what was listed is there. One that was only imported needs an article."""
        days = [self.day(day) for day in span]
        if not self.is_watched:
            return any(day.articles for day in days)
        known = [day.completeness for day in days if day.completeness is not None]
        return all(day.is_watched for day in days) and (not known or fmean(known) >= ENOUGH)


@dataclass(frozen=True)
class Day:
    """A day of the whole region."""

    day: date
    articles: int
    originals: int
    watched: int
    """Sources of which anything is known."""
    whole: int
    """Those of them that miss nothing, or next to nothing."""
    completeness: float | None
    """Mean of the sources' completeness; None when nothing is known."""

    @property
    def is_whole(self) -> bool:
        """Whether its counts can be taken as they are."""
        if self.completeness is None:
            return self.articles > 0 or self.watched > 0
        return self.completeness >= WHOLE

    @property
    def is_there(self) -> bool:
        """Whether there is anything of it that a count could be made of."""
        return self.articles > 0 or (self.watched > 0 and self.completeness != 0)


@dataclass(frozen=True)
class Comparison:
    """Articles of the sources that were watched well both then and now."""

    articles: int
    before: float
    """Of the span before, or the mean of several."""
    sources: int
    """How many sources these are."""


def sources_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
    """Rows of `briefing/days` as sources, by id."""
    days: dict[str, dict[date, SourceDay]] = {}
    heads: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        heads[row["source_id"]] = row
        days.setdefault(row["source_id"], {})[row["day"]] = SourceDay(
            row["articles"], row["originals"], _state(row), row["completeness"]
        )
    return tuple(Source(id_, heads[id_]["source"], heads[id_]["kind"], days[id_]) for id_ in days)


def _state(row: Mapping[str, Any]) -> State:
    if row["listed"] is None:
        return State.UNKNOWN
    if row["completeness"] is None:
        return State.QUIET
    if not row["holes"]:
        return State.WHOLE
    return State.PARTLY if row["listed"] else State.NOT_THERE


def day_of(sources: Iterable[Source], day: date) -> Day:
    """What all the sources came to on a day."""
    each = [source.day(day) for source in sources]
    known = [one.completeness for one in each if one.completeness is not None]
    return Day(
        day,
        sum(one.articles for one in each),
        sum(one.originals for one in each),
        sum(one.is_watched for one in each),
        sum(one.state in (State.WHOLE, State.QUIET) for one in each),
        fmean(known) if known else None,
    )


def comparable(sources: Iterable[Source], span: Span, spans: int = BEFORE) -> list[Source]:
    """The sources whose counts can be compared, now and in each of so many spans before."""
    asked = [span, *(span.before(number) for number in range(1, spans + 1))]
    return [one for one in sources if all(one.is_comparable(each) for each in asked)]


def compare(sources: Iterable[Source], span: Span, spans: int) -> Comparison | None:
    """Now against the mean of so many spans before; None where no source allows it."""
    fit = comparable(sources, span, spans)
    if not fit:
        return None
    before = [one.articles(span.before(n)) for one in fit for n in range(1, spans + 1)]
    return Comparison(sum(one.articles(span) for one in fit), sum(before) / spans, len(fit))
