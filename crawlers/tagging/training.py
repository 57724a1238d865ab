"""What labelled texts can teach the taxonomy: phrases and weights, proposed for a person to review.

How many phrases a language gets, and how heavy, is chosen by what helps texts they were not made
from; none, where none helps. For bare Chinese headlines the single characters come first that the
phrases there are teach. The scores told are those of the tagger itself, with proposals made without
the texts it is asked of (repeated k-fold cross-validation; Stone, 1974), the choice included.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from random import Random
from typing import NamedTuple

from crawlers.clean.matching import fold
from crawlers.clean.phrases import Book, bound
from crawlers.clean.topics import weigh
from crawlers.tagging.characters import chosen_characters, telling_characters
from crawlers.tagging.model import Leaning, Lesson, heard, leanings, scaled, told_right
from crawlers.tagging.ngrams import ngrams
from crawlers.tagging.texts import Text
from crawlers.taxonomy import Phrase, Topic

FOLDS, INNER_FOLDS = 5, 3
REPEATS = 4
"""Ways to fold the texts that scores are a mean of: of two hundred texts, one way or another tells
a score two points higher or lower."""
SCALES = (0.25, 0.5, 1.0, 2.0)
MOST = (50, 200, 800, 3200)

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
    subject: str
    """Its id, empty for all of the group."""
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
    rows: dict[tuple[str, str], list[tuple[bool, bool]]] = defaultdict(list)
    done = 0
    for language, some in able.items():
        learn = _learner(topics, language, {lesson.label for _, lesson in some})
        parts = [part for way in range(REPEATS) for part in _folds(some, FOLDS, way)]
        for asked, others in [*parts, ([], some)]:
            found = learn([lesson for _, lesson in others])
            if not asked:
                proposals += found
            after = bound(with_proposals(topics, found)) if asked else known
            for text, lesson in asked:
                right = [_best(text, book) == lesson.label for book in (known, after)]
                for subject in ("", lesson.label):
                    rows[text.group or language, subject].append((right[0], right[1]))
            done += 1
            if tell:
                tell(done, len(able) * (FOLDS * REPEATS + 1))
    return proposals, [_told(*key, rows[key]) for key in sorted(rows)]


def with_proposals(topics: Iterable[Topic], proposals: Iterable[Proposal]) -> list[Topic]:
    """The topics with the phrases that are proposed for them."""
    added: dict[str, dict[str, list[Phrase]]] = defaultdict(lambda: defaultdict(list))
    for one in proposals:
        added[one.topic][one.language].append(Phrase(text=one.text, weight=one.weight))
    return [topic.with_phrases(added[topic.id]) for topic in topics]


Learner = Callable[[Sequence[Lesson]], list[Proposal]]


def _learner(topics: Sequence[Topic], language: str, subjects: Set[str]) -> Learner:
    """What makes proposals of lessons in a language."""
    held = frozenset(
        fold(phrase.text)
        for topic in topics
        for tongue, phrases in topic.phrases.items()
        if tongue == language
        for phrase in phrases
    )
    ranked = telling_characters(topics, subjects) if language == "zh" else []

    def learn(lessons: Sequence[Lesson]) -> list[Proposal]:
        characters = chosen_characters(lessons, ranked)
        lessons = [replace(one, said=heard(one, characters)) for one in lessons]
        found = [*characters, *_phrases(lessons, held)]
        return [
            Proposal(one.subject, language, one.gram, one.weight, one.texts, one.right)
            for one in found
        ]

    return learn


def _lesson(text: Text, subject: str, language: str, known: Book) -> Lesson:
    said: dict[str, float] = defaultdict(float)
    for one in weigh(text.title, text.body, language, known):
        said[known.subjects[one.topic]] += one.score
    return Lesson(subject, said, ngrams(text.title, text.body, language))


def _teaches(lessons: Sequence[tuple[Text, Lesson]]) -> bool:
    counts = Counter(lesson.label for _, lesson in lessons)
    return sum(count >= FOLDS for count in counts.values()) > 1


Folded = list[tuple[Text, Lesson]]


def _folds(
    some: Sequence[tuple[Text, Lesson]], number: int, way: int
) -> Iterator[tuple[Folded, Folded]]:
    """Each fold and what is outside of it; the subjects are spread evenly."""
    ordered = sorted(some, key=lambda pair: (pair[0].title, pair[0].body))
    Random(way).shuffle(ordered)  # noqa: S311 - the same every time
    ordered.sort(key=lambda pair: pair[1].label)
    for part in range(number):
        yield ordered[part::number], [one for n, one in enumerate(ordered) if n % number != part]


def _phrases(lessons: Sequence[Lesson], held: frozenset[str]) -> list[Leaning]:
    scale, most = _choice(lessons, held)
    return scaled(leanings(lessons, held)[:most], scale) if most else []


def _choice(lessons: Sequence[Lesson], held: frozenset[str]) -> tuple[float, int]:
    """The scale and number of phrases that help most, the lightest and fewest of equals."""
    right: Counter[tuple[float, int]] = Counter()
    ordered = sorted(lessons, key=lambda one: (one.label, sorted(one.grams)))
    for part in range(INNER_FOLDS):
        asked = ordered[part::INNER_FOLDS]
        ranked = leanings([one for n, one in enumerate(ordered) if n % INNER_FOLDS != part], held)
        right[0.0, 0] += told_right(asked, [])
        for scale in SCALES:
            for most in MOST:
                right[scale, most] += told_right(asked, scaled(ranked[:most], scale))
    return max(right, key=lambda key: (right[key], -key[1], -key[0]))


def _told(group: str, subject: str, rows: Sequence[tuple[bool, bool]]) -> Score:
    before, after = (sum(column) / len(rows) for column in zip(*rows, strict=True))
    return Score(group, subject, len(rows) // REPEATS, before, after)


def _best(text: Text, known: Book) -> str | None:
    for one in weigh(text.title, text.body, text.language.partition("-")[0], known):
        if one.refused is None:
            return known.subjects[one.topic]
    return None


def _subjects(topics: Sequence[Topic]) -> Mapping[str, str]:
    """By the id of a topic, or the English name of a subject, the id of the subject."""
    named = {topic.name.en.lower(): topic.id for topic in topics if topic.qcode}
    return {topic.id: topic.parent or topic.id for topic in topics} | named
