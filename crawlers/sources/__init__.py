"""The catalogue: one YAML file per news site, validated as it is loaded.

`Source` says what a file may hold; `load_source` and `load_catalogue` read files and answer a
mistake with the file, the key and the fix.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml
from croniter import croniter
from cssselect import HTMLTranslator, SelectorError
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from crawlers.sources.mistakes import parse_yaml, sentences, yaml_sentence
from crawlers.url import normalise, same_site


class CatalogueError(ValueError):
    """A source file that cannot be used; the message is for the person who wrote it."""


_CRON_FIELDS = 5


def _cron(value: str) -> str:
    if len(value.split()) != _CRON_FIELDS or not croniter.is_valid(value):
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
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise ValueError(f"is not an http(s) address ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not an http(s) address; it starts with 'https://'")
    return value


def _day_address(value: str) -> str:
    fix = "write the day as '{date:%Y-%m/%d}'; nothing else stands in braces"
    try:
        # the archive tells pages apart by their normalised URL
        days = [normalise(value.format(date=datetime(2026, 1, day))) for day in (1, 2)]
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise ValueError(f"is not an address for each day; {fix}") from error
    if days[0] == days[1]:
        raise ValueError(f"is the same address on every day; {fix}")
    return _address(value)


def _selector(value: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(value)
    except SelectorError as error:
        raise ValueError(f"is not a CSS selector ({error})") from error
    return value


Address = Annotated[str, AfterValidator(_address)]
DayAddress = Annotated[Address, AfterValidator(_day_address)]
Regex = Annotated[str, AfterValidator(_regex)]
Selector = Annotated[str, AfterValidator(_selector)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,62}$")]
Language = Literal["en", "zh-Hant", "zh-Hans", "pt"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(_Part):
    """A list page in HTML, perhaps on several pages."""

    url: Address
    """`{page}` in it stands for the page number."""
    links: Selector = "a[href]"
    """CSS selector of the links to articles."""
    pages: int = Field(default=10, ge=1, le=500)
    """How many pages are walked at most; the walk ends at a page with nothing new in the window."""


class Discovery(_Part):
    """Every way the site lists its articles."""

    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    sections: tuple[Section, ...] = ()
    archives: tuple[DayAddress, ...] = ()
    """Pages of one day each: `{date:%Y-%m/%d}` stands for the day."""


class Extraction(_Part):
    """Hints for the clean step; CSS selectors, tried before anything general."""

    title: Selector | None = None
    body: Selector | None = None
    date: Selector | None = None
    author: Selector | None = None
    drop: tuple[Selector, ...] = ()
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
    samples: tuple[Address, ...] = ()
    """Addresses of real articles: each must fit one of `articles`, as given and normalised."""
    extraction: Extraction = Extraction()
    politeness: Politeness = Politeness()
    notes: str = ""

    @model_validator(mode="after")
    def _samples_fit(self) -> Self:
        for url in self.samples:
            if not (self.match(url) and self.match(normalise(url))):
                raise ValueError(f"samples: '{url}' fits none of 'articles'; mend one of the two")
        return self

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
        data = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path}: {yaml_sentence(error)}") from error
    if not isinstance(data, dict):
        raise CatalogueError(f"{path}: holds no keys; a source starts with 'id:' and 'name:'")
    try:
        source = Source.model_validate(data)
    except ValidationError as error:
        lines = [f"{path}: {line}" for line in sentences(error, Source)]
        raise CatalogueError("\n".join(lines)) from error
    if source.id != path.stem:
        raise CatalogueError(f"{path}: id: '{source.id}' must be the file's name, '{path.stem}'")
    if source.discovery == Discovery():
        fix = "give feeds, sitemaps, sections or archives"
        raise CatalogueError(f"{path}: discovery: names no list; {fix}")
    return source


def load_catalogue(folder: Path) -> dict[str, Source]:
    """Read every source below `folder`, by id in order of the files' names.

    Raises:
        CatalogueError: all the mistakes of all the files, a line each.
    """
    sources: dict[str, Source] = {}
    files: dict[str, Path] = {}
    problems: list[str] = []
    for path in sorted(folder.rglob("*.yaml")):
        try:
            source = load_source(path)
        except CatalogueError as error:
            problems.append(str(error))
            continue
        if source.id in sources:
            problems.append(f"{path}: id: '{source.id}' is taken by {files[source.id]}")
            continue
        sources[source.id], files[source.id] = source, path
    if problems:
        raise CatalogueError("\n".join(problems))
    return sources


def source_of_host(url: str) -> Source:
    """A source for a site that no file describes, so that its pages can be imported.

    >>> source_of_host("https://www.example.org/a").id
    'host_example_org'
    """
    host = (urlsplit(url).hostname or "").lower().removeprefix("www.")
    return Source(
        id=f"host_{re.sub(r'[^a-z0-9]+', '_', host)}"[:63],
        name=host,
        home=f"https://{host}/",
        region="imported",
        kind="online",
        languages=("en", "zh-Hant", "zh-Hans", "pt"),
        timezone="UTC",
        schedule="0 0 * * *",
        discovery=Discovery(),
        articles=(".+",),
        notes="Made by an import: no file of the catalogue describes this site.",
    )
