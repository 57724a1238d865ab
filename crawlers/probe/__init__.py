"""From a home page to the draft of a source file: what `newsdelta sources probe` does.

The site is asked in rounds, each a polite crawl of named addresses: the front page and robots.txt;
feeds and sitemaps; pages of the likeliest shapes of addresses; sections and day pages; their
neighbours. Nothing is believed that was not tried.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from crawlers.crawl import CrawlError
from crawlers.probe.draft import Draft, draft_of, zone_of
from crawlers.probe.samples import Samples, refresh, take_samples
from crawlers.probe.survey import Survey
from crawlers.probe.ways import ways
from crawlers.sources import Politeness
from crawlers.visit import Answer, Visit, unknown_site

__all__ = ["Draft", "ProbeError", "probe"]

Tell = Callable[[str], None]

_SECTIONS = 15


class ProbeError(RuntimeError):
    """A site no draft can be made of; the message is one sentence."""


def probe(
    home: str,
    now: datetime,
    *,
    user_agent: str,
    proxies: dict[str, str] | None = None,
    delay: float = 2.0,
    source_id: str | None = None,
    region: str = "gba",
    timezone: str = "Asia/Hong_Kong",
    tell: Tell = lambda what: None,
) -> Draft:
    """Look at a site and draft its source file.

    Args:
        home: the front page.
        now: a day after it in an address is none.
        delay: seconds between requests, also in the draft; a longer Crawl-delay goes before it.
        timezone: of a site whose country is not known.
        tell: is given a line at the start of each round.

    Raises:
        ProbeError: the front page or articles cannot be had.
        ValueError: `home` is no http(s) address.
    """
    if urlsplit(home).scheme not in ("http", "https") or not urlsplit(home).hostname:
        raise ProbeError(f"'{home}' is not an http(s) address; it starts with 'https://'")
    manners = Politeness(delay=delay, timeout=10, run_minutes=10)
    with TemporaryDirectory(prefix="newsdelta-") as folder:
        visit = Visit(unknown_site(home, manners), Path(folder), user_agent, proxies or {})
        try:
            survey = _arrive(visit, now, ZoneInfo(zone_of(home, timezone)), tell)
            samples = _learn(survey, tell)
            tell("trying the lists")
            discovery = ways(survey, samples)
            if not discovery:
                raise ProbeError(f"{home}: articles, but no list that leads to them")
            refresh(survey, samples)
            return draft_of(survey, samples, discovery, source_id, region)
        except CrawlError as error:
            raise ProbeError(f"{home}: {str(error).removeprefix('probe: ')}") from error


def _arrive(visit: Visit, now: datetime, zone: ZoneInfo, tell: Tell) -> Survey:
    tell("asking for the front page and robots.txt")
    asked = visit.source.home
    visit.ask([asked, urljoin(asked, "/robots.txt")])
    home = visit.one(asked)
    if home is None:
        raise ProbeError(f"{asked}: {visit.why(asked)}")
    visit.source = unknown_site(home.url, visit.source.politeness)
    survey = Survey(visit, now, zone, home, visit.one(urljoin(home.url, "/robots.txt")))
    survey.read_page(home)
    return survey


def _learn(survey: Survey, tell: Tell) -> Samples:
    """What articles' addresses look like, from all that leads to some."""
    samples = Samples()
    tell("looking for feeds and sitemaps")
    survey.find_feeds(guess=True)
    survey.find_sitemaps()
    survey.find_wordpress()
    for turn in ("reading some articles", "reading articles of the sections"):
        tell(turn)
        take_samples(survey, samples)
        for sample in samples.pages:
            survey.read_page(Answer(sample.url, sample.html, sample.content_type))
        survey.find_feeds(guess=False)
        sections = survey.sections(samples.pattern, _SECTIONS)
        tell(f"looking at {len(sections)} pages that may be sections")
        for page in survey.visit.ask(sections):
            survey.read_page(page)
    take_samples(survey, samples)
    if not samples.accepted:
        tried = f"{len(survey.visit.answers)} pages were read"
        raise ProbeError(f"{survey.home.url}: no article found; {tried}")
    return samples
