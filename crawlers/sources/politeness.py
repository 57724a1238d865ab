"""How a site is visited: the key `politeness` of a source's file; `docs/sources.md` explains it."""

import re
from datetime import datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")


def _hours(value: str) -> str:
    found = _HOURS.fullmatch(value)
    if found is None or found.groups()[:2] == found.groups()[2:]:
        raise ValueError("is not a span of the day such as '01:00-06:00' or '22:30-05:00'")
    return value


Hours = Annotated[str, AfterValidator(_hours)]
Wish = Literal["tdm", "noarchive", "noindex", "nosnippet"]


class Politeness(BaseModel):
    """How the site is visited. Times in seconds, sizes in bytes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    delay: float = Field(default=2.0, ge=0)
    """Between the starts of two requests to one host, whatever runs at once; a longer Crawl-delay
    of its robots.txt goes before it."""
    concurrency: int = Field(default=1, ge=1, le=8)
    """Requests under way at most; their starts are `delay` apart all the same."""
    timeout: float = Field(default=30, gt=0, le=300)
    max_page_bytes: int = Field(default=8 << 20, ge=1024, le=64 << 20)
    run_minutes: float = Field(default=60, gt=0, le=24 * 60)
    """A crawl that takes longer ends; what it has is kept and the rest counted."""
    max_lists: int = Field(default=1000, ge=1, le=100_000)
    """Lists followed at most, beyond those the file names; what is cut is counted."""
    patience: float = Field(default=60, ge=0, le=600)
    """The longest Retry-After that a run waits out."""
    respect: tuple[Wish, ...] = ("tdm",)
    """The wishes of a page that keep it out."""
    hours: Hours | None = None
    """The time of day, in the source's time zone, in which it may be crawled; None for any."""

    def open_for(self, now: datetime) -> timedelta | None:
        """How long from `now`, a moment in the source's time zone, the hours last; nothing left
        outside them, None when they never end.

        >>> noon = datetime.fromisoformat("2026-11-15T12:00+08:00")
        >>> Politeness(hours="11:00-12:30").open_for(noon)
        datetime.timedelta(seconds=1800)
        """
        if self.hours is None:
            return None
        start, end = map(time.fromisoformat, self.hours.split("-"))
        clock = now.time()
        inside = start <= clock < end if start < end else clock >= start or clock < end
        if not inside:
            return timedelta(0)
        closes = now.replace(hour=end.hour, minute=end.minute, second=0, microsecond=0)
        # By the clock on the wall: a day with a change of clocks is longer or shorter.
        return closes - now if closes > now else closes + timedelta(days=1) - now

    def opens_at(self, now: datetime) -> datetime:
        """The next moment from `now` on at which the hours begin; `now` where there are none.

        >>> noon = datetime.fromisoformat("2026-11-15T12:00+08:00")
        >>> Politeness(hours="01:00-06:00").opens_at(noon).isoformat()
        '2026-11-16T01:00:00+08:00'
        """
        if self.hours is None:
            return now
        start = time.fromisoformat(self.hours.partition("-")[0])
        opens = now.replace(hour=start.hour, minute=start.minute, second=0, microsecond=0)
        return opens if opens >= now else opens + timedelta(days=1)
