"""What an article is about: the topics whose phrases it holds, with the words that earned them."""

from collections import Counter, defaultdict
from functools import cache
from typing import NamedTuple

from crawlers.clean.matching import Phrasebook, fold
from crawlers.model import Match
from crawlers.taxonomy import load_topics

TITLE_COUNTS = 3
"""How much an occurrence in the title counts against one in the body."""
ENOUGH = 2.0
"""The score from which on a topic is assigned."""


class _Entry(NamedTuple):
    topic: str
    weight: float


class _Book(NamedTuple):
    phrasebook: Phrasebook
    entries: tuple[tuple[_Entry, ...], ...]
    """For each phrase of the book the topics it speaks for."""


@cache
def _book() -> _Book:
    by_text: dict[str, dict[str, float]] = defaultdict(dict)
    for topic in load_topics():
        for phrase in topic.all_phrases:
            weights = by_text[fold(phrase.text)]
            weights[topic.id] = max(phrase.weight, weights.get(topic.id, 0))
    entries = (tuple(_Entry(*pair) for pair in weights.items()) for weights in by_text.values())
    return _Book(Phrasebook(list(by_text)), tuple(entries))


def tag_topics(title: str, body: str) -> tuple[Match, ...]:
    """Topics by score, highest first.

    The score is the sum over distinct phrases of weight times occurrences, where an occurrence in
    the title counts three; a topic is assigned from a score of 2 on. Its parent is not implied.
    """
    book = _book()
    scores: dict[str, float] = defaultdict(float)
    words: dict[str, Counter[str]] = defaultdict(Counter)
    surface: dict[int, str] = {}
    for text, counts in ((title, TITLE_COUNTS), (body, 1)):
        for hit in book.phrasebook.find(text):
            word = surface.setdefault(hit.phrase, text[hit.start : hit.end])
            for topic, weight in book.entries[hit.phrase]:
                scores[topic] += weight * counts
                words[topic][word] += 1
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Match(id=t, score=s, words=words[t]) for t, s in ranked if s >= ENOUGH)
