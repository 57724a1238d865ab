"""Whether a text found in a page's data is the text of that page, and not another's.

A page says of itself what it is about: in its title, its description, its address. A text proves
itself when it stands in an object of that title or address, begins as the page is described, or
has the words of both.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from crawlers.clean.likeness import letters
from crawlers.clean.markup import Markup

_NAMED, _DESCRIBED = 4, 20
"""Letters of a title, and of a description, that are not met by chance."""
_NUMBERED = 5
"""Letters or digits of an id that are not met by chance."""
_OTHER = 0.5
"""What is left of the proof by words where the text has another title."""
_LIKE = 0.6
_SOME_LINES, _SOME_LETTERS = 60, 20_000
_TITLES = frozenset((
    "title", "headline", "headlines", "name", "heading", "subject", "newstitle", "articletitle",
))  # fmt: skip
_ABOUT = frozenset(("meta", "seo", "head", "header", "info", "metadata", "attributes", "fields"))
_KEYS = re.compile(r"(^|_|[a-z])(id|slug|url|uri|path|link|permalink|code|no|oid|key)$", re.I)


class Proof:
    """What a page says of itself."""

    def __init__(self, page: Markup, title: str | None) -> None:
        self._title = letters(title or "")
        self._title_words = _words(title or "")
        stated = page.meta("og:description", "description", "twitter:description") or ""
        self._begin = letters(stated)[:30]
        self._words = self._title_words | _words(stated)
        self._address = _segments(page.url)

    def of(self, lines: Iterable[str], owner: dict[str, Any]) -> float:
        """How sure it is that these are the page's own lines, 0 to 1.

        `owner` is the object with a title that they stand in, if any.
        """
        title = title_in(owner)
        if self._is_title(title) or self._is_address(owner):
            return 1.0
        said = letters(" ".join(list(lines)[:_SOME_LINES])[:_SOME_LETTERS])
        if len(self._begin) >= _DESCRIBED and self._begin in said:
            return 1.0
        met = sum(word in said for word in self._words)
        share = met / len(self._words) if self._words else 0.0
        return share * (_OTHER if title and self._title and not self._is_like(title) else 1.0)

    def _is_title(self, title: str) -> bool:
        own = letters(title)
        enough = min(len(own), len(self._title)) >= _NAMED
        return enough and (own in self._title or self._title in own)

    def _is_like(self, title: str) -> bool:
        own = _words(title)
        shared = len(own & self._title_words)
        return shared >= _LIKE * max(min(len(own), len(self._title_words)), 1)

    def _is_address(self, owner: dict[str, Any]) -> bool:
        """Whether the object is named by an id or path that the page's address ends with."""
        for name, value in owner.items():
            if isinstance(value, str | int) and _KEYS.search(str(name)):
                own = str(value).strip("/").rpartition("/")[2]
                if len(own) >= _NUMBERED and own in self._address:
                    return True
        return False


def title_in(node: dict[str, Any]) -> str:
    """The title that an object has, or one of the small objects in it that describe it."""
    described = (inner for name, inner in node.items() if str(name).lower() in _ABOUT)
    for one in (node, *(inner for inner in described if isinstance(inner, dict))):
        for name, value in one.items():
            if str(name).lower() in _TITLES:
                inner = value if isinstance(value, dict) else {"basic": value}
                title = inner.get("basic") or inner.get("rendered") or inner.get("main")
                if isinstance(title, str) and title:
                    return title
    return ""


def _segments(url: str) -> frozenset[str]:
    """The pieces of an address that may name an article.

    >>> sorted(_segments("https://a.example/news/rain-stops_12345.html?id=abcde"))
    ['12345', 'abcde', 'news', 'rain-stops', 'rain-stops_12345', 'rain-stops_12345.html']
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return frozenset()
    found = set(re.split(r"[=&]", parts.query)[1::2])
    for piece in unquote(parts.path).split("/"):
        bare = piece.partition(".")[0]
        found |= {piece, bare, *re.split(r"[_]", bare)}
    return frozenset(one for one in found if one)


def _words(text: str) -> set[str]:
    """Words of five letters, and pairs of Chinese characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    latin = set(re.findall(r"[a-z\u00c0-\u024f]{5,}", folded))
    runs = re.findall(r"[\u3400-\u9fff]{2,}", folded)
    return latin | {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
