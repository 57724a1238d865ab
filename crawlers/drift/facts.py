"""What is held against its history: the numbers of one batch, or of several small ones together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from crawlers.model import Counts, Reason

ENOUGH = 5
"""Pages below which nothing is said of a batch's content."""
_LOST = (Reason.NO_ARTICLE_TEXT, Reason.NO_TITLE, Reason.UNREADABLE)


@dataclass(frozen=True)
class Facts:
    """Numbers of pages but for `words`, a median."""

    read: int
    """Pages that became articles, in the window or not."""
    lost: int = 0
    """Pages without text or title."""
    alike: int = 0
    """Pages that say the same as another of the batch."""
    identical: int = 0
    """Pages that are another's, byte for byte, and were not read."""
    titled: int = 0
    """Of `read`, those whose title no other has."""
    dated: int = 0
    """Of `read`, those whose page tells the date."""
    selected: int = 0
    """Of `read`, those whose text the source's selectors found."""
    words: int = 0
    """Median length of `read`."""
    refused: int = 0
    """Articles asked for and refused (401, 403, 429, 451, 503); in a history, all HTTP errors."""

    @property
    def pages(self) -> int:
        """Pages that arrived."""
        return self.read + self.lost + self.identical

    @property
    def asked(self) -> int:
        """Pages that arrived or were refused."""
        return self.pages + self.refused

    @property
    def same(self) -> int:
        """Pages that say what another page says."""
        return self.alike + self.identical


def facts_of(stages: Mapping[str, Counts], refused: int) -> Facts | None:
    """The facts of a batch by what its stages reported; None for one from before there were any."""
    clean, dedupe = stages.get("clean", {}), stages.get("dedupe", {})
    if "read" not in clean:
        return None
    return Facts(
        lost=sum(clean.get(reason, 0) for reason in _LOST),
        identical=dedupe.get(Reason.IDENTICAL_PAGE, 0),
        refused=refused,
        **{name: clean[name] for name in ("read", "alike", "titled", "dated", "selected", "words")},
    )


def pooled(history: Iterable[Facts]) -> list[Facts]:
    """`history`, oldest first, with neighbours put together until each has enough pages; what is
    left over at the end is left out."""
    whole: list[Facts] = []
    waiting: list[Facts] = []
    for facts in history:
        waiting.append(facts)
        if sum(one.asked for one in waiting) >= ENOUGH:
            whole.append(together(waiting))
            waiting = []
    return whole


def with_neighbours(now: Facts, history: Sequence[Facts]) -> tuple[Facts, int]:
    """`now` together with as many of the last of `history` as it takes to have enough pages, and
    how many those are. A site that is asked often gives a page or two each time."""
    taken = 0
    parts = [now]
    while sum(one.asked for one in parts) < ENOUGH and taken < len(history):
        taken += 1
        parts.append(history[-taken])
    return (now, 0) if now.asked == 0 else (together(parts), taken)


def together(parts: Sequence[Facts]) -> Facts:
    """The sum; `words` is the median of the medians, each as heavy as its pages.

    >>> together([Facts(read=1, words=10), Facts(read=9, words=300)]).words
    300
    """
    names = ("read", "lost", "alike", "identical", "titled", "dated", "selected", "refused")
    sums = {name: sum(getattr(part, name) for part in parts) for name in names}
    return Facts(words=_middle(parts), **sums)


def _middle(parts: Sequence[Facts]) -> int:
    ordered = sorted((part for part in parts if part.read), key=lambda part: part.words)
    half = sum(part.read for part in ordered) / 2
    sums = accumulate(part.read for part in ordered)
    return next((part.words for part, upto in zip(ordered, sums, strict=True) if upto >= half), 0)
