"""A template learned from pages, and how well one fits a page."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from statistics import fmean
from typing import NamedTuple

from crawlers.clean.body import body_of
from crawlers.clean.likeness import likeness
from crawlers.clean.markup import Markup
from crawlers.clean.structured import Told
from crawlers.sources import Learned, Source
from crawlers.templates.samples import Sample, days_of, untold
from crawlers.templates.selectors import AGREED, agreed

FEWEST = 3
"""Articles below which nothing can be said of a site."""
LIKE = 0.9
"""How like the readers' text a template's must be, on the average."""
_NOTHING_TOLD = Told(Markup("<html></html>", ""), None)


class TemplateError(ValueError):
    """A template that cannot be learned; the message is one sentence."""


def learn(source: Source, samples: Iterable[Sample], today: date) -> Learned:
    """The template of a source, from pages of it.

    Raises:
        TemplateError: too few pages, or pages that agree on no element that holds the text.
    """
    pages = list(samples)
    if len(pages) < FEWEST:
        raise TemplateError(
            f"{source.id}: {len(pages)} articles to learn from; it takes {FEWEST} at least"
        )
    hints = agreed(pages, source.zone)
    if hints.body is None:
        raise TemplateError(
            f"{source.id}: {len(pages)} articles agree on no element that holds their text"
        )
    found = Learned(
        **hints.model_dump(),
        learned=today,
        newest=max(days_of(pages, source.zone), default=None),
        pages=len(pages),
        fit=0.0,
    )
    fit = fit_of(source, found, pages)
    if lack := fit.lack("them"):
        raise TemplateError(f"{source.id}: what {len(pages)} articles agree on {lack}")
    return found.model_copy(update={"fit": round(fit.mean, 3)})


class Fit(NamedTuple):
    """How well a template fits some pages, at least one."""

    read: float
    """Share of the pages it finds a text in; the others are left to the general readers."""
    like: float
    """How like the texts it finds are to the readers', on the average."""

    @property
    def mean(self) -> float:
        """How like its text is over all the pages, those it does not read too."""
        return self.read * self.like

    def lack(self, articles: str) -> str:
        """What it falls short in, the end of a sentence; empty where it fits.

        >>> Fit(0.5, 1.0).lack("8 articles")
        'finds a text on 50% of 8 articles; 70% is asked for'
        """
        if self.read < AGREED:
            return f"finds a text on {self.read:.0%} of {articles}; {AGREED:.0%} is asked for"
        if self.like < LIKE:
            return f"gives {self.like:.0%} of the text of {articles}; {LIKE:.0%} is asked for"
        return ""


def fit_of(source: Source, learned: Learned, pages: Sequence[Sample]) -> Fit:
    """How well a template fits `pages`, of which there is one at least."""
    found = [like for page in pages if (like := likeness_on(source, learned, page)) is not None]
    return Fit(len(found) / len(pages), fmean(found or [0.0]))


def likeness_on(source: Source, learned: Learned, page: Sample) -> float | None:
    """How like the text by the template alone is to the readers', without the lines it leaves
    out; None where it finds none. Earlier versions do not count."""
    alone = learned.model_copy(update={"earlier": ()})
    told = untold(source).model_copy(update={"learned": alone})
    read = body_of(page.markup, page.article.title, told, _NOTHING_TOLD)
    if read.extractor != "template":
        return None
    rules = [re.compile(rule) for rule in learned.drop_lines]
    lines = page.article.body.split("\n")
    kept = [line for line in lines if not any(rule.search(line) for rule in rules)]
    return likeness(read.text.split("\n"), kept)
