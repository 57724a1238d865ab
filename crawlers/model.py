"""The words that pass between the steps: frozen, typed, and written to batch files as JSON.

Every step takes some of these and gives others; no step knows another. Moments are always
aware datetimes; spans are half-open.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

Counts = dict[str, int]
"""What a step reports of itself: names of things to how many there were."""


class Stage(StrEnum):
    """The four steps a person sees in Airflow, in order."""

    CRAWL = "crawl"
    DEDUPE = "dedupe"
    CLEAN = "clean"
    LOAD = "load"


class Reason(StrEnum):
    """Why a candidate or page goes no further. A closed list: nothing is dropped without one."""

    # crawl: before a request is made
    OUTSIDE_WINDOW = "outside window"
    NOT_AN_ARTICLE_URL = "not an article URL"
    ALREADY_HELD = "already held"
    OVER_LIMIT = "over limit"
    ROBOTS = "forbidden by robots.txt"
    # crawl: the request came to nothing
    HTTP_ERROR = "HTTP error"
    TIMED_OUT = "timed out"
    UNREACHABLE = "unreachable"
    REDIRECTS = "too many redirects"
    OFF_SITE = "redirected off site"
    FORBIDDEN_ADDRESS = "private address"
    TOO_LARGE = "too large"
    TRUNCATED = "truncated"
    NOT_HTML = "not HTML"
    BROKEN_LIST = "broken list"
    RESERVED = "reserved by its publisher"
    # dedupe
    SAME_ARTICLE = "same article under another URL"
    IDENTICAL_PAGE = "identical page"
    UNCHANGED = "unchanged"
    # clean
    NO_ARTICLE_TEXT = "no article text"
    NO_TITLE = "no title"
    UNREADABLE = "unreadable"
    # load
    QUARANTINED = "quarantined"


class Frozen(BaseModel):
    """A word that cannot be changed, nor have a field more."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Window(Frozen):
    """The half-open span of publication time [start, end) that one run is about.

    >>> Window(start="2026-11-15T00:00+08:00", end="2026-11-16T00:00+08:00").days
    1.0
    """

    start: AwareDatetime
    end: AwareDatetime

    @model_validator(mode="after")
    def _ordered(self) -> "Window":
        if self.end <= self.start:
            raise ValueError(
                f"the window ends ({self.end.isoformat()}) before it starts "
                f"({self.start.isoformat()})"
            )
        return self

    def __contains__(self, moment: datetime) -> bool:
        return self.start <= moment < self.end

    @property
    def days(self) -> float:
        """The length in days of 24 hours."""
        return (self.end - self.start).total_seconds() / 86_400


class Way(StrEnum):
    """How a candidate was found."""

    FEED = "feed"
    SITEMAP = "sitemap"
    SECTION = "section"
    DAY = "day archive"
    API = "JSON list"
    ARCHIVE = "archive"
    """A page of a replayed or imported WARC that no list proposed."""
    KNOWN = "known before"
    """An address of an earlier run: missed then, or to be looked at again."""
    GIVEN = "given"
    """An address that a person named."""


class Candidate(Frozen):
    """A URL that discovery proposes, with how it was found and the hints given there."""

    url: str
    way: Way
    found_at: str
    """The URL of the list that proposed it."""
    published_at: AwareDatetime | None = None
    """Publication time the list (or the URL itself) states, as far as known."""
    published_precision: Literal["second", "day"] = "second"
    """`day`: only the day is known, and `published_at` is its first moment."""
    title: str | None = None
    any_date: bool = False
    """Wanted also when it was published outside the window: missed before, or looked at again."""


class Part(Frozen):
    """The second or a later page of an article that stands on several."""

    url: str
    """Where it was found."""
    warc: str
    offset: int


class Page(Frozen):
    """One fetched response, archived as a WARC record. One line of the batch's index."""

    url: str
    """As requested first, before any redirect."""
    final_url: str
    """Where the redirects ended; the WARC record's target URI."""
    kind: Literal["article", "list"]
    status: int
    content_type: str
    fetched_at: AwareDatetime
    digest: str
    """WARC payload digest, `sha1:` and base32."""
    warc: str
    """The archive's file name within the batch."""
    offset: int
    """Of the response record's first compressed byte in `warc`."""
    candidate: Candidate | None = None
    """What discovery knew of it; None for a list."""
    of_feed: bool = False
    """Made of the entry of a feed that carries whole articles: a WARC conversion record."""
    parts: tuple[Part, ...] = ()
    """The article's further pages, in order."""
    etag: str | None = None
    """Validators of the response, as sent (RFC 9110 section 8.8)."""
    last_modified: str | None = None


