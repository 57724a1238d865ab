"""The catalogue: one YAML file per news site, validated as it is loaded.

`Source` says what a file may hold; `load_source` and `load_catalogue` read files and answer a
mistake with the file, the key and the fix.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import yaml
from pydantic import Field, ValidationError, model_validator

from crawlers.sources.codes import moment_of_codes
from crawlers.sources.discovery import Api, Archive, Discovery, Part, Section
from crawlers.sources.extraction import Earlier, Extraction, Hints, Learned
from crawlers.sources.fields import Address, Cron, Id, Regex, TimeZone
from crawlers.sources.mistakes import parse_yaml, sentences, yaml_sentence
from crawlers.sources.politeness import Politeness
from crawlers.url import normalise, same_site

__all__ = [
    "Api",
    "Archive",
    "CatalogueError",
    "Discovery",
    "Earlier",
    "Extraction",
    "Hints",
    "Language",
    "Learned",
    "Politeness",
    "Section",
    "Source",
    "days_of",
    "load_catalogue",
    "load_source",
    "source_of_host",
]


_LEARNED = ".learned.yaml"


class CatalogueError(ValueError):
    """A source file that cannot be used; the message is for the person who wrote it."""


Language = Literal["en", "zh-Hant", "zh-Hans", "pt"]


class Source(Part):
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
    timezone: TimeZone
    schedule: Cron
    discovery: Discovery
    articles: tuple[Regex, ...] = Field(min_length=1)
    """Expressions an article's URL matches from its start; a group `date` (or `ym` and `d`)
    holds the digits of the day, and `ts`, `ms`, `oid` or `gcs` an id that tells its time."""
    samples: tuple[Address, ...] = ()
    """Addresses of real articles: each must fit one of `articles`, as given and normalised."""
    extraction: Extraction = Extraction()
    learned: Learned | None = None
    """The template learned of it; stands in a file of its own, `<id>.learned.yaml`."""
    politeness: Politeness = Politeness()
    private_addresses: bool = False
    """Whether the site may stand at an address that is not of the public Internet."""
    access: Literal["open", "metered", "subscriber"] | None = None
    """Who may read the articles: anyone, anyone but not many, or those who pay."""
    verified: bool = False
    """Whether its lists and patterns were seen to work in 2025 or later."""
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
        urls = [self.home, *self.discovery.addresses()]
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

    def url_moment(self, url: str) -> tuple[datetime, Literal["second", "day"]] | None:
        """When the id in an article's URL was made: a moment, or the first one of a day.

        Ask `url_day` first: a day that stands in the path is the day of publication, an id is
        made when a story is begun.
        """
        found = self.match(url)
        return moment_of_codes(found.groupdict(), self.zone) if found else None

    def selectors(self, part: Literal["title", "date", "author"]) -> tuple[str, ...]:
        """The selectors of a part of an article, of every version of the hints, the newest first,
        and of the learned template."""
        found = (getattr(one, part) for one in self.versions())
        return tuple(dict.fromkeys(selector for selector in found if selector))

    def versions(self) -> tuple[Hints, ...]:
        """What is known of how its articles are read: told, then learned, the newest first."""
        learned = self.learned.of_day(None) if self.learned else ()
        return (*self.extraction.of_day(None), *learned)

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
    data = _keys_of(path, "a source starts with 'id:' and 'name:'")
    try:
        source = Source.model_validate(data)
    except ValidationError as error:
        lines = [f"{path}: {line}" for line in sentences(error, Source)]
        raise CatalogueError("\n".join(lines)) from error
    if source.learned is not None:
        raise CatalogueError(f"{path}: learned: stands in a file of its own, '{learned_of(path)}'")
    source = source.model_copy(update={"learned": load_learned(learned_of(path))})
    if source.id != path.stem:
        raise CatalogueError(f"{path}: id: '{source.id}' must be the file's name, '{path.stem}'")
    if not source.discovery.names_a_list():
        fix = "give feeds, sitemaps, sections, archives, apis or wordpress"
        raise CatalogueError(f"{path}: discovery: names no list; {fix}")
    return source


def learned_of(path: Path) -> Path:
    """Where the template stands that was learned of the source in `path`."""
    return path.with_suffix(_LEARNED)


def load_learned(path: Path) -> Learned | None:
    """Read a learned template; None when there is none.

    Raises:
        CatalogueError: naming the file, the key and what to write instead.
    """
    if not path.exists():
        return None
    data = _keys_of(path, "a template starts with 'learned:'")
    try:
        return Learned.model_validate(data)
    except ValidationError as error:
        lines = [f"{path}: {line}" for line in sentences(error, Learned)]
        raise CatalogueError("\n".join(lines)) from error


def _keys_of(path: Path, begin: str) -> dict[str, Any]:
    try:
        data = parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CatalogueError(f"{path}: {yaml_sentence(error)}") from error
    if not isinstance(data, dict):
        raise CatalogueError(f"{path}: holds no keys; {begin}")
    return data


def load_catalogue(folder: Path) -> dict[str, Source]:
    """Read every source below `folder`, by id in order of the files' names.

    Raises:
        CatalogueError: all the mistakes of all the files, a line each.
    """
    sources, mistakes = read_catalogue(folder)
    if mistakes:
        raise CatalogueError("\n".join(mistakes))
    return sources


def read_catalogue(folder: Path) -> tuple[dict[str, Source], list[str]]:
    """The sources that can be read, by id, and the mistakes of the files that cannot.

    For those who go on with what there is: one file's mistake stops one site.
    """
    sources: dict[str, Source] = {}
    files: dict[str, Path] = {}
    mistakes: list[str] = []
    for path in sorted(folder.rglob("*.yaml")):
        if path.name.endswith(_LEARNED):
            continue
        try:
            source = load_source(path)
        except CatalogueError as error:
            mistakes += str(error).splitlines()
            continue
        if source.id in sources:
            mistakes.append(f"{path}: id: '{source.id}' is taken by {files[source.id]}")
            continue
        sources[source.id], files[source.id] = source, path
    return sources, mistakes


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
