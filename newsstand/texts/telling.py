"""Templates to text: `[a|b]` is one of its choices, `{name}` a value, `{3-40}` a number.

Choices may stand inside choices. A name stands for a list of the lexicon; a value of `kept` is
the same all through one story, one of `fresh` is new each time. `{date}`, `{date+30}` and
`{date-30}` are the story's day and a day up to thirty later or earlier, `{date+9..30}` one from
nine to thirty later; `{weekday}` is the story's day by name.
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from newsstand.dice import Dice, dice
from newsstand.events import Event

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_VALUE = re.compile(r"\{([a-z]\w*)\}|\{(\d+)-(\d+)\}|\{date([+-])(?:(\d+)\.\.)?(\d+)\}")
_LOOSE = re.compile(r" (?=[ ,.;:])()")
_DEPTH = 12
_YEARS = range(1800, 2100)
"""A number from within is a year, and takes no thousands mark."""


@dataclass(frozen=True)
class Topic:
    """How one topic is written about: templates, one a line."""

    titles: tuple[str, ...]
    leads: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Everything one language is written with."""

    kept: dict[str, list[str]]
    fresh: dict[str, list[str]]
    months: list[str]
    weekdays: list[str]
    date: str
    thousands: str
    point: str
    joint: str
    """What stands between two sentences."""
    event: dict[str, list[str]]
    """How an event is told: its places, in one order in all languages, and `money`, `share` and
    `line`, a choice each."""
    topics: dict[str, Topic]
    filler: tuple[str, ...]
    """Sentences that fit any news."""
    updates: tuple[str, ...]
    """Sentences a revision adds."""


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `en`, `zh` (in Traditional script) or `pt`."""
    folder = Path(__file__).parent / language
    words = _load(folder / "lexicon.yaml")
    topics = {
        name: Topic(*(_lines(parts[key]) for key in ("titles", "leads", "facts")))
        for path in sorted(folder.glob("topics*.yaml"))
        for name, parts in _load(path).items()
    }
    filler = _load(folder / "filler.yaml")
    return Lexicon(
        **words,
        topics=topics,
        filler=_lines(filler["filler"]),
        updates=_lines(filler["updates"]),
    )


def _load(path: Path) -> dict[str, Any]:
    return dict(yaml.safe_load(path.read_text(encoding="utf-8")))


def _lines(block: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in block.splitlines() if line.strip())


@dataclass
class Telling:
    """One story being told: its words, its day and the values it keeps."""

    words: Lexicon
    key: tuple[object, ...]
    day: date
    _kept: dict[str, str] = field(default_factory=dict)

    def keep(self, event: Event) -> None:
        """Tell what `event` fixes wherever a value of that name is told."""
        words, chance = self.words.event, dice(*self.key, "event")
        self._kept |= {
            "place": words["places"][event.place % len(words["places"])],
            "person": event.person,
            "count": self._thousands(event.count),
            "money": chance.choice(words["money"]).format(
                millions=self._tenths(event.money), tenths=event.money
            ),
            "share": chance.choice(words["share"]).format(self._tenths(event.share)),
            "until": self._date(event.until),
        }

    def say(self, template: str, chance: Dice) -> str:
        """Write `template` out.

        >>> from datetime import date
        >>> Telling(lexicon("en"), ("x",), date(2026, 11, 15)).say("[on|on] {date}", dice(1))
        'On 15 November'
        """
        text = template
        for _ in range(_DEPTH):
            told = self._choose(text, chance)
            if told == text:
                break
            text = told
        text = _LOOSE.sub(r"\1", text).strip()
        return text[:1].upper() + text[1:]

    def _choose(self, text: str, chance: Dice) -> str:
        while "[" in text:
            text = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), text)
        return _VALUE.sub(lambda found: self._value(found, chance), text)

    def _value(self, found: re.Match[str], chance: Dice) -> str:
        name, low, high, sign, near, far = found.groups()
        if low:
            return self._number(chance.randint(int(low), int(high)), int(low), int(high))
        if far:
            days = chance.randint(int(near or 1), int(far))
            return self._date(self.day + timedelta(days=days if sign == "+" else -days))
        if name == "date":
            return self._date(self.day)
        if name == "weekday":
            return self.words.weekdays[self.day.weekday()]
        if name in self._kept or name in self.words.kept:
            return self._keep(name)
        return chance.choice(self.words.fresh[name])

    def _keep(self, name: str) -> str:
        if name not in self._kept:
            own = dice(*self.key, "kept", name)
            text = own.choice(self.words.kept[name])
            while (told := self._choose(text, own)) != text:
                text = told
            self._kept[name] = text
        return self._kept[name]

    def _number(self, number: int, low: int, high: int) -> str:
        if low >= _YEARS.start and high < _YEARS.stop:
            return str(number)
        return self._thousands(number)

    def _thousands(self, number: int) -> str:
        return f"{number:,}".replace(",", self.words.thousands)

    def _tenths(self, number: int) -> str:
        return f"{number / 10:.1f}".replace(".", self.words.point)

    def _date(self, day: date) -> str:
        month = self.words.months[day.month - 1]
        return self.words.date.format(day=day.day, month=month)
