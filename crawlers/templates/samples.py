"""Pages to learn a site's template from, and what the general readers made of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cached_property
from urllib.parse import urlsplit

from upath import UPath

from crawlers.batch import Batch, BatchError, read_record
from crawlers.clean.article import extract_article
from crawlers.clean.body import ENOUGH_WORDS
from crawlers.clean.decode import decode
from crawlers.clean.markup import Markup
from crawlers.model import Article
from crawlers.sources import Extraction, Source


@dataclass(frozen=True)
class Sample:
    """An article's page, and what was made of it without being told anything of the site."""

    url: str
    html: bytes
    content_type: str
    article: Article
    shape: str
    """Pages of one shape have one template: which expression of the source fits the address."""
    fetched_at: datetime | None = None

    @property
    def kind(self) -> tuple[str, str]:
        """Host and shape: articles of one part of a site."""
        return urlsplit(self.url).hostname or "", self.shape

    def day(self, zone: tzinfo) -> date | None:
        """The day it was fetched on."""
        return self.fetched_at.astimezone(zone).date() if self.fetched_at else None

    @property
    def markup(self) -> Markup:
        """The page, parsed anew: reading it may change the tree."""
        return Markup(self._text, self.url)

    @cached_property
    def _text(self) -> str:
        return decode(self.html, self.content_type)


def untold(source: Source) -> Source:
    """The source as if nothing were known of how its articles are read."""
    return source.model_copy(update={"extraction": Extraction(), "learned": None})


def samples_of(source: Source, data_root: str, most: int) -> Iterator[Sample]:
    """Articles of the source's newest batches, at most `most`, spread over a batch's articles."""
    left = most
    for batch in _newest_first(source, data_root):
        some = list(_of_batch(source, batch, left))
        yield from some
        left -= len(some)
        if left <= 0:
            return


def newest_day(source: Source, data_root: str) -> date | None:
    """The day the newest archived article of the source was fetched on, by its newest batch."""
    for batch in _newest_first(source, data_root):
        try:
            days = [one.fetched_at for one in batch.pages() if one.kind == "article"]
        except BatchError:
            continue
        if days:
            return max(days).astimezone(source.zone).date()
    return None


def days_of(pages: Iterable[Sample], zone: tzinfo) -> list[date]:
    """The days that pages were fetched on, as far as they are known, in order."""
    return sorted(filter(None, (page.day(zone) for page in pages)))


def _newest_first(source: Source, data_root: str) -> Iterator[Batch]:
    folder = UPath(data_root) / source.id
    paths = list(folder.iterdir()) if folder.exists() else []
    for path in sorted(paths, key=lambda path: _moment_in(path.name), reverse=True):
        yield Batch(path)


def _moment_in(name: str) -> tuple[str, str]:
    """What runs are ordered by: Airflow's and our own all name a moment behind their kind.

    >>> _moment_in("scheduled__2026-11-22T00_00") > _moment_in("shell__2026-11-21T0000")
    True
    """
    found = re.search(r"\d{4}-\d\d-\d\d.*", name)
    return (found[0] if found else "", name)


def _of_batch(source: Source, batch: Batch, most: int) -> Iterator[Sample]:
    try:
        pages = [one.page for one in batch.articles() if one.page and not one.page.of_feed]
    except BatchError:
        return
    step = max(1, len(pages) // max(most, 1))
    for page in pages[::step][:most]:
        record = read_record(batch.path / page.warc, page.offset)
        url = page.candidate.url if page.candidate else page.url
        found = sample_of(source, url, record.body, record.content_type, page.fetched_at)
        if found:
            yield found


def sample_of(
    source: Source,
    url: str,
    html: bytes,
    content_type: str = "",
    fetched_at: datetime | None = None,
) -> Sample | None:
    """The page as a sample, unless the general readers find no article's text in it."""
    article = extract_article(html, url, untold(source), content_type=content_type)
    if not isinstance(article, Article) or article.words < ENOUGH_WORDS:
        return None
    fitting = source.match(url)
    shape = fitting.re.pattern if fitting else ""
    return Sample(url, html, content_type, article, shape, fetched_at)
