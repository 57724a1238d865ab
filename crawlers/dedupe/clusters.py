"""Within one batch: which pages are the same article, and which of them stands for it."""

import logging
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from crawlers.batch import Batch, read_record
from crawlers.dedupe.canonical import Claims, claims_of, plausible
from crawlers.model import Page
from crawlers.sources import Source
from crawlers.url import normalise

_LOG = logging.getLogger(__name__)
TWINS_AT_MOST = 5
"""More pages than this that claim one address must say the same: one article may stand under
thousands of addresses, but a template that is wrong points all of a site's articles at one."""
_OK = 200


class Known(NamedTuple):
    """How one page is known within the batch."""

    url: str
    """Canonical URL of its article."""
    stands: int
    """Number, in order of the archive, of the page that stands for the article."""
    stands_url: str
    """That page's URL as requested, normalised."""


def article_pages(batch: Batch) -> Iterator[Page]:
    """The batch's article pages with status 200, in order of the archive."""
    return (page for page in batch.pages() if page.kind == "article" and page.status == _OK)


def cluster(batch: Batch, source: Source | None) -> list[Known]:
    """For each of `article_pages`, in order, how it is known.

    Of several pages of one article the one under the canonical URL stands for it, else the first.
    Memory: a few URLs for each page; page bodies are read one at a time.
    """
    addresses: list[str] = []
    claims: list[Claims] = []
    requested: list[str] = []
    twin_of: dict[str, str] = {}
    for page in article_pages(batch):
        claim = _claims(batch, page, source)
        requested.append(normalise(page.url))
        addresses.append(_address(page, source))
        claims.append(claim)
        own = claim.canonical or addresses[-1]
        twin_of |= {twin: own for twin in claim.twins if twin != own}
    urls = _urls(addresses, claims, twin_of)
    stands = _standing(urls, requested)
    return [Known(url, stands[url], requested[stands[url]]) for url in urls]


def _claims(batch: Batch, page: Page, source: Source | None) -> Claims:
    try:
        body = read_record(batch.path / page.warc, page.offset).body
        return claims_of(body, page, source)
    except Exception:
        _LOG.warning("%s: its links cannot be read", page.url, exc_info=True)
        return Claims(None)


def _address(page: Page, source: Source | None) -> str:
    """Where the redirects ended, if that may be an article, else the URL as requested."""
    final = normalise(page.final_url)
    return final if plausible(final, page, source) else normalise(page.url)


def _urls(addresses: list[str], claims: list[Claims], twin_of: dict[str, str]) -> list[str]:
    believed = _believed(claims)
    urls = []
    for address, claim in zip(addresses, claims, strict=True):
        url = claim.canonical
        if url and (url == address or believed.get(url, claim.says) == claim.says):
            urls.append(url)
        else:
            urls.append(address if url else twin_of.get(address, address))
    return urls


def _believed(claims: list[Claims]) -> dict[str, str | None]:
    """For each address that a crowd claims, what those say who are believed: most of them the
    same, or nobody is."""
    crowds: dict[str, Counter[str]] = {}
    for claim in claims:
        if claim.canonical:
            crowds.setdefault(claim.canonical, Counter())[claim.says] += 1
    found: dict[str, str | None] = {}
    for url, sayings in crowds.items():
        if sayings.total() > TWINS_AT_MOST:
            said, times = sayings.most_common(1)[0]
            found[url] = said if said and times * 2 > sayings.total() else None
    return found


def _standing(urls: list[str], requested: list[str]) -> dict[str, int]:
    """For each canonical URL the number of the page that stands for it."""
    standing: dict[str, int] = {}
    for number, (url, asked) in enumerate(zip(urls, requested, strict=True)):
        if url not in standing or (asked == url and requested[standing[url]] != url):
            standing[url] = number
    return standing
