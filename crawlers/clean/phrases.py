"""The phrases of all topics as one book: which topics each speaks for, in texts of which language
and in whose company.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from functools import cache
from typing import NamedTuple

from crawlers.clean.inflection import plurals
from crawlers.clean.matching import Phrasebook, fold
from crawlers.taxonomy import LANGUAGES, Topic, load_topics

FIRST_EAST_ASIAN = "\u2e80"


class Company(NamedTuple):
    """The folded words of which a text must hold one, and those of which it must hold none."""

    with_: frozenset[str]
    without: frozenset[str]

    def welcome(self, held: Set[str | None]) -> bool:
        """Whether a text that holds these is one where the phrase, or the topic, counts."""
        return (not self.with_ or not self.with_.isdisjoint(held)) and self.without.isdisjoint(held)


class Entry(NamedTuple):
    """A topic that a phrase speaks for."""

    topic: str
    weight: float
    company: Company
    language: str | None
    """Of the texts it counts in; None for one in Chinese characters, which counts in any."""

    def of(self, language: str) -> bool:
        """Whether it counts in a text of this language, any where that is none of the taxonomy's:
        a word of one language means something else in another. Chinese texts hold English words.
        """
        if self.language in (None, language) or language not in LANGUAGES:
            return True
        return language == "zh" and self.language == "en"


class Book(NamedTuple):
    """All phrases, and by the number of each what is known of it."""

    phrasebook: Phrasebook
    entries: tuple[tuple[Entry, ...], ...]
    """The topics it speaks for; none for one that only hides or guards."""
    guards: tuple[str | None, ...]
    """Its text, where a topic or a phrase asks whether a text holds it."""
    hides: tuple[bool, ...]
    """Whether it is there to take its place from shorter ones."""
    alone: frozenset[int]
    """Those of one character, which count in a headline without a body."""
    companies: dict[str, Company]
    """By topic."""
    subjects: dict[str, str]
    """For each topic the top-level subject above it, or itself."""


@cache
def book() -> Book:
    """The book of the taxonomy that is shipped."""
    return bound(load_topics())


def bound(topics: Iterable[Topic]) -> Book:
    """The book of these topics; of two entries of a phrase in one topic and language the heavier
    stands."""
    by_id = {topic.id: topic for topic in topics}
    companies = {topic.id: _company(topic.with_, topic.without) for topic in by_id.values()}
    entries: dict[str, dict[tuple[str, str | None], Entry]] = defaultdict(dict)
    hiding: set[str] = set()
    for topic in by_id.values():
        for language, phrases in topic.phrases.items():
            for phrase in phrases:
                hiding.update(map(fold, phrase.unless))
                own = language if phrase.text[0] < FIRST_EAST_ASIAN else None
                company = _company(phrase.with_, phrase.without)
                entry = Entry(topic.id, phrase.weight, company, own)
                for text in (phrase.text, *plurals(phrase.text, language)):
                    held = entries[fold(text)].get((topic.id, own))
                    if held is None or held.weight < entry.weight:
                        entries[fold(text)][topic.id, own] = entry
    asked = [*companies.values()]
    asked += [entry.company for some in entries.values() for entry in some.values()]
    guards = {word for company in asked for word in company.with_ | company.without}
    texts = list(dict.fromkeys((*entries, *sorted(hiding), *sorted(guards))))
    return Book(
        Phrasebook(texts),
        tuple(tuple(entries[text].values()) if text in entries else () for text in texts),
        tuple(text if text in guards else None for text in texts),
        tuple(text in hiding for text in texts),
        frozenset(number for number, text in enumerate(texts) if len(text) == 1),
        companies,
        {topic: _subject(topic, by_id) for topic in by_id},
    )


def _company(with_: Iterable[str], without: Iterable[str]) -> Company:
    return Company(frozenset(map(fold, with_)), frozenset(map(fold, without)))


def _subject(topic: str, topics: dict[str, Topic]) -> str:
    parent = topics[topic].parent
    return topic if parent is None else _subject(parent, topics)
