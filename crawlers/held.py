"""What the news database already knows of pages and lists, as crawl and dedupe ask for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from pydantic import AwareDatetime

from crawlers.model import Frozen, Reason, Way, Window


class HeldPage(Frozen):
    """What the news database already knows of one URL."""

    url: str
    batch: str | None = None
    """Id of the batch that fetched it last; None when it never was."""
    digest: str | None = None
    """WARC payload digest of that fetch."""
    reason: Reason | None = None
    """Why it was rejected; None when it became an article."""
    published_at: AwareDatetime | None = None
    way: Way | None = None
    """How it was found first."""
    warc: str | None = None
    """Where that fetch stands in its batch."""
    offset: int | None = None
    etag: str | None = None
    """Validators of that fetch."""
    last_modified: str | None = None
    asked_at: AwareDatetime | None = None
    """When it was asked for last, whatever came of it."""
    next_check: AwareDatetime | None = None
    """From when on it is to be asked for again; None for never."""


class HeldList(Frozen):
    """What earlier runs know of one list."""

    url: str
    next_ask: AwareDatetime | None = None
    """From when on a scheduled run asks for it again; None for any time."""
    detail: str = ""
    """Why not before."""
    etag: str | None = None
    last_modified: str | None = None
    batch: str | None = None
    """Where the response stands that was read last."""
    warc: str | None = None
    offset: int | None = None


class Held(Protocol):
    """Asks what is already known of one source's pages; handed to crawl and dedupe."""

    def by_url(self, urls: Sequence[str]) -> Mapping[str, HeldPage]:
        """Known pages by normalised URL, for those of `urls` that are known."""

    def by_digest(self, digests: Sequence[str]) -> Mapping[str, HeldPage]:
        """Known pages by payload digest, for those of `digests` that are known."""

    def due(self, window: Window | None, now: datetime, limit: int) -> Sequence[HeldPage]:
        """Pages to be asked for again by `now`, of those published in `window` (None: of all),
        at most `limit`; the one waiting longest first."""

    def lists(self, urls: Sequence[str]) -> Mapping[str, HeldList]:
        """Known lists by normalised URL, for those of `urls` that are known."""


class NothingHeld:
    """`Held` for a run that starts from nothing."""

    def by_url(self, urls: Sequence[str]) -> Mapping[str, HeldPage]:
        """No URL is known."""
        return {}

    def by_digest(self, digests: Sequence[str]) -> Mapping[str, HeldPage]:
        """No digest is known."""
        return {}

    def due(self, window: Window | None, now: datetime, limit: int) -> Sequence[HeldPage]:
        """Nothing is due."""
        return ()

    def lists(self, urls: Sequence[str]) -> Mapping[str, HeldList]:
        """No list is known."""
        return {}
