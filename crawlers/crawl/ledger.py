"""The books of a crawl: every candidate and every list ends as a page or as a reject."""

from collections import Counter
from collections.abc import Callable

from pydantic import BaseModel

from crawlers.crawl.admission import Verdict
from crawlers.crawl.plan import ListTask
from crawlers.crawl.report import Report, plain
from crawlers.model import Candidate, Counts, ListVisit, Page, Reject, Stage, Way

Put = Callable[[BaseModel], None]


class Ledger:
    """Counts and writes down what becomes of each candidate and list.

    A list that could not be read is counted among the discovered, so that the discovered are
    always the fetched plus the rejects.
    """

    def __init__(self, put_page: Put, put_reject: Put, report: Report) -> None:
        self._put_page = put_page
        self._put_reject = put_reject
        self._report = report
        self._counts: Counter[str] = Counter(discovered=0, fetched=0, lists=0, rejects=0)
        self._ways: Counter[str] = Counter()
        self._known: set[str] = set()
        self._open: dict[str, Candidate] = {}
        self._lists: dict[str, ListTask] = {}
        self._candidates = 0
        self._first_failure = ""
        self.visits: list[ListVisit] = []
        """What each list that was asked came to."""

    def counts(self) -> Counts:
        """The counts so far, and how many candidates each way proposed first (`way:feed`, …)."""
        return {**self._counts, **self._ways}

    def knows(self, key: str) -> bool:
        """Whether a candidate of this normalised URL was proposed before."""
        return key in self._known

    def waiting(self) -> bool:
        """Whether a list has yet to be read."""
        return bool(self._lists)

    # -- candidates -----------------------------------------------------------------------

    def discover(self, key: str, candidate: Candidate) -> None:
        """A new candidate, which from now on waits for its end."""
        self._known.add(key)
        self._open[key] = candidate
        self._counts["discovered"] += 1
        self._ways[f"way:{candidate.way}"] += 1
        # What is only looked at again says nothing of the lists.
        self._candidates += candidate.way is not Way.KNOWN

    def want(self, key: str) -> None:
        """The candidate is wanted whatever its date."""
        self._open[key] = self._open[key].model_copy(update={"any_date": True})

    def candidate(self, key: str) -> Candidate:
        """The waiting candidate."""
        return self._open[key]

    def fetched(self, key: str, page: Page) -> None:
        """The candidate's page is in the archive."""
        del self._open[key]
        self._counts["fetched"] += 1
        self._put_page(page)
        self._report.progress(self._counts)

    def rejected(self, key: str, verdict: Verdict) -> None:
        """The candidate goes no further."""
        candidate = self._open.pop(key)
        published = verdict.published_at or candidate.published_at
        self._reject(
            Reject(
                url=candidate.url,
                stage=Stage.CRAWL,
                reason=verdict.reason,
                detail=plain(verdict.detail),
                published_at=published,
                way=candidate.way,
                asked_at=verdict.asked_at,
                status=verdict.status,
            )
        )

    # -- lists ----------------------------------------------------------------------------

    def ask(self, key: str, task: ListTask) -> bool:
        """A list is asked for; False when it was before."""
        if key in self._known:
            return False
        self._known.add(key)
        self._lists[key] = task
        return True

    def listed(self, page: Page) -> None:
        """The answer to a list is in the archive, whatever it is worth."""
        self._put_page(page)

    def left_out(self) -> None:
        """A list is not asked for this time: it is not due."""
        self._counts["lists not due"] += 1

    def visited(self, visit: ListVisit | None) -> None:
        """What asking for a list came to."""
        if visit:
            self.visits.append(visit)

    def read(self, key: str) -> None:
        """The list was read."""
        del self._lists[key]
        self._counts["lists"] += 1
        self._report.progress(self._counts)

    def ended(self, key: str) -> None:
        """The list is not there, and need not be: a walk went past its last page."""
        del self._lists[key]

    def failed(self, key: str, verdict: Verdict) -> None:
        """The list could not be read."""
        task = self._lists.pop(key)
        self._counts["discovered"] += 1
        detail = f"{task.kind}: {verdict.detail or verdict.reason}"
        self._first_failure = self._first_failure or f"; {task.url}: {verdict.reason} ({detail})"
        self._reject(
            Reject(
                url=task.url,
                stage=Stage.CRAWL,
                reason=verdict.reason,
                detail=plain(detail),
                way=task.way,
                asked_at=verdict.asked_at,
                status=verdict.status,
            )
        )

    def came_to_nothing(self) -> bool:
        """Whether no list was read, not even in part, though some were due."""
        nothing_due = self._counts["lists not due"] > 0 and not self._first_failure
        return self._counts["lists"] == 0 and self._candidates == 0 and not nothing_due

    def first_failure(self) -> str:
        """What was wrong with the first list that could not be read, to end a sentence with."""
        return self._first_failure

    # -- the end --------------------------------------------------------------------------

    def close(self, verdict: Verdict) -> None:
        """Reject whatever still waits."""
        for key in list(self._lists):
            self.failed(key, verdict)
        for key in list(self._open):
            self.rejected(key, verdict)

    def open_count(self) -> int:
        """How many candidates and lists still wait."""
        return len(self._open) + len(self._lists)

    def balanced(self) -> bool:
        """Whether every discovered one was fetched or rejected."""
        counts = self._counts
        return counts["discovered"] == counts["fetched"] + counts["rejects"]

    def _reject(self, reject: Reject) -> None:
        self._counts["rejects"] += 1
        self._counts[reject.reason.value] += 1
        self._put_reject(reject)
        self._report.trouble(reject)
        self._report.progress(self._counts)
