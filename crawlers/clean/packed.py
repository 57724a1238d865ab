"""How frameworks pack the data of a page, and how it is unpacked to plain objects and lists.

Each form is known by its look: Nuxt's and React Router's flat lists, in which values name others
by their number; React's flight payload; Apollo's and Relay's objects that refer to one another by
key; Angular's own escapes. What is unpacked is bounded in depth and number.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

MAX_NODES = 200_000
MAX_DEPTH = 60
_STORE_DEPTH = 6
_REFERENCES = 20_000
_FLIGHT_LINE = re.compile(r"^([0-9a-f]+):(?:T([0-9a-f]+),)?", re.MULTILINE)
_NUMBERED = re.compile(r"_(\d+)")
_ANGULAR = {"&q;": '"', "&s;": "'", "&l;": "<", "&g;": ">", "&a;": "&"}
_ANGULAR_ESCAPE = re.compile("|".join(_ANGULAR))


def replaced(node: Any, told: dict[str, Any], depth: int = MAX_DEPTH) -> Any:
    """`node` with each string that is a key of `told` replaced by its value."""
    if depth <= 0:
        return None
    if isinstance(node, str):
        return told.get(node, node)
    if isinstance(node, list):
        return [replaced(one, told, depth - 1) for one in node]
    if isinstance(node, dict):
        return {key: replaced(one, told, depth - 1) for key, one in node.items()}
    return node


def unescaped(text: str) -> str:
    """A transfer state of Angular as JSON.

    >>> unescaped("{&q;a&q;: 1}")
    '{"a": 1}'
    """
    return _ANGULAR_ESCAPE.sub(lambda found: _ANGULAR[found[0]], text)


def revived(document: Any) -> Any:
    """`document`, or what it stands for where it is a flat list: Nuxt 3 (devalue) and React
    Router (turbo-stream), in which objects and lists name their members by number."""
    flat = isinstance(document, list) and len(document) > 1 and _names_others(document[0])
    return _Flat(document).at(0, MAX_DEPTH) if flat else document


def _names_others(first: Any) -> bool:
    if isinstance(first, list):  # a kind, such as "Reactive", and its value
        return len(first) > 1 and isinstance(first[0], str) and all(map(_is_number, first[1:]))
    return isinstance(first, dict) and bool(first) and all(map(_is_number, first.values()))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


class _Flat:
    """A flat list on its way back to what it was made of."""

    def __init__(self, values: list[Any]) -> None:
        self._values = values
        self._left = MAX_NODES

    def at(self, number: Any, depth: int) -> Any:
        """The value at `number`, its members in place."""
        self._left -= 1
        if not _is_number(number) or not 0 <= number < len(self._values):
            return None
        if depth <= 0 or self._left < 0:
            return None
        value = self._values[number]
        if isinstance(value, dict):
            return {self._key(key): self.at(one, depth - 1) for key, one in value.items()}
        if isinstance(value, list):
            if value and isinstance(value[0], str):  # a kind, such as "Ref", and its value
                return self.at(value[1], depth - 1) if len(value) > 1 else None
            return [self.at(one, depth - 1) for one in value]
        return value

    def _key(self, key: str) -> str:
        """turbo-stream numbers the keys, too."""
        found = _NUMBERED.fullmatch(key)
        return str(self.at(int(found[1]), 1)) if found else key


def flight(text: str) -> Iterator[Any]:
    """React's flight payload: lines of a number and JSON, or a number and a text of that length."""
    texts: dict[str, Any] = {}
    rows: list[Any] = []
    at = 0
    while found := _FLIGHT_LINE.search(text, at):
        if found[2]:
            size = int(found[2][:8], 16)
            whole = text[found.end() : found.end() + size].encode("utf-8", "replace")[:size]
            texts[f"${found[1]}"] = whole.decode("utf-8", "ignore")
            at = found.end() + len(texts[f"${found[1]}"])
            continue
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        if text[found.end() : found.end() + 1] in ("{", "["):
            rows.append(_row(text[found.end() : end]))
        at = end
    for row in rows:
        yield replaced(row, texts)


def _row(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def linked(document: Any) -> Any:
    """`document` with the objects in place that others refer to by key: `{"__ref": key}` of
    Apollo 3, `{"type": "id", "id": key}` of Apollo 2, `{"__refs": [key]}` of Relay."""
    wanted = _references(document)
    if not wanted:
        return document
    store = next((one for one in _objects(document) if not wanted.isdisjoint(one)), None)
    return _followed(document, store, MAX_DEPTH, [MAX_NODES]) if store else document


def _references(document: Any) -> set[str]:
    found: set[str] = set()
    for one in _objects(document, MAX_DEPTH):
        found.update(_keys_of(one))
        if len(found) > _REFERENCES:
            break
    return found


def _keys_of(node: dict[Any, Any]) -> list[str]:
    one = node.get("__ref") or (node.get("id") if node.get("type") == "id" else None)
    many = node.get("__refs")
    keys = many if isinstance(many, list) else [one]
    return [key for key in keys if isinstance(key, str)]


def _objects(document: Any, most: int = _STORE_DEPTH) -> Iterator[dict[Any, Any]]:
    """Every object at most so deep, the outer ones first."""
    level: list[Any] = [document]
    left = MAX_NODES
    for _ in range(most):
        inner: list[Any] = []
        for node in level:
            left -= 1
            if left < 0:
                return
            if isinstance(node, dict):
                yield node
                inner += node.values()
            elif isinstance(node, list):
                inner += node
        level = inner


def _followed(node: Any, store: dict[Any, Any], depth: int, left: list[int]) -> Any:
    left[0] -= 1
    if depth <= 0 or left[0] < 0:
        return None

    def inner(one: Any) -> Any:
        return _followed(one, store, depth - 1, left)

    if isinstance(node, list):
        return [inner(one) for one in node]
    if not isinstance(node, dict):
        return node
    keys = _keys_of(node)
    if keys and all(key in store for key in keys):
        met = [inner(store[key]) for key in keys]
        return met if "__refs" in node else met[0]
    return {key: inner(one) for key, one in node.items()}
