"""The article that a page's own data holds, once it has proved itself.

`Told` looks through JSON-LD and through what the page's scripts carry. A text is believed when it
stands under the page's title, begins as the page describes itself, or speaks of the same.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

from crawlers.clean.editors import LEAST, Text, holds_text, read_text
from crawlers.clean.markup import Markup
from crawlers.clean.state import MAX_DEPTH, MAX_NODES, documents

_PROVED = 0.6
"""Share of the words in which a page describes itself that its article has."""
_NAMED, _DESCRIBED = 4, 20
"""Letters of a title, and of a description, that are not met by chance."""
_TITLES = frozenset((
    "title", "headline", "headlines", "name", "heading", "subject", "newstitle", "articletitle",
))  # fmt: skip
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
_DATES = (
    re.compile(r"publi(sh|c)|pub_?(date|time)|pubdate", re.IGNORECASE),
    re.compile(r"(display|release|issue|post|first)\w*(date|time|at)$", re.IGNORECASE),
    re.compile(r"^(date|time|datetime|news_?(date|time)|created\w*|create_?(date|time))$", re.I),
)
_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_MILLISECONDS = 10**11


class _Found(NamedTuple):
    value: Any
    key: str
    around: tuple[dict[str, Any], ...]
    """The objects with a title that it stands in, nearest first."""


class Told:
    """What the data of one page tells; looked for when first asked."""

    def __init__(self, page: Markup, title: str | None) -> None:
        self._page = page
        self._proof = _Proof(page, title)

    @property
    def lines(self) -> list[str]:
        """The article's paragraphs; none where no text proves that it is this page's."""
        text, _ = self._best
        return text.lines if text else []

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
        for one in self._candidates():
            text = read_text(one.value)
            share = (
                self._proof.share(text, _title(one.around[0]) if one.around else "") if text else 0
            )
            if text and share >= _PROVED and share**2 * text.size > most:
                best = text, one.around[0] if one.around else {}
                most = share**2 * text.size
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
        node = found.value
        if depth > MAX_DEPTH:
            continue
        if isinstance(node, str):
            if len(node) >= LEAST / 2.5:
                yield found
        elif isinstance(node, list):
            # ["$", tag, key, properties] is an element of React, not data
            drawn = node[:1] == ["$"]
            if not drawn and _may_be_blocks(node):
                yield found
            inner = (one for one in node if isinstance(one, dict) or not drawn)
            stack += [(found._replace(value=one), depth + 1) for one in inner]
        elif isinstance(node, dict):
            stack += [(one, depth + 1) for one in _members(node, found)]


def _may_be_blocks(nodes: list[Any]) -> bool:
    some = nodes[:20]
    return any(isinstance(one, dict | list) for one in some) or (
        len(some) > 1 and all(isinstance(one, str) for one in some)
    )


def _members(node: dict[Any, Any], found: _Found) -> Iterator[_Found]:
    around = (node, *found.around)[:3] if _title(node) else found.around
    for name, one in node.items():
        # Apollo's keys carry their arguments: body({"customContents":…})
        key = str(name).partition("(")[0][:80]
        if not _ELSEWHERE.search(key):
            own = "" if key.startswith("$") else key
            kept = found.key if holds_text(own) and found.key else own
            yield _Found(one, kept, around)


def _title(node: dict[str, Any]) -> str:
    for name, value in node.items():
        if str(name).lower() in _TITLES:
            inner = value if isinstance(value, dict) else {"basic": value}
            title = inner.get("basic") or inner.get("rendered") or inner.get("main")
            if isinstance(title, str) and title:
                return title
    return ""


def _moment(value: Any) -> str | None:
    """A date as text; a number is seconds or milliseconds since 1970."""
    if isinstance(value, str) and not value.isdigit():
        return value if re.search(r"\d{4}", value) else None
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    number = float(value)
    seconds = number / 1000 if number > _MILLISECONDS else number
    if not _FIRST.timestamp() <= seconds <= _LAST.timestamp():
        return None
    return datetime.fromtimestamp(int(seconds), UTC).isoformat()


class _Proof:
    """Whether a text is this page's."""

    def __init__(self, page: Markup, title: str | None) -> None:
        self._title = _letters(title or "")
        stated = page.meta("og:description", "description", "twitter:description") or ""
        self._begin = _letters(stated)[:30]
        self._words = _words(f"{title} {stated}")

    def share(self, text: Text, title: str) -> float:
        """How much of what the page says of itself the text has, 0 to 1 in tenths."""
        own = _letters(title)
        if len(self._title) >= _NAMED and own and (own in self._title or self._title in own):
            return 1.0
        said = _letters(" ".join(text.lines[:60])[:20_000])
        if len(self._begin) >= _DESCRIBED and self._begin in said:
            return 1.0
        met = sum(word in said for word in self._words)
        return round(met / len(self._words), 1) if self._words else 0.0


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _words(text: str) -> set[str]:
    """Words of four letters, and pairs of Chinese characters."""
    latin = set(re.findall(r"[a-z\u00c0-\u024f]{4,}", text.casefold()))
    runs = re.findall(r"[\u3400-\u9fff]{2,}", text)
    return latin | {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
