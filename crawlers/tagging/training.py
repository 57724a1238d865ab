"""What labelled texts can teach the taxonomy: phrases and weights, proposed for a person to review.

How many phrases a language gets, and how heavy, is chosen by what helps texts they were not made
from. The scores told are those of the tagger itself, with proposals made without the texts it is
asked of (k-fold cross-validation; Stone, 1974), the choice included.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from crawlers.clean.matching import fold
from crawlers.clean.phrases import Book, bound
from crawlers.clean.topics import weigh
from crawlers.tagging.model import Leaning, Lesson, added_by, leanings, said_by
from crawlers.tagging.ngrams import ngrams
from crawlers.tagging.texts import Text
from crawlers.taxonomy import Phrase, Topic

FOLDS, INNER_FOLDS = 5, 3
SCALES = (0.25, 0.5, 1.0, 2.0)
MOST = (50, 200, 800, 3200)
LIGHTEST, HEAVIEST = 0.05, 2.0
"""Weights a proposed phrase may have."""

Tell = Callable[[int, int], None]


class Proposal(NamedTuple):
    """A phrase that a topic should have."""

    topic: str
    language: str
    text: str
    weight: float
    texts: int
    """Labelled texts that hold it."""
    right: int
    """Those of them that are about the topic."""


class Score(NamedTuple):
    """How often the best topic is the labelled one, in texts that nothing was proposed from."""

    group: str
    texts: int
    before: float
    after: float


def train(
    texts: Iterable[Text], topics: Sequence[Topic], tell: Tell | None = None
) -> tuple[list[Proposal], list[Score]]:
    """Propose phrases from labelled texts, and tell what they do for texts not proposed from.

    A language with fewer than two subjects of `FOLDS` texts teaches nothing.
    """
    subjects = _subjects(topics)
    known = bound(topics)
    by_language: dict[str, list[tuple[Text, Lesson]]] = defaultdict(list)
    for text in texts:
        if subject := subjects.get(text.topic or ""):
            language = text.language.partition("-")[0]
            by_language[language].append((text, _lesson(text, subject, language, known)))
    able = {language: some for language, some in by_language.items() if _teaches(some)}
    proposals: list[Proposal] = []
    rows: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    done = 0
    for language, some in able.items():
        held = frozenset(
            fold(phrase.text)
            for topic in topics
            for tongue, phrases in topic.phrases.items()
            if tongue == language
            for phrase in phrases
        )
        for asked, others in [*_folds(some, FOLDS), ([], some)]:
            found = _proposed([lesson for _, lesson in others], language, held)
            if not asked:
                proposals += found
            after = bound(with_proposals(topics, found)) if asked else known
            for text, lesson in asked:
                right = [_best(text, book) == lesson.label for book in (known, after)]
                rows[text.group or language].append((right[0], right[1]))
            done += 1
            if tell:
                tell(done, len(able) * (FOLDS + 1))
    return proposals, [_told(group, some) for group, some in sorted(rows.items())]


def with_proposals(topics: Iterable[Topic], proposals: Iterable[Proposal]) -> list[Topic]:
    """The topics with the phrases that are proposed for them."""
    added: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    for one in proposals:
        added[one.topic][one.language].append(Phrase(text=one.text, weight=one.weight))
    return [topic.with_phrases(added[topic.id]) for topic in topics]


def _lesson(text: Text, subject: str, language: str, known: Book) -> Lesson:
    said: dict[str, float] = defaultdict(float)
    for one in weigh(text.title, text.body, language, known):
        said[known.subjects[one.topic]] += one.score
    return Lesson(subject, said, ngrams(text.title, text.body, language))


def _teaches(lessons: Sequence[tuple[Text, Lesson]]) -> bool:
    counts = Counter(lesson.label for _, lesson in lessons)
    return sum(count >= FOLDS for count in counts.values()) > 1


Folded = list[tuple[Text, Lesson]]


def _folds(some: Sequence[tuple[Text, Lesson]], number: int) -> Iterator[tuple[Folded, Folded]]:
    """Each fold and what is outside of it; the subjects are spread evenly."""
    ordered = sorted(some, key=lambda pair: (pair[1].label, pair[0].title, pair[0].body))
    for part in range(number):
        yield ordered[part::number], [one for n, one in enumerate(ordered) if n % number != part]


def _proposed(lessons: Sequence[Lesson], language: str, held: frozenset[str]) -> list[Proposal]:
    scale, most = _choice(lessons, held)
    return [
        Proposal(one.subject, language, one.gram, one.weight, one.texts, one.right)
        for one in _scaled(leanings(lessons, held)[:most], scale)
    ]


def _choice(lessons: Sequence[Lesson], held: frozenset[str]) -> tuple[float, int]:
    """The scale and number of phrases that help most, the lightest and fewest of equals."""
    subjects = sorted({one.label for one in lessons})
    right: Counter[tuple[float, int]] = Counter()
    ordered = sorted(lessons, key=lambda one: (one.label, sorted(one.grams)))
    for part in range(INNER_FOLDS):
        asked = ordered[part::INNER_FOLDS]
        ranked = leanings([one for n, one in enumerate(ordered) if n % INNER_FOLDS != part], held)
        said = said_by(asked, subjects)
        for scale in SCALES:
            for most in MOST:
                scores = said + added_by(asked, _scaled(ranked[:most], scale), subjects)
                right[scale, most] += sum(
                    bool(row.max()) and subjects[int(row.argmax())] == one.label
                    for row, one in zip(scores, asked, strict=True)
                )
    return max(right, key=lambda key: (right[key], -key[1], -key[0]))


def _scaled(ranked: Sequence[Leaning], scale: float) -> list[Leaning]:
    scaled = [replace(one, weight=round(min(one.weight * scale, HEAVIEST), 2)) for one in ranked]
    return [one for one in scaled if one.weight >= LIGHTEST]


def _told(group: str, rows: Sequence[tuple[bool, bool]]) -> Score:
    before, after = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return Score(group, len(rows), before, after)


def _best(text: Text, known: Book) -> str | None:
    for one in weigh(text.title, text.body, text.language.partition("-")[0], known):
        if one.refused is None:
            return known.subjects[one.topic]
    return None


def _subjects(topics: Sequence[Topic]) -> Mapping[str, str]:
    """By the id of a topic, or the English name of a subject, the id of the subject."""
    named = {topic.name.en.lower(): topic.id for topic in topics if topic.qcode}
    return {topic.id: topic.parent or topic.id for topic in topics} | named
