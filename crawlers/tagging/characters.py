"""Which Chinese characters speak for which subject, learned from the taxonomy's own phrases.

A bare headline often holds no phrase, and a few hundred labelled ones teach no vocabulary: but the
taxonomy has thousands of phrases, and a new word is made of their characters. So each phrase is
taken for a text about its subject, and a logistic regression for each subject tells what a
character adds.
"""

from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

import numpy

from crawlers.clean.matching import fold
from crawlers.clean.topics import LEAST
from crawlers.tagging.model import Leaning, Lesson, scaled, told_right
from crawlers.tagging.ngrams import of_characters
from crawlers.taxonomy import Topic

SCALES = (0.02, 0.04, 0.08, 0.16)
MOST = (200, 500, 3200)
_STRENGTH = 1.0
"""Of the fit against the penalty on large coefficients (scikit-learn's C)."""
_CHOICE = 2
"""Subjects without which there is nothing to tell apart."""
_LEAST_PHRASES = 3
"""Phrases a character must stand in."""


def telling_characters(topics: Sequence[Topic], subjects: Set[str]) -> list[Leaning]:
    """The characters that speak for one of these subjects rather than another, by how much; none
    is counted in labelled texts yet."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    phrases = [one for one in _phrases(topics) if one[1] in subjects]
    held = Counter(character for characters, _, _ in phrases for character in characters)
    wanted = sorted(one for one, n in held.items() if n >= _LEAST_PHRASES)
    names = sorted({subject for _, subject, _ in phrases})
    if not wanted or len(names) < _CHOICE:
        return []
    reader = CountVectorizer(analyzer=set, vocabulary=wanted, binary=True)
    features = reader.transform([characters for characters, _, _ in phrases])
    labels = numpy.array([subject for _, subject, _ in phrases])
    weights = [weight for _, _, weight in phrases]
    rows = []
    for name in names:
        model = LogisticRegression(C=_STRENGTH, solver="liblinear", class_weight="balanced")
        model.fit(features, labels == name, sample_weight=weights)
        rows.append(model.coef_[0])
    lean = numpy.array(rows)
    first, second = numpy.sort(lean, axis=0)[::-1][:2]
    found = [
        Leaning(names[best], character, float(ahead), 0, 0)
        for character, best, ahead in zip(wanted, lean.argmax(axis=0), first - second, strict=True)
    ]
    return sorted(found, key=lambda one: (-one.weight, one.subject, one.gram))


def chosen_characters(lessons: Sequence[Lesson], ranked: Sequence[Leaning]) -> list[Leaning]:
    """As many of the characters, and as heavy, as help these headlines most, if any do; the fewest
    and lightest of equals. They are not made from the labels: no text has to be kept aside."""
    best, most_right = list[Leaning](), told_right(lessons, [], LEAST)
    for most in MOST:
        for scale in SCALES:
            found = scaled(ranked[:most], scale)
            if (right := told_right(lessons, found, LEAST)) > most_right:
                best, most_right = found, right
    texts = Counter(gram for one in lessons for gram in one.grams)
    about = Counter((one.label, gram) for one in lessons for gram in one.grams)
    return [replace(one, texts=texts[one.gram], right=about[one.subject, one.gram]) for one in best]


def _phrases(topics: Sequence[Topic]) -> Iterator[tuple[set[str], str, float]]:
    """Of each phrase the characters, the subject and the weight."""
    for topic in topics:
        for phrase in topic.phrases.get("zh", ()):
            characters = set(of_characters(fold(phrase.text), (1,)))
            yield characters, topic.parent or topic.id, phrase.weight
