"""How much a source publishes a day, and when it falls silent."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

from crawlers.drift.alarms import Alarm, AlarmName, Severity

_DAYS, _WEEKDAYS = 7, 3
_FEWEST = 6
"""Articles a day below which a source may be silent at any time."""


@dataclass(frozen=True)
class Volume:
    """Articles of the last whole day, and of the days before that had any."""

    day: date
    articles: int
    before: Mapping[date, int]


def silence(volume: Volume | None) -> list[Alarm]:
    """An alarm when the day has less than a quarter of what such days have, and less than half of
    the poorest. Days of the same weekday are such days when there are enough of them."""
    if volume is None or len(volume.before) < _DAYS:
        return []
    same = [n for day, n in volume.before.items() if day.weekday() == volume.day.weekday()]
    such = same if len(same) >= _WEEKDAYS else list(volume.before.values())
    usual = median(such)
    few = volume.articles * 4 <= usual and volume.articles * 2 < min(such)
    if usual < _FEWEST or not few:
        return []
    what = f"on {volume.day:%A}s" if such is same else "a day"
    sentence = f"{volume.articles} articles on {volume.day}, usually {usual:.0f} {what}"
    return [Alarm(AlarmName.SILENCE, Severity.WARN, sentence)]
