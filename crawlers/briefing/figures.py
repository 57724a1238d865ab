"""What a briefing tells beside the counts of sources and days: one frozen class for each table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

SURE = 3
"""Standard errors from which on a difference is told in words."""
FEW = 5
"""Articles that both counts of a comparison must come to, else nothing is said."""


@dataclass(frozen=True)
class Headline:
    """The title of an article; text of a page that may be hostile."""

    title: str
    url: str
    source: str
    language: str
    """BCP 47, with the script of Chinese."""


@dataclass(frozen=True)
class Subject:
    """A topic of the top level, with what stands below it, day by day."""

    id: str
    name: str
    articles: int
    originals: int
    by_day: Mapping[date, int]
    """Also days of earlier spans; a day that is not there has no article."""


@dataclass(frozen=True)
class Mover:
    """A topic of this span against the mean of the spans before, in the same sources."""

    topic_id: str
    topic: str
    parent_id: str | None
    articles: int
    mean: float
    """Articles a span before."""
    spans: int
    """How many spans the mean is of."""
    bursts: tuple[date, ...] = ()
    """Days with far more articles than the 28 days before let expect."""
    headlines: tuple[Headline, ...] = ()

    @property
    def z(self) -> float:
        """Standard errors between two Poisson rates with a pooled rate: `articles` of one span
        against `mean` of `spans`."""
        pooled = (self.articles + self.mean * self.spans) / (1 + self.spans)
        return (self.articles - self.mean) / sqrt(pooled * (1 + 1 / self.spans)) if pooled else 0.0

    @property
    def change(self) -> float | None:
        """Share by which it changed; None where there was nothing before."""
        return self.articles / self.mean - 1 if self.mean else None

    @property
    def is_sure(self) -> bool:
        """Whether the difference is more than chance would make, and not one of a few articles."""
        return abs(self.z) >= SURE and max(self.articles, self.mean) >= FEW


@dataclass(frozen=True)
class Count:
    """Articles on a place, on an organisation or a person, or in a language."""

    id: str
    name: str
    articles: int
    originals: int


@dataclass(frozen=True)
class Firsts:
    """How often a source was first with a text that others carry, too."""

    source: str
    stories: int
    told: int
    """Those whose times tell who was first."""
    firsts: int
    median_lead: timedelta | None


@dataclass(frozen=True)
class Story:
    """A text that several sources carry."""

    headline: Headline
    second_source: str
    sources: int
    articles: int
    lead: timedelta | None
    """From the first to the second; None where their dates do not tell."""


@dataclass(frozen=True)
class Stories:
    """All texts that several sources carry, and the most carried of them."""

    count: int = 0
    told: int = 0
    most: tuple[Story, ...] = ()


@dataclass(frozen=True)
class Gap:
    """A topic that a source has far less of than its peers, or more."""

    source: str
    language: str
    topic: str
    articles: int
    of_articles: int
    peers_articles: int
    peers_of_articles: int
    z: float

    @property
    def share(self) -> float:
        """The topic's part of what the source wrote, 0 to 1."""
        return self.articles / self.of_articles

    @property
    def peers_share(self) -> float:
        """Its part of what the peers wrote together."""
        return self.peers_articles / self.peers_of_articles


@dataclass(frozen=True)
class Hole:
    """A day of a source that nobody crawled, or that misses more than 5 % of what was listed."""

    source: str
    day: date
    listed: int
    missing: int
    why: str
