"""What is told of many: a topic and the one it stands below would say the same twice."""

from collections.abc import Iterable, Mapping
from typing import Any

from crawlers.briefing.figures import Mover

SHOWN = 6
"""Topics that are told as rising, and as falling."""
GAPS = 10
Row = Mapping[str, Any]


def chosen_movers(movers: Iterable[Mover]) -> list[Mover]:
    """The topics that rose and fell most, for sure: where a topic and the one it stands below
    moved alike, that of the two which moved further."""
    sure = sorted(
        (one for one in movers if one.is_sure), key=lambda one: (-abs(one.z), one.topic_id)
    )
    kept: list[Mover] = []
    for one in sure:
        alike = [other for other in kept if (other.z > 0) == (one.z > 0)]
        kin = [o for o in alike if o.parent_id == one.topic_id or o.topic_id == one.parent_id]
        if len(alike) < SHOWN and not kin:
            kept.append(one)
    return [one for one in kept if one.z > 0] + [one for one in kept if one.z < 0]


def chosen_gaps(rows: Iterable[Row]) -> list[Row]:
    """Of rows of `briefing/gaps` the first; where a source stands out alike with a topic and the
    one it stands below, the earlier of the two."""
    kept: list[Row] = []
    for row in rows:
        alike = [o for o in kept if o["source_id"] == row["source_id"] and o["z"] * row["z"] > 0]
        if not any(_is_kin(row, other) for other in alike):
            kept.append(row)
    return kept[:GAPS]


def _is_kin(one: Row, other: Row) -> bool:
    return (
        other["topic_id"] in (one["topic_id"], one["parent_topic_id"])
        or other["parent_topic_id"] == one["topic_id"]
    )
