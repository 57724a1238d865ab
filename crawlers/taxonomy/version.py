"""Versions of the taxonomy: what articles are tagged by, as a document, and its name."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from crawlers.taxonomy.places import Place
from crawlers.taxonomy.topics import Topic

_DIGITS = 12
_NO_EVIDENCE = {"name", "examples", "qcode"}
_NO_NAMES = {"kind"}


def content_of(topics: Iterable[Topic], places: Iterable[Place], rules: str) -> dict[str, Any]:
    """Everything an article's topics and places follow from: phrases, names and `rules`."""
    return {
        "rules": rules,
        "topics": {topic.id: _plain(topic, _NO_EVIDENCE) for topic in topics},
        "places": {place.id: _plain(place, _NO_NAMES) for place in places},
    }


def version_of(content: dict[str, Any]) -> str:
    """The first twelve hex digits of the SHA-256 of `content`, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]


def _plain(node: Topic | Place, without: set[str]) -> dict[str, Any]:
    plain: dict[str, Any] = node.model_dump(
        mode="json", by_alias=True, exclude=without, exclude_defaults=True
    )
    return plain
