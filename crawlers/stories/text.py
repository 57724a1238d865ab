"""How alike two texts are: shingles, exact overlap, and the MinHash bands that find candidates.

Broder, "On the resemblance and containment of documents" (1997). One text in two Chinese scripts
is one text here: Traditional is folded to Simplified first.
"""

import re
import struct
import unicodedata
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b

from opencc import OpenCC
from rensa import RMinHash

SHINGLE = 5
"""Tokens in a shingle: words, or characters of a script without spaces."""
LEAD = 80
"""Tokens of the lead: agencies' copy is cut from its end, so a cut copy keeps it."""
MAX_TOKENS = 20_000
"""A longer text is compared by its beginning."""

COPY = 0.6
"""Share of the shorter text's shingles found in the longer, from which on it is a copy."""
SHORTEST_SHARE = 0.25
"""A text shorter than this share of the other is no copy: a round-up of many stories holds each."""
ALIKE = 0.8
"""Jaccard resemblance asked of short texts, and within one source, whose bulletins repeat
themselves."""
SHORT = 30
"""Shingles below which a text is short."""

ROWS = 3
"""MinHash values in a band."""
TEXT_BANDS, LEAD_BANDS = 30, 15
"""Bands of the whole text (a pair of resemblance 0.5 shares one with 98 %) and of its lead."""
SEED = 1
"""Bands in the database are comparable only with those of the same seed."""

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")


def tokens(text: str) -> list[str]:
    """Words and single Chinese characters, in one script and one case.

    >>> tokens("粵港澳 GBA, 2026")
    ['粤', '港', '澳', 'gba', '2026']
    """
    folded = unicodedata.normalize("NFKC", text[: 8 * MAX_TOKENS]).lower()
    return _TOKEN.findall(_simplified().convert(folded))[:MAX_TOKENS]


def shingles(words: Sequence[str]) -> frozenset[str]:
    """Every run of `SHINGLE` tokens; of a shorter text the whole.

    >>> sorted(shingles("a b c d e f".split()))
    ['a b c d e', 'b c d e f']
    """
    last = max(len(words) - SHINGLE + 1, 1) if words else 0
    return frozenset(" ".join(words[start : start + SHINGLE]) for start in range(last))


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set found in the other, 0 to 1.

    >>> containment(frozenset("ab"), frozenset("bcd"))
    0.5
    """
    return len(one & other) / max(min(len(one), len(other)), 1)


def is_copy(one: frozenset[str], other: frozenset[str], *, same_source: bool) -> bool:
    """Whether two texts are one story: nearly the same, or one a shortened copy of the other."""
    small, large = sorted((len(one), len(other)))
    if small == 0:
        return False
    if same_source or small < SHORT:
        return len(one & other) / len(one | other) >= ALIKE
    return small >= SHORTEST_SHARE * large and containment(one, other) >= COPY


def bands(words: Sequence[str]) -> list[int]:
    """Hashes of the MinHash bands, as signed 64-bit; two texts that share one may be copies."""
    if not words:
        return []
    whole = _hashes(b"text", shingles(words), TEXT_BANDS)
    return whole + _hashes(b"lead", shingles(words[:LEAD]), LEAD_BANDS)


def _hashes(kind: bytes, parts: frozenset[str], count: int) -> list[int]:
    sketch = RMinHash(num_perm=count * ROWS, seed=SEED)
    sketch.update(sorted(parts))
    values = sketch.digest()
    return [_hash(kind, band, values[band * ROWS : (band + 1) * ROWS]) for band in range(count)]


def _hash(kind: bytes, band: int, values: Sequence[int]) -> int:
    packed = struct.pack(f">B{ROWS}I", band, *values)
    return int.from_bytes(blake2b(packed, digest_size=8, person=kind).digest(), signed=True)


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")
