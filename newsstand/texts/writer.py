"""Headlines and paragraphs of one story, from nothing but its key."""

import re
from datetime import date
from functools import cache

import opencc

from newsstand.dice import Dice, dice
from newsstand.events import Event
from newsstand.texts.telling import Telling, Topic, lexicon

SCRIPT = {"zh-Hant": "zh", "zh-Hans": "zh"}
"""Which lexicon a language is written from, where it is not its own."""
_OWN_FACTS, _OTHER_FACTS = 3, 5
_FILLER = (8, 13)
_PARAGRAPH = (2, 3)
_QUOTED = re.compile(r'"([^"]*)"')

Key = tuple[object, ...]


def headline(
    language: str,
    topics: tuple[str, ...],
    key: Key,
    day: date,
    desk: str,
    event: Event | None = None,
) -> str:
    """The headline that `desk` puts above the story `key`; another desk may word it otherwise."""
    telling = _telling(language, key, day, event)
    chance = dice(*key, "headline", desk)
    template = chance.choice(_topic(language, topics[0]).titles)
    return _typeset(telling.say(template, chance), language)


def paragraphs(
    language: str, topics: tuple[str, ...], key: Key, day: date, event: Event | None = None
) -> tuple[str, ...]:
    """The story's text; the last paragraph is the one an editor may cut or change."""
    telling, chance = _telling(language, key, day, event), dice(*key, "body")
    words = lexicon(SCRIPT.get(language, language))
    first = _topic(language, topics[0])
    opening = telling.say(chance.choice(first.leads), chance)
    middle = [*chance.sample(first.facts, _OWN_FACTS)]
    for other in topics[1:]:
        middle += chance.sample(_topic(language, other).facts, _OTHER_FACTS)
    filler = chance.sample(words.filler, chance.randint(*_FILLER))
    tail, middle = filler[:2], middle + filler[2:]
    chance.shuffle(middle)
    told = [telling.say(template, chance) for template in middle]
    lines = [chance.choice(words.event["line"])] if event else []
    opened = [opening, *(telling.say(line, chance) for line in lines)]
    groups = [[*opened, *told[:1]], *_groups(told[1:], chance)]
    groups.append([telling.say(template, chance) for template in tail])
    return tuple(_typeset(words.joint.join(group), language) for group in groups)


def closing(language: str, key: Key, day: date, event: Event | None = None) -> str:
    """The paragraph a revision puts in the place of the last one."""
    telling, chance = _telling(language, key, day, event), dice(*key, "revision")
    words = lexicon(SCRIPT.get(language, language))
    templates = [chance.choice(words.updates), *chance.sample(words.filler, 2)]
    told = [telling.say(template, chance) for template in templates]
    return _typeset(words.joint.join(told), language)


def _telling(language: str, key: Key, day: date, event: Event | None = None) -> Telling:
    telling = Telling(lexicon(SCRIPT.get(language, language)), key, day)
    if event:
        telling.keep(event)
    return telling


def _topic(language: str, topic: str) -> Topic:
    return lexicon(SCRIPT.get(language, language)).topics[topic]


def _groups(sentences: list[str], chance: Dice) -> list[list[str]]:
    groups: list[list[str]] = []
    while sentences:
        size = chance.randint(*_PARAGRAPH)
        groups.append(sentences[:size])
        sentences = sentences[size:]
    return groups


@cache
def _to_simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def _typeset(text: str, language: str) -> str:
    """The text in its language's script and quotation marks."""
    if language == "en":
        return _QUOTED.sub(r"“\1”", text)
    return str(_to_simplified().convert(text)) if language == "zh-Hans" else text
