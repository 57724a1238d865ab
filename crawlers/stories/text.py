"""How alike two texts are: shingles, exact overlap, and the MinHash keys that find candidates.

Broder, "On the resemblance and containment of documents" (1997). One text in two Chinese scripts
is one text here: Traditional is folded to Simplified first.

Two texts are compared exactly only when they share a key: one of the minimal hashes of their long
shingles. A key is a band of one row: copy that is cut to a quarter still shares one of 32 with
99.99 %, where bands of several rows would need most of a text; long shingles keep what stands in
every text of a day from being a key.
"""

import re
import struct
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from hashlib import blake2b

from rensa import RMinHash

from crawlers.chinese import simplified_of

SHINGLE = 5
"""Tokens in a shingle: words, or characters of a script without spaces."""
LONG = 12
"""Weight of a long shingle, a word being two and a Chinese character one."""
MAX_TOKENS = 20_000
"""A longer text is compared by its beginning."""

COPY = 0.5
"""Share of the shorter text's shingles found in the longer, from which on it is a copy."""
SHORTEST_SHARE, EXCERPT_SHARE = 0.25, 0.18
"""A text shorter than this share of the other is no copy, as a round-up holds many stories; unless
both begin alike, as an excerpt does."""
BEGINNING = 15
"""Shingles of the beginning, half of which are alike in both."""
ALIKE = 0.8
"""Jaccard resemblance asked within one source, whose bulletins repeat themselves."""
SHORT, SHORTEST = 30, 10
"""Shingles below which a text is short, and below which it is no copy unless it is the same."""
SHORT_COPY = 0.8
"""Share of a short text found in the longer, from which on it is a copy."""

KEYS = 32
SEED = 1
"""Keys in the database are comparable only with those of the same seed."""

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_CJK}]")
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")


class Text:
    """A text, taken apart when asked."""

    def __init__(self, body: str) -> None:
        self._body = body

    @cached_property
    def words(self) -> list[str]:
        """Words and single Chinese characters."""
        return tokens(self._body)

    @cached_property
    def beginning(self) -> frozenset[str]:
        """The first shingles."""
        return shingles(self.words[: BEGINNING + SHINGLE - 1], SHINGLE)

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Every run of `SHINGLE` tokens; of a shorter text the whole."""
        return shingles(self.words, SHINGLE)


def tokens(text: str) -> list[str]:
    """Words and single Chinese characters, in one script and one case.

    >>> tokens("粵港澳 GBA, 2026")
    ['粤', '港', '澳', 'gba', '2026']
    """
    folded = unicodedata.normalize("NFKC", text[: 8 * MAX_TOKENS]).lower()
    return _TOKEN.findall(folded.translate(simplified_of()))[:MAX_TOKENS]


def shingles(words: Sequence[str], size: int) -> frozenset[str]:
    """Every run of `size` tokens; of a shorter text the whole.

    >>> sorted(shingles("a b c d e f".split(), 5))
    ['a b c d e', 'b c d e f']
    """
    last = max(len(words) - size + 1, 1) if words else 0
    return frozenset(" ".join(words[start : start + size]) for start in range(last))


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set found in the other, 0 to 1.

    >>> containment(frozenset("ab"), frozenset("bcd"))
    0.5
    """
    return len(one & other) / max(min(len(one), len(other)), 1)


def is_copy(one: Text, other: Text, *, same_source: bool) -> bool:
    """Whether two texts are one story: nearly the same, or one a shortened copy of the other."""
    small, large = sorted((len(one.shingles), len(other.shingles)))
    shared = len(one.shingles & other.shingles)
    if shared == 0:
        return False
    if same_source or small < SHORTEST:
        return shared / (small + large - shared) >= ALIKE
    if small < (EXCERPT_SHARE if _begin_alike(one, other) else SHORTEST_SHARE) * large:
        return False
    return shared / small >= (SHORT_COPY if small < SHORT else COPY)


def _begin_alike(one: Text, other: Text) -> bool:
    least = min(len(one.beginning), len(other.beginning))
    return 2 * len(one.beginning & other.beginning) >= least


def keys(text: Text) -> list[int]:
    """The minimal hashes of the long shingles, as signed 64-bit; texts that share one may be
    copies."""
    words = text.words
    if not words:
        return []
    sketch = RMinHash(num_perm=KEYS, seed=SEED)
    sketch.update(sorted(_long_shingles(words)))
    return [_key(number, value) for number, value in enumerate(sketch.digest())]


def _long_shingles(words: Sequence[str]) -> set[str]:
    """Every run of tokens of at least the weight `LONG`; of a lighter text the whole."""
    weights = [1 if _HAN.match(word) else 2 for word in words]
    found: set[str] = set()
    end = weight = 0
    for start, own in enumerate(weights):
        while weight < LONG and end < len(words):
            weight += weights[end]
            end += 1
        if weight < LONG and start:
            break
        found.add(" ".join(words[start:end]))
        weight -= own
    return found


def _key(number: int, value: int) -> int:
    packed = struct.pack(">BI", number, value)
    return int.from_bytes(blake2b(packed, digest_size=8, person=b"long").digest(), signed=True)
