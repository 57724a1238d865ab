"""The attempts of one crawl and the archive segments they left.

A crawl may take several attempts: each writes a segment of its own, and the next one answers from
the segments before it. A crawl that is asked for again after it had finished is another crawl:
`crawl.attempts.json` says which segments belong to the one under way, so that yesterday's lists
are never taken for today's.

    1. lock the batch, salvage what a killed attempt left
    2. finished before? the new crawl starts with no segments; else it goes on with its own
    3. write crawl.attempts.json, only then take crawl.json away: killed in between, step 2
       decides the same again
"""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic, sleep

from pydantic import AwareDatetime, BaseModel
from upath import UPath

from crawlers.batch import Batch, BatchError, replacing, salvage
from crawlers.crawl.job import CrawlFailedError, Status
from crawlers.model import Stage

_SEGMENT = re.compile(r"crawl-(\d+)\.warc\.gz(\.part)?")
_HALF = re.compile(r".+\.[0-9a-f]{8}\.part")
_PATIENCE = 3.0


class _Notes(BaseModel):
    """What `crawl.attempts.json` says of the crawl under way."""

    segments: tuple[str, ...] = ()
    began_at: AwareDatetime | None = None
    barren: bool = False


class Attempts:
    """The segments of a locked batch.

    `current` are those of the crawl under way, `earlier` those of crawls that had finished,
    `path` is where this attempt writes, `began_at` when the first attempt of the crawl began, and
    `barren` whether the crawl before could read no list.
    """

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._notes = batch.path / "crawl.attempts.json"
        there = batch.path.exists()  # an object store has no empty folders
        names = [path.name for path in batch.path.iterdir()] if there else []
        _tidy(batch.path, names)
        kept = batch.archives()
        notes = _Notes() if batch.done(Stage.CRAWL) else self._noted()
        noted, self.barren = notes.segments, notes.barren
        self.began_at = notes.began_at if notes.began_at and noted else datetime.now(UTC)
        self.current = [batch.path / name for name in kept if name in noted]
        self.earlier = [batch.path / name for name in kept if name not in noted]
        self.path = batch.path / f"crawl-{_next_number(names):03d}.warc.gz"
        segments = (*(path.name for path in self.current), self.path.name)
        self._note(_Notes(segments=segments, began_at=self.began_at, barren=self.barren))
        (batch.path / f"{Stage.CRAWL}.json").unlink(missing_ok=True)

    def forget(self) -> None:
        """Start afresh next time: nothing of this crawl is worth resuming."""
        self._note(_Notes(barren=True))

    def _noted(self) -> _Notes:
        try:
            return _Notes.model_validate_json(self._notes.read_bytes())
        except FileNotFoundError:
            return _Notes()
        except (OSError, ValueError) as error:
            raise BatchError(f"{self._notes} is damaged; remove it to crawl again") from error

    def _note(self, notes: _Notes) -> None:
        with replacing(self._notes) as raw:
            raw.write(notes.model_dump_json().encode())


@contextmanager
def locked(batch: Batch) -> Iterator[None]:
    """Hold the batch's folder against other crawls, where it is a local one.

    Raises:
        CrawlFailedError: another crawl holds it and does not let go within a few seconds.
    """
    if not isinstance(batch.path, Path):
        yield
        return
    folder = os.open(batch.path, os.O_RDONLY)
    try:
        _lock(folder, batch)
        yield
    finally:
        os.close(folder)


def _lock(folder: int, batch: Batch) -> None:
    # A crawl whose parent was killed needs a moment to notice.
    deadline = monotonic() + _PATIENCE
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        if monotonic() > deadline:
            raise CrawlFailedError(Status.LOCKED, f"another crawl is writing to {batch.path}")
        sleep(0.1)


def _tidy(folder: UPath, names: list[str]) -> None:
    """Keep what a killed process had archived, and drop the other files it was writing."""
    for name in sorted(names):
        if _HALF.fullmatch(name):
            (folder / name).unlink()
        elif name.endswith(".part") and _SEGMENT.fullmatch(name):
            salvage(folder / name)


def _next_number(names: list[str]) -> int:
    numbers = [int(found.group(1)) for name in names if (found := _SEGMENT.fullmatch(name))]
    return max(numbers, default=0) + 1
