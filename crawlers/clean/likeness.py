"""How like two texts are: by their letters alone, and by the runs of words and Chinese characters
that both have."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

_TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Dice coefficient of the 4-token shingles of two texts, 0 to 1."""
    first, second = shingles(one), shingles(other)
    return 2 * (first & second).total() / max(first.total() + second.total(), 1)


def shingles(lines: Sequence[str]) -> Counter[tuple[str, ...]]:
    """Every run of four tokens, a Chinese character being one, and how often it occurs."""
    tokens = _TOKEN.findall("\n".join(lines).lower())
    return Counter(zip(tokens, tokens[1:], tokens[2:], tokens[3:], strict=False))


def letters(text: str) -> str:
    """Letters and digits alone, small, after NFKC."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())
