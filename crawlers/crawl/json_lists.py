"""Reading lists in JSON, as a source's `apis` describe them. Bytes in, links out; no network.

Expressions are JMESPath (https://jmespath.org/specification.html). What they find is as hostile
as anything crawled: only text and numbers of a sensible size are taken.
"""

import json
import math
import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import jmespath
from jmespath.exceptions import JMESPathError
from w3lib.encoding import http_content_type_encoding

from crawlers.crawl.lists import BrokenListError, Found, Listing, join, moment, plain_title
from crawlers.sources import Api
from crawlers.sources.template import Instant, fill, gaps

_ITEMS = 10_000
_NEXT = 2048
_MILLISECONDS = 100_000_000_000
"""Seconds of the year 5138: a larger number counts milliseconds."""
_YEARS = range(1990, 2101)
_EMPTY_NEXT = re.compile(r"&[^?&=]+=\{next\}")
"""A parameter that has nothing to say on the first page."""


class Span(NamedTuple):
    """What a JSON list is asked about: the window's ends, and perhaps one of its days."""

    since: datetime
    until: datetime
    day: datetime | None


def api_address(api: Api, span: Span, page: int, following: str | None) -> str | None:
    """The address of a list's page, counted from 1; None when there is no such page.

    `following` is what the page before gave for `next`.
    """
    if page > 1 and following and following.startswith(("http://", "https://")):
        return following
    names = gaps(api.url)
    token = api.first if page == 1 else following
    if page > 1 and "page" not in names and ("next" not in names or not token):
        return None
    moments = {"since": Instant.of(span.since), "until": Instant.of(span.until)}
    if span.day:
        moments["date"] = Instant.of(span.day)
    template = api.url if token else _EMPTY_NEXT.sub("", api.url)
    return fill(template, page=page + api.first_page - 1, next=token or "", **moments)


def read_api(body: bytes, content_type: str, url: str, zone: ZoneInfo, api: Api) -> Listing:
    """The items of one page of a JSON list.

    Raises:
        BrokenListError: it is no JSON, or `items` finds no list in it.
    """
    data = _parse(body, content_type)
    items = _find(api.items, data)
    if not isinstance(items, list):
        raise BrokenListError(f"'{api.items}' finds no list in it")
    found = [_item(item, url, zone, api) for item in items[:_ITEMS]]
    following = _text(_find(api.next, data)) if api.next else None
    return Listing(found=[link for link in found if link], next=(following or "")[:_NEXT] or None)


def _parse(body: bytes, content_type: str) -> Any:
    charset = http_content_type_encoding(content_type) or "utf-8"
    try:
        text = body.decode("utf-8-sig" if charset == "utf-8" else charset, "replace")
        return json.loads(text)
    except (ValueError, LookupError, RecursionError) as error:
        raise BrokenListError("not JSON that can be read") from error


def _item(item: Any, base: str, zone: ZoneInfo, api: Api) -> Found | None:
    link = join(base, _text(_find(api.link, item)) or "")
    if link is None:
        return None
    when = _when(_find(api.published, item), zone) if api.published else None
    title = plain_title(_text(_find(api.title, item)) or "") if api.title else ""
    return Found(link, title or None, when[0] if when else None, bool(when and when[1]))


def _when(value: Any, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """
    >>> _when("1767268800000", ZoneInfo("UTC"))[0].isoformat()
    '2026-01-01T12:00:00+00:00'
    """
    text = _text(value) or ""
    if not text.isascii() or not text.replace(".", "", 1).isdigit():
        return moment(text, zone)
    number = float(text)
    try:
        found = datetime.fromtimestamp(
            number / 1000 if number >= _MILLISECONDS else number, UTC
        ).astimezone(zone)
    except (ValueError, OverflowError, OSError):
        return None
    return (found, False) if found.year in _YEARS else None


def _text(value: Any) -> str | None:
    """Text or a number as text; anything else is nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return f"{value:.15g}" if math.isfinite(value) else None


def _find(expression: str, data: Any) -> Any:
    try:
        return _compiled(expression).search(data)
    except (JMESPathError, RecursionError, TypeError, ValueError):
        return None


@lru_cache(maxsize=64)
def _compiled(expression: str) -> Any:
    return jmespath.compile(expression)
