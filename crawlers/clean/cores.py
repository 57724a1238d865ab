"""Pages understood on all cores: processes that read one page after the other, in a fixed order.

A process of ours is told the source and the batch, then a page a line; it answers a line each. It
ends when its input does, so it ends with its parent, however that ends. Few pages are read in the
process that asks: a child takes a second to be ready.
"""

import os
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue

import crawlers
from crawlers.batch import Batch, BatchError
from crawlers.clean.reading import Outcome, understand
from crawlers.model import Fresh
from crawlers.sources import Source

MANY = 150
"""Pages from which on they are shared out."""
_AHEAD = 4
"""Pages per process that wait for their turn."""
_HOME = Path(crawlers.__file__).resolve().parent.parent
_GRACE = 5.0


def understood(
    pages: Iterable[Fresh], source: Source, batch: Batch, cores: int = 0
) -> Iterator[tuple[Fresh, Outcome]]:
    """Each page with what became of it, in their order; `cores` processes, 0 for all there are.

    Raises:
        BatchError: an archive is gone, or a process ended before its time.
    """
    rest = iter(pages)
    first = list(islice(rest, MANY))
    every = chain(first, rest)
    count = cores or _cores()
    if len(first) < MANY or count == 1:
        for fresh in every:
            yield fresh, understand(fresh, source, batch)
        return
    with ExitStack() as stack:
        idle: SimpleQueue[_Reader] = SimpleQueue()
        for _ in range(count):
            reader = _Reader(source, batch)
            stack.callback(reader.end)
            idle.put(reader)
        pool = stack.enter_context(ThreadPoolExecutor(count))
        yield from _in_order(every, idle, pool, count * _AHEAD)


def _cores() -> int:
    """How many this process may use; some systems only say how many there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_order(
    pages: Iterator[Fresh], idle: "SimpleQueue[_Reader]", pool: ThreadPoolExecutor, ahead: int
) -> Iterator[tuple[Fresh, Outcome]]:
    def read(fresh: Fresh) -> Outcome:
        reader = idle.get()
        try:
            return reader.read(fresh)
        finally:
            idle.put(reader)

    waiting: deque[tuple[Fresh, Future[Outcome]]] = deque()
    for fresh in pages:
        waiting.append((fresh, pool.submit(read, fresh)))
        if len(waiting) >= ahead:
            done, outcome = waiting.popleft()
            yield done, outcome.result()
    for done, outcome in waiting:
        yield done, outcome.result()


class _Reader:
    """A process that reads pages, as its parent sees it."""

    def __init__(self, source: Source, batch: Batch) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "crawlers.clean"],
            cwd=_HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        path = str(batch.path)
        self._write(source.model_dump_json())
        self._write(path if "://" in path else str(Path(path).absolute()))

    def read(self, fresh: Fresh) -> Outcome:
        """Have one page read."""
        self._write(fresh.model_dump_json())
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise BatchError("a process that reads pages ended before its time; its log says why")
        if line.startswith(LOST):
            raise BatchError(line.removeprefix(LOST).strip())
        return Outcome.model_validate_json(line)

    def end(self) -> None:
        """Let it go."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()
        try:
            self._process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _write(self, line: str) -> None:
        if self._process.stdin:
            try:
                self._process.stdin.write(line + "\n")
                self._process.stdin.flush()
            except BrokenPipeError:
                return  # what is read next says so


LOST = "lost "
"""Begins the answer of a process that finds an archive gone."""
