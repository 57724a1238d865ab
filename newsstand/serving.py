"""Running the newsstand: in a thread for tests, or until it is told to stop."""

import logging
import socket
from asyncio import CancelledError
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import uvicorn

from newsstand.bad_days import BadDay, BadDays, read
from newsstand.clock import Clock, real
from newsstand.papers import PAPERS
from newsstand.press import DOMAIN, Press
from newsstand.requestlog import Entry, RequestLog
from newsstand.server import Newsstand

_START, _STOP = 20.0, 10.0
_BACKLOG = 512


class PortTakenError(OSError):
    """The port cannot be had; the message says why."""


@dataclass
class Stand:
    """A newsstand that is being served."""

    port: int
    press: Press
    requests: RequestLog
    now: datetime | None = None
    """The moment its clock shows; None for the real time. Set it to let time pass."""

    @property
    def url(self) -> str:
        """The server's own address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def proxy(self) -> str:
        """For the setting `proxies`."""
        return f"{DOMAIN}={self.url}"

    def clock(self) -> datetime:
        """The time the papers go by."""
        return self.now or real()

    def log(self, since_id: int = 0) -> list[Entry]:
        """The requests after number `since_id`."""
        return self.requests.since(since_id)


@contextmanager
def serve(
    now: datetime | None = None,
    per_day: int | None = None,
    port: int = 0,
    seed: str = Press.seed,
    bad_days: BadDays | None = None,
) -> Iterator[Stand]:
    """Serve the press on loopback from a thread; port 0 takes a free one.

    `bad_days` names papers and what happens to them: `{"ns_river_daily": ("redesign", day)}`.

    Raises:
        PortTakenError: the port cannot be had.
        ValueError: `now` has no UTC offset; a bad day names no paper or no trouble.
    """
    troubled = read(bad_days or {}, {paper.id: paper for paper in PAPERS})
    if now is not None and now.tzinfo is None:
        raise ValueError(f"{now.isoformat()} has no UTC offset; write +08:00 behind it")
    press, log = Press(seed, per_day), RequestLog()
    with closing(listen("127.0.0.1", port)) as listener:
        stand = Stand(listener.getsockname()[1], press, log, now)
        server = server_for(press, stand.clock, log, bad_days=troubled)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            _await_start(server, thread)
            yield stand
        finally:
            # Answers under way, the slow page's say, are not waited for.
            server.should_exit = server.force_exit = True
            thread.join(_STOP)


def run(
    press: Press,
    clock: Clock,
    host: str,
    port: int,
    log_file: Path | None,
    on_ready: Callable[[int], None],
    bad_days: Mapping[str, BadDay] | None = None,
) -> None:
    """Serve until a signal ends it; `on_ready` is told the port.

    Raises:
        PortTakenError: the port cannot be had.
        OSError: the log file cannot be written.
    """
    log = RequestLog(log_file)
    with closing(listen(host, port)) as listener, closing(log):
        on_ready(listener.getsockname()[1])
        server_for(press, clock, log, host, bad_days).run(sockets=[listener])


def server_for(
    press: Press,
    clock: Clock,
    log: RequestLog,
    host: str = "",
    bad_days: Mapping[str, BadDay] | None = None,
) -> uvicorn.Server:
    """The server, not yet running.

    With h11 the target of a request arrives as it was sent; httptools drops an absolute one's host.
    """
    options: dict[str, Any] = {
        "http": "h11",
        "ws": "none",
        "lifespan": "off",
        "log_config": None,
        "log_level": "error",
        "access_log": False,
        "timeout_graceful_shutdown": 1,
        "server_header": False,
    }
    logging.getLogger("uvicorn.error").addFilter(_unexpected)
    app = Newsstand(press, clock, log, (host,) if host else (), bad_days)
    return uvicorn.Server(uvicorn.Config(app, **options))


def _unexpected(record: logging.LogRecord) -> bool:
    """Leaves out what belongs to the show: answers cut short, and those under way at the end."""
    ended = bool(record.exc_info and record.exc_info[0] is CancelledError)
    return not ended and "without completing response" not in record.getMessage()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        PortTakenError: the port cannot be had.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(_BACKLOG)
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise PortTakenError(f"port {port} on {host} cannot be had: {reason}") from error
    return listener


def _await_start(server: uvicorn.Server, thread: Thread) -> None:
    deadline = monotonic() + _START
    while not server.started:
        if not thread.is_alive() or monotonic() > deadline:
            raise RuntimeError("the newsstand did not start")
        sleep(0.01)
