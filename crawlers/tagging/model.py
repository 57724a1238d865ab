"""A linear model of labelled texts, read as phrases for the topics.

Multinomial logistic regression on hashed n-grams (Weinberger et al., 2009), beside which it sees
what the taxonomy says already: so an n-gram has a coefficient for what it adds to that, and the
coefficient of the taxonomy's own score is what makes a weight of it. The model is thrown away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy
from numpy.typing import NDArray

LEAST_TEXTS = 2
"""Texts an n-gram must stand in."""
LIGHTEST, HEAVIEST = 0.05, 2.0
"""Weights a proposed phrase may have."""
_HASHES = 2**15
_STRENGTH = 1.0
"""Of the fit against the penalty on large coefficients (scikit-learn's C)."""
_LEAST_RATE = 0.01
_CHOICE = 2
"""Subjects without which there is nothing to tell apart."""
_WRONG_COUNTS = 3.0
"""How much more a text counts that the taxonomy gets wrong."""

Grams = Mapping[str, float]
Floats = NDArray[numpy.float64]


@dataclass(frozen=True)
class Lesson:
    """What is known of one labelled text."""

    label: str
    """Id of its subject."""
    said: Mapping[str, float]
    """By subject what the taxonomy scores."""
    grams: Grams


@dataclass(frozen=True)
class Leaning:
    """An n-gram that speaks for a subject."""

    subject: str
    gram: str
    weight: float
    """In the measure of the taxonomy's phrases."""
    texts: int
    right: int


def leanings(lessons: Sequence[Lesson], held: frozenset[str]) -> list[Leaning]:
    """The n-grams that would help, the heaviest first; none of those in `held`, and no single
    characters, which labelled texts are too few for."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction import FeatureHasher
    from sklearn.linear_model import LogisticRegression

    subjects = sorted({one.label for one in lessons})
    texts = Counter(gram for one in lessons for gram in one.grams)
    wanted = {
        gram for gram, n in texts.items() if n >= LEAST_TEXTS and len(gram) > 1 and gram not in held
    }
    if not wanted or len(subjects) < _CHOICE:
        return []
    hasher = FeatureHasher(_HASHES, alternate_sign=False)
    said = csr_matrix(said_by(lessons, subjects))
    right = [subjects[row.argmax()] for row in said.toarray()]
    weights = [
        1.0 if best == one.label else _WRONG_COUNTS
        for best, one in zip(right, lessons, strict=True)
    ]
    model = LogisticRegression(C=_STRENGTH, max_iter=500)
    shown = [{gram: one.grams[gram] for gram in one.grams if gram in wanted} for one in lessons]
    hashed = hasher.transform(shown)
    held_columns = numpy.unique(hashed.indices)  # the others have a coefficient of nothing
    features = hstack([said, hashed[:, held_columns]]).tocsr()
    model.fit(features, [one.label for one in lessons], sample_weight=weights)
    coefficients = _per_subject(model.coef_)
    rate = _rate(coefficients[:, : len(subjects)])
    about = Counter((one.label, gram) for one in lessons for gram in one.grams if gram in wanted)
    grams = sorted(wanted)
    single = hasher.transform([{gram: 1.0} for gram in grams])[:, held_columns]
    lean = single @ coefficients[:, len(subjects) :].T
    found = []
    for gram, row in zip(grams, numpy.asarray(lean), strict=True):
        first, second = numpy.sort(row)[::-1][:2]
        subject = subjects[int(row.argmax())]
        weight = float(first - second) / rate
        found.append(Leaning(subject, gram, weight, texts[gram], about[subject, gram]))
    whole = _whole(found, lessons)
    return sorted(whole, key=lambda one: (-one.weight, one.subject, one.gram))


def _whole(found: Sequence[Leaning], lessons: Sequence[Lesson]) -> Iterator[Leaning]:
    """Without the pieces of a longer one that stand in the same texts and nowhere else."""
    where: dict[str, list[int]] = defaultdict(list)
    for number, lesson in enumerate(lessons):
        for gram in lesson.grams:
            where[gram].append(number)
    longest: dict[tuple[str, tuple[int, ...]], list[str]] = defaultdict(list)
    for one in sorted(found, key=lambda one: (-len(one.gram), one.gram)):
        alike = longest[one.subject, tuple(where[one.gram])]
        if not any(one.gram in other for other in alike):
            alike.append(one.gram)
            yield one


def said_by(lessons: Sequence[Lesson], subjects: Sequence[str]) -> Floats:
    """Texts x subjects: what the taxonomy scores."""
    return numpy.array([[one.said.get(name, 0.0) for name in subjects] for one in lessons])


def heard(lesson: Lesson, found: Sequence[Leaning]) -> dict[str, float]:
    """By subject what the taxonomy scores, and these n-grams beside it."""
    return _heard(lesson, {one.gram: one for one in found})


def told_right(lessons: Sequence[Lesson], found: Sequence[Leaning], least: float = 0) -> int:
    """Of how many texts the best subject is the labelled one, with these n-grams."""
    by_gram = {one.gram: one for one in found}
    right = 0
    for lesson in lessons:
        said = _heard(lesson, by_gram)
        best = min(said, key=lambda name: (-said[name], name), default=None)
        right += best == lesson.label and said[best] > 0 and said[best] >= least
    return right


def _heard(lesson: Lesson, by_gram: Mapping[str, Leaning]) -> dict[str, float]:
    said = dict(lesson.said)
    for gram, count in lesson.grams.items():
        if one := by_gram.get(gram):
            said[one.subject] = said.get(one.subject, 0) + one.weight * count
    return said


def scaled(ranked: Sequence[Leaning], scale: float) -> list[Leaning]:
    """With weights that a phrase may have, times `scale`; those that are too light left out."""
    some = [replace(one, weight=round(min(one.weight * scale, HEAVIEST), 2)) for one in ranked]
    return [one for one in some if one.weight >= LIGHTEST]


def _rate(square: Floats) -> float:
    """What a score of one is worth to the model: for the subject that has it against the others."""
    own = float(numpy.diag(square).mean())
    others = (float(square.sum()) - own * len(square)) / (len(square) * (len(square) - 1))
    return max(own - others, _LEAST_RATE)


def _per_subject(coefficients: Any) -> Floats:
    """A row for each subject; of two, scikit-learn gives one row for both."""
    rows = numpy.asarray(coefficients)
    return numpy.vstack([-rows, rows]) / 2 if len(rows) == 1 else rows