class ListVisit(Frozen):
    """What asking for one list came to. One line of the batch's `lists`."""

    url: str
    """Normalised."""
    kind: str
    """`feed`, `sitemap`, `section`, `archive`, `api`, `home` or `robots`."""
    way: Way
    asked_at: AwareDatetime
    status: int | None = None
    """304 when the site said that nothing changed; None when no answer came."""
    found: int = 0
    """Links to articles it holds."""
    fresh: int = 0
    """Those of them that no run knew before."""
    newest_at: AwareDatetime | None = None
    """The latest publication time it states that has passed."""
    reason: Reason | None = None
    """Why it could not be read; None when it was."""
    detail: str = ""
    etag: str | None = None
    last_modified: str | None = None
    batch: str | None = None
    """Where the response stands that was read: id of the batch, file and offset."""
    warc: str | None = None
    offset: int | None = None


class Reject(Frozen):
    """A candidate or page that goes no further, and why."""

    url: str
    stage: Stage
    reason: Reason
    detail: str = ""
    """One plain phrase for a person: the status code, the date, the other URL."""
    published_at: AwareDatetime | None = None
    way: Way | None = None
    asked_at: AwareDatetime | None = None
    """When a request for it was made; None when none was."""
    status: int | None = None
    """Of the answer, if one came."""


class Fresh(Frozen):
    """A page that dedupe lets through, with the URL the article is known by."""

    page: Page
    url: str
    """Canonical URL."""


class Match(Frozen):
    """A topic, place, organisation or person found in an article, with the words that earned it."""

    id: str
    score: Annotated[float, Field(ge=0)]
    words: Mapping[str, int]
    """Each matched phrase as it stands in the text, and how often."""


Form = Literal["text", "partial", "photos", "live"]
"""What an article's text is: whole; cut off for those who do not pay; pictures with little text;
a running report."""


class Article(Frozen):
    """One clean news text with its metadata."""

    url: str
    """Canonical URL."""
    title: str
    body: str
    """Paragraphs separated by one newline."""
    authors: tuple[str, ...] = ()
    published_at: AwareDatetime | None = None
    published_from: str | None = None
    """Where `published_at` was read: `selector`, `json-ld`, `metadata`, `data`, `text`, `url`,
    `list`, `modified`."""
    published_precision: Literal["second", "minute", "day"] | None = None
    published_confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    """(1 + other places that name the same day) / (2 + all other places)."""
    modified_at: AwareDatetime | None = None
    modified_from: str | None = None
    """Where `modified_at` was read: `json-ld` or `metadata`."""
    form: Form = "text"
    language: str
    """BCP 47 primary tag: `en`, `zh`, `pt`, …, `und`."""
    script: str
    """ISO 15924: `Hant`, `Hans`, `Latn`, …, `Zyyy`."""
    languages: Mapping[str, float] = {}
    """Share of each language and script in a mixed text, such as `{"zh-Hant": 0.7, "en": 0.3}`."""
    wires: tuple[str, ...] = ()
    """News agencies that the text credits: ids of `taxonomy/wires.yaml`."""
    section: str | None = None
    image_url: str | None = None
    words: int
    """Words; for Chinese each character counts as one."""
    text_digest: str
    """SHA-256 hex of title and body after NFKC with white space folded."""
    extractor: str
    """The rung that gave the body: `selectors`, `structured`, `template`, `prose` or
    `trafilatura`."""
    extractor_note: str = ""
    """Why that one, for a person."""
    topics: tuple[Match, ...] = ()
    places: tuple[Match, ...] = ()
    taxonomy: str | None = None
    """Version of the taxonomy the topics and places were found by."""
    organisations: tuple[Match, ...] = ()
    """By the names they are known or told in full by, a Chinese one not known in Simplified
    script."""
    people: tuple[Match, ...] = ()
    """Likewise."""
    page: Page | None = None
    """The archived page it was made from; None when made from a loose file."""
