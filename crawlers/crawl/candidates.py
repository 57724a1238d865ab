"""From a link in a list to a candidate of a source: what it is called, and when it was published
as far as the list or the URL tells."""

from functools import lru_cache
from urllib.parse import unquote, urlsplit

from crawlers.crawl.lists import MAX_URL, Found
from crawlers.model import Candidate, Way
from crawlers.sources import Source
from crawlers.url import normalise


@lru_cache(maxsize=64)
def key_of(url: str) -> str:
    """The name under which a candidate is counted: its normalised URL, or what stands in for one
    when it is no URL at all."""
    try:
        return normalise(url)
    except ValueError:
        return url


def is_article(source: Source, url: str) -> bool:
    """Whether `url` is on the source's hosts and looks like an article's."""
    spellings = _spellings(url)
    return bool(spellings) and source.owns(url) and any(map(source.match, spellings))


def candidate_of(source: Source, link: Found, way: Way, found_at: str) -> Candidate:
    """The candidate a link stands for. Dates in order of trust: the list's moment, the URL's
    day, the list's day, the URL's id."""
    published, day_only = link.published_at, link.day_only
    if published is None or day_only:
        named = next(filter(None, map(source.url_day, _spellings(link.url))), None)
        published, day_only = (named, True) if named else (published, day_only)
    if published is None:
        told = next(filter(None, map(source.url_moment, _spellings(link.url))), None)
        published, day_only = (told[0], told[1] == "day") if told else (None, False)
    return Candidate(
        url=link.url,
        way=way,
        found_at=found_at,
        published_at=published,
        published_precision="day" if published and day_only else "second",
        title=link.title,
    )


@lru_cache(maxsize=64)
def _spellings(url: str) -> tuple[str, ...]:
    """The ways the writer of an article pattern may have seen a URL; none when it is not http(s),
    or too long to be kept."""
    try:
        known = normalise(url)
        followed = urlsplit(url).scheme in ("http", "https") and len(known) <= MAX_URL
    except ValueError:
        return ()
    return tuple(dict.fromkeys((url, known, unquote(url)))) if followed else ()
