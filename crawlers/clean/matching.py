"""Finding many phrases in a text at once, whatever the script, the width or the case.

Text and phrases are folded alike: Traditional characters to Simplified ones, full-width letters to
ASCII, capitals to lower case. Folding keeps every position, so what was found can be shown as it
stands in the text.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from crawlers.chinese import simplified_of

_FIRST_EAST_ASIAN = 0x2E80
_PUNCTUATION = {
    "\u2018": "'", "\u2019": "'", "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ",
}  # fmt: skip


class Hit(NamedTuple):
    """One occurrence: `text[start:end]` matches phrase number `phrase`."""

    start: int
    end: int
    phrase: int


@cache
def _folding() -> dict[int, str]:
    table = {ord(key): value for key, value in _PUNCTUATION.items()}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= simplified_of()
    for code in range(_FIRST_EAST_ASIAN):
        lower = table.get(code, chr(code)).lower()
        if len(lower) == 1 and lower != chr(code):
            table[code] = lower
    table |= {code: chr(code - 0xFEE0).lower() for code in range(0xFF21, 0xFF3B)}
    return table


@lru_cache(4)  # topics, places and names all fold the same title and body
def fold(text: str) -> str:
    """`text` in the form in which phrases are compared; as long as `text`.

    Characters are converted one by one, so that no context makes two forms of one word differ.

    >>> fold("粵港澳大灣區 ＧＢＡ")
    '粤港澳大湾区 gba'
    """
    return text.translate(_folding())


class Phrasebook:
    """Phrases compiled into one automaton (Aho and Corasick, 1975)."""

    def __init__(self, phrases: Sequence[str]) -> None:
        self._automaton = AhoCorasick([fold(phrase) for phrase in phrases])

    def find(self, text: str) -> list[Hit]:
        """Every occurrence, overlapping ones too; Latin phrases on word boundaries only."""
        folded = fold(text)
        found = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        hits = (Hit(start, end, phrase) for phrase, start, end in found)
        return [hit for hit in hits if _whole(folded, hit.start) and _whole(folded, hit.end)]

    def holds(self, text: str) -> bool:
        """Whether any phrase occurs, be it inside of a word."""
        return bool(self._automaton.find_matches_as_indexes(fold(text)))


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """Those of `hits` that remain when the leftmost and longest wins wherever two overlap."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept


def _whole(text: str, edge: int) -> bool:
    inside = 0 < edge < len(text) and _of_word(text[edge - 1]) and _of_word(text[edge])
    return not inside


def _of_word(char: str) -> bool:
    return char.isalnum() and ord(char) < _FIRST_EAST_ASIAN
