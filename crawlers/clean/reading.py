"""One fresh page of a batch understood: its record read from the archive, its further pages joined.

What comes out is small and can cross from one process to another as a line of JSON.
"""

import logging
from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from crawlers.batch import Batch, BatchError, Record, read_record
from crawlers.clean.article import extract_article, join
from crawlers.clean.measures import print_of_page
from crawlers.model import Article, Fresh, Page, Reason, Reject, Stage
from crawlers.sources import Extraction, Source

_LOG = logging.getLogger(__name__)


class Outcome(BaseModel):
    """What became of a page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    result: Article | Reject
    print: str = ""
    """Of a page that is no article: by it such pages are known to be all the same."""


def understand(fresh: Fresh, source: Source, batch: Batch) -> Outcome:
    """The article on a page, or why there is none. One bad page never ends the run.

    Raises:
        BatchError: the archive that holds the page is gone.
    """
    page = fresh.page
    try:
        record = read_record(batch.path / page.warc, page.offset)
        result = _read(record, fresh.url, source, page)
        if isinstance(result, Article):
            return Outcome(result=join(result, _parts(fresh, source, batch)))
        return Outcome(result=result, print=print_of_page(record.body))
    except Exception as error:
        if not (batch.path / page.warc).exists():
            raise BatchError(f"{batch.path / page.warc} is missing: its pages are lost") from error
        _LOG.warning("%s cannot be understood", fresh.url, exc_info=True)
        detail = f"{type(error).__name__}: {error}"[:300]
        refused = Reject(url=fresh.url, stage=Stage.CLEAN, reason=Reason.UNREADABLE, detail=detail)
        return Outcome(result=refused)


def _parts(fresh: Fresh, source: Source, batch: Batch) -> Iterator[Article]:
    """The further pages of an article on several; one without text of its own adds none."""
    for part in fresh.page.parts:
        record = read_record(batch.path / part.warc, part.offset)
        result = _read(record, part.url, source, fresh.page)
        if isinstance(result, Article):
            yield result


def _read(record: Record, url: str, source: Source, page: Page) -> Article | Reject:
    return extract_article(
        record.body,
        url,
        _of_feed(source) if page.of_feed else source,
        content_type=record.content_type,
        hint=page.candidate,
        fetched_at=page.fetched_at,
    )


def _of_feed(source: Source) -> Source:
    """The source as its feed's entries are kept: in a page of our own making."""
    own = source.extraction
    hints = Extraction(
        title="h1", body="#entry", drop=own.drop, drop_lines=own.drop_lines, cut=own.cut
    )
    return source.model_copy(update={"extraction": hints, "learned": None})
