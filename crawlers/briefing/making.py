"""A briefing made: of a region and some days, from the archive."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from crawlers.briefing.numbers import gather
from crawlers.briefing.page import render
from crawlers.briefing.sentences import sentences
from crawlers.briefing.span import BriefingError, Span
from crawlers.database import Database
from crawlers.sources import Source


@dataclass(frozen=True)
class Briefing:
    """The page, and what it says in words."""

    region: str
    name: str
    """Of the region."""
    span: Span
    text: tuple[str, ...]
    page: str
    """HTML."""


def told_regions(database: Database, span: Span, catalogue: Collection[Source]) -> list[str]:
    """The regions with an article or a run about these days or the spans before, that with the
    most articles first; where there is none, the region with the most sources."""
    rows = database.fetch("briefing/regions", {"since": span.since, "until": span.last})
    if rows:
        return [row["region"] for row in rows]
    sources = Counter(source.region for source in catalogue)
    return [name for name, _ in sources.most_common(1)]


def brief(
    database: Database, region: str | None, span: Span, catalogue: Collection[Source]
) -> Briefing:
    """The briefing of `region`, without one of that which has the most articles.

    Raises:
        BriefingError: there is no such region, or none at all.
        DatabaseError: with one sentence.
    """
    known = told_regions(database, span, catalogue)
    there = {*known, *(source.region for source in catalogue)}
    if not there:
        raise BriefingError("the catalogue has no source")
    if region and region not in there:
        raise BriefingError(f"there is no region '{region}'; there is {', '.join(sorted(there))}")
    chosen = region or known[0]
    size = sum(source.region == chosen for source in catalogue)
    numbers = gather(database, chosen, span, size)
    return Briefing(chosen, numbers.name, span, tuple(sentences(numbers)), render(numbers))
