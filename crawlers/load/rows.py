"""Lines of a batch as the documents that are copied into the staging tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any

from crawlers.chinese import simplified_of
from crawlers.model import Article, Fresh, ListVisit, Match, Page, Reason, Reject, Stage
from crawlers.revisits import outcome_of, waits_after
from crawlers.url import normalise

MAX_URL = 2048
"""Bytes of the longest URL that is kept; the key of a Postgres index has little more room."""

_READING = {"extractor_note": "why", "modified_from": "modified_from", "languages": "languages"}
_YEARS = range(1600, 2200)

Row = dict[str, Any]


def article_row(article: Article, page: Page) -> Row:
    """`article` with the archive record it was made from."""
    told = {"topics", "places", "organisations", "people", "page", "published_at", "modified_at"}
    return {
        **article.model_dump(mode="json", exclude=told | set(_READING)),
        "published_at": _moment(article.published_at),
        "modified_at": _moment(article.modified_at),
        "warc": page.warc,
        "warc_offset": page.offset,
        "page_url": page.url,
        "page_digest": page.digest,
        "fetched_at": page.fetched_at.isoformat(),
        "reading": _reading(article),
        "topics": _matches(article.topics),
        "places": _matches(article.places),
        "names": [
            *_names("organisation", article.organisations),
            *_names("person", article.people),
        ],
    }


def _reading(article: Article) -> Row:
    """What a person asks for who wonders how an article was read; without what is not known."""
    told: Row = {name: getattr(article, field) for field, name in _READING.items()}
    if article.published_at is not None and (offset := article.published_at.utcoffset()):
        told["offset"] = int(offset.total_seconds()) // 60
    return {name: value for name, value in told.items() if value}


def page_row(page: Page) -> Row:
    """Where a page is archived, and what discovery knew of it."""
    found = page.candidate
    return {
        "key": _key(page.url),
        "way": found.way if found else None,
        "stated_at": _moment(found.published_at) if found else None,
        "etag": page.etag,
        "last_modified": page.last_modified,
        "warc": page.warc,
        "warc_offset": page.offset,
        "fetched_at": page.fetched_at.isoformat(),
        "digest": page.digest,
    }


def name_rows(pages: Iterable[Page], fresh: Iterable[Fresh]) -> Iterator[Row]:
    """Every URL each page is known by: as requested, after redirects, canonical."""
    for page in pages:
        for url in {page.url, page.final_url}:
            yield from _name(page, url)
    for line in fresh:
        yield from _name(line.page, line.url)


def reject_rows(rejects: Iterable[Reject], counted: Counter[str]) -> Iterator[Row]:
    """Each reject; `counted` learns how many there are of each reason as they pass."""
    for reject in rejects:
        counted[reject.reason.value] += 1
        yield {
            **reject.model_dump(mode="json", exclude={"published_at"}),
            "published_at": _moment(reject.published_at),
            "key": _key(reject.url),
            "stored": not only_counted(reject),
            "outcome": outcome_of(reject.reason, reject.status),
            "waits": [wait.total_seconds() for wait in waits_after(reject.reason, reject.status)],
        }


def list_keys(lists: Iterable[ListVisit]) -> tuple[list[str], datetime | None]:
    """The URLs that are lists, and when the first was asked for."""
    visits = list(lists)
    return [_key(visit.url) for visit in visits], min((v.asked_at for v in visits), default=None)


def only_counted(reject: Reject) -> bool:
    """Whether every run of the source would say it again: such rejects have no row of their own."""
    at_crawl = reject.stage is Stage.CRAWL and reject.reason is Reason.OUTSIDE_WINDOW
    return at_crawl or reject.reason is Reason.ALREADY_HELD


def is_article_page(page: Page) -> bool:
    """Whether the page counts as fetched in the funnel."""
    return page.kind == "article" and page.status == HTTPStatus.OK


def too_long(url: str) -> bool:
    """Whether `url` is longer than a row may hold."""
    return len(url.encode("utf-8", "replace")) > MAX_URL


def _name(page: Page, url: str) -> Iterator[Row]:
    if not too_long(key := _key(url)):
        yield {"warc": page.warc, "warc_offset": page.offset, "url": key}


def _key(url: str) -> str:
    try:
        return normalise(url)
    except ValueError:
        return url


def _matches(matches: Iterable[Match]) -> list[Row]:
    by_id = {match.id: match.model_dump(mode="json") for match in matches}
    return list(by_id.values())


def _names(kind: str, matches: Iterable[Match]) -> Iterator[Row]:
    for row in _matches(matches):
        yield {
            "kind": kind,
            "name": row["id"],
            "shown": _shown(row["id"], row["words"]),
            "mentions": sum(row["words"].values()),
            "score": row["score"],
            "words": row["words"],
        }


def _shown(name: str, words: Mapping[str, int]) -> str:
    """The name as the text writes it, if only its script or its capitals differ."""
    often = sorted(words, key=lambda word: (-words[word], word))
    return next((word for word in often if _plain(word) == _plain(name)), name)


def _plain(name: str) -> str:
    return name.translate(simplified_of()).casefold()


def _moment(moment: datetime | None) -> str | None:
    """A date no newspaper has is no date, and Python cannot read back all that Postgres keeps."""
    if moment is None or moment.year not in _YEARS:
        return None
    return moment.isoformat()
