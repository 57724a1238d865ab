"""The article that a page's own data holds, once it has proved itself.

`Told` looks through JSON-LD and through what the page's scripts carry. A text is believed when it
stands under the page's title, begins as the page describes itself, or speaks of the same.
"""

import json
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from crawlers.clean.editors import LEAST, MAX_LETTERS, Text, holds_text, read_text
from crawlers.clean.markup import Markup, one_line
from crawlers.clean.moments import of_epoch
from crawlers.clean.packed import MAX_DEPTH, MAX_NODES, linked, revived
from crawlers.clean.proof import Proof, title_in
from crawlers.clean.state import documents

_PROVED = 0.6
"""Proof below which a text is not believed; see `Proof.of`."""
_ELSEWHERE = re.compile(
    r"relat|recommend|latest|trending|popular|sidebar|most|hot|next|prev|footer|header|menu|teaser|"
    r"comment|translation|i18n|locale|topstor|morestor|author",
    re.IGNORECASE,
)
_NOT_BODY = re.compile(
    r"desc|excerpt|summary|teaser|abstract|seo|meta|caption|credit|bio|disclaimer|"
    r"query|css|style|script|config",
    re.IGNORECASE,
)
_HEADLINES = frozenset(("title", "headline", "headlines", "subject"))
_DATES = (
    re.compile(r"publi(sh|c)|pub_?(date|time)|pubdate", re.IGNORECASE),
    re.compile(r"(display|release|issue|post|first)\w*(date|time|at)$", re.IGNORECASE),
    re.compile(r"^(date|time|datetime|news_?(date|time)|created\w*|create_?(date|time))$", re.I),
)
_STRICT = 4
"""How much more a sure text is worth than a longer one."""
_JSON = re.compile(r"\s*[{[]\s*[{[\"\]}]")
_FIRST, _LAST = "2000", "2100"
"""Years in which a number is a date."""
_MOST = 10**14


class _Found(NamedTuple):
    value: Any
    key: str
    around: tuple[dict[str, Any], ...]
    """The objects with a title that it stands in, nearest first."""


class Told:
    """What the data of one page tells; looked for when first asked."""

    def __init__(self, page: Markup, title: str | None) -> None:
        self._page = page
        self._proof = Proof(page, title)

    @property
    def lines(self) -> list[str]:
        """The article's paragraphs; none where no text proves that it is this page's."""
        text, _ = self._best
        return text.lines if text else []

    @property
    def title(self) -> str | None:
        """The headline of the object that holds the article."""
        _, around = self._best
        return one_line(title_in(around)) or None

    @property
    def date(self) -> str | None:
        """When the article was published, as its object says: ISO 8601, or what stands there."""
        _, around = self._best
        for expression in _DATES:
            for name, value in around.items():
                if expression.search(str(name)) and (moment := _moment(value)):
                    return moment
        return None

    @cached_property
    def _best(self) -> tuple[Text | None, dict[str, Any]]:
        stated = read_text(self._page.json_ld_text("articleBody") or "")
        best: tuple[Text | None, dict[str, Any]] = (stated, {})
        most = stated.size if stated else 0.0
        allowance = [MAX_LETTERS]
        for one in self._candidates():
            text = read_text(one.value, allowance)
            owner = one.around[0] if one.around else {}
            share = self._proof.of(text.lines, owner) if text else 0.0
            if text and share >= _PROVED and share**_STRICT * text.size > most:
                best, most = (text, owner), share**_STRICT * text.size
        return best

    def _candidates(self) -> Iterator[_Found]:
        left = MAX_NODES
        for document in documents(self._page.tree):
            for one in _walk(document):
                left -= 1
                if left < 0:
                    return
                if not _NOT_BODY.search(one.key):
                    yield one


def _walk(document: Any) -> Iterator[_Found]:
    """Values that may be a body: long strings, and lists of blocks."""
    stack: list[tuple[_Found, int]] = [(_Found(document, "", ()), 0)]
    while stack:
        found, depth = stack.pop()
        node = _opened(found.value)
        if depth > MAX_DEPTH:
            continue
        if isinstance(node, str):
            if len(node) >= LEAST / 2.5:
                yield found
        elif isinstance(node, list):
            # ["$", tag, key, properties] is an element of React, not data
            drawn = node[:1] == ["$"]
            if not drawn and _may_be_blocks(node):
                yield found._replace(value=node)
            inner = (one for one in node if isinstance(one, dict) or not drawn)
            stack += [(found._replace(value=one), depth + 1) for one in inner]
        elif isinstance(node, dict):
            if len(node) > 1 and all(str(key).isdigit() for key in node):
                stack.append((found._replace(value=list(node.values())), depth + 1))
            else:
                stack += [(one, depth + 1) for one in _members(node, found)]


def _opened(value: Any) -> Any:
    """The document that a string holds; any other value as it is."""
    if not isinstance(value, str) or not _JSON.match(value):
        return value
    try:
        return linked(revived(json.loads(value, strict=False)))
    except (ValueError, RecursionError):
        return value


def _may_be_blocks(nodes: list[Any]) -> bool:
    some = nodes[:20]
    if sum(map(_is_article, some)) > len(some) / 2:
        return False
    inner = [one for node in some if isinstance(node, list) for one in node[:20]]
    return any(isinstance(one, dict) for one in (*some, *inner)) or (
        len(some) > 1 and all(isinstance(one, str) for one in some)
    )


def _is_article(node: Any) -> bool:
    """Whether a member of a list has a headline of its own: a list of such is one of articles."""
    if not isinstance(node, dict):
        return False
    inner = [one for one in node.values() if isinstance(one, dict)]
    return any(not _HEADLINES.isdisjoint(one) for one in (node, *inner))


def _members(node: dict[Any, Any], found: _Found) -> Iterator[_Found]:
    around = (node, *found.around)[:3] if title_in(node) else found.around
    for name, one in node.items():
        # Apollo's keys carry their arguments: body({"customContents":…})
        key = str(name).partition("(")[0][:80]
        if not _ELSEWHERE.search(key):
            own = "" if key.startswith("$") else key
            kept = found.key if holds_text(own) and found.key else own
            yield _Found(one, kept, around)


def _moment(value: Any) -> str | None:
    """A date as text; a number is seconds or milliseconds since 1970."""
    if isinstance(value, str) and not value.isdecimal():
        return value if re.search(r"\d{4}", value) else None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    number = float(value) if isinstance(value, str) else value
    told = of_epoch(number) if 0 <= number < _MOST else ""
    return told if _FIRST <= told[:4] < _LAST else None
