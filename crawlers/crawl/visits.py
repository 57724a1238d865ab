"""What asking for one list came to, as earlier and later runs see it."""

from dataclasses import dataclass
from datetime import datetime

from scrapy.http import Response

from crawlers.crawl.admission import Verdict
from crawlers.crawl.conditions import validators
from crawlers.crawl.desk import Recorded
from crawlers.crawl.plan import ListTask
from crawlers.crawl.playback import NOT_MODIFIED
from crawlers.model import ListVisit

_OK = 200


@dataclass
class Tally:
    """What one list holds."""

    found: int = 0
    """Links to articles."""
    fresh: int = 0
    """Those that neither this run nor an earlier one knew."""
    newest_at: datetime | None = None
    """The latest publication time that has passed."""

    def dated(self, moment: datetime | None, now: datetime) -> None:
        """A link states a publication time."""
        if moment and moment <= now and (self.newest_at is None or moment > self.newest_at):
            self.newest_at = moment


def visit_of(
    key: str,
    task: ListTask,
    response: Response,
    batch: str,
    tally: Tally,
    verdict: Verdict | None = None,
) -> ListVisit | None:
    """The visit to a list that answered, with a verdict when the answer could not be read; None
    when nobody was asked, as in a replay for what is not in it."""
    recorded = response.meta.get("recorded")
    if not isinstance(recorded, Recorded):
        return None
    unchanged = bool(response.meta.get("unchanged"))
    visit = ListVisit(
        url=key,
        kind=task.kind,
        way=task.way,
        asked_at=recorded.fetched_at,
        status=NOT_MODIFIED if unchanged else response.status,
        found=tally.found,
        fresh=tally.fresh,
        newest_at=tally.newest_at,
        reason=verdict.reason if verdict else None,
        detail=verdict.detail if verdict else "",
    )
    if verdict or response.status != _OK or unchanged:
        return visit
    place = {"batch": batch, "warc": recorded.warc, "offset": recorded.offset}
    return visit.model_copy(update={**validators(response), **place})


def failed_visit(key: str, task: ListTask, asked_at: datetime, verdict: Verdict) -> ListVisit:
    """The visit to a list that gave no usable answer."""
    return ListVisit(
        url=key,
        kind=task.kind,
        way=task.way,
        asked_at=asked_at,
        reason=verdict.reason,
        detail=verdict.detail,
    )
