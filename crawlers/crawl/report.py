"""What the crawl process tells its parent: events as JSON lines on standard output, log lines
for a person on standard error."""

import json
import logging
import os
import sys
from collections.abc import Mapping
from time import monotonic
from typing import TextIO

from crawlers.model import Counts, Reason, Reject

LOGGER = "newsdelta.crawl"
_EVERY = 0.5
_LINES = 200
_TROUBLES = frozenset(
    {
        Reason.ROBOTS,
        Reason.HTTP_ERROR,
        Reason.TIMED_OUT,
        Reason.UNREACHABLE,
        Reason.REDIRECTS,
        Reason.OFF_SITE,
        Reason.FORBIDDEN_ADDRESS,
        Reason.TOO_LARGE,
        Reason.TRUNCATED,
        Reason.NOT_HTML,
        Reason.BROKEN_LIST,
        Reason.RESERVED,
    }
)


class Report:
    """The process's two channels. Whatever else is printed goes to standard error."""

    def __init__(self) -> None:
        self._events: TextIO = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self._log = logging.getLogger(LOGGER)
        self._due = 0.0
        self._lines = 0

    def progress(self, counts: Mapping[str, int]) -> None:
        """Tell the counts, but not more often than a person can read."""
        now = monotonic()
        if now >= self._due:
            self._due = now + _EVERY
            self._tell({"progress": dict(counts)})

    def trouble(self, reject: Reject) -> None:
        """One log line for a reject that is nobody's wish."""
        if reject.reason not in _TROUBLES:
            return
        self._lines += 1
        if self._lines <= _LINES:
            detail = f": {reject.detail}" if reject.detail else ""
            self._log.warning("%s %s%s", plain(reject.url), reject.reason, plain(detail))
        elif self._lines == _LINES + 1:
            self._log.warning("more troubles follow; crawl.rejects.jsonl.gz has them all")

    def summary(self, counts: Counts) -> None:
        """The last log line, and the counts for the parent."""
        plain_counts = {name: n for name, n in counts.items() if not name.startswith("way:")}
        told = ", ".join(f"{number} {name}" for name, number in plain_counts.items())
        self._log.info("%s", told)
        self._tell({"done": counts})

    def failure(self, sentence: str) -> None:
        """Why the crawl came to nothing."""
        self._tell({"failed": plain(sentence)})

    def _tell(self, event: dict[str, object]) -> None:
        self._events.write(json.dumps(event) + "\n")
        self._events.flush()


def plain(text: str, limit: int = 500) -> str:
    r"""`text` on one line, without characters that could forge a log line or a terminal code.

    >>> plain("a\nb\x1b[0m")
    'a\\nb\\x1b[0m'
    """
    cut = text if len(text) <= limit else text[:limit] + "…"
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)


def log_to_stderr() -> None:
    """Our own lines from INFO up, those of libraries only when something broke."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    # A filter, for Scrapy sets the levels of its loggers as it starts.
    handler.addFilter(lambda record: record.name == LOGGER or record.levelno >= logging.ERROR)
    logging.root.addHandler(handler)
    logging.getLogger(LOGGER).setLevel(logging.INFO)
