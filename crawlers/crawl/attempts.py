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
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

from upath import UPath

from crawlers.batch import Batch, BatchError, replacing, salvage
from crawlers.crawl.job import CrawlFailedError, Status
from crawlers.model import Stage

_SEGMENT = re.compile(r"crawl-(\d+)\.warc\.gz(\.part)?")
_HALF = re.compile(r".+\.[0-9a-f]{8}\.part")
_PATIENCE = 3.0


class Attempts:
    """The segments of a locked batch.

    `current` are those of the crawl under way, `earlier` those of crawls that had finished,
    `path` is where this attempt writes.
    """

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._notes = batch.path / "crawl.attempts.json"
        there = batch.path.exists()  # an object store has no empty folders
        names = [path.name for path in batch.path.iterdir()] if there else []
        _tidy(batch.path, names)
        kept = batch.archives()
        noted = [] if batch.done(Stage.CRAWL) else self._noted()
        self.current = [batch.path / name for name in kept if name in noted]
        self.earlier = [batch.path / name for name in kept if name not in noted]
        self.path = batch.path / f"crawl-{_next_number(names):03d}.warc.gz"
        self._note([*(path.name for path in self.current), self.path.name])
        (batch.path / f"{Stage.CRAWL}.json").unlink(missing_ok=True)

    def forget(self) -> None:
        """Start afresh next time: nothing of this crawl is worth resuming."""
        self._note([])

    def _noted(self) -> list[str]:
        try:
            return [str(name) for name in json.loads(self._notes.read_bytes())["segments"]]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise BatchError(f"{self._notes} is damaged; remove it to crawl again") from error

    def _note(self, segments: list[str]) -> None:
        with replacing(self._notes) as raw:
            raw.write(json.dumps({"segments": segments}).encode())


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
