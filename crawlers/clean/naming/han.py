"""Words and characters of Chinese that naming looks for, in the form of `fold`."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from crawlers.clean.matching import fold
from crawlers.taxonomy import load_chinese, load_places

HAN = "\u3400-\u9fff"
"""The Chinese characters as a range of a regular expression."""


class Lexicon(NamedTuple):
    """Words and the length of the longest."""

    words: frozenset[str]
    most: int

    def at(self, text: str, start: int, end: int | None = None) -> int:
        """The length of the longest word that begins at `start` and ends by `end`; 0 when there
        is none."""
        last = len(text) if end is None else end
        for length in range(min(self.most, last - start), 0, -1):
            if text[start : start + length] in self.words:
                return length
        return 0

    def before(self, text: str, end: int) -> int:
        """The length of the longest word that ends at `end`; 0 when there is none."""
        for length in range(min(self.most, end), 0, -1):
            if text[end - length : end] in self.words:
                return length
        return 0


def lexicon(*words: Iterable[str]) -> Lexicon:
    """The words of all the collections."""
    folded = frozenset(fold(word) for some in words for word in some)
    return Lexicon(folded, max(map(len, folded)))


def characters(some: Iterable[str]) -> frozenset[str]:
    """The characters, folded."""
    return frozenset(map(fold, some))


@cache
def _followers() -> Lexicon:
    words = load_chinese()
    return lexicon(words.follows, words.speaking)


@cache
def places() -> Lexicon:
    """Names of places that those of organisations begin with."""
    gazetteer = (name for place in load_places() for name in (*place.zh_hant, *place.zh_hans))
    return lexicon(load_chinese().places, gazetteer)


def may_end(folded: str, end: int) -> bool:
    """Whether a person's name may end there: at no Chinese character, or before what follows one.

    >>> may_end("李强表示", 2), may_end("李强生", 2)
    (True, False)
    """
    return end >= len(folded) or not is_han(folded[end]) or _followers().at(folded, end) > 0


def is_han(char: str) -> bool:
    """Whether it is a Chinese character.

    >>> is_han("港"), is_han("，"), is_han("a")
    (True, False, False)
    """
    return "\u3400" <= char <= "\u9fff"
