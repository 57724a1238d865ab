"""The judgement of one batch against the history of its source. Pure: no clock, no database."""

from collections.abc import Sequence
from datetime import datetime

from crawlers.drift.alarms import CONTENT, Alarm, AlarmName, Severity
from crawlers.drift.content import content_alarms
from crawlers.drift.facts import ENOUGH, Facts, pooled, with_neighbours
from crawlers.drift.rhythm import Rhythm, dead_feeds
from crawlers.drift.volume import Volume, silence


def judge(
    now: Facts,
    history: Sequence[Facts],
    volume: Volume | None = None,
    rhythms: Sequence[Rhythm] = (),
    at: datetime | None = None,
) -> list[Alarm]:
    """What seems wrong.

    Args:
        now: the batch.
        history: loaded batches of the source, oldest first. Small ones are put together; below
            five runs nothing is said of the content.
        volume: articles by day; None when the last day was not crawled whole.
        rhythms: of the source's lists, this batch's visits among them.
        at: the moment of the run; needed with `rhythms`.
    """
    judged, taken = with_neighbours(now, history)
    alarms = content_alarms(judged, pooled(history[: len(history) - taken]))
    explained = any(alarm.severity is Severity.QUARANTINE for alarm in alarms)
    quiet = [] if explained else silence(volume)
    return [*alarms, *(dead_feeds(rhythms, at) if at else ()), *quiet]


def settled(now: Facts, history: Sequence[Facts], volume: Volume | None) -> list[AlarmName]:
    """The alarms of which the batch says something: those it does not raise are gone."""
    judged, _ = with_neighbours(now, history)
    names = {AlarmName.DEAD_FEED}
    if judged.asked >= ENOUGH:
        names |= CONTENT
    if volume is not None:
        names.add(AlarmName.SILENCE)
    return sorted(names)
