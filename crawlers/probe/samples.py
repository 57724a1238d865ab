"""Which shapes of addresses are articles': a few pages of each are asked for and read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from crawlers.clean.article import extract_article
from crawlers.clean.decode import decode
from crawlers.clean.likeness import letters
from crawlers.clean.markup import Markup, text_of
from crawlers.model import Article
from crawlers.probe.shapes import Family, families
from crawlers.probe.survey import Link, Survey
from crawlers.templates.samples import Sample
from crawlers.visit import Answer

_FAMILIES, _OF_EACH = 8, 4
_LISTED, _HEADLINE = 3, 2
_ENOUGH = 6
"""Letters of a headline that cannot be met by chance."""


@dataclass
class Samples:
    """What was learned of the shapes."""

    accepted: dict[str, Family] = field(default_factory=dict)
    """By expression."""
    pages: list[Sample] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)
    """Shapes that were asked for."""
    closed: set[str] = field(default_factory=set)
    """Shapes that robots.txt keeps robots from."""

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """Fits every article's address."""
        return (
            re.compile("|".join(f"(?:{_unnamed(one)})" for one in self.accepted))
            if (self.accepted)
            else None
        )


def take_samples(survey: Survey, samples: Samples) -> None:
    """Ask for pages of the likeliest shapes not tried yet, and keep those of articles."""
    today = survey.now.astimezone(survey.zone).date()
    by_url = survey.links
    found = [family for family in families(by_url, today) if _skeleton(family) not in samples.tried]
    scored = [(_score(family, by_url), family) for family in found]
    likely = sorted((one for one in scored if one[0]), key=lambda one: -one[0])[:_FAMILIES]
    chosen = {_skeleton(family): _spread(family, by_url) for _, family in likely}
    survey.visit.ask(link.url for links in chosen.values() for link in links)
    for _, family in likely:
        links = chosen[_skeleton(family)]
        samples.tried.add(_skeleton(family))
        pages = _articles(links, family, survey)
        answered = sum(survey.visit.one(link.url) is not None for link in links)
        if pages and len(pages) * 2 >= answered:
            samples.accepted[family.expression()] = family
            samples.pages += pages
        elif links and all("robots" in survey.visit.why(link.url) for link in links):
            samples.closed.add(family.expression())


def refresh(survey: Survey, samples: Samples) -> None:
    """Write the expressions anew from all addresses known now: sections may have been added."""
    today = survey.now.astimezone(survey.zone).date()
    known = {_skeleton(one) for one in samples.accepted.values()}
    whole = families(survey.links, today)
    kept = [family for family in whole if _skeleton(family) in known]
    samples.accepted = {family.expression(): family for family in kept}


def is_article_page(answer: Answer, link: Link, now: datetime) -> Article | None:
    """The article on a page; None for a list, or a page that does not look like an article's."""
    found = extract_article(
        answer.body, answer.url, None, content_type=answer.content_type, fetched_at=now
    )
    if not isinstance(found, Article):
        return None
    page = Markup(decode(answer.body, answer.content_type), answer.url)
    linked = {letters(text_of(anchor)) for anchor in page.xpath("//a")}
    lines = found.body.split("\n")
    of_links = sum(len(line) for line in lines if letters(line) in linked)
    if of_links * 2 > len(found.body):
        return None
    says_so = page.meta("og:type") == "article" or bool(page.json_ld)
    says_so = says_so or bool(page.meta("article:published_time", "datepublished"))
    return found if says_so or _same_headline(link.title, found.title) else None


def _same_headline(listed: str, title: str) -> bool:
    one, other = letters(listed), letters(title)
    return min(len(one), len(other)) >= _ENOUGH and (one in other or other in one)


def _articles(links: Iterable[Link], family: Family, survey: Survey) -> list[Sample]:
    pages = []
    for link in links:
        answer = survey.visit.one(link.url)
        article = is_article_page(answer, link, survey.now) if answer else None
        if answer and article and not _is_twin(answer, survey):
            pages.append(
                Sample(link.url, answer.body, answer.content_type, article, _skeleton(family))
            )
        elif answer:
            survey.read_page(answer)
    return pages


def _is_twin(answer: Answer, survey: Survey) -> bool:
    """Whether a page says that the article stands at another address: an AMP or print version."""
    page = Markup(decode(answer.body, answer.content_type), answer.url)
    told = next(iter(page.xpath("//link[@rel='canonical']/@href")), None)
    canonical = page.absolute(str(told)) if told else None
    if canonical is None or not survey.owns(canonical):
        return False
    own, other = (urlsplit(url).path.rstrip("/") for url in (answer.url, canonical))
    return other not in ("", own)


def _score(family: Family, by_url: dict[str, Link]) -> int:
    links = [by_url[url] for url in family.urls]
    return sum(_LISTED * link.listed + _HEADLINE * link.headline for link in links)


def _spread(family: Family, by_url: dict[str, Link]) -> list[Link]:
    """Links to be asked for: those with headlines, from all along the list."""
    links = [by_url[url] for url in family.urls]
    links = [link for link in links if link.headline] or links
    step = max(1, len(links) // _OF_EACH)
    return links[::step][:_OF_EACH]


def _skeleton(family: Family) -> str:
    """The shape without the names of sections, which grow as more links are seen."""
    return family.site + "".join(token.pattern for token in family.tokens)


def _unnamed(expression: str) -> str:
    return expression.replace("(?P<date>", "(?:")
