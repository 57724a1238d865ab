"""What clean measures of a batch, so that a change of a site shows in the history of its counts."""

import hashlib
import re
from collections import Counter
from statistics import median

from crawlers.model import Article, Counts, Reject

_TAG = re.compile(rb"<[^<>]*>")
_OF_PAGE = ("selector", "json-ld", "metadata", "data", "text")
_DIGIT = re.compile(rb"[0-9]")
_ENOUGH = 200_000
"""Bytes of a page that are compared."""
SHORT = 60
"""Words below which an article counts as short."""


class Measures:
    """Learns of each page as it passes; holds one number and one digest for each."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._words: list[int] = []
        self._titles: Counter[str] = Counter()
        self._prints: Counter[str] = Counter()

    def add(self, result: Article | Reject, seen: str = "") -> None:
        """A page that was read; `seen` is the print of one that is no article."""
        if isinstance(result, Article):
            self.article(result)
        elif seen:
            self._prints[seen] += 1

    def article(self, article: Article) -> None:
        """A page that became an article, in the window or not."""
        self._words.append(article.words)
        self._titles[article.title] += 1
        self._prints[_print(article.body.encode("utf-8", "replace"))] += 1
        self._counts["dated"] += article.published_from in _OF_PAGE
        self._counts["authored"] += bool(article.authors)
        self._counts["selected"] += article.extractor in ("selectors", "template")
        self._counts["short"] += article.words < SHORT

    def counts(self) -> Counts:
        """The measures by name.

        `read`: pages that became articles, in the window or not. Of them `titled`: those whose
        title no other has; `dated`: those whose page tells the date; `authored`; `selected`: those
        whose text the source's selectors found; `short`: those below SHORT words. `words`: their
        median length. `alike`: the most pages, understood or not, that say the same.
        """
        return {
            "read": len(self._words),
            "titled": sum(times == 1 for times in self._titles.values()),
            **{name: self._counts[name] for name in ("dated", "authored", "selected", "short")},
            "words": int(median(self._words or [0])),
            "alike": max((times for times in self._prints.values() if times > 1), default=0),
        }


def print_of_page(html: bytes) -> str:
    """The print of a page that could not be understood: what it says without its markup."""
    return _print(_TAG.sub(b" ", html[:_ENOUGH]))


def _print(text: bytes) -> str:
    """A digest of what a page says, without numbers, which differ from one captcha to the next."""
    words = [word for word in text[:_ENOUGH].split() if not _DIGIT.search(word)]
    return hashlib.sha256(b" ".join(words)).hexdigest()[:16]
