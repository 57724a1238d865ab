"""A batch made from WARC files of any origin, as if a crawl had fetched what they hold.

`dedupe` and the stages after it then run on it as on any other batch.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pydantic import BaseModel
from upath import UPath

from crawlers.batch.batch import Batch
from crawlers.batch.reading import records
from crawlers.batch.record import Exchange, Record
from crawlers.batch.sniff import why_not_html
from crawlers.batch.writing import ArchiveWriter
from crawlers.model import Candidate, Counts, Page, Reason, Reject, Stage, Way
from crawlers.url import normalise

ARCHIVE = "import-001.warc.gz"
_KINDS = frozenset({"request", "response", "revisit"})
_OK = 200

Put = Callable[[BaseModel], None]


def import_archive(
    paths: Iterable[str | Path | UPath], batch: Batch, belongs: Callable[[str], bool]
) -> Counts:
    """Make `batch` from the captures in `paths` that are the source's, as `belongs` says by URL.

    Each of those is a candidate: an HTML page answered with status 200 becomes a page, anything
    else a reject. The counts are those of a crawl.

    Raises:
        BatchError: a file is missing or damaged; the batch is as it was before.
    """
    fresh = not batch.path.exists()
    batch.create()
    try:
        return _import(paths, batch, belongs)
    except BaseException:
        if fresh:
            with suppress(OSError):
                batch.path.rmdir()
        raise


def _import(
    paths: Iterable[str | Path | UPath], batch: Batch, belongs: Callable[[str], bool]
) -> Counts:
    counts: Counter[str] = Counter(discovered=0, fetched=0, lists=0, rejects=0)
    with (
        batch.writing("pages") as put_page,
        batch.writing("crawl.rejects") as put_reject,
        ArchiveWriter(batch.path / ARCHIVE) as archive,
    ):
        for path in paths:
            for record, request in _captures(UPath(path)):
                if not belongs(record.url):
                    continue
                found = _take(record, request, UPath(path).name, archive)
                _count(found, counts)
                (put_page if isinstance(found, Page) else put_reject)(found)
        # From here on the files are replaced one by one: the batch is not done until all are.
        (batch.path / f"{Stage.CRAWL}.json").unlink(missing_ok=True)
    batch.finish(Stage.CRAWL, dict(counts))
    return dict(counts)


def _captures(path: UPath) -> Iterator[tuple[Record, Record | None]]:
    """Responses with their requests, which stand before or after them, if they are there."""
    before: Record | None = None
    waiting: Record | None = None
    for record in records(path, _KINDS):
        if record.kind != "request":
            if waiting:
                yield waiting, None
            matched = before and before.url == record.url
            if matched:
                yield record, before
            before, waiting = None, None if matched else record
        elif waiting and waiting.url == record.url:
            yield waiting, record
            waiting = None
        else:
            before = record
    if waiting:
        yield waiting, None


def _take(
    record: Record,
    request: Record | None,
    name: str,
    archive: ArchiveWriter,
) -> Page | Reject:
    trouble = _trouble(record)
    if trouble:
        reason, detail = trouble
        return Reject(
            url=record.url, stage=Stage.CRAWL, reason=reason, detail=detail, way=Way.ARCHIVE
        )
    offset, digest = archive.write(
        Exchange(
            url=record.url,
            status=record.status,
            headers=record.headers,
            body=record.raw,
            fetched_at=record.fetched_at,
            request_headers=request.headers if request else None,
            truncated=record.truncated,
        )
    )
    return Page(
        url=record.url,
        final_url=record.url,
        kind="article",
        status=record.status,
        content_type=record.content_type,
        fetched_at=record.fetched_at,
        digest=digest,
        warc=archive.path.name,
        offset=offset,
        candidate=Candidate(url=record.url, way=Way.ARCHIVE, found_at=name),
    )


def _trouble(record: Record) -> tuple[Reason, str] | None:
    if not _is_address(record.url):
        return Reason.NOT_AN_ARTICLE_URL, "not an http address"
    if record.kind == "revisit":
        return Reason.UNCHANGED, "a revisit record, which holds no page"
    if record.status != _OK:
        return Reason.HTTP_ERROR, f"HTTP {record.status}"
    if record.truncated:
        return Reason.TRUNCATED, f"the archive says: {record.truncated}"[:200]
    problem = why_not_html(record.content_type, record.body)
    return (Reason.NOT_HTML, problem) if problem else None


def _is_address(url: str) -> bool:
    try:
        return normalise(url).startswith(("http://", "https://"))
    except ValueError:
        return False


def _count(found: Page | Reject, counts: Counter[str]) -> None:
    counts["discovered"] += 1
    if isinstance(found, Page):
        counts["fetched"] += 1
    else:
        counts["rejects"] += 1
        counts[found.reason.value] += 1
