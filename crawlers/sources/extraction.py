"""What a source file may say of how the site's articles are read, and what was learned of it."""

import datetime

from pydantic import Field

from crawlers.sources.discovery import Part
from crawlers.sources.fields import Regex, Selector


class Hints(Part):
    """CSS selectors of an article's parts, and what is left out of its text."""

    title: Selector | None = None
    body: Selector | None = None
    date: Selector | None = None
    author: Selector | None = None
    drop: tuple[Selector, ...] = ()
    """Elements taken out of the body."""
    drop_lines: tuple[Regex, ...] = ()
    """Lines of the body taken out where the expression is found."""
    cut: tuple[Regex, ...] = ()
    """What an expression finds within a line is taken out of it."""


class Earlier(Hints):
    """The hints that fitted before the site was redesigned."""

    until: datetime.date
    """The first day, in the site's time zone, on which they fit no more."""


class Versions(Hints):
    """Hints for the looks a site has, and for those it had."""

    earlier: tuple[Earlier, ...] = ()
    """Hints for older pages, so that an archive can be read again after a redesign."""

    def of_day(self, day: datetime.date | None) -> tuple[Hints, ...]:
        """Every version, the likeliest for a page of `day` first: that of the day, then the
        newest."""
        past = sorted(self.earlier, key=lambda one: one.until)
        fitting = [one for one in past if day is not None and day < one.until][:1]
        rest = [one for one in reversed(past) if one not in fitting]
        return (*fitting, self, *rest)


class Extraction(Versions):
    """Hints for the clean step, tried before anything general."""

    next_page: Selector | None = None
    """The link to an article's following page, where articles stand on several."""


class Learned(Versions):
    """The site's template: what `newsdelta sources learn` found that several articles agree on."""

    learned: datetime.date
    """The day it was learned."""
    newest: datetime.date | None = None
    """The day the newest of the pages was fetched, in the site's time zone."""
    pages: int = Field(ge=1)
    """How many articles it was learned from."""
    fit: float = Field(ge=0, le=1)
    """How like the text it gives is to what the general readers found in those: mean F1, 0 for an
    article that it finds no text in."""

    def age(self, day: datetime.date) -> int:
        """How many days of articles, up to `day`, it has not seen."""
        return max(0, (day - (self.newest or self.learned)).days)
