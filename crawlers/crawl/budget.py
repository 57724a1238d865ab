"""How far a crawl follows lists that lead to lists: sitemap indexes and pages without end.

A sitemap index may name ever new children and a section ever new pages (a crawler trap). What is
not followed makes the list that named it a reject, with the number of lists cut.
"""

from collections.abc import Callable, Iterable

from crawlers.crawl.admission import Verdict
from crawlers.crawl.plan import ListTask
from crawlers.model import Reason
from crawlers.url import normalise

MAX_DEPTH = 3
"""Sitemap indexes within one another; the protocol knows one."""

MAX_LINKS = 1_000_000
"""Links of lists that one crawl weighs before it follows no further list; the memory they take
is bounded by it."""


class Budget:
    """Counts the lists that a crawl follows beyond those its source names."""

    def __init__(self, max_lists: int) -> None:
        self._max_lists = max_lists
        self._lists = 0
        self._links = 0

    def grant(
        self, tasks: Iterable[ListTask], links: int, known: Callable[[str], bool]
    ) -> tuple[list[ListTask], Verdict | None]:
        """Those of `tasks` that may be asked, and a verdict on the list that led to them if some
        may not. `links` is how many links it held, `known` tells the lists asked before by
        normalised URL."""
        self._links += links
        granted: list[ListTask] = []
        cut: set[str] = set()
        why = ""
        for key, task in _by_key(tasks).items():
            if known(key):
                continue
            reason = self._against(task)
            if reason:
                why = why or reason
                cut.add(key)
            else:
                self._lists += 1
                granted.append(task)
        detail = f"{len(cut)} further lists not followed, {why}"
        return granted, Verdict(Reason.OVER_LIMIT, detail) if cut else None

    def _against(self, task: ListTask) -> str:
        if task.depth > MAX_DEPTH:
            return f"sitemap indexes lead on more than {MAX_DEPTH} times"
        if self._links > MAX_LINKS:
            return f"the run weighs {MAX_LINKS} links"
        return f"the run follows {self._max_lists}" if self._lists >= self._max_lists else ""


def _by_key(tasks: Iterable[ListTask]) -> dict[str, ListTask]:
    found: dict[str, ListTask] = {}
    for task in tasks:
        try:
            found.setdefault(normalise(task.url), task)
        except ValueError:  # what is no address cannot be asked
            continue
    return found
