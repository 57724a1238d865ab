"""What goes wrong at the misbehaving paper, day by day, and how each trouble must end.

Every kind comes up once in three days: four or so a day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from crawlers.model import Reason, Stage
from newsstand.dice import fraction
from newsstand.papers import NIGHT_COURIER
from newsstand.press import Press, days, midnight

_TURN = 3
_MINUTES = 1400


class Kind(StrEnum):
    """What an address of the paper does to who asks for it."""

    SLOW = "slow"
    ERROR = "error"
    LOOP = "loop"
    OFFSITE = "offsite"
    OVERSIZED = "oversized"
    ENDLESS = "endless"
    TRUNCATED = "truncated"
    MEMBERS = "members"
    GONE = "gone"
    BINARY = "binary"
    EMPTY = "empty"


REASONS: dict[Kind, tuple[Stage, Reason]] = {
    Kind.SLOW: (Stage.CRAWL, Reason.TIMED_OUT),
    Kind.ERROR: (Stage.CRAWL, Reason.HTTP_ERROR),
    Kind.LOOP: (Stage.CRAWL, Reason.REDIRECTS),
    Kind.OFFSITE: (Stage.CRAWL, Reason.OFF_SITE),
    Kind.OVERSIZED: (Stage.CRAWL, Reason.TOO_LARGE),
    Kind.ENDLESS: (Stage.CRAWL, Reason.TOO_LARGE),
    Kind.TRUNCATED: (Stage.CRAWL, Reason.TRUNCATED),
    Kind.MEMBERS: (Stage.CRAWL, Reason.ROBOTS),
    Kind.GONE: (Stage.CRAWL, Reason.HTTP_ERROR),
    Kind.BINARY: (Stage.CRAWL, Reason.NOT_HTML),
    Kind.EMPTY: (Stage.CLEAN, Reason.NO_ARTICLE_TEXT),
}
"""How each kind ends: the step that rejects it, and why."""

_HEADLINES = {
    Kind.SLOW: "A long read about patience",
    Kind.ERROR: "Our presses are resting",
    Kind.LOOP: "See elsewhere in this paper",
    Kind.OFFSITE: "From our partners",
    Kind.OVERSIZED: "Every timetable since the first tram, on one page",
    Kind.ENDLESS: "The list that never ends",
    Kind.TRUNCATED: "What the editor meant to",
    Kind.MEMBERS: "For subscribers: the night desk's notebook",
    Kind.GONE: "A note we took back",
    Kind.BINARY: "Picture of the night",
    Kind.EMPTY: "Film: the harbour at four in the morning",
}


@dataclass(frozen=True)
class Trap:
    """One address that leads to trouble, as the lists of the paper show it."""

    press: Press
    day: date
    kind: Kind

    @property
    def title(self) -> str:
        """The headline in the lists."""
        return _HEADLINES[self.kind]

    @property
    def path(self) -> str:
        """`/story/2026/11/15/slow`, or below `/members/` what robots.txt forbids."""
        section = "members" if self.kind is Kind.MEMBERS else "story"
        return f"/{section}/{self.day:%Y/%m/%d}/{self.kind}"

    @property
    def url(self) -> str:
        """The address."""
        return f"http://{NIGHT_COURIER.host}{self.path}"

    @property
    def published_at(self) -> datetime:
        """When the lists say it appeared; whole minutes."""
        minute = fraction(self.press.seed, "trap", self.day, self.kind) * _MINUTES
        return midnight(self.day) + timedelta(minutes=int(minute))


def traps(press: Press, day: date, now: datetime) -> list[Trap]:
    """The traps of one day that have appeared by `now`, newest first."""
    turn = day.toordinal() % _TURN
    kinds = [kind for place, kind in enumerate(Kind) if place % _TURN == turn]
    shown = (Trap(press, day, kind) for kind in kinds)
    out = [trap for trap in shown if trap.published_at <= now]
    return sorted(out, key=lambda trap: trap.published_at, reverse=True)


def between(press: Press, since: datetime, until: datetime, now: datetime) -> Iterator[Trap]:
    """Traps that appear in [since, until) and by `now`."""
    for day in days(since, until):
        yield from (trap for trap in traps(press, day, now) if since <= trap.published_at < until)
