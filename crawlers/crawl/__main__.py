"""The crawl process: reads one job on standard input, runs it, and says by its exit status how it
went. It ends when standard input does: then its parent is gone."""

import errno
import logging
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from crawlers.batch import ArchiveWriter, Batch, BatchError
from crawlers.crawl.admission import Verdict
from crawlers.crawl.attempts import Attempts, locked
from crawlers.crawl.conditions import Past
from crawlers.crawl.desk import Desk
from crawlers.crawl.job import CrawlFailedError, Job, Status
from crawlers.crawl.ledger import Ledger
from crawlers.crawl.pace import Pace
from crawlers.crawl.playback import Answers
from crawlers.crawl.report import LOGGER, Report, log_to_stderr
from crawlers.crawl.starts import starts_of
from crawlers.held import Held, HeldList, HeldPage, NothingHeld
from crawlers.model import Counts, Reason, Stage, Window

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def main() -> None:
    """Run the job on standard input; does not return."""
    job = Job.model_validate_json(sys.stdin.readline())
    Thread(target=_leave_with_parent, daemon=True).start()
    report = Report()
    log_to_stderr()
    status = _guarded(job, report)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    # Threads and tasks of a crawl that broke off have nothing left to say.
    os._exit(status)


def _guarded(job: Job, report: Report) -> Status:
    try:
        report.summary(run(job, report))
    except CrawlFailedError as error:
        report.failure(str(error))
        return error.status
    except BatchError as error:
        report.failure(str(error))
        return Status.DAMAGED
    except OSError as error:
        report.failure(_sentence(error, job.batch))
        return Status.DISK_FULL if error.errno in _FULL else Status.BROKEN
    except Exception as error:
        logging.getLogger(LOGGER).exception("the crawl broke off")
        report.failure(f"the crawl broke off: {type(error).__name__}: {error}")
        return Status.BROKEN
    return Status.DONE


def run(job: Job, report: Report) -> Counts:
    """One attempt at the job's crawl, in this process.

    Raises:
        CrawlFailedError, BatchError, OSError: the attempt came to nothing; the next one may go on
            from what is archived.
    """
    batch = Batch(job.batch)
    batch.create()
    with locked(batch), tempfile.TemporaryDirectory(prefix="newsdelta-") as spool:
        held = _held(job)
        attempts = Attempts(batch)
        earlier = [] if job.options.refetch else attempts.earlier
        answers = Answers(attempts.current, earlier, job.options.replay, Path(spool))
        archive = ArchiveWriter(attempts.path, job.options.user_agent)
        with batch.writing("pages") as pages, batch.writing("crawl.rejects") as rejects:
            ledger = Ledger(pages, rejects, report)
            pace = Pace(job.source, starts_of(job.held_url))
            desk = Desk(
                job.source,
                job.window,
                job.options,
                held,
                answers,
                archive,
                ledger,
                pace,
                past=Past(batch.path.parent.parent),
                now=attempts.began_at,
                batch_id=batch.id,
                all_lists=attempts.barren,
                closes_in=job.closes_in,
            )
            _crawl(desk, attempts, batch)
            if archive.exchanges:
                archive.close()
            else:  # all was answered from the segments before
                archive.discard()
        batch.finish(Stage.CRAWL, ledger.counts())
    return ledger.counts()


def _crawl(desk: Desk, attempts: Attempts, batch: Batch) -> None:
    from crawlers.crawl.scraping import scrape

    ended, ledger = scrape(desk), desk.ledger
    if desk.time_is_up:
        ledger.close(Verdict(Reason.TIMED_OUT, desk.ending))
    if ended != "finished" and not desk.time_is_up:
        raise CrawlFailedError(Status.BROKEN, f"the crawl ended early ({ended})")
    if ledger.open_count() or not ledger.balanced():
        told = f"{ledger.open_count()} URLs unaccounted for, {ledger.counts()}"
        raise CrawlFailedError(Status.BROKEN, f"the crawl's counts do not add up: {told}")
    with batch.writing("lists") as put_list:
        for visit in ledger.visits:
            put_list(visit)
    if ledger.came_to_nothing():
        attempts.forget()
        told = f"no list could be read{ledger.first_failure()}"
        raise CrawlFailedError(Status.NO_LIST, told)


class _Known:
    """`Held` whose every failure is one sentence."""

    def __init__(self, held: Held) -> None:
        self._held = held

    def by_url(self, urls: Sequence[str]) -> Mapping[str, HeldPage]:
        """As `Held` says."""
        with _told():
            return self._held.by_url(urls)

    def by_digest(self, digests: Sequence[str]) -> Mapping[str, HeldPage]:
        """As `Held` says."""
        with _told():
            return self._held.by_digest(digests)

    def due(self, window: Window | None, now: datetime, limit: int) -> Sequence[HeldPage]:
        """As `Held` says."""
        with _told():
            return self._held.due(window, now, limit)

    def lists(self, urls: Sequence[str]) -> Mapping[str, HeldList]:
        """As `Held` says."""
        with _told():
            return self._held.lists(urls)


@contextmanager
def _told() -> Iterator[None]:
    from crawlers.database import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise CrawlFailedError(Status.NO_DATABASE, str(error)) from error


def _held(job: Job) -> Held:
    if job.held_url is None:
        return NothingHeld()
    from crawlers.database import Database

    held = _Known(Database(job.held_url).held(job.source.id))
    # Before the site is asked for anything, the database must have answered once.
    held.by_url([job.source.home])
    return held


def _sentence(error: OSError, batch: str) -> str:
    if error.errno in _FULL:
        return f"no room left on the disk that holds {batch}"
    return f"cannot write to {batch}: {error.strerror or error}"


def _leave_with_parent() -> Any:
    while sys.stdin.buffer.read(1):
        pass
    os._exit(Status.ORPHANED)


if __name__ == "__main__":
    main()
