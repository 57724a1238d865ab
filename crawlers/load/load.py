"""One batch in one transaction: stage, merge, record the funnel, queue what changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from crawlers.batch import Batch
from crawlers.database import Database, Session
from crawlers.load.frontier import note_listed
from crawlers.load.rows import (
    MAX_URL,
    Row,
    article_row,
    is_article_page,
    name_rows,
    page_row,
    reject_rows,
    too_long,
)
from crawlers.model import Article, Counts, Page, Reason, Reject, Stage, Window
from crawlers.sources import Source

HELD_TEXT = "the same text is held from another page"


class LoadError(RuntimeError):
    """A batch that cannot be loaded; one sentence."""


@dataclass
class _Load:
    """What is gathered while one batch passes."""

    source: Source
    window: Window
    batch: Batch
    run: str
    reasons: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    started_at: datetime | None = None
    cleaned: int = 0
    quarantine: str | None = None

    @property
    def keys(self) -> dict[str, Any]:
        """The values every statement may name."""
        return {"source": self.source.id, "batch": self.batch.id}

    @property
    def complete(self) -> bool:
        """Whether the stages before have all been, and the articles may go in."""
        return self.cleaned_up and self.quarantine is None

    @property
    def cleaned_up(self) -> bool:
        """Whether it is known what became of every page."""
        return self.batch.done(Stage.CLEAN)


def load(
    source: Source,
    window: Window,
    batch: Batch,
    database: Database,
    run: str,
    quarantine: str | None = None,
) -> Counts:
    """Put a batch's articles, URLs, rejects and funnel into Postgres, all or nothing.

    A batch whose clean step has not finished is recorded with what there is; one that was loaded
    whole before stays as that load left it. With `quarantine`, one sentence why, the same is done
    and each article is a reject QUARANTINED; loaded again without it, the batch goes in whole.

    Returns:
        `loaded` (articles of the batch now in the tables), how many rows were `inserted`,
        `revised`, `removed`, and how many articles were rejected for each reason.

    Raises:
        DatabaseError: nothing was written.
        BatchError: a file of the batch is missing or damaged; nothing was written.
        LoadError: an article does not say which page it was made from; nothing was written.
    """
    work = _Load(source, window, batch, run, quarantine=quarantine)
    with database.transaction() as session:
        session.execute("load/lock", work.keys)
        database.sync_source(session, source)
        session.execute("load/note_folder", work.keys)
        session.execute("load/stage")
        _stage(session, work)
        outcome = _write(session, work) if work.complete else _note(session, work)
    with batch.writing(f"{Stage.LOAD}.rejects") as write:
        for reject in work.rejects:
            write(reject)
    counts = {**outcome, **_count_rejects(work.rejects)}
    batch.finish(Stage.LOAD, counts)
    return counts


def _stage(session: Session, work: _Load) -> None:
    batch = work.batch
    before = (reject for reject in batch.rejects() if reject.stage is not Stage.LOAD)
    session.copy("load/copy_rejects", reject_rows(before, work.reasons))
    if work.complete or batch.done(Stage.CRAWL):
        session.copy("load/copy_pages", map(page_row, _pages(work)))
    if not work.cleaned_up:
        return
    pages = filter(is_article_page, batch.pages())
    session.copy("load/copy_names", name_rows(pages, batch.fresh()))
    if work.complete:
        session.copy("load/copy_articles", _article_rows(work))
    else:
        work.rejects.extend(_quarantined(work))
        session.copy("load/copy_rejects", reject_rows(work.rejects, work.reasons))


def _pages(work: _Load) -> Iterator[Page]:
    for page in filter(is_article_page, work.batch.pages()):
        work.started_at = min(work.started_at or page.fetched_at, page.fetched_at)
        yield page


def _article_rows(work: _Load) -> Iterator[Row]:
    for article in work.batch.articles():
        work.cleaned += 1
        if too_long(article.url):
            work.rejects.append(_too_long(article))
        elif article.page is None:
            raise LoadError(f"{article.url} does not say which archived page it was made from")
        else:
            yield article_row(article, article.page)


def _quarantined(work: _Load) -> Iterator[Reject]:
    for article in work.batch.articles():
        work.cleaned += 1
        yield Reject(
            url=article.url,
            stage=Stage.LOAD,
            reason=Reason.QUARANTINED,
            detail=work.quarantine or "",
            published_at=article.published_at,
        )


def _too_long(article: Article) -> Reject:
    return Reject(
        url=article.url,
        stage=Stage.LOAD,
        reason=Reason.NOT_AN_ARTICLE_URL,
        detail=f"longer than {MAX_URL} bytes",
        published_at=article.published_at,
    )


def _write(session: Session, work: _Load) -> Counts:
    """Decide which texts stay, then merge them; returns the outcome."""
    session.execute("load/read_articles", work.keys)
    session.execute("load/read_known", work.keys)
    session.execute("load/merge", work.keys)
    for row in session.fetch("load/unchanged", work.keys):
        work.rejects.append(
            Reject(**row, stage=Stage.LOAD, reason=Reason.UNCHANGED, detail=HELD_TEXT)
        )
    session.copy("load/copy_rejects", reject_rows(work.rejects, work.reasons))
    (outcome,) = session.fetch("load/outcome", work.keys)
    _record(session, work, outcome["loaded"])
    _merge(session, work)
    _list(session, work)
    session.execute("load/find_changes", work.keys)
    session.execute("load/merge_documents")
    _queue(session, work, outcome["removed"])
    session.execute("load/merge_rejects", work.keys)
    return outcome


def _note(session: Session, work: _Load) -> Counts:
    """Record a batch that did not come as far as articles."""
    if not session.fetch("load/whole", work.keys):
        _record(session, work, loaded=0)
        _list(session, work)
        session.execute("load/queue_listed", work.keys)
        session.execute("load/merge_rejects", work.keys)
    return {"loaded": 0, "inserted": 0, "revised": 0, "removed": 0}


def _record(session: Session, work: _Load, loaded: int) -> None:
    reported = {
        stage.value: work.batch.counts(stage)
        for stage in (Stage.CRAWL, Stage.DEDUPE, Stage.CLEAN)
        if work.batch.done(stage)
    }
    crawl = reported.get(Stage.CRAWL, {})
    session.execute(
        "load/record_batch",
        {
            **work.keys,
            "run": work.run,
            "window_start": work.window.start,
            "window_end": work.window.end,
            "started_at": work.started_at,
            "complete": work.complete,
            "discovered": crawl.get("discovered", 0),
            "fetched": crawl.get("fetched", 0),
            "fresh": reported.get(Stage.DEDUPE, {}).get("fresh", 0),
            "clean": work.cleaned,
            "loaded": loaded,
            "rejects": dict(work.reasons),
            "counts": reported,
        },
    )


def _merge(session: Session, work: _Load) -> None:
    """Write what was decided."""
    unchanged = {"reason": Reason.UNCHANGED.value, "detail": HELD_TEXT}
    session.execute("load/displace", {**work.keys, **unchanged})
    for name in ("articles", "revisions", "texts", "topics", "places", "names"):
        session.execute(f"load/merge_{name}", work.keys)
    session.execute("load/note_taxonomy", work.keys)
    session.execute("load/merge_urls", {**work.keys, "unchanged": Reason.UNCHANGED.value})


def _list(session: Session, work: _Load) -> None:
    """Write down how each URL that was proposed stands."""
    note_listed(
        session, work.keys, work.batch, work.window, judged=work.cleaned_up, whole=work.complete
    )


def _queue(session: Session, work: _Load, removed: int) -> None:
    """Tell the story linker and the roll-up what changed; they lock in the same order."""
    if removed:
        # Articles go only while nothing links: the linker may be about to name one of them.
        session.execute("stories/lock")
    session.execute("load/queue_links")
    if removed:
        session.execute("load/delete_gone")
    session.execute("load/queue_days", work.keys)


def _count_rejects(rejects: list[Reject]) -> Counts:
    counts = Counter(reject.reason.value for reject in rejects)
    return {Reason.UNCHANGED.value: 0, **counts}
