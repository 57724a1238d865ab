"""Link the articles that carry the same text, then those in other languages that report one event.

The queue says which texts are new or changed. Each is compared with those that share a MinHash
band in near days; what is alike is joined. A changed text's story is taken apart first and found
anew. So the stories depend on the articles there are, not on the order in which they came.

An article whose text is kept no longer stays as it was linked: its keys and marks stay, and with
it stay those of its story that still share a key with it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from crawlers.database import Database, Session
from crawlers.model import Counts
from crawlers.stories.events import count_events, pair_events
from crawlers.stories.text import Text, containment, is_copy, keys

DAYS = 3
"""Days between a text and its copies; weekly and daily bulletins repeat themselves later."""
AT_ONCE = 500
"""Articles per transaction: a load that wants the same rows does not wait long."""


def link(database: Database, at_once: int = AT_ONCE) -> Counts:
    """Link the queued articles, `at_once` of them in a transaction.

    Returns:
        `articles` looked at, `copies` newly found to be copies, `stories` written, and `events`:
        pairs in different languages that report one event and have one of the articles.
    """
    counts: Counter[str] = Counter(articles=0, copies=0, stories=0)
    looked_at: list[int] = []
    while queued := _link_some(database, at_once, counts):
        looked_at += queued
    return {**counts, "events": count_events(database, looked_at)}


def _link_some(database: Database, limit: int, counts: Counter[str]) -> list[int]:
    with database.transaction() as session:
        session.execute("stories/lock")
        taken = session.fetch("stories/take_articles", {"limit": limit})
        queued = [row["id"] for row in taken]
        linking = _Linking(session)
        if queued:
            linking.run(queued)
    counts.update(articles=len(queued), copies=linking.copies, stories=linking.stories)
    return queued


@dataclass(frozen=True)
class _Text:
    id: int
    source_id: str
    url: str
    body: str | None
    """None where it is kept no longer."""
    day: date
    appeared_at: datetime
    is_timed: bool

    @property
    def rank(self) -> tuple[datetime, str, str]:
        """Of two, the one with the lower rank was first."""
        return self.appeared_at, self.source_id, self.url

    @cached_property
    def text(self) -> Text:
        return Text(self.body or "")


class _Linking:
    """One transaction's articles, on their way into stories."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts: dict[int, _Text] = {}
        self._story: dict[int, int] = {}
        self._former: dict[int, int] = {}
        self._similarity: dict[int, float] = {}
        self._origin: dict[int, bool] = {}
        self._now_origin: dict[int, bool] = {}
        self.copies = 0
        self.stories = 0

    def run(self, queued: list[int]) -> None:
        """Find and write the stories of the articles `queued`."""
        self._dissolve(queued)
        affected = sorted({*queued, *self._former})
        self._replace_keys(queued)
        pairs = self._pairs(affected)
        self._read_stories({article for pair in pairs for article in pair})
        held = self._first_of_story()
        for group in _groups([*pairs, *held]):
            self._write(group)
        changed = self._changed(affected)
        self.copies = sum(not self._is_original(id_) for id_ in changed)
        self._session.execute("stories/queue_days", {"ids": changed})
        told = [id_ for id_ in sorted({*queued, *changed}) if self._is_read_anew(id_)]
        pair_events(self._session, told)

    def _dissolve(self, queued: list[int]) -> None:
        for row in self._session.fetch("stories/dissolve", {"ids": queued}):
            self._former[row["id"]] = row["story"]
            self._note(row, is_in=row["stays"])

    def _note(self, row: Mapping[str, Any], *, is_in: bool) -> None:
        if is_in:
            self._story[row["id"]] = row["story"]
        self._origin[row["id"]] = row["is_origin"]
        self._similarity[row["id"]] = row["similarity"]

    def _replace_keys(self, queued: list[int]) -> None:
        texts = [text for text in self._read(queued) if text.body is not None]
        rows = [
            {"id": text.id, "day": text.day.isoformat(), "keys": keys(text.text)} for text in texts
        ]
        self._session.execute("stories/stage_keys")
        self._session.copy("stories/copy_keys", rows)
        self._session.execute("stories/replace_keys", {"ids": [text.id for text in texts]})

    def _pairs(self, ids: list[int]) -> list[tuple[int, int]]:
        rows = self._session.fetch("stories/candidates", {"ids": ids, "days": DAYS})
        near = sorted({(min(row["a"], row["b"]), max(row["a"], row["b"])) for row in rows})
        self._read(article for pair in near for article in pair)
        return [pair for pair in near if self._alike(*pair)]

    def _alike(self, first: int, second: int) -> bool:
        one, other = self._texts[first], self._texts[second]
        if one.body is None or other.body is None:
            # They were alike when both texts were there, and one story since.
            return first in self._former and self._former[first] == self._former.get(second)
        same = one.source_id == other.source_id
        return is_copy(one.text, other.text, same_source=same)

    def _read_stories(self, ids: Iterable[int]) -> None:
        for row in self._session.fetch("stories/memberships", {"ids": sorted(ids)}):
            self._note(row, is_in=True)

    def _first_of_story(self) -> list[tuple[int, int]]:
        """Each article that is in a story, paired with one of that story."""
        first: dict[int, int] = {}
        return [
            (first.setdefault(story, article), article) for article, story in self._story.items()
        ]

    def _write(self, group: list[int]) -> None:
        texts = self._read(group)
        origin = min(texts, key=lambda text: text.rank)
        joined = sorted({self._story[id_] for id_ in group if id_ in self._story})
        if len(group) == 1:  # the last of a story
            self._session.execute("stories/drop_stories", {"stories": joined})
            return
        values = {"origin": origin.id, "articles": len(group), **_firsts(origin, texts)}
        if joined:
            story = joined[0]
            self._session.execute("stories/update_story", {**values, "story": story})
        else:
            story = self._session.fetch("stories/make_story", values)[0]["id"]
        self._put(story, origin, texts)
        self._session.execute("stories/drop_stories", {"stories": joined[1:]})
        self._now_origin.update({id_: id_ == origin.id for id_ in group})
        self.stories += 1

    def _put(self, story: int, origin: _Text, texts: list[_Text]) -> None:
        """Write the memberships; those already measured against this origin stay."""
        settled = self._story.get(origin.id) == story and self._origin[origin.id]
        moved = [text for text in texts if not (settled and self._story.get(text.id) == story)]
        likeness = [self._likeness(text, origin) for text in moved]
        self._session.execute(
            "stories/put_articles",
            {
                "story": story,
                "origin": origin.id,
                "ids": [text.id for text in moved],
                "similarities": likeness,
            },
        )

    def _likeness(self, text: _Text, origin: _Text) -> float:
        """As it was measured before where one of the two texts is kept no longer."""
        if text.body is None or origin.body is None:
            return 1.0 if text is origin else self._similarity.get(text.id, 0.0)
        return containment(text.text.shingles, origin.text.shingles)

    def _changed(self, affected: list[int]) -> list[int]:
        """Those that became an original or a copy."""
        looked_at = {*affected, *self._now_origin}
        return sorted(
            id_ for id_ in looked_at if self._origin.get(id_, True) != self._is_original(id_)
        )

    def _is_read_anew(self, article: int) -> bool:
        """Whether its marks are: not those of an original whose text is kept no longer."""
        text = self._texts.get(article)
        return text is None or text.body is not None or not self._is_original(article)

    def _is_original(self, article: int) -> bool:
        return self._now_origin.get(article, True)

    def _read(self, ids: Iterable[int]) -> list[_Text]:
        wanted = list(dict.fromkeys(ids))
        missing = [id_ for id_ in wanted if id_ not in self._texts]
        for row in self._session.fetch("stories/texts", {"ids": missing}) if missing else ():
            self._texts[row["id"]] = _Text(**row)
        return [self._texts[id_] for id_ in wanted if id_ in self._texts]


def _firsts(origin: _Text, texts: Iterable[_Text]) -> dict[str, Any]:
    """By how long the origin was ahead of the next source, and which sources there are."""
    others = [text for text in texts if text.source_id != origin.source_id]
    second = min(others, key=lambda text: text.rank, default=None)
    return {
        "sources": sorted({origin.source_id, *(text.source_id for text in others)}),
        "second": second.id if second else None,
        "lead": second.appeared_at - origin.appeared_at if second else None,
        "timed": second is not None and origin.is_timed and second.is_timed,
    }


def _groups(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The connected components of `pairs`, by union-find.

    >>> _groups([(1, 2), (4, 5), (2, 3)])
    [[1, 2, 3], [4, 5]]
    """
    parent: dict[int, int] = {}

    def root(node: int) -> int:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    groups: dict[int, list[int]] = {}
    for node in sorted(parent):
        groups.setdefault(root(node), []).append(node)
    return list(groups.values())
