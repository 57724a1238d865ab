"""Feeds that carry whole articles: an entry becomes the article's page, and nothing is fetched."""

from html import escape
from io import BytesIO
from typing import Any

import feedparser
from scrapy.http import Response
from w3lib.html import remove_tags

from crawlers.crawl.candidates import key_of
from crawlers.crawl.desk import Desk, Recorded
from crawlers.crawl.lists import join, plain_title
from crawlers.crawl.trouble import content_type
from crawlers.model import Candidate, Page

_ENOUGH = 40
"""Characters of text from which on an entry may be a whole article."""
_MADE = "text/html; charset=utf-8"


def whole_entries(response: Response) -> dict[str, Any]:
    """The entries of a feed that have text, by the key of their link; of one that was read."""
    headers = {"content-type": content_type(response), "content-location": response.url}
    body = BytesIO(response.body)
    feed = feedparser.parse(body, response_headers=headers, sanitize_html=False)
    found: dict[str, Any] = {}
    for entry in feed.entries:
        link = join(response.url, str(entry.get("link", "")))
        if link and len(remove_tags(_text(entry)).strip()) >= _ENOUGH:
            found.setdefault(key_of(link), entry)
    return found


def archive_entry(entry: Any, candidate: Candidate, feed: Response, desk: Desk) -> Page | None:
    """Keep an entry as the page of its article; None when the feed itself is not in the archive.

    Raises:
        OSError: the disk takes no more.
    """
    recorded = feed.meta.get("recorded")
    if not isinstance(recorded, Recorded):
        return None
    html = page_of(entry, candidate)
    offset, digest = desk.archive.convert(candidate.url, html, feed.url, recorded.fetched_at)
    return Page(
        url=candidate.url,
        final_url=candidate.url,
        kind="article",
        status=200,
        content_type=_MADE,
        fetched_at=recorded.fetched_at,
        digest=digest,
        warc=desk.archive.path.name,
        offset=offset,
        candidate=candidate,
        of_feed=True,
    )


def page_of(entry: Any, candidate: Candidate) -> bytes:
    """An article's page made of its entry; the clean step looks for `h1` and `#entry`. The time
    of publication stays with the candidate."""
    title = escape(plain_title(candidate.title or ""))
    author = plain_title(str(entry.get("author", "")))
    named = f'<meta name="author" content="{escape(author)}">' if author else ""
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>{named}</head>'
        f'<body><article><h1>{title}</h1><div id="entry">{_text(entry)}</div></article></body>'
        "</html>"
    ).encode("utf-8", "replace")


def _text(entry: Any) -> str:
    """The longest of what an entry says, in HTML."""
    told = [str(one.get("value") or "") for one in entry.get("content") or ()]
    return max([*told, str(entry.get("summary") or "")], key=len)
