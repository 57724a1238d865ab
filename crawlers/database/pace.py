"""The pace of each host, kept in the news database so that all crawls together keep it."""

from contextlib import ExitStack
from threading import Lock
from typing import Any

from psycopg2 import extensions

from crawlers.database.connection import DatabaseError, Params, Session, connected
from crawlers.database.rows import Rows

_LONGEST_NAME = 255


class HostPace:
    """Starts of requests, reserved one after the other. One connection, opened when it is first
    needed and kept; any thread may call, one at a time gets through.

    All methods raise DatabaseError with one sentence for a person.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = Lock()
        self._kept = ExitStack()
        self._connection: extensions.connection | None = None

    def reserve(self, host: str, gap: float, patience: float) -> float | None:
        """Seconds until the next request to `host` may start; that start is the caller's.

        It lies `gap` seconds or more after the start before it, and as long as whoever had that
        one asked for. None when the host wants to be left alone for longer than `patience`
        seconds.
        """
        rows = self._fetch("pace/reserve", _key(host) | {"gap": gap, "patience": patience})
        return float(rows[0]["wait"]) if rows else None

    def closed(self, host: str) -> float:
        """Seconds for which `host` wants to be left alone still."""
        rows = self._fetch("pace/closed", _key(host))
        return float(rows[0]["wait"]) if rows else 0.0

    def close(self, host: str, seconds: float) -> None:
        """Let nobody ask `host` for `seconds`."""
        self._fetch("pace/close", _key(host) | {"seconds": seconds})

    def hang_up(self) -> None:
        """Close the connection; the next call opens another."""
        self._connection = None
        self._kept.close()

    def _fetch(self, name: str, params: Params) -> Rows:
        with self._lock:
            try:
                return self._session().fetch(name, params)
            except DatabaseError:
                # Perhaps the server was started anew since; a second failure is one.
                self.hang_up()
                return self._session().fetch(name, params)

    def _session(self) -> Session:
        if self._connection is None:
            self._connection = self._kept.enter_context(connected(self._url))
            self._connection.autocommit = True
        return Session(self._connection)


def _key(host: str) -> dict[str, Any]:
    name = host.replace("\0", "").lower().encode("ascii", "replace")[:_LONGEST_NAME]
    return {"host": name.decode("ascii") or "-"}
