"""The catalogue: one YAML file per news site, validated as it is loaded.

`Source` says what a file may hold; `load_source` and `load_catalogue` read files and answer a
mistake with the file, the key and the fix.
"""

import difflib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml
from croniter import croniter
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from crawlers.url import same_site


class CatalogueError(ValueError):
    """A source file that cannot be used; the message is for the person who wrote it."""


def _cron(value: str) -> str:
    if not croniter.is_valid(value):
        raise ValueError("is not a cron expression; five fields such as '*/30 * * * *' are")
    return value


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is not a regular expression ({error})") from error
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError) as error:
        raise ValueError("is not an IANA time zone such as 'Asia/Hong_Kong'") from error
    return value


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not an http(s) address")
    return value


Address = Annotated[str, AfterValidator(_address)]
Regex = Annotated[str, AfterValidator(_regex)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,62}$")]
Language = Literal["en", "zh-Hant", "zh-Hans", "pt"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(_Part):
    """A list page in HTML, perhaps on several pages."""

    url: Address
    """`{page}` in it stands for the page number."""
    links: str = "a[href]"
    """CSS selector of the links to articles."""
    pages: int = Field(default=10, ge=1, le=500)
    """How many pages are walked at most; the walk ends at a page with nothing new in the window."""


class Discovery(_Part):
    """Every way the site lists its articles."""

    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    sections: tuple[Section, ...] = ()
    archives: tuple[Address, ...] = ()
    """Pages of one day each: `{date:%Y-%m/%d}` stands for the day."""


class Extraction(_Part):
    """Hints for the clean step; CSS selectors, tried before anything general."""

    title: str | None = None
    body: str | None = None
    date: str | None = None
    author: str | None = None
    drop: tuple[str, ...] = ()
    """Elements taken out of the body."""
    drop_lines: tuple[Regex, ...] = ()
    """Lines of the body taken out where the expression is found."""


class Politeness(_Part):
    """How the site is visited. Times in seconds, sizes in bytes."""

    delay: float = Field(default=2.0, ge=0)
    concurrency: int = Field(default=1, ge=1, le=8)
    timeout: float = Field(default=30, gt=0, le=300)
    max_page_bytes: int = Field(default=8 << 20, ge=1024, le=64 << 20)
    run_minutes: float = Field(default=60, gt=0, le=24 * 60)
    """A crawl that takes longer ends; what it has is kept and the rest counted."""


class Source(_Part):
    """One news site, described by one YAML file; nothing else is needed to add one."""

    id: Id
    name: str
    native_name: str | None = None
    home: Address
    hosts: tuple[str, ...] = ()
    """Further host names of the site; those of `home` and of the lists need not be named."""
    region: str
    place: str | None = None
    """A place of the gazetteer."""
    kind: Literal["newspaper", "online", "broadcaster", "government", "agency", "portal"]
    languages: tuple[Language, ...] = Field(min_length=1)
    timezone: Annotated[str, AfterValidator(_timezone)]
    schedule: Annotated[str, AfterValidator(_cron)]
    discovery: Discovery
    articles: tuple[Regex, ...] = Field(min_length=1)
    """Expressions an article's URL matches from its start; a group `date` (or `ym` and `d`)
    holds the digits of the day."""
    extraction: Extraction = Extraction()
    politeness: Politeness = Politeness()
    enabled: bool = False
    """Whether the DAG starts unpaused."""
    notes: str = ""

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone its days are counted in."""
        return ZoneInfo(self.timezone)

    @cached_property
    def domains(self) -> frozenset[str]:
        """Host names that belong to the site, `www.` left out."""
        lists = self.discovery
        urls = [self.home, *lists.feeds, *lists.sitemaps, *lists.archives]
        urls += [section.url for section in lists.sections]
        names = [urlsplit(url).hostname or "" for url in urls] + list(self.hosts)
        return frozenset(name.lower().removeprefix("www.") for name in names)

    def owns(self, url: str) -> bool:
        """Whether `url` is on one of the site's hosts."""
        host = urlsplit(url).hostname or ""
        return any(same_site(host, domain) for domain in self.domains)

    def match(self, url: str) -> re.Match[str] | None:
        """The match of the first article expression that fits `url`, if any."""
        return next((found for rule in self._rules if (found := rule.match(url))), None)

    def url_day(self, url: str) -> datetime | None:
        """First moment of the day that an article's URL names, in the site's time zone."""
        found = self.match(url)
        if found is None:
            return None
        groups = found.groupdict()
        text = groups.get("date") or (groups.get("ym") or "") + (groups.get("d") or "")
        digits = re.sub(r"\D", "", text)[:8]
        try:
            return datetime.strptime(digits, "%Y%m%d").replace(tzinfo=self.zone)
        except ValueError:
            return None

    @cached_property
    def _rules(self) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(rule) for rule in self.articles)


def days_of(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[datetime]:
    """First moments of the days in `zone` that [start, end) touches."""
    day = start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    while day < end:
        yield day
        day = (day + timedelta(days=1)).replace(hour=0)


def load_source(path: Path) -> Source:
    """Read one source.

    Raises:
        CatalogueError: naming the file, the key and what to write instead.
    """
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise CatalogueError(f"{path}: cannot be read as YAML: {reason}") from error
    if not isinstance(data, dict):
        raise CatalogueError(f"{path}: holds no keys; a source starts with 'id:' and 'name:'")
    try:
        source = Source.model_validate(data)
    except ValidationError as error:
        lines = [f"{path}: {_sentence(problem)}" for problem in error.errors()]
        raise CatalogueError("\n".join(lines)) from error
    if source.id != path.stem:
        raise CatalogueError(f"{path}: id: '{source.id}' must be the file's name, '{path.stem}'")
    return source


def load_catalogue(folder: Path) -> dict[str, Source]:
    """Read every source below `folder`, by id in order of the files' names.

    Raises:
        CatalogueError: all the mistakes of all the files, a line each.
    """
    sources: dict[str, Source] = {}
    problems: list[str] = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            source = load_source(path)
        except CatalogueError as error:
            problems.append(str(error))
            continue
        if source.id in sources:
            problems.append(f"{path}: id: '{source.id}' is taken by another file")
        sources[source.id] = source
    if problems:
        raise CatalogueError("\n".join(problems))
    return sources


def _sentence(problem: Any) -> str:
    """One line for one mistake: the key, what is wrong, the fix.

    >>> _sentence({"loc": ("politness",), "type": "extra_forbidden", "msg": "", "input": {}})
    "politness: is not a key; did you mean 'politeness'?"
    """
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        known = _keys_beside(problem["loc"])
        near = difflib.get_close_matches(str(problem["loc"][-1]), known, n=1)
        fix = f"did you mean '{near[0]}'?" if near else f"the keys are {', '.join(known)}"
        return f"{key}: is not a key; {fix}"
    if problem["type"] == "missing":
        return f"{key}: is missing"
    message = problem["msg"].removeprefix("Value error, ")
    given = problem["input"]
    shown = f"'{given}' " if isinstance(given, str | int | float) else ""
    return f"{key}: {shown}{message}"


def _keys_beside(location: tuple[str | int, ...]) -> list[str]:
    part: Any = Source
    for step in location[:-1]:
        if isinstance(step, int):
            continue
        annotation = part.model_fields[step].annotation
        inner = [arg for arg in getattr(annotation, "__args__", ()) if isinstance(arg, type)]
        part = inner[0] if inner else annotation
    return list(part.model_fields)
