"""Pair the originals in different languages that report one event.

An article's marks stand in the database by day; two articles are paired by the marks they share,
and the view `same_event` weighs the pair by how rare those are by now. Pairs are kept that might
hold, so that which ones do does not depend on the order in which articles came.
"""

from collections.abc import Sequence
from typing import Any

from crawlers.database import Database, Session
from crawlers.stories.marks import LANGUAGES, Mark, Report, marks_of

DAYS = 2
"""Days between two reports of one event; a paper of the next day has what a site had at night."""


def pair_events(session: Session, ids: Sequence[int]) -> None:
    """Read the marks of the articles `ids` anew and pair them; a copy among them loses its own."""
    rows = session.fetch("stories/reports", {"ids": ids, "languages": list(LANGUAGES)})
    session.execute("stories/stage_marks")
    session.copy("stories/copy_marks", map(_marks_row, rows))
    session.execute("stories/replace_marks", {"ids": ids})
    session.execute("stories/pair_events", {"ids": ids, "days": DAYS})


def count_events(database: Database, ids: Sequence[int]) -> int:
    """How many pairs that report one event have one of the articles `ids`."""
    (counted,) = database.fetch("stories/count_events", {"ids": ids})
    return int(counted["events"])


def _marks_row(row: dict[str, Any]) -> dict[str, Any]:
    article = row.pop("id")
    report = Report(**row)
    marks = [_mark_row(mark) for mark in marks_of(report)]
    day = report.day.isoformat()
    return {"id": article, "day": day, "language": report.language, "marks": marks}


def _mark_row(mark: Mark) -> dict[str, Any]:
    return {
        "kind": mark.kind,
        "mark": mark.key,
        "told": mark.told,
        "strength": mark.strength,
        "currency": mark.currency,
    }
