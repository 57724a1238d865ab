"""Events: one thing that the papers of every language report, each in its own words.

Every second story of the wire is an event: what the English papers and the Chinese ones take from
the wire, and what the Portuguese paper reports itself, tell one place, one day, the same figures.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from newsstand.dice import dice
from newsstand.papers import JORNAL_DELTA
from newsstand.press import Paper, Press

_A_DAY = 2
_OF_MANY = 5
"""With a fixed number of articles a day, one in so many comes from the wire."""
_GIVEN = ("Rui", "Inês", "Nuno", "Helena", "Victor", "Clara", "Tiago", "Irene", "Vasco", "Teresa")
_SURNAMES = (
    "Batalha", "Carvalhal", "Senna", "Xavier", "Remédios", "Lobo", "Pacheco", "Noronha", "Esteves",
    "Madeira", "Xu", "Leong", "Sou", "Ieong", "Kuok", "Vong",
)  # fmt: skip
"""In Latin script in whatever language."""


@dataclass(frozen=True)
class Event:
    """What every report of one event tells."""

    id: str
    topic: str
    place: int
    """Which of the lexicons' places of events: they stand in one order in all languages."""
    person: str
    count: int
    money: int
    """Tenths of a million patacas."""
    share: int
    """Tenths of one per cent."""
    until: date


def wire_stories(press: Press) -> int:
    """Stories of the wire a day, in each language."""
    return _A_DAY if press.per_day is None else max(1, press.per_day // _OF_MANY)


def event_of(press: Press, day: date, story: int) -> Event | None:
    """The event that story `story` of the day's wire reports, if it is one."""
    if story % 2:
        return None
    key = (press.seed, "event", day, story)
    chance = dice(*key)
    return Event(
        id=f"{day:%Y%m%d}-{story}",
        topic=chance.choice(JORNAL_DELTA.topics),
        place=chance.randrange(1 << 16),
        person=f"{chance.choice(_GIVEN)} {chance.choice(_SURNAMES)}",
        count=chance.randint(1001, 9899),
        money=10 * chance.randint(2, 96) + chance.randint(1, 9),
        share=10 * chance.randint(2, 48) + chance.randint(1, 9),
        until=day + timedelta(days=chance.randint(9, 30)),
    )


def own_event(press: Press, paper: Paper, day: date, number: int) -> Event | None:
    """The event that article `number` of a paper without the wire reports, if it is one."""
    if paper is not JORNAL_DELTA:
        return None
    # One article for each event, from the first of the day on.
    story = 2 * number
    return event_of(press, day, story) if story < wire_stories(press) else None
