"""The third step: pages to articles. Pure but for the batch it reads and writes.

`clean` takes a batch from fresh pages to articles; `extract_article` understands one page.
"""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from crawlers.batch import Batch, BatchError, Record, read_record
from crawlers.clean.article import extract_article, join
from crawlers.clean.measures import Measures
from crawlers.model import Article, Counts, Fresh, Page, Reason, Reject, Stage, Window
from crawlers.sources import Extraction, Source

__all__ = ["clean", "extract_article"]

_LOG = logging.getLogger(__name__)
_DAY = timedelta(days=1)


def clean(source: Source, window: Window, batch: Batch) -> Counts:
    """Make articles of the batch's fresh pages, and rejects of those that are none.

    Articles whose publication time is known and outside `window` are rejected; those without any
    date are kept. One bad page never ends the run. Pages are read one at a time.

    Returns:
        `clean`, and for each reason met how many rejects it took. The batch's counts hold the
        `Measures` too.

    Raises:
        BatchError: dedupe has not run, its file is damaged, or an archive is missing.
    """
    counts: Counter[str] = Counter(clean=0)
    measures = Measures()
    rejects = batch.writing(f"{Stage.CLEAN}.rejects")
    with batch.writing("articles") as put_article, rejects as put_reject:
        for fresh in batch.fresh():
            result = _judge(_understand(fresh, source, batch, measures), window, fresh.page)
            if isinstance(result, Article):
                put_article(result)
                counts["clean"] += 1
            else:
                put_reject(result)
                counts[result.reason.value] += 1
    batch.finish(Stage.CLEAN, {**counts, **measures.counts()})
    return dict(counts)


def _understand(fresh: Fresh, source: Source, batch: Batch, measures: Measures) -> Article | Reject:
    page = fresh.page
    try:
        record = read_record(batch.path / page.warc, page.offset)
        result = _read(record, fresh.url, source, page)
        if isinstance(result, Article) and page.parts:
            result = join(result, _parts(fresh, source, batch))
    except Exception as error:
        if not (batch.path / page.warc).exists():
            raise BatchError(f"{batch.path / page.warc} is missing: its pages are lost") from error
        _LOG.warning("%s cannot be understood", fresh.url, exc_info=True)
        detail = f"{type(error).__name__}: {error}"[:300]
        return Reject(url=fresh.url, stage=Stage.CLEAN, reason=Reason.UNREADABLE, detail=detail)
    if isinstance(result, Article):
        measures.article(result)
    else:
        measures.refused(record.body)
    return result


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
    hints = Extraction(title="h1", body="#entry", drop=own.drop, drop_lines=own.drop_lines)
    return source.model_copy(update={"extraction": hints, "learned": None})


def _judge(result: Article | Reject, window: Window, page: Page) -> Article | Reject:
    """The result with its page or way, rejected where it lies outside the window."""
    way = page.candidate.way if page.candidate else None
    if isinstance(result, Reject):
        return result.model_copy(update={"way": way})
    wanted = page.candidate is not None and page.candidate.any_date
    if not wanted and _outside(result, window):
        return Reject(
            url=result.url,
            stage=Stage.CLEAN,
            reason=Reason.OUTSIDE_WINDOW,
            detail=f"published {result.published_at:%Y-%m-%d %H:%M} by the {result.published_from}",
            published_at=result.published_at,
            way=way,
        )
    return result.model_copy(update={"page": page})


def _outside(article: Article, window: Window) -> bool:
    at = article.published_at
    if at is None:
        return False
    if article.published_precision == "day":
        return at >= window.end or at + _DAY <= window.start
    return at not in window
