"""The Latin-script names of people, bodies and things, which a text in any language may tell.

A run of capitalised words is known by its last two: what stands before a name, such as a title or
the first word of a sentence, differs between languages. A word alone is a name when it is an
acronym, has a capital inside, or has a capital where no sentence begins.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from crawlers.stories.dates import MONTHS
from crawlers.taxonomy import load_wires

_CAPITAL = "A-Z\u00c0-\u00d6\u00d8-\u00de"
_LETTER = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff"
_REST = rf"[{_LETTER}0-9'’&-]{{0,24}}"
_RUN = re.compile(
    rf"[{_CAPITAL}](?<![{_LETTER}0-9_@/.].){_REST}(?: (?:d[aeo]s? )?[{_CAPITAL}]{_REST}){{0,5}}"
    rf"(?![{_LETTER}0-9_@/])"
)
_ACRONYM = re.compile(rf"[{_CAPITAL}][{_CAPITAL}0-9&-]{{2,9}}")
_INSIDE = re.compile(rf"[{_LETTER}0-9'-]*[a-z][{_CAPITAL}][{_LETTER}0-9'-]*")
_BEGINS = re.compile("(?:^|[.!?:;。！？：；\"“”‘'「『（(\\[\n•·–—-] ?)$")
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday "
    "segunda terça quarta quinta sexta sábado domingo"
)
_MONEY = re.compile(r"(?:mop|rmb|hkd|cny|usd|eur)[\d.]*")
_ALONE = 4
"""Letters of a word alone, at the least."""


@dataclass(frozen=True)
class Name:
    """A name as it stands at `text[start:end]`."""

    start: int
    end: int
    key: str
    """Without accents, in lower case: the same in every text that tells it."""
    whole: bool
    """Whether it has two words or more."""


def names(text: str, places: frozenset[str] = frozenset()) -> Iterator[Name]:
    """The names of a text, in order; not those in `places` (plain keys), nor news agencies.

    >>> [name.key for name in names("The analyst João de Sá Lobo met OpenAI; MGM fell.")]
    ['sa lobo', 'openai', 'mgm']
    """
    hidden = places | _agencies()
    for match in _RUN.finditer(text):
        words = [word for word in match[0].split(" ") if word[0] != "d"]
        key = plain_key(" ".join(words[-2:]))
        if hidden.isdisjoint((key, plain_key(" ".join(words)))) and not _is_none(key):
            before = text[max(0, match.start() - 3) : match.start()]
            if len(words) > 1 or _stands_alone(words[0], before):
                yield Name(match.start(), match.end(), key, len(words) > 1)


@lru_cache(20_000)
def plain_key(name: str) -> str:
    """A name in lower case, without accents and possessive.

    >>> plain_key("João’s")
    'joao'
    """
    apart = unicodedata.normalize("NFD", name.replace("’", "'"))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return bare.lower().removesuffix("'s")


def _is_none(key: str) -> bool:
    """Whether it ends in a month or a weekday, or is money."""
    return key.rpartition(" ")[2] in _calendar() or _MONEY.fullmatch(key) is not None


def _stands_alone(word: str, before: str) -> bool:
    if _ACRONYM.fullmatch(word) or _INSIDE.fullmatch(word):
        return True
    return len(word) >= _ALONE and not _BEGINS.search(before)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(plain_key(name) for wire in load_wires() for name in wire.names)


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(plain_key, " ".join((*MONTHS.values(), _WEEKDAYS)).split(" ")))
