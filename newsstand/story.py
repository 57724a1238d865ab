"""One article of one paper: everything known of it before its text is written."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from newsstand.dice import dice, fraction, pick
from newsstand.events import Event, own_event
from newsstand.names import byline
from newsstand.press import Paper, Press, day_of, midnight
from newsstand.texts import closing, headline, paragraphs
from newsstand.wire import AGENCY, Dispatch, dispatch

_SECOND_TOPIC, _REVISED = 0.2, 0.15
_REVISED_BEFORE = 17
"""Hour after which nothing is revised any more, so that a revision falls on the same day."""
_REVISION_MINUTES = (95, 330)


@dataclass(frozen=True)
class Story:
    """Article `number` of a paper's day."""

    press: Press
    paper: Paper
    day: date
    number: int

    @property
    def key(self) -> tuple[object, ...]:
        """What decides its text: itself, or the wire story it is a copy of."""
        if self.wire:
            return (self.press.seed, "wire", self.wire.id)
        return (self.press.seed, self.paper.id, self.day, self.number)

    @cached_property
    def wire(self) -> Dispatch | None:
        """The wire story it carries, if any."""
        return dispatch(self.press, self.paper, self.day, self.number)

    @cached_property
    def event(self) -> Event | None:
        """The event it reports, if papers of other languages report it too."""
        if self.wire:
            return self.wire.event
        return own_event(self.press, self.paper, self.day, self.number)

    @property
    def language(self) -> str:
        """BCP 47 tag with the script for Chinese: `zh-Hant`, `zh-Hans`."""
        return self.paper.languages[self.number % len(self.paper.languages)]

    @property
    def section(self) -> str | None:
        """The rubric, for a paper whose rubrics have pages."""
        sections = self.paper.sections
        return sections[self.number % len(sections)] if sections else None

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """What it is about: one topic, sometimes two."""
        if self.wire:
            return (self.wire.topic,)
        if self.event:
            return (self.event.topic,)
        chance = dice(*self.key, "topics")
        both = chance.sample(self.paper.topics, 2)
        return tuple(both) if chance.random() < _SECOND_TOPIC else (both[0],)

    @cached_property
    def published_at(self) -> datetime:
        """When it appears; whole minutes."""
        return self.press.published_at(self.paper, self.day, self.number)

    @cached_property
    def revised_at(self) -> datetime | None:
        """When its last paragraph is written anew, if it is."""
        at = self.published_at
        if self.wire or at.hour >= _REVISED_BEFORE or fraction(*self.key, "revised") >= _REVISED:
            return None
        return at + timedelta(minutes=dice(*self.key, "revision").randint(*_REVISION_MINUTES))

    def modified_at(self, now: datetime) -> datetime | None:
        """When the version valid at `now` was made, if it is not the first one."""
        return self.revised_at if self.revised_at and self.revised_at <= now else None

    @cached_property
    def title(self) -> str:
        """The headline."""
        return headline(self.language, self.topics, self.key, self.day, self.paper.id, self.event)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """The names in its byline: the agency's, a reporter's, or none."""
        if not self.paper.bylines:
            return ()
        if self.wire:
            return (AGENCY[self.language],)
        return (byline(self.language, pick(range(1 << 16), *self.key, "byline")),)

    def body(self, now: datetime) -> tuple[str, ...]:
        """The paragraphs of the version valid at `now`."""
        text = paragraphs(self.language, self.topics, self.key, self.day, self.event)
        if self.wire:
            return text[:-1] if self.wire.cut else text
        if self.modified_at(now):
            return (*text[:-1], closing(self.language, self.key, self.day, self.event))
        return text


def story(press: Press, paper: Paper, day: date, number: int, now: datetime) -> Story | None:
    """Article `number` of `day`, or None when there is none or it has not appeared by `now`."""
    if not 0 <= number < press.count(paper, day):
        return None
    found = Story(press, paper, day, number)
    return found if found.published_at <= now else None


def between(press: Press, paper: Paper, since: datetime, until: datetime) -> Iterator[Story]:
    """Articles that appear in [since, until), oldest first."""
    day = day_of(since)
    while midnight(day) < until:
        for number in press.numbers(paper, day, since, until):
            yield Story(press, paper, day, number)
        day += timedelta(days=1)


def newest(
    press: Press, paper: Paper, now: datetime, section: str | None = None, skip: int = 0
) -> Iterator[Story]:
    """Articles that have appeared by `now`, newest first, without end and without the first
    `skip`; those of one section, or all."""
    day = day_of(now)
    step = len(paper.sections) if section else 1
    first = paper.sections.index(section) if section else 0
    while True:
        numbers = range(first, len(press.out(paper, day, now)), step)[::-1]
        for number in numbers[skip:]:
            yield Story(press, paper, day, number)
        skip = max(0, skip - len(numbers))
        day -= timedelta(days=1)
