"""What a crawl found at the lists of a source, and when each is asked for again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from crawlers.database.connection import Session
from crawlers.model import ListVisit
from crawlers.revisits import list_wait

_LONGEST = 2048


def remember(session: Session, source_id: str, visits: Iterable[ListVisit]) -> None:
    """Write down what asking for each list came to; a visit no newer than the one held is old
    news. The source's row is there."""
    latest: dict[str, ListVisit] = {}
    for visit in visits:
        held = latest.get(visit.url)
        if _fits(visit.url) and (held is None or held.asked_at <= visit.asked_at):
            latest[visit.url] = visit
    if not latest:
        return
    session.execute("lists/lock", {"source": source_id})
    rows = session.fetch("lists/streaks", {"source": source_id, "keys": sorted(latest)})
    streaks = {row["url"]: row for row in rows}
    session.execute("lists/stage")
    session.copy("lists/copy_lists", _lines(latest.values(), streaks))
    session.execute("lists/merge", {"source": source_id})


def _fits(url: str) -> bool:
    return "\0" not in url and len(url.encode("utf-8", "replace")) <= _LONGEST


def _lines(
    visits: Iterable[ListVisit], streaks: Mapping[str, Mapping[str, Any]]
) -> Iterator[dict[str, Any]]:
    for visit in visits:
        quiet, failures = _streaks(visit, streaks.get(visit.url, {}))
        wait = list_wait(quiet, failures, visit.reason, visit.status)
        yield {
            **visit.model_dump(mode="json"),
            "quiet": quiet,
            "failures": failures,
            "next_ask": (visit.asked_at + wait).isoformat(),
        }


def _streaks(visit: ListVisit, before: Mapping[str, Any]) -> tuple[int, int]:
    """How often in a row the list held nothing new, and how often it could not be read."""
    quiet = before.get("quiet", 0)
    if visit.reason is not None:
        return quiet, before.get("failures", 0) + 1
    return (0 if visit.fresh else quiet + 1), 0
