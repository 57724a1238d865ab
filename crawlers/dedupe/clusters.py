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
"""More pages than this that claim one address: the site's template is wrong, none is believed."""
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
    claims: list[str | None] = []
    requested: list[str] = []
    twin_of: dict[str, str] = {}
    for page in article_pages(batch):
        claim = _claims(batch, page, source)
        requested.append(normalise(page.url))
        addresses.append(_address(page, source))
        claims.append(claim.canonical)
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


def _urls(addresses: list[str], claims: list[str | None], twin_of: dict[str, str]) -> list[str]:
    crowds = {url for url, many in Counter(claims).items() if url and many > TWINS_AT_MOST}
    urls = []
    for address, claim in zip(addresses, claims, strict=True):
        if claim and (claim not in crowds or claim == address):
            urls.append(claim)
        else:
            urls.append(address if claim else twin_of.get(address, address))
    return urls


def _standing(urls: list[str], requested: list[str]) -> dict[str, int]:
    """For each canonical URL the number of the page that stands for it."""
    standing: dict[str, int] = {}
    for number, (url, asked) in enumerate(zip(urls, requested, strict=True)):
        if url not in standing or (asked == url and requested[standing[url]] != url):
            standing[url] = number
    return standing
