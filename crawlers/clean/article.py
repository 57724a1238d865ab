"""One page understood: bytes in, an article or a reject out. No clock, no network, no database."""

import hashlib
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Any

from crawlers.clean import edition
from crawlers.clean.authors import authors_of
from crawlers.clean.body import ENOUGH_WORDS, MAX_BODY, Body, body_of
from crawlers.clean.dates import Published, modified, published
from crawlers.clean.decode import decode
from crawlers.clean.forms import form_of
from crawlers.clean.language import detect, shares
from crawlers.clean.likeness import letters
from crawlers.clean.markup import MAX_ELEMENTS, Markup
from crawlers.clean.metadata import image_of, languages_of, section_of, title_of
from crawlers.clean.naming import find_names
from crawlers.clean.places import tag_places
from crawlers.clean.structured import Told
from crawlers.clean.topics import tag_topics
from crawlers.clean.wires import credits_of
from crawlers.model import Article, Candidate, Reason, Reject, Stage
from crawlers.sources import Source

MAX_BYTES = 16 << 20
"""Decoded bytes of a page above which it is not read."""
REGION_TIME: tzinfo = timezone(timedelta(hours=8))
"""The zone of a time without offset when no source is given: the region's, UTC+8."""


def extract_article(
    html: bytes,
    url: str,
    source: Source | None = None,
    *,
    content_type: str = "",
    hint: Candidate | None = None,
    fetched_at: datetime | None = None,
) -> Article | Reject:
    """Understand one page.

    Args:
        html: the response's body, content coding undone.
        url: the URL the article is known by.
        source: whose hints come before anything general, and whose zone naive times are in.
        content_type: the HTTP header, for its `charset`.
        hint: what discovery knew; its title and time stand in for what the page does not tell.
        fetched_at: dates after that day are refused.

    Returns:
        The article, or a reject: unreadable, no title, no article text.
    """
    if len(html) > MAX_BYTES:
        return _reject(url, Reason.UNREADABLE, f"{len(html)} bytes, more than {MAX_BYTES}", hint)
    page = Markup(decode(html, content_type), url)
    if page.size > MAX_ELEMENTS:
        return _reject(url, Reason.UNREADABLE, f"more than {MAX_ELEMENTS} elements", hint)
    zone = source.zone if source else REGION_TIME
    title = title_of(page, source) or (hint.title if hint else None)
    told = Told(page, title)
    when = published(page, url, zone, source, hint, fetched_at, told, title)
    about = {**_dates(page, zone, when), **_about(page, source)}
    declared = languages_of(page, source)
    at = when.at if when else None
    body = body_of(page, title, source, told, at.date() if at else None)
    title = _headline(title, told) if body.extractor == "structured" else title
    form = form_of(page, title or "", body.words)
    if body.words < ENOUGH_WORDS and form != "photos":
        detail = f"fewer than {ENOUGH_WORDS} words"
        return _reject(url, Reason.NO_ARTICLE_TEXT, detail, hint, at)
    if not title:
        return _reject(url, Reason.NO_TITLE, "", hint, at)
    words = _text(title, body, declared)
    wires = credits_of(body.text, about["authors"])
    return Article.model_validate({"url": url, "form": form, "wires": wires, **words, **about})


def _headline(title: str | None, told: Told) -> str | None:
    """The title that the data gives its article, where the page has none, or the same with the
    name of the site."""
    own = told.title
    return own if own and (title is None or letters(own) in letters(title)) else title


def join(first: Article, parts: Iterable[Article]) -> Article:
    """One article from the pages it stands on; a page that repeats what is there adds nothing."""
    bodies = [first.body]
    for part in parts:
        if part.body not in bodies:
            bodies.append(part.body)
    if len(bodies) == 1:
        return first
    body = Body("\n".join(bodies)[:MAX_BODY], first.extractor, first.extractor_note)
    declared = (f"{first.language}-{first.script}",)
    wires = credits_of(body.text, first.authors)
    return first.model_copy(update={"wires": wires, **_text(first.title, body, declared)})


def _dates(page: Markup, zone: tzinfo, when: Published | None) -> dict[str, Any]:
    changed, where = modified(page, zone, when.at if when else None) or (None, None)
    told: dict[str, Any] = {"modified_at": changed, "modified_from": where}
    if when is not None:
        told["published_at"] = when.at
        told["published_precision"] = when.precision
        told["published_from"] = when.origin
        told["published_confidence"] = when.confidence
    return told


def _about(page: Markup, source: Source | None) -> dict[str, Any]:
    return {
        "authors": authors_of(page, source),
        "section": section_of(page),
        "image_url": image_of(page),
    }


def _text(title: str, body: Body, declared: tuple[str, ...]) -> dict[str, Any]:
    """Everything the words themselves tell."""
    language, script = detect(f"{title}\n{body.text}", declared)
    names = find_names(title, body.text, language)
    return {
        "title": title,
        "body": body.text,
        "extractor": body.extractor,
        "extractor_note": body.note,
        "language": language,
        "script": script,
        "languages": shares(body.text, declared),
        "words": body.words,
        "text_digest": text_digest(title, body.text),
        "topics": tag_topics(title, body.text, language),
        "places": tag_places(title, body.text),
        "organisations": names.organisations,
        "people": names.people,
        "taxonomy": edition.version(),
    }


def text_digest(title: str, body: str) -> str:
    """SHA-256 hex of title and body after NFKC with white space folded.

    >>> text_digest("a", "b  c") == text_digest("ａ ", "b\\nc")
    True
    """
    folded = " ".join(unicodedata.normalize("NFKC", f"{title}\n{body}").split())
    return hashlib.sha256(folded.encode("utf-8", "replace")).hexdigest()


def _reject(
    url: str, reason: Reason, detail: str, hint: Candidate | None, at: datetime | None = None
) -> Reject:
    way = hint.way if hint else None
    return Reject(
        url=url, stage=Stage.CLEAN, reason=reason, detail=detail, published_at=at, way=way
    )
