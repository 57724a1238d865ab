"""The second step: the same thing is never understood or stored twice.

`dedupe` settles under which URL each page is known and rejects the pages that are the same article
as another, byte for byte the same page, or unchanged since an earlier batch. What changed under a
known URL passes on: whether it is a revision is decided when it is loaded.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from crawlers.batch import Batch
from crawlers.dedupe.clusters import Known, article_pages, cluster
from crawlers.held import Held, HeldPage
from crawlers.model import Counts, Fresh, Page, Reason, Reject, Stage
from crawlers.sources import Source
from crawlers.url import normalise

__all__ = ["dedupe"]

LOOKUP = 500
"""Pages whose URLs and digests are looked up at once."""
_SEEN = frozenset(
    (
        None,
        Reason.SAME_ARTICLE,
        Reason.IDENTICAL_PAGE,
        Reason.UNCHANGED,
        Reason.NO_ARTICLE_TEXT,
        Reason.NO_TITLE,
        Reason.UNREADABLE,
    )
)
"""How a held page ended whose content was judged for what it is. A page that only lay outside
the window, or was never whole, is to be read again."""


class _Item(NamedTuple):
    number: int
    page: Page
    known: Known


class _HeldHere(NamedTuple):
    by_url: Mapping[str, HeldPage]
    by_digest: Mapping[str, HeldPage]


def dedupe(batch: Batch, held: Held, source: Source | None = None) -> Counts:
    """Pass on the batch's article pages that are new or changed, each under its canonical URL.

    What this batch itself left in `held` is ignored, so that a batch can be run again from here.
    With a `source`, canonical links must match its hosts and article URLs to be believed.

    Returns:
        `fresh`, and for each reason met how many rejects it took.

    Raises:
        BatchError: the crawl has not run, or its file is damaged.
    """
    known = cluster(batch, source)
    counts: Counter[str] = Counter(fresh=0)
    first: dict[str, str] = {}
    parts = {normalise(part.url): page.url for page in article_pages(batch) for part in page.parts}
    rejects = batch.writing(f"{Stage.DEDUPE}.rejects")
    with batch.writing("fresh") as put_fresh, rejects as put_reject:
        for items in _chunks(batch, known):
            here = _look_up(items, held, batch.id)
            for item in items:
                result = _twin(item, first, parts) or _held(item, here)
                if result is None:
                    first[item.page.digest] = item.page.url
                    put_fresh(Fresh(page=item.page, url=item.known.url))
                else:
                    put_reject(result)
                counts[result.reason.value if result else "fresh"] += 1
    batch.finish(Stage.DEDUPE, dict(counts))
    return dict(counts)


def _chunks(batch: Batch, known: Sequence[Known]) -> Iterator[list[_Item]]:
    pages = zip(article_pages(batch), known, strict=True)
    items = (_Item(number, page, one) for number, (page, one) in enumerate(pages))
    while chunk := list(islice(items, LOOKUP)):
        yield chunk


def _look_up(items: Sequence[_Item], held: Held, batch_id: str) -> _HeldHere:
    urls = {url for item in items for url in (normalise(item.page.url), item.known.url)}
    digests = {item.page.digest for item in items}
    found = (held.by_url(sorted(urls)), held.by_digest(sorted(digests)))
    return _HeldHere(
        *({key: one for key, one in part.items() if one.batch != batch_id} for part in found)
    )


def _twin(item: _Item, first: Mapping[str, str], parts: Mapping[str, str]) -> Reject | None:
    """Judge the page against the batch's own; `parts` are the pages that follow another."""
    if whole := parts.get(normalise(item.page.url)):
        return _reject(item, Reason.SAME_ARTICLE, whole)
    if item.number != item.known.stands:
        return _reject(item, Reason.SAME_ARTICLE, item.known.stands_url)
    if item.page.digest in first:
        return _reject(item, Reason.IDENTICAL_PAGE, first[item.page.digest])
    return None


def _held(item: _Item, held: _HeldHere) -> Reject | None:
    """Judge the page against what other batches left."""
    asked, canonical = normalise(item.page.url), item.known.url
    own, article = held.by_url.get(asked), held.by_url.get(canonical)
    if own and own.digest == item.page.digest and own.reason in _SEEN:
        return _reject(item, Reason.UNCHANGED, own.batch or "")
    same = held.by_digest.get(item.page.digest)
    if asked != canonical and article and article.reason is None and not _is_article(own):
        return _reject(item, Reason.SAME_ARTICLE, canonical)
    if same and same.url != asked and same.reason in _SEEN:
        return _reject(item, Reason.IDENTICAL_PAGE, same.url)
    return None


def _is_article(own: HeldPage | None) -> bool:
    return own is not None and own.reason is None


def _reject(item: _Item, reason: Reason, detail: str) -> Reject:
    found = item.page.candidate
    return Reject(
        url=item.page.url,
        stage=Stage.DEDUPE,
        reason=reason,
        detail=detail,
        published_at=found.published_at if found else None,
        way=found.way if found else None,
    )
