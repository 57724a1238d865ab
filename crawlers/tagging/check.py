"""What the phrases of the taxonomy do in real texts: those that never speak, those that speak
everywhere, and those whose texts are mostly about something else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from crawlers.clean.inflection import plurals
from crawlers.clean.matching import fold
from crawlers.clean.phrases import book
from crawlers.clean.topics import tag_topics, weigh
from crawlers.tagging.texts import Text
from crawlers.taxonomy import Topic, load_topics

EVERYWHERE = 0.1
"""Of the texts of its language, what no phrase may be found in."""
ENOUGH = 20
"""Texts a phrase must be found in before it is judged by them."""
MOSTLY = 0.6
"""Of the texts with a phrase, how many are about one other subject where it clashes."""

Kind = Literal["example missed", "never", "everywhere", "clash", "twice"]


class Finding(NamedTuple):
    """A phrase to look at, and why."""

    kind: Kind
    topic: str
    language: str
    phrase: str
    detail: str


class _Use(NamedTuple):
    texts: int
    subjects: Counter[str]


def misses(topics: Iterable[Topic] | None = None) -> Iterator[Finding]:
    """The examples of the taxonomy in which their topic is not found."""
    for topic in topics or load_topics():
        for example in topic.examples:
            found = [match.id for match in tag_topics(example, "")]
            if topic.id not in found:
                told = ", ".join(found) or "nothing"
                yield Finding("example missed", topic.id, "", example, f"told instead: {told}")


def check_phrases(texts: Iterable[Text]) -> list[Finding]:
    """What is to be said of each phrase after these texts, by topic."""
    topics, subjects = load_topics(), book().subjects
    number: Counter[str] = Counter()
    used: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for text in texts:
        language = text.language.partition("-")[0]
        number[language] += 1
        weighed = weigh(text.title, text.body, language)
        best = next((one.topic for one in weighed if one.refused is None), None)
        subject = subjects[best] if best else ""
        for one in weighed:
            for evidence in one.evidence:
                used[one.topic, fold(evidence.word)][subject] += 1
    findings = [*_twice(topics)]
    for topic in topics:
        for language, phrases in topic.phrases.items():
            for phrase in phrases:
                forms = {fold(text) for text in (phrase.text, *plurals(phrase.text, language))}
                about = sum((used[topic.id, form] for form in forms), Counter[str]())
                use = _Use(about.total(), about)
                said = _said(use, number[language], subjects[topic.id])
                if said:
                    findings.append(Finding(said[0], topic.id, language, phrase.text, said[1]))
    return findings


def _said(use: _Use, texts: int, subject: str) -> tuple[Kind, str] | None:
    if not texts:
        return None
    if not use.texts:
        return "never", f"in none of {texts:,} texts"
    if use.texts < ENOUGH:
        return None
    if use.texts / texts > EVERYWHERE:
        return "everywhere", f"in {use.texts:,} of {texts:,} texts"
    other, count = max(
        ((one, n) for one, n in use.subjects.items() if one not in ("", subject)),
        key=lambda pair: pair[1],
        default=("", 0),
    )
    if count / use.texts > MOSTLY:
        return "clash", f"{count:,} of its {use.texts:,} texts are about {other}"
    return None


def _twice(topics: Iterable[Topic]) -> Iterator[Finding]:
    """Phrases two subjects claim with the same weight, so that neither gains by them."""
    held: dict[tuple[str, str], list[tuple[Topic, float]]] = defaultdict(list)
    for topic in topics:
        for language, phrases in topic.phrases.items():
            for phrase in phrases:
                if not (phrase.with_ or phrase.without):
                    held[language, fold(phrase.text)].append((topic, phrase.weight))
    for (tongue, text), some in held.items():
        (first, weight), *others = some
        for other, its_weight in others:
            related = {first.id, first.parent} & {other.id, other.parent} - {None}
            if its_weight == weight and not related:
                detail = f"speaks for {other.id} as much"
                yield Finding("twice", first.id, tongue, text, detail)
