"""The third step: pages to articles. Pure but for the batch it reads and writes.

`clean` takes a batch from fresh pages to articles; `extract_article` understands one page.
"""

from collections import Counter
from datetime import timedelta

from crawlers.batch import Batch
from crawlers.clean.article import extract_article
from crawlers.clean.cores import understood
from crawlers.clean.measures import Measures
from crawlers.model import Article, Counts, Page, Reason, Reject, Stage, Window
from crawlers.sources import Source

__all__ = ["clean", "extract_article"]

_DAY = timedelta(days=1)


def clean(source: Source, window: Window, batch: Batch, cores: int = 0) -> Counts:
    """Make articles of the batch's fresh pages, and rejects of those that are none.

    Articles whose publication time is known and outside `window` are rejected; those without any
    date are kept. One bad page never ends the run. A large batch is read by `cores` processes, 0
    for as many as there are cores; what comes out is the same, in the same order.

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
        for fresh, outcome in understood(batch.fresh(), source, batch, cores):
            measures.add(outcome.result, outcome.print)
            result = _judge(outcome.result, window, fresh.page)
            if isinstance(result, Article):
                put_article(result)
                counts["clean"] += 1
            else:
                put_reject(result)
                counts[result.reason.value] += 1
    batch.finish(Stage.CLEAN, {**counts, **measures.counts()})
    return dict(counts)


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
