"""Who asked for what: the last requests in memory, and all of them in a file when one is given."""

import json
from collections import Counter, deque
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Lock
from typing import IO, Any

KEPT = 200_000
"""Requests kept in memory."""
_MAX = 2000

Entry = dict[str, Any]
"""`id`, `time` (ISO 8601, the machine's clock), `host`, `method`, `path` (with its query),
`status` (0 when nothing was answered), `conditional`, `user_agent`."""


class RequestLog:
    """Counts and keeps requests. Safe to read from another thread."""

    def __init__(self, file: Path | None = None) -> None:
        self._entries: deque[Entry] = deque(maxlen=KEPT)
        self._ids = count(1)
        self._hosts: Counter[str] = Counter()
        self._lock = Lock()
        self._file: IO[str] | None = None
        if file:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._file = file.open("a", encoding="utf-8")

    def add(self, entry: Entry) -> None:
        """Note one request; its id is given here."""
        entry = {
            key: value[:_MAX] if isinstance(value, str) else value for key, value in entry.items()
        }
        with self._lock:
            entry = {"id": next(self._ids), **entry}
            self._entries.append(entry)
            self._hosts[str(entry["host"])] += 1
            if self._file:
                self._file.write(json.dumps(entry, ensure_ascii=False) + "\n")
                self._file.flush()

    def since(self, since_id: int = 0) -> list[Entry]:
        """Requests with an id above `since_id`, oldest first, as far as they are kept."""
        with self._lock:
            return list(self._later(since_id))

    def count(self) -> dict[str, Any]:
        """`count` of all requests ever, `by_host`, and the `last_id`."""
        with self._lock:
            total = sum(self._hosts.values())
            return {"count": total, "by_host": dict(self._hosts), "last_id": total}

    def close(self) -> None:
        """Close the file."""
        if self._file:
            self._file.close()

    def _later(self, since_id: int) -> Iterator[Entry]:
        newer: list[Entry] = []
        for entry in reversed(self._entries):
            if entry["id"] <= since_id:
                break
            newer.append(entry)
        return reversed(newer)
