"""All numbers of a briefing, read from the views."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from crawlers.briefing.choosing import chosen_gaps, chosen_movers
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
from crawlers.briefing.span import BEFORE, Span
from crawlers.briefing.watch import (
    Comparison,
    Day,
    Source,
    State,
    comparable,
    compare,
    day_of,
    sources_of,
)
from crawlers.briefing.words import plain
from crawlers.database import Database
from crawlers.database.connection import Session

GAP_DAYS = timedelta(days=28)
_TONGUES = {
    "en": "English",
    "pt": "Portuguese",
    "zh-Hant": "Chinese, traditional",
    "zh-Hans": "Chinese, simplified",
}
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Numbers:
    """What a briefing is made of."""

    region: str
    name: str
    """Of the region."""
    span: Span
    catalogue: int
    """Sources of the region in the catalogue."""
    sources: tuple[Source, ...] = ()
    """Those of which anything is known in the span or the spans before."""
    subjects: tuple[Subject, ...] = ()
    movers: tuple[Mover, ...] = ()
    """Those that rose most, then those that fell most."""
    places: tuple[Count, ...] = ()
    names: tuple[Count, ...] = ()
    """Organisations and people."""
    languages: tuple[Count, ...] = ()
    firsts: tuple[Firsts, ...] = ()
    stories: Stories = field(default_factory=Stories)
    gaps: tuple[Gap, ...] = ()
    holes: tuple[Hole, ...] = ()

    @cached_property
    def articles(self) -> int:
        """Articles of the span, syndicated copies among them."""
        return sum(source.articles(self.span) for source in self.sources)

    @cached_property
    def originals(self) -> int:
        """Articles of the span without syndicated copies."""
        return sum(source.originals(self.span) for source in self.sources)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """The days of the span."""
        return tuple(day_of(self.sources, day) for day in self.span)

    @cached_property
    def history(self) -> tuple[Day, ...]:
        """The days of the spans before and of this one."""
        whole = Span(self.span.since, self.span.until)
        return tuple(day_of(self.sources, day) for day in whole)

    @cached_property
    def telling(self) -> tuple[Source, ...]:
        """The sources that published in the span, the most articles first."""
        with_articles = [one for one in self.sources if one.articles(self.span)]
        return tuple(sorted(with_articles, key=lambda one: (-one.articles(self.span), one.id)))

    @cached_property
    def source_days(self) -> list[State]:
        """The state of each day of each source; not of those that were only imported."""
        watched = [one for one in self.sources if one.is_watched]
        return [one.state(day) for one in watched for day in self.span]

    @property
    def completeness(self) -> float | None:
        """Mean of the days, one that nobody watched counting nothing; None if none is known."""
        known = [day.completeness for day in self.days if day.completeness is not None]
        lost = sum(not day.is_there for day in self.days if day.completeness is None)
        return sum(known) / (len(known) + lost) if known else None

    @property
    def last_span(self) -> Comparison | None:
        """Against the span before."""
        return compare(self.sources, self.span, 1)

    @property
    def last_spans(self) -> Comparison | None:
        """Against the mean of the four spans before."""
        return compare(self.sources, self.span, BEFORE)


def gather(database: Database, region: str, span: Span, catalogue: int) -> Numbers:
    """The numbers of a region, of one moment of the archive.

    Raises:
        DatabaseError: with one sentence.
    """
    with database.transaction() as session:
        return _Reading(session, region, span).numbers(catalogue)


class _Reading:
    """The queries of one briefing."""

    def __init__(self, session: Session, region: str, span: Span) -> None:
        self._session = session
        self._region = region
        self._span = span

    def numbers(self, catalogue: int) -> Numbers:
        whole = {"since": self._span.since}
        sources = sources_of(self._rows("briefing/days", **whole))
        ids = [source.id for source in sources]
        names = {source.id: source.name for source in sources}
        return Numbers(
            self._region,
            self._called(),
            self._span,
            catalogue,
            sources,
            _subjects(self._rows("briefing/subjects", **whole), self._span),
            self._movers(comparable(sources, self._span)),
            tuple(map(_place, self._rows("briefing/places"))),
            tuple(map(_name, self._rows("briefing/names", sources=ids))),
            tuple(map(_tongue, self._rows("briefing/languages"))),
            tuple(_firsts(row, names) for row in self._rows("briefing/firsts", sources=ids)),
            _stories(self._rows("briefing/stories")),
            tuple(map(_gap, chosen_gaps(self._rows("briefing/gaps", since=self._gaps_since)))),
            tuple(map(_hole, self._rows("briefing/missing", sources=ids))),
        )

    def _rows(self, name: str, **more: Any) -> list[dict[str, Any]]:
        values = {"region": self._region, "since": self._span.first, "until": self._span.last}
        return self._session.fetch(name, {**values, **more})

    @property
    def _gaps_since(self) -> date:
        return self._span.until - GAP_DAYS

    def _called(self) -> str:
        rows = self._rows("briefing/region")
        return str(rows[0]["name"]) if rows else self._region.replace("_", " ").title()

    def _movers(self, sources: Iterable[Source]) -> tuple[Mover, ...]:
        ids = [source.id for source in sources]
        span = {"since": self._span.since, "first": self._span.first}
        rows = self._rows("briefing/topics", sources=ids, **span) if ids else []
        chosen = chosen_movers([_mover(row) for row in rows])
        told = {"topics": [one.topic_id for one in chosen]}
        bursts: dict[str, list[date]] = {}
        for row in self._rows("briefing/bursts") if chosen else []:
            bursts.setdefault(row["topic_id"], []).append(row["day"])
        headlines: dict[str, list[Headline]] = {}
        for row in self._rows("briefing/headlines", **told) if chosen else []:
            headlines.setdefault(row["topic_id"], []).append(_headline(row))
        return tuple(
            replace(
                one,
                bursts=tuple(bursts.get(one.topic_id, ())),
                headlines=tuple(headlines.get(one.topic_id, ())),
            )
            for one in chosen
        )


def _subjects(rows: Iterable[Row], span: Span) -> tuple[Subject, ...]:
    by_topic: dict[str, list[Row]] = {}
    for row in rows:
        by_topic.setdefault(row["topic_id"], []).append(row)
    made = [_subject(id_, some, span) for id_, some in by_topic.items()]
    with_articles = [subject for subject in made if subject.articles]
    return tuple(sorted(with_articles, key=lambda one: (-one.articles, one.id)))


def _subject(id_: str, rows: list[Row], span: Span) -> Subject:
    now = [row for row in rows if span.first <= row["day"]]
    return Subject(
        id_,
        rows[0]["topic"],
        sum(row["articles"] for row in now),
        sum(row["originals"] for row in now),
        {row["day"]: row["articles"] for row in rows},
    )


def _mover(row: Row) -> Mover:
    mean = row["earlier"] / BEFORE
    return Mover(
        row["topic_id"], row["topic"], row["parent_topic_id"], row["articles"], mean, BEFORE
    )


def _language(row: Row) -> str:
    """As BCP 47 has it: the script only where a language has several here."""
    return f"zh-{row['script']}" if row["language"] == "zh" else str(row["language"])


def _headline(row: Row) -> Headline:
    return Headline(row["title"] or "", row["url"] or "", row["source"], _language(row))


def _place(row: Row) -> Count:
    return Count(row["place_id"], row["place"], row["articles"], row["originals"])


def _name(row: Row) -> Count:
    return Count(row["kind"], plain(row["name"]), row["articles"], row["originals"])


def _tongue(row: Row) -> Count:
    tag = _language(row)
    return Count(tag, _TONGUES.get(tag, tag), row["articles"], row["originals"])


def _firsts(row: Row, names: Mapping[str, str]) -> Firsts:
    return Firsts(
        names[row["source_id"]], row["stories"], row["told"], row["firsts"], row["median_lead"]
    )


def _stories(rows: list[dict[str, Any]]) -> Stories:
    most = tuple(
        Story(
            _headline(row),
            row["second_source"],
            row["source_count"],
            row["articles"],
            row["lead"] if row["is_told"] else None,
        )
        for row in rows
    )
    return Stories(rows[0]["stories"], rows[0]["told"], most) if rows else Stories()


def _gap(row: Row) -> Gap:
    return Gap(
        row["source"],
        _language(row),
        row["topic"],
        row["articles"],
        row["of_articles"],
        row["peers_articles"],
        row["peers_of_articles"],
        row["z"],
    )


def _hole(row: Row) -> Hole:
    reasons = sorted(row["reasons"].items(), key=lambda pair: (-pair[1], pair[0]))
    why = ", ".join(f"{count:,} {reason}" for reason, count in reasons)
    not_crawled = row["status"] == "not crawled"
    return Hole(
        row["source"],
        row["day"],
        row["listed"],
        row["missing"],
        State.NOT_THERE if not_crawled else why,
    )
