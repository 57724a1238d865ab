"""The parent's side of a crawl: a process of its own, watched, logged and surely ended.

Scrapy leaves signal handlers behind and cannot start twice in one process, so each crawl gets a
fresh one. Its standard input stays open for as long as the parent lives: when the parent dies,
however it dies, the child reads the end of it and goes too.
"""

import json
import logging
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread
from typing import IO, Any

import crawlers
from crawlers.batch import Batch
from crawlers.crawl.job import ClosedHoursError, CrawlError, CrawlOptions, Job
from crawlers.model import Counts, Window
from crawlers.sources import Source

_LOG = logging.getLogger("newsdelta.crawl")
_HOME = Path(crawlers.__file__).resolve().parent.parent
_GRACE = 5.0
_LINE = 4000


def crawl(
    source: Source,
    window: Window,
    batch: Batch,
    options: CrawlOptions | None = None,
    held_url: str | None = None,
    on_progress: Callable[[Counts], None] | None = None,
    now: datetime | None = None,
) -> Counts:
    """Discover the window's candidates and archive those not yet held into `batch`.

    `held_url` is the libpq URL of the news database that knows the held pages; without one
    nothing is held. Counts: `discovered` candidates (a list that could not be read is one too),
    `fetched` articles, `lists` read, `rejects`, and one key per reason; `discovered` is `fetched`
    plus `rejects`. After a crawl was killed, the same call resumes it from its archive. `now` is
    held against the source's hours; None is the clock's.

    Raises:
        ClosedHoursError: it is not the source's time of day; it says when that is.
        CrawlError: no list could be read, the disk is full, another crawl holds the batch, the
            database does not answer, or the batch is damaged.
    """
    job = Job(
        source=source,
        window=window,
        batch=_absolute(str(batch.path)),
        options=_with_absolute_paths(options or CrawlOptions()),
        held_url=held_url,
        closes_in=_closes_in(source, options, now or datetime.now(UTC)),
    )
    with _child(job) as child:
        outcome = _listen(child, on_progress or (lambda counts: None))
        status = child.wait()
    if status == 0 and "done" in outcome:
        return dict(outcome["done"])
    raise CrawlError(f"{source.id}: {outcome.get('failed') or _obituary(status)}")


def _closes_in(source: Source, options: CrawlOptions | None, now: datetime) -> float | None:
    """Seconds until the source's hours are over; a replay asks nobody and keeps none."""
    local = now.astimezone(source.zone)
    left = source.politeness.open_for(local)
    if left is None or (options and options.replay):
        return None
    if not left:
        hours = f"{source.politeness.hours} ({source.timezone})"
        raise ClosedHoursError(
            f"{source.id}: politeness.hours lets it be crawled {hours}, and it is {local:%H:%M}",
            source.politeness.opens_at(local),
        )
    return left.total_seconds()


@contextmanager
def _child(job: Job) -> Iterator["subprocess.Popen[str]"]:
    """The crawl process; at the end of the block it is gone."""
    child = subprocess.Popen(
        [sys.executable, "-m", "crawlers.crawl"],
        cwd=_HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    logger = Thread(target=_log_lines, args=(child.stderr,), daemon=True)
    logger.start()
    try:
        _hand_over(child, job)
        yield child
    finally:
        _end(child)
        logger.join(_GRACE)
        for pipe in (child.stdin, child.stdout, child.stderr):
            with suppress(OSError):
                if pipe:
                    pipe.close()


def _hand_over(child: "subprocess.Popen[str]", job: Job) -> None:
    # A child that died at once closes the pipe; its exit status tells why.
    with suppress(BrokenPipeError):
        if child.stdin:
            child.stdin.write(job.model_dump_json() + "\n")
            child.stdin.flush()


def _listen(
    child: "subprocess.Popen[str]", on_progress: Callable[[Counts], None]
) -> dict[str, Any]:
    outcome: dict[str, Any] = {}
    for line in child.stdout or ():
        with suppress(ValueError):
            event = json.loads(line)
            if "progress" in event:
                on_progress(event["progress"])
            else:
                outcome.update(event)
    return outcome


def _end(child: "subprocess.Popen[str]") -> None:
    if child.poll() is not None:
        return
    child.terminate()
    try:
        child.wait(_GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _log_lines(pipe: IO[str]) -> None:
    for line in pipe:
        level, _, message = line.rstrip("\n").partition(" ")
        known = logging.getLevelNamesMapping().get(level)
        text = line.rstrip("\n") if known is None else message
        _LOG.log(known or logging.WARNING, "%s", text[:_LINE])


def _with_absolute_paths(options: CrawlOptions) -> CrawlOptions:
    return options.model_copy(update={"replay": tuple(map(_absolute, options.replay))})


def _absolute(path: str) -> str:
    """The child runs in another folder; object store URLs stay as they are."""
    return path if "://" in path else str(Path(path).absolute())


def _obituary(status: int) -> str:
    if status < 0:
        return f"the crawl process was ended by signal {-status}"
    return f"the crawl process ended with status {status}; its log says why"
