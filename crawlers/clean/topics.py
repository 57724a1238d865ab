"""What an article is about: the topics whose phrases it holds, with the words that earned them.

One pass of an automaton finds every phrase of every topic. Where phrases overlap the longest
counts alone, so that `football club` is no club and 足球隊 no 足球. A phrase adds its weight for
the title and for each place in the body, later places counting less: a word that is repeated is no
new reason. A phrase of one Chinese character counts in a headline without a body alone, and inside
longer phrases too. A topic is assigned when its score is enough for the length of the text, not
dwarfed by the topic that is ahead, and not made of hints alone.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log
from typing import NamedTuple

from crawlers.clean.language import detect
from crawlers.clean.matching import Hit, longest
from crawlers.clean.phrases import FIRST_EAST_ASIAN, Book, Entry, book
from crawlers.model import Match

TITLE_COUNTS = 2
"""How much an occurrence in the title counts against the first one in the body."""
ENOUGH = 2.0
"""The score from which on a topic is assigned, in a text of usual length."""
SHORT = 400
"""Characters below which a text is shorter than usual, a Chinese one counting twice."""
LEAST = 0.65
"""The score from which on a topic is assigned to a bare headline."""
LONG = 1_000
"""Such characters above which a text asks for more: half as much again for each doubling."""
GROWS = 0.5
SURE = 1.0
"""The weight of at least one phrase of a topic, but in short texts: lighter ones are hints."""
SHARE = 0.25
"""Of the score of the topic that is ahead, what another one needs."""
_TELLING = 60
"""Characters from which on the language of a Latin text can be told."""


class Evidence(NamedTuple):
    """What one phrase adds to the score of a topic."""

    word: str
    """As it stands in the text first."""
    weight: float
    title: int
    """How often it stands in the title."""
    body: int
    adds: float


class Weighed(NamedTuple):
    """A topic that some phrase of a text speaks for."""

    topic: str
    score: float
    evidence: tuple[Evidence, ...]
    """The heaviest first."""
    refused: str | None
    """Why it is not assigned, None where it is."""


def tag_topics(title: str, body: str, language: str | None = None) -> tuple[Match, ...]:
    """Topics of the subject with the highest score first, within a subject the highest first.

    A subject's score is the sum of its own and its beats'. The parent of a beat is not implied.
    `language` is that of the text (BCP 47, the primary tag), looked for where it is not known.
    """
    return tuple(_match(one) for one in weigh(title, body, language) if one.refused is None)


def weigh(
    title: str, body: str, language: str | None = None, known: Book | None = None
) -> tuple[Weighed, ...]:
    """Every topic that has a phrase in the text, in the order of `tag_topics`; by the book
    `known`, where it is not that of the taxonomy that is shipped."""
    known = known or book()
    titled, bodied = known.phrasebook.find(title), known.phrasebook.find(body)
    phrases = {hit.phrase for hit in (*titled, *bodied)}
    company = {known.guards[phrase] for phrase in phrases}
    tongue = language or _language(title, body)
    mute = known.alone if body else frozenset()
    speaking = {
        one: {} if one in mute else _speaking(known.entries[one], tongue, company)
        for one in phrases
    }
    evidence: dict[str, list[Evidence]] = defaultdict(list)
    for phrase, word, *times in _alone(known, speaking, (title, titled), (body, bodied)):
        for topic, weight in speaking[phrase].items():
            adds = weight * worth(times[0], times[1])
            evidence[topic].append(Evidence(word, weight, times[0], times[1], adds))
    scores = {topic: sum(one.adds for one in found) for topic, found in evidence.items()}
    ruled_out = {topic for topic in scores if not known.companies[topic].welcome(company)}
    sums: dict[str, float] = defaultdict(float)
    for topic in scores.keys() - ruled_out:
        sums[known.subjects[topic]] += scores[topic]
    ahead = max((scores[topic] for topic in scores.keys() - ruled_out), default=0.0)
    length = sum(2 if char > FIRST_EAST_ASIAN else 1 for char in body)
    enough = _enough(length)
    if ahead < enough <= max(sums.values(), default=0.0):
        enough = ahead  # no topic has enough, but a subject has, with its beats
    hints = set() if length < SHORT else _hints(evidence)
    ranked = sorted(
        scores, key=lambda one: (-sums[known.subjects[one]], known.subjects[one], -scores[one], one)
    )
    return tuple(
        Weighed(
            topic,
            scores[topic],
            tuple(sorted(evidence[topic], key=lambda one: (-one.adds, one.word))),
            _COMPANY
            if topic in ruled_out
            else _HINTS
            if topic in hints
            else _refused(scores[topic], enough, SHARE * ahead),
        )
        for topic in ranked
    )


_COMPANY = "the text lacks a word the topic asks for, or holds one it forbids"
_HINTS = "all its words are hints that other topics share"


def _hints(evidence: Mapping[str, Sequence[Evidence]]) -> set[str]:
    return {topic for topic, some in evidence.items() if all(one.weight < SURE for one in some)}


def _refused(score: float, enough: float, share: float) -> str | None:
    if score < enough:
        return f"below {enough:.2g}, which a text of this length asks for"
    return f"below {share:.2g}, a quarter of the topic ahead" if score < share else None


def _speaking(
    entries: tuple[Entry, ...], language: str, company: set[str | None]
) -> dict[str, float]:
    """The topics that a phrase speaks for in this text, with its weight."""
    weights: dict[str, float] = {}
    for entry in entries:
        if entry.of(language) and entry.company.welcome(company):
            weights[entry.topic] = max(entry.weight, weights.get(entry.topic, 0))
    return weights


def _alone(
    known: Book, speaking: Mapping[int, Mapping[str, float]], *texts: tuple[str, list[Hit]]
) -> Iterator[tuple[int, str, int, int]]:
    """The phrases that stand in no longer one, and the single characters, as in the text, and how
    often in title and body."""
    word: dict[int, str] = {}
    counts: list[Counter[int]] = []
    for text, hits in texts:
        telling = [hit for hit in hits if speaking[hit.phrase] or known.hides[hit.phrase]]
        some = longest(hit for hit in telling if hit.phrase not in known.alone)
        some += [hit for hit in telling if hit.phrase in known.alone]
        for hit in some:
            word.setdefault(hit.phrase, text[hit.start : hit.end])
        counts.append(Counter(hit.phrase for hit in some))
    title, body = counts
    for phrase, shown in word.items():
        yield phrase, shown, title[phrase], body[phrase]


def worth(title: int, body: int) -> float:
    """What a phrase of weight one adds that stands so often in the title and in the body.

    >>> [round(worth(0, body), 1) for body in range(5)], worth(1, 0)
    ([0.0, 1.0, 2.0, 2.6, 3.0], 2.0)
    """
    places = [1 + log(count, 2) if count else 0.0 for count in (title, body)]
    return TITLE_COUNTS * places[0] + places[1]


def _language(title: str, body: str) -> str:
    text = f"{title}\n{body}"
    language, script = detect(text)
    return language if script != "Latn" or len(text) >= _TELLING else ""


def _enough(length: int) -> float:
    """The score that a text asks for.

    >>> [round(_enough(length), 3) for length in (0, 200, 400, 1_000, 2_000, 4_000)]
    [0.65, 1.325, 2.0, 2.0, 3.0, 4.0]
    """
    if length > LONG:
        return ENOUGH * (1 + GROWS * log(length / LONG, 2))
    return min(ENOUGH, LEAST + (ENOUGH - LEAST) * length / SHORT)


def _match(one: Weighed) -> Match:
    words: Counter[str] = Counter()
    for found in one.evidence:
        words[found.word] += found.title + found.body
    return Match(id=one.topic, score=one.score, words=words)
