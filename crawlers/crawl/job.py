"""What the crawl process is told, and what its exit status says."""

from datetime import datetime
from enum import IntEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from crawlers.model import Window
from crawlers.sources import Source


class CrawlError(RuntimeError):
    """A crawl that came to nothing; the message is one sentence for the person who ran it."""


class ClosedHoursError(CrawlError):
    """A crawl outside its source's hours, before any request."""

    def __init__(self, message: str, opens_at: datetime) -> None:
        super().__init__(message)
        self.opens_at = opens_at
        """When it may be tried again."""


class CrawlOptions(BaseModel):
    """What the person or the deployment that runs a crawl may choose."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: int | None = None
    """Articles fetched at most; the candidates beyond it are rejected OVER_LIMIT."""
    refetch: bool = False
    """Fetch known URLs again."""
    replay: tuple[str, ...] = ()
    """WARC files that answer instead of the network; a URL not in them is a 404."""
    urls: tuple[str, ...] = ()
    """Articles to fetch, whatever their date, instead of asking any list."""
    scheduled: bool = False
    """A run of the schedule: lists that are not due are left out, and pages of any date that are
    due are asked for again; else all lists are asked, and due pages of the window."""
    catch_up_from: AwareDatetime | None = None
    """Unknown articles published from then to the window's start are wanted too."""
    revisits: int = Field(default=200, ge=0)
    """Known pages asked for again at most."""
    user_agent: str = "Newsdelta/0.1"
    proxies: dict[str, str] = {}
    """Domain to proxy URL; a domain stands for itself and every host below it."""


class Job(BaseModel):
    """One crawl, as it is handed to the process on its standard input."""

    source: Source
    window: Window
    batch: str
    options: CrawlOptions
    held_url: str | None = None
    closes_in: float | None = None
    """Seconds until the source's hours are over; None when they never are."""


class Status(IntEnum):
    """Exit status of the crawl process."""

    DONE = 0
    NO_LIST = 10
    LOCKED = 11
    DISK_FULL = 12
    NO_DATABASE = 13
    DAMAGED = 14
    BROKEN = 15
    ORPHANED = 16


class CrawlFailedError(Exception):
    """Ends the crawl process with a status and one sentence."""

    def __init__(self, status: Status, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
