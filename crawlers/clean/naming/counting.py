"""From mentions to counts: one match for each name."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from crawlers.clean.naming.names import Kind, Mention, Name
from crawlers.model import Match

TITLE_COUNTS = 3
MAX_NAMES = 40
"""Organisations, and people, of one article at the most."""
_MAX_WORDS = 8
"""Different words for one name that are kept."""


class Counted(NamedTuple):
    """What an article names, the most named first."""

    organisations: tuple[Match, ...]
    people: tuple[Match, ...]


def counted(parts: Sequence[str], mentions: Sequence[Sequence[Mention]]) -> Counted:
    """The mentions of the title and the body as matches."""
    words: dict[Name, Counter[str]] = defaultdict(Counter)
    scores: Counter[Name] = Counter()
    for part, some, counts in zip(parts, mentions, (TITLE_COUNTS, 1), strict=True):
        for mention in some:
            if mention.name is not None:
                words[mention.name][part[mention.start : mention.end]] += 1
                scores[mention.name] += counts
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0].id))
    by_kind: dict[Kind, list[Match]] = {kind: [] for kind in Kind}
    for name, score in ranked:
        shown = dict(words[name].most_common(_MAX_WORDS))
        by_kind[name.kind].append(Match(id=name.id, score=score, words=shown))
    organisations, people = (tuple(by_kind[kind][:MAX_NAMES]) for kind in Kind)
    return Counted(organisations, people)
