"""Tagging the archive again by the taxonomy that is shipped now.

By weeks of a source, the newest first, each in a transaction of its own: what was done stays done,
and a run that was ended goes on where it was. Only articles that hold a phrase or name that changed
are read anew; what that did to the counts of a day is kept in `news.taxonomy_effects`. Those whose
places changed are queued for the linker.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from crawlers.clean import edition
from crawlers.clean.places import tag_places
from crawlers.clean.topics import tag_topics
from crawlers.database import Database, Session
from crawlers.model import Counts, Match
from crawlers.stories import count_again, roll_up
from crawlers.tagging.touched import Touched
from crawlers.taxonomy import load_places, load_topics

Tell = Callable[[int, int], None]
"""Told how many days of how many are done."""


def retag(database: Database, tell: Tell | None = None) -> Counts:
    """Tag every article again whose day is not tagged by the present taxonomy.

    Returns:
        `days` that were tagged again, `articles` on them, how many of these were `read` anew, and
        how many counts of a day `changed`.

    Raises:
        DatabaseError: with one sentence; what was done before it stays.
    """
    now = edition.version()
    database.sync_taxonomy(load_topics(), load_places())  # tags need the topics and places there
    database.keep_taxonomy(now, edition.content())

    @cache
    def touched(version: str | None) -> Touched:
        rows = database.fetch("retag/taxonomy", {"version": version})
        return Touched(rows[0]["content"] if rows else None, edition.content())

    plan = database.fetch("retag/plan", {"version": now})
    days = sum(len(step["days"]) for step in plan)
    counts = {"days": 0, "articles": 0, "read": 0, "changed": 0}
    for step in plan:
        done = _retag_days(database, step["source_id"], step["days"], touched)
        for name, count in done.items():
            counts[name] += count
        if tell:
            tell(counts["days"], days)
    return counts


def _retag_days(
    database: Database, source: str, days: Sequence[date], touched: Callable[[str | None], Touched]
) -> Counts:
    keys: dict[str, Any] = {"source": source, "days": list(days), "version": edition.version()}
    if database.fetch("retag/waiting", keys)[0]["waiting"]:
        roll_up(database)  # so that what loads changed is not taken for the taxonomy's doing
    with database.transaction() as session:
        session.execute("load/lock", keys)  # the order of a load
        session.execute("stories/lock")
        before = {row["day"]: row["taxonomy"] for row in session.fetch("retag/take_days", keys)}
        keys["days"] = list(before)
        texts = session.fetch("retag/texts", keys)
        again = [
            text for text in texts if touched(before[text["day"]]).by(text["title"], text["body"])
        ]
        changed = _write(session, again, keys) if again else 0
        session.execute("retag/done", keys)
    return {"days": len(days), "articles": len(texts), "read": len(again), "changed": changed}


def _write(session: Session, texts: Sequence[Mapping[str, Any]], keys: dict[str, Any]) -> int:
    session.execute("stories/stage_days")
    session.execute("retag/remember", keys)
    session.execute("retag/stage")
    session.copy("retag/copy_tags", _tags(texts))
    session.execute("retag/merge_topics")
    session.execute("retag/merge_places")
    count_again(session, len(keys["days"]))
    return session.execute("retag/compare", keys)


def _tags(texts: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    for text in texts:
        yield {
            "id": text["id"],
            "topics": _rows(tag_topics(text["title"], text["body"], text["language"])),
            "places": _rows(tag_places(text["title"], text["body"])),
        }


def _rows(matches: Sequence[Match]) -> list[dict[str, Any]]:
    return [match.model_dump(mode="json") for match in matches]
