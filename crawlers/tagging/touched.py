"""Which texts a correction of the taxonomy touches: those that hold a phrase or name that changed.

A topic's score depends on its phrases and on the longer ones that hide them, whether it is
assigned on the topic that is ahead too: so a text without any changed phrase, name or hiding word
has the same topics and places as before.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from crawlers.clean.inflection import plurals
from crawlers.clean.matching import Phrasebook

Nodes = Mapping[str, Mapping[str, Any]]
"""Topics or places by their ids."""
_NAMES = ("en", "zh_hant", "zh_hans", "pt", "unless", "ambiguous")


class Touched:
    """The texts that are tagged otherwise, or may be, by one taxonomy than by another.

    Both are contents as `crawlers.taxonomy.content_of` gives them; an earlier one of None, or with
    other rules, touches every text.
    """

    def __init__(self, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        self._phrasebook: Phrasebook | None = None
        if before is not None and before["rules"] == after["rules"]:
            self._phrasebook = Phrasebook(sorted(_changed(before, after)))

    def by(self, title: str, body: str) -> bool:
        """Whether the text is to be tagged again."""
        book = self._phrasebook
        return book is None or book.holds(title) or book.holds(body)


def _changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    changed: set[str] = set()
    for kind, told in (("topics", _phrases), ("places", _names)):
        for node in before[kind].keys() | after[kind].keys():
            old, new = (told(content[kind], node) for content in (before, after))
            for text in old.keys() | new.keys():
                if old.get(text) != new.get(text):
                    changed.add(text)
    return changed


def _phrases(topics: Nodes, node: str) -> dict[str, str]:
    """Each text that speaks for the topic or hides what does, with all its worth depends on."""
    if node not in topics:
        return {}
    topic = topics[node]
    company = _same([_above(topics, node), topic.get("with"), topic.get("without")])
    found: dict[str, str] = {}
    for language, phrases in sorted(topic["phrases"].items()):
        for phrase in phrases:
            for text in _forms(phrase, language):
                found[text] = f"{found.get(text, '')} {_same(phrase)} {company}"
    return found


def _above(nodes: Nodes, node: str) -> list[str]:
    """All that it stands below: the topmost decides which subject or place it belongs to."""
    parent = nodes.get(node, {}).get("parent")
    return [parent, *_above(nodes, parent)] if parent else []


def _same(told: Any) -> str:
    """One text for what is the same, also when a database gave it back in another order."""
    return json.dumps(told, sort_keys=True)


def _forms(phrase: Mapping[str, Any], language: str) -> Iterator[str]:
    yield phrase["text"]
    yield from plurals(phrase["text"], language)
    yield from phrase.get("unless", ())


def _names(places: Nodes, node: str) -> dict[str, str]:
    if node not in places:
        return {}
    place = places[node]
    alike = _same([_above(places, node), place.get("ambiguous")])
    return {name: f"{alike} {key}" for key in _NAMES for name in place.get(key, ())}
