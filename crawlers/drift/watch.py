"""A batch held against what Postgres knows of its source; what that raises is written down."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from crawlers.batch import Batch
from crawlers.database import Database, Session
from crawlers.drift.alarms import LEARNED_ANEW, Alarm, AlarmName, Severity
from crawlers.drift.facts import Facts, facts_of
from crawlers.drift.judge import judge, settled
from crawlers.drift.rhythm import Rhythm, after, dead_feeds, has_rhythm
from crawlers.drift.volume import Volume
from crawlers.model import Reason, Stage, Window
from crawlers.sources import Source

_HISTORY = 200
_FORGET = timedelta(days=90)
_REFUSALS = frozenset({401, 403, 429, 451, 503})
_STATUS = re.compile(r"\b[1-5]\d\d\b")
_DAY = timedelta(days=1)


class QuarantineError(RuntimeError):
    """A batch that is not loaded; one sentence with the alarm and what to do."""


@dataclass(frozen=True)
class Verdict:
    """What a batch came to."""

    alarms: tuple[Alarm, ...] = ()
    quarantine: str = ""
    """Why it is not to be loaded; empty when it is."""


def watch(source: Source, window: Window, batch: Batch, database: Database) -> Verdict:
    """Judge a batch before it is loaded; raise and clear its source's alarms. Repeatable.

    A batch whose clean step has not finished is not judged.

    Raises:
        DatabaseError: nothing was written.
        BatchError: a file of the batch is missing or damaged.
    """
    if not batch.done(Stage.CLEAN):
        return Verdict()
    keys = {"source": source.id, "batch": batch.id}
    with database.transaction() as session:
        session.execute("load/lock", keys)
        database.sync_source(session, source)
        at = _moment(window, batch)
        rhythms = _rhythms(session, keys, window, batch, at)
        now, history = _facts_now(batch), _history(session, keys)
        if now is None:
            return Verdict()
        volume = _volume(session, source, window, batch)
        judged = judge(now, history, volume, rhythms, at)
        alarms = [alarm.advised(source.id) for alarm in judged]
        known = {row["name"]: row for row in session.fetch("drift/open", keys)}
        _write(session, keys, alarms, settled(now, history, volume), _fetched_at(batch))
    standing = tuple(one for one in alarms if not _accepted(known, one.name))
    return Verdict(standing, _quarantine(source, batch, standing))


def watch_lists(source: Source, window: Window, batch: Batch, database: Database) -> None:
    """Judge the lists alone, after a crawl that could read none of them. Repeatable.

    Raises:
        DatabaseError: nothing was written.
        BatchError: the file of the visits is damaged.
    """
    asked_at = max((visit.asked_at for visit in batch.lists()), default=None)
    if asked_at is None:
        return
    keys, at = {"source": source.id, "batch": batch.id}, min(asked_at, window.end)
    with database.transaction() as session:
        session.execute("load/lock", keys)
        database.sync_source(session, source)
        alarms = dead_feeds(_rhythms(session, keys, window, batch, at), at)
        _write(session, keys, alarms, [AlarmName.DEAD_FEED], asked_at)


def accept(source_id: str, database: Database) -> list[dict[str, Any]]:
    """Take the state of a source for the right one: its open alarms are accepted and, where one
    of them quarantined a batch, the history by which it is judged starts anew.

    Returns:
        A row for each: `name`, `severity`, `sentence`, `batch`.
    """
    return database.fetch("drift/accept", {"source": source_id})


def quarantined(source_id: str, database: Database) -> list[str]:
    """The batches of a source that were cleaned but not loaded, oldest window first."""
    return [row["id"] for row in database.fetch("drift/quarantined", {"source": source_id})]


def seen(database: Database) -> dict[str, dict[str, datetime]]:
    """The alarms after which templates are learned anew: for each source with any that stand and
    that nobody accepted, their names and when each was seen last."""
    found: dict[str, dict[str, datetime]] = {}
    for row in database.fetch("drift/seen", {"names": sorted(LEARNED_ANEW)}):
        found.setdefault(row["source_id"], {})[row["name"]] = row["last_seen_at"]
    return found


def sentences(source_id: str, batch: Batch, database: Database) -> dict[str, bool]:
    """The alarms that stand and that this batch saw: a sentence each, and whether no batch before
    saw it."""
    rows = database.fetch("drift/of_batch", {"source": source_id, "batch": batch.id})
    return {f"{row['name']}: {row['sentence']}": row["new"] for row in rows}


def _quarantine(source: Source, batch: Batch, alarms: Sequence[Alarm]) -> str:
    first = next((one for one in alarms if one.severity is Severity.QUARANTINE), None)
    if first is None:
        return ""
    return (
        f"{batch.id} is not loaded, {first}; mend the source and clear dedupe, clean and load, "
        f"or run 'newsdelta sources accept {source.id}' and clear load"
    )


def _write(
    session: Session,
    keys: Mapping[str, Any],
    alarms: Sequence[Alarm],
    told: Sequence[AlarmName],
    at: datetime,
) -> None:
    raised = [alarm.name.value for alarm in alarms]
    for alarm in alarms:
        values = {"severity": alarm.severity.value, "sentence": alarm.sentence, "at": at}
        session.execute("drift/raise", {**keys, "name": alarm.name.value, **values})
    names = [name.value for name in told]
    session.execute("drift/clear", {**keys, "settled": names, "raised": raised, "at": at})


def _accepted(known: Mapping[str, Mapping[str, Any]], name: AlarmName) -> bool:
    return name in known and known[name]["accepted_at"] is not None


# -- the batch and its history --------------------------------------------------------------


def _facts_now(batch: Batch) -> Facts | None:
    stages = {stage.value: batch.counts(stage) for stage in (Stage.DEDUPE, Stage.CLEAN)}
    errors = (one for one in batch.rejects() if one.reason is Reason.HTTP_ERROR)
    return facts_of(stages, sum(_status(one.status, one.detail) in _REFUSALS for one in errors))


def _status(status: int | None, detail: str) -> int | None:
    found = _STATUS.search(detail)
    return status or (int(found[0]) if found else None)


def _history(session: Session, keys: Mapping[str, Any]) -> list[Facts]:
    rows = session.fetch("drift/history", {**keys, "limit": _HISTORY})
    made = (facts_of(row["counts"], row["rejects"].get(Reason.HTTP_ERROR, 0)) for row in rows)
    return [facts for facts in made if facts]


def _fetched_at(batch: Batch) -> datetime:
    """When the batch last saw the site."""
    return max((page.fetched_at for page in batch.pages()), default=datetime.now(UTC))


def _moment(window: Window, batch: Batch) -> datetime:
    return min(_fetched_at(batch), window.end)


def _volume(session: Session, source: Source, window: Window, batch: Batch) -> Volume | None:
    """The last day of the source that had ended by the window's end, if it was crawled whole."""
    counts = batch.counts(Stage.CRAWL) if batch.done(Stage.CRAWL) else {}
    if not counts.get("lists") or counts.get(Reason.OVER_LIMIT):
        return None
    day = window.end.astimezone(source.zone).date() - _DAY
    start, end = (datetime.combine(one, time(), source.zone) for one in (day, day + _DAY))
    span = {"source": source.id, "start": start, "end": end}
    ends = {"window_start": window.start, "window_end": window.end}
    (row,) = session.fetch("drift/covered", {**span, **ends})
    if not row["covered"]:
        return None
    rows = session.fetch("drift/volume", {"source": source.id, "day": day})
    before = {row["day"]: row["articles"] for row in rows}
    own = sum(
        one.published_at is not None and start <= one.published_at < end for one in batch.articles()
    )
    return Volume(day, max(before.pop(day, 0), own), before)


def _rhythms(
    session: Session, keys: Mapping[str, Any], window: Window, batch: Batch, at: datetime
) -> list[Rhythm]:
    """The rhythms of the source's lists with this batch's visits."""
    rows = session.fetch("drift/rhythms", keys)
    known = {row["url"]: Rhythm.model_validate(row) for row in rows}
    changed = {
        visit.url: after(known.get(visit.url), visit, window.end, batch.id)
        for visit in batch.lists()
        if has_rhythm(visit)
    }
    lines = [one.model_dump(mode="json") for one in changed.values()]
    values = {"source": keys["source"], "rhythms": {"rows": lines}, "forget": at - _FORGET}
    session.execute("drift/remember_rhythms", values)
    return list((known | changed).values())
