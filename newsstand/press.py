"""The made-up press: its six papers, and how much each publishes when.

Nothing is stored: what a paper published on a day follows from the press's seed, the paper and the
date, one article at a time, so that a day of six articles and one of a hundred thousand cost the
same per article.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

from newsstand.dice import fraction

ZONE = timezone(timedelta(hours=8))
"""Every paper's time: UTC+8, as in Hong Kong, Macao and Guangdong."""
DOMAIN = "newsstand.test"
YEARS = range(1900, 2200)
"""Years whose news is served."""
_FEWEST, _MOST = 6, 12
_FIRST_MINUTE, _MINUTES = 10, 1420
"""News comes from ten past midnight on, until ten to midnight."""


@dataclass(frozen=True)
class Paper:
    """One made-up news site."""

    id: str
    """As in the catalogue of sources."""
    name: str
    native_name: str
    languages: tuple[str, ...]
    """The language of article `number` is `languages[number % len(languages)]`."""
    topics: tuple[str, ...]
    """What it writes about."""
    sections: tuple[str, ...] = ()
    """Rubrics with pages of their own; article `number` is in `sections[number % len]`."""
    bylines: bool = True

    @property
    def host(self) -> str:
        """Host name of its site."""
        return f"{self.id.removeprefix('ns_').replace('_', '-')}.{DOMAIN}"


@dataclass(frozen=True)
class Press:
    """What decides every text: the seed and how many articles a paper has a day."""

    seed: str = "newsdelta"
    per_day: int | None = None
    """Articles a paper publishes each day; None means six to twelve, differing by day."""

    def count(self, paper: Paper, day: date) -> int:
        """How many articles `paper` publishes on `day`."""
        if self.per_day is not None:
            return self.per_day
        return _FEWEST + int(fraction(self.seed, paper.id, day, "count") * (_MOST - _FEWEST + 1))

    def published_at(self, paper: Paper, day: date, number: int) -> datetime:
        """When article `number` of the day appears; never before the article ahead of it."""
        within = number + fraction(self.seed, paper.id, day, number, "minute")
        minute = _FIRST_MINUTE + int(within * _MINUTES / self.count(paper, day))
        return midnight(day) + timedelta(minutes=minute)

    def numbers(self, paper: Paper, day: date, since: datetime, until: datetime) -> range:
        """Numbers of the articles of `day` that appear in [since, until)."""
        all_day = range(self.count(paper, day))
        start, end = midnight(day), midnight(day + timedelta(days=1))
        if since <= start and end <= until:
            return all_day

        def moment(number: int) -> datetime:
            return self.published_at(paper, day, number)

        first = bisect_left(all_day, since, key=moment)
        return range(first, max(first, bisect_left(all_day, until, key=moment)))

    def out(self, paper: Paper, day: date, now: datetime) -> range:
        """Numbers of the articles of `day` that have appeared by `now`."""
        all_day = range(self.count(paper, day))
        if now >= midnight(day + timedelta(days=1)):
            return all_day
        shown = bisect_right(all_day, now, key=lambda n: self.published_at(paper, day, n))
        return range(shown)


def midnight(day: date) -> datetime:
    """The first moment of `day` in the papers' time."""
    return datetime.combine(day, time(), ZONE)


def day_of(moment: datetime) -> date:
    """The day of `moment` in the papers' time."""
    return moment.astimezone(ZONE).date()


def days(since: datetime, until: datetime) -> Iterator[date]:
    """The days that [since, until) touches."""
    day = day_of(since)
    while midnight(day) < until:
        yield day
        day += timedelta(days=1)
