"""The n-grams of a text that may become phrases: one or two words, or two to four characters; of a
Chinese headline without a body single ones too."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from crawlers.clean.matching import fold
from crawlers.clean.topics import worth

LONGEST_BODY = 3_000
"""Characters of a body that are read: the subject of news is told in its first paragraphs."""
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_BREAK = re.compile(r"[.,;:!?()\"“”\n]")
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_CHARACTERS = (2, 3, 4)
_SHORT = 3
"""Letters below which a word is left to grammar."""


def ngrams(title: str, body: str, language: str) -> Mapping[str, float]:
    """The folded n-grams of a text, each with what it would count as a phrase of weight one.

    >>> ngrams("Hang Seng", "Hang on", "en")
    {'hang': 3.0, 'hang seng': 2.0, 'seng': 2.0}
    >>> ngrams("港股升", "", "zh")
    {'港股': 2.0, '港股升': 2.0, '股升': 2.0, '港': 2.0, '股': 2.0, '升': 2.0}
    """
    read = of_characters if language == "zh" else _of_words
    titled, bodied = Counter(read(fold(title))), Counter(read(fold(body[:LONGEST_BODY])))
    if language == "zh" and not body:
        titled.update(of_characters(fold(title), (1,)))
    return {gram: worth(titled[gram], bodied[gram]) for gram in {**titled, **bodied}}


def _of_words(text: str) -> Iterator[str]:
    for line in _BREAK.split(text):
        for word, following in pairwise([*_WORD.findall(line), ""]):
            if len(word) >= _SHORT:
                yield word
                if len(following) >= _SHORT:
                    yield f"{word} {following}"


def of_characters(text: str, lengths: Iterable[int] = _CHARACTERS) -> Iterator[str]:
    """The Chinese characters of a text, in runs of these lengths."""
    for run in _HAN.findall(text):
        for start in range(len(run)):
            for length in lengths:
                if start + length <= len(run):
                    yield run[start : start + length]
