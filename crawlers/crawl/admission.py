"""Which candidates are worth a request: their date, what is already held, and nothing else."""

from datetime import datetime, timedelta
from typing import NamedTuple

from crawlers.model import Candidate, HeldPage, Reason, Window

_FOR_GOOD = frozenset(
    {
        Reason.NO_ARTICLE_TEXT,
        Reason.NO_TITLE,
        Reason.UNREADABLE,
        Reason.NOT_HTML,
        Reason.SAME_ARTICLE,
        Reason.IDENTICAL_PAGE,
        Reason.TOO_LARGE,
        Reason.OFF_SITE,
    }
)


class Verdict(NamedTuple):
    """Why a candidate is not fetched."""

    reason: Reason
    detail: str = ""
    published_at: datetime | None = None


def by_date(candidate: Candidate, modified_at: datetime | None, window: Window) -> Verdict | None:
    """Whether what is known of its date puts a candidate outside the window.

    `modified_at` is when it was changed last: it was published no later.
    """
    published = candidate.published_at
    if published is not None:
        if overlaps(published, candidate.published_precision == "day", window):
            return None
        day = published.date() if candidate.published_precision == "day" else published
        return Verdict(Reason.OUTSIDE_WINDOW, f"published {day.isoformat()}", published)
    if modified_at is not None and modified_at < window.start:
        return Verdict(Reason.OUTSIDE_WINDOW, f"last changed {modified_at.isoformat()}")
    return None


def by_held(held: HeldPage, window: Window) -> Verdict | None:
    """Whether what the database knows of a URL makes another fetch pointless."""
    if held.reason in (None, Reason.UNCHANGED):
        return Verdict(Reason.ALREADY_HELD, "", held.published_at)
    if held.reason == Reason.OUTSIDE_WINDOW:
        if held.published_at is None or held.published_at in window:
            return None
        detail = f"published {held.published_at.isoformat()}"
        return Verdict(Reason.OUTSIDE_WINDOW, detail, held.published_at)
    if held.reason in _FOR_GOOD:
        return Verdict(Reason.ALREADY_HELD, f"rejected before: {held.reason}", held.published_at)
    return None


def overlaps(moment: datetime, day_only: bool, window: Window) -> bool:
    """Whether a moment, or some moment of a day, is in the window."""
    if day_only:
        return moment < window.end and moment + timedelta(days=1) > window.start
    return moment in window


def before(candidate: Candidate, window: Window) -> bool:
    """Whether a candidate is known to be older than the window."""
    if candidate.published_at is None:
        return False
    if candidate.published_precision == "day":
        return candidate.published_at + timedelta(days=1) <= window.start
    return candidate.published_at < window.start
