"""Texts to look at the taxonomy with: a JSON object per line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class TextsError(ValueError):
    """A file of texts that cannot be read: one sentence with the file and the line."""


@dataclass(frozen=True)
class Text:
    """A title and a body, and where a person labelled them the topic."""

    title: str
    body: str
    language: str
    """BCP 47, such as zh-Hant; the primary tag is enough."""
    topic: str | None = None
    """Id, or the English name of a subject."""
    group: str = ""
    """The set it belongs to, for figures by set."""


def texts_of(path: Path) -> Iterator[Text]:
    """The texts of a JSONL file, each line with `title` and `body`, either of which may be empty,
    and `lang` or `language`; labelled ones with `topic`, or as `iptc` a subject's English name.

    Raises:
        TextsError: the file, the line, and what is wrong with it.
    """
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _text(line, f"{path}: line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise TextsError(f"{path}: cannot be read: {' '.join(str(error).split())}") from error


def _text(line: str, where: str) -> Text:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise TextsError(f"{where}: is no JSON: {error}") from error
    if not isinstance(row, dict) or not (_of(row, "title") or _of(row, "body")):
        raise TextsError(f"{where}: has neither title nor body")
    return Text(
        _of(row, "title"),
        _of(row, "body"),
        _of(row, "lang") or _of(row, "language"),
        _of(row, "topic") or _of(row, "iptc") or None,
        _of(row, "set"),
    )


def _of(row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    return value if isinstance(value, str) else ""
