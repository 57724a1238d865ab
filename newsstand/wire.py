"""The wire: agency stories that several papers carry under headlines of their own.

Each day has a few wire stories in English and in Chinese, every second of which is an event that
both tell. A paper that carries one does so at the
same share of its day as the others, a little earlier or later; some cut the last paragraph.
"""

from dataclasses import dataclass
from datetime import date

from newsstand.dice import fraction, pick
from newsstand.events import Event, event_of, wire_stories
from newsstand.papers import (
    ALL_TOPICS,
    GOVERNMENT_WIRE,
    HARBOUR_GAZETTE,
    ISLAND_BROADCASTER,
    NIGHT_COURIER,
    RIVER_DAILY,
)
from newsstand.press import Paper, Press

AGENCY = {
    "en": "Pearl River Wire Service",
    "zh-Hant": "珠江通訊社",
    "zh-Hans": "珠江通讯社",
}
_CARRIED, _CUT = 0.75, 0.4


@dataclass(frozen=True)
class Lane:
    """The articles of a paper's day that may come from the wire: `first`, `first + step`, …"""

    paper: Paper
    first: int = 0
    step: int = 1

    def length(self, count: int) -> int:
        """How many of `count` articles are in the lane."""
        return len(range(self.first, count, self.step))


@dataclass(frozen=True)
class Dispatch:
    """One story as one paper takes it from the wire."""

    id: str
    """The same for every paper that carries it: its copy group."""
    topic: str
    cut: bool
    event: Event | None


LANES: dict[str, tuple[Lane, ...]] = {
    "en": (Lane(HARBOUR_GAZETTE), Lane(GOVERNMENT_WIRE, 0, 2), Lane(NIGHT_COURIER)),
    "zh": (Lane(ISLAND_BROADCASTER), Lane(GOVERNMENT_WIRE, 1, 2), Lane(RIVER_DAILY, 0, 4)),
}


def dispatch(press: Press, paper: Paper, day: date, number: int) -> Dispatch | None:
    """The wire story that is article `number` of the paper's day, if it is one."""
    for tongue, lanes in LANES.items():
        for lane in lanes:
            if lane.paper is paper and number % lane.step == lane.first % lane.step:
                return _in_lane(press, lane, tongue, day, number)
    return None


def _in_lane(press: Press, lane: Lane, tongue: str, day: date, number: int) -> Dispatch | None:
    many = wire_stories(press)
    length = lane.length(press.count(lane.paper, day))
    place = (number - lane.first) // lane.step
    story = place * many // length
    if length < many or int((story + 0.5) / many * length) != place:
        return None
    key = (press.seed, "wire", tongue, day, story)
    if lane.paper not in _carriers(tongue, key):
        return None
    event = event_of(press, day, story)
    return Dispatch(
        id=f"{day:%Y%m%d}-{tongue}-{story}",
        topic=event.topic if event else pick(ALL_TOPICS, *key, "topic"),
        event=event,
        cut=fraction(*key, lane.paper.id, "cut") < _CUT,
    )


def _carriers(tongue: str, key: tuple[object, ...]) -> list[Paper]:
    papers = [lane.paper for lane in LANES[tongue]]
    chosen = [paper for paper in papers if fraction(*key, paper.id, "carried") < _CARRIED]
    return chosen if len(chosen) > 1 else papers
