"""Which candidates are worth a request: their date, what is already held, and nothing else."""

from datetime import datetime, timedelta
from typing import NamedTuple

from crawlers.held import HeldPage
from crawlers.model import Candidate, Reason, Window

_SETTLING = timedelta(hours=1)
"""A change within it is the page's own making."""
_YOUNG = timedelta(days=7)
"""How long changes that a list tells are followed."""
_UNTRIED = frozenset({Reason.OVER_LIMIT, Reason.QUARANTINED, Reason.NOT_AN_ARTICLE_URL})
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
    asked_at: datetime | None = None
    """When a request was made for it, if one was."""
    status: int | None = None
    """Of the answer, if one came."""


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


def by_held(
    held: HeldPage, window: Window, now: datetime, modified_at: datetime | None = None
) -> Verdict | None:
    """Whether what the database knows of a URL makes another fetch at `now` pointless.

    `modified_at` is when a list says it was changed last.
    """
    if is_due(held, now) or held.reason in _UNTRIED:
        return None
    if held.reason in (None, Reason.UNCHANGED):
        changed = _changed_since(held, now, modified_at)
        return None if changed else Verdict(Reason.ALREADY_HELD, "", held.published_at)
    if held.reason == Reason.OUTSIDE_WINDOW:
        return _by_known_date(held, window)
    if held.reason in _FOR_GOOD:
        detail = f"rejected before: {held.reason}"
    elif held.next_check:
        detail = f"{held.reason}; asked again from {held.next_check.isoformat()}"
    else:
        detail = f"{held.reason}; given up"
    return Verdict(Reason.ALREADY_HELD, detail, held.published_at)


def _by_known_date(held: HeldPage, window: Window) -> Verdict | None:
    if held.published_at is None or held.published_at in window:
        return None
    detail = f"published {held.published_at.isoformat()}"
    return Verdict(Reason.OUTSIDE_WINDOW, detail, held.published_at)


def is_due(held: HeldPage, now: datetime) -> bool:
    """Whether a known page is to be asked for again."""
    return held.next_check is not None and held.next_check <= now


def is_known_article(held: HeldPage) -> bool:
    """Whether the page is in the archive as an article."""
    return held.batch is not None and held.reason in (None, Reason.UNCHANGED)


def may_borrow(held: HeldPage) -> bool:
    """Whether an earlier run archived the page, and left it out for no fault of the page."""
    return held.warc is not None and held.reason in (Reason.OUTSIDE_WINDOW, Reason.QUARANTINED)


def _changed_since(held: HeldPage, now: datetime, modified_at: datetime | None) -> bool:
    if modified_at is None or held.asked_at is None:
        return False
    rested = now - held.asked_at >= _SETTLING
    young = held.published_at is not None and now - held.published_at < _YOUNG
    return rested and young and held.asked_at < modified_at <= now


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
