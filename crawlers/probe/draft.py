"""A draft of a source file: its text, its articles as it reads them, and what is missing."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import yaml

from crawlers.clean import extract_article
from crawlers.model import Article, Reject
from crawlers.probe.samples import Samples
from crawlers.probe.survey import Survey
from crawlers.sources import Extraction, Source
from crawlers.templates.samples import Sample
from crawlers.templates.selectors import agreed

_SAMPLES = 3
_KEPT = 0.7
"""Share of the general extractors' words that a body selector must leave."""
_SHORTER = 0.3
"""Share of the pages that may lose more: the extractors take up what is no text."""
_GENERIC = frozenset(
    {"www", "news", "m", "en", "com", "org", "net", "gov", "co", "edu"}
    | {"hk", "mo", "cn", "tw", "pt"}
)
"""Parts of a host's name that do not name the site."""
_ZONES = {".hk": "Asia/Hong_Kong", ".mo": "Asia/Macau", ".cn": "Asia/Shanghai"}
_WALLS = re.compile(rb"(?i)isAccessibleForFree\"?\s*:\s*\"?false|class=\"[^\"]*paywall")


@dataclass(frozen=True)
class Draft:
    """What a probe came to."""

    id: str
    text: str
    """The source file."""
    source: Source
    preview: tuple[Article | Reject, ...]
    """The sampled pages, read by the draft."""
    missing: tuple[str, ...]
    """What could not be found; a sentence each."""
    requests: int


def draft_of(
    survey: Survey, samples: Samples, discovery: dict[str, Any], source_id: str | None, region: str
) -> Draft:
    """Write the draft."""
    pages = samples.pages
    head = _head(survey, pages, source_id or id_of(survey.home.url), region)
    body: dict[str, Any] = {
        "discovery": discovery,
        "articles": list(samples.accepted),
        "samples": [page.url for page in pages[:_SAMPLES]],
    }
    politeness = {"delay": max(survey.visit.source.politeness.delay, survey.crawl_delay or 0)}
    tail = {"politeness": politeness, "verified": True, "notes": _notes(survey)}
    plain = Source.model_validate({**head, **body, **tail})
    hints = _proven(Extraction(**agreed(pages, plain.zone).model_dump()), plain, pages)
    extraction = hints.model_dump(exclude_defaults=True, mode="json")
    if extraction:
        body["extraction"] = extraction
    whole = {**head, **body, **tail}
    source = Source.model_validate(whole)
    return Draft(
        id=source.id,
        text=_yaml(whole),
        source=source,
        preview=tuple(_read(source, page) for page in pages),
        missing=tuple(_missing(survey, samples, discovery, hints, source)),
        requests=survey.visit.requests,
    )


def id_of(home: str) -> str:
    """A name for a site, from its host.

    >>> id_of("https://news.rthk.hk/"), id_of("http://river-daily.example.org/")
    ('rthk', 'river_daily')
    """
    labels = (urlsplit(home).hostname or "site").lower().split(".")
    own = next((label for label in labels if label not in _GENERIC), labels[0])
    plain = re.sub(r"[^a-z0-9]+", "_", own).strip("_")
    return (plain if plain[:1].isalpha() else f"site_{plain}")[:63].ljust(2, "_")


def _head(survey: Survey, pages: Sequence[Sample], source_id: str, region: str) -> dict[str, Any]:
    spoken = Counter(language_of(page.article) for page in pages)
    return {
        "id": source_id,
        "name": _name(survey, pages),
        "home": survey.home.url,
        **({"hosts": list(survey.visit.source.hosts)} if survey.visit.source.hosts else {}),
        "region": region,
        "kind": "government" if ".gov." in (urlsplit(survey.home.url).hostname or "") else "online",
        "languages": [one for one, _ in spoken.most_common()],
        "timezone": survey.zone.key,
        "schedule": f"{crc32(source_id.encode()) % 60} * * * *",
    }


def language_of(article: Article) -> str:
    """The language of an article as the catalogue writes it."""
    if article.language == "zh":
        return f"zh-{article.script}" if article.script in ("Hant", "Hans") else "zh-Hant"
    return article.language if article.language in ("en", "pt") else "en"


def zone_of(home: str, default: str) -> str:
    """The time zone of a site, by its country."""
    host = urlsplit(home).hostname or ""
    return next((zone for ending, zone in _ZONES.items() if host.endswith(ending)), default)


def _name(survey: Survey, pages: Sequence[Sample]) -> str:
    names = [survey.markup.meta("og:site_name", "application-name")]
    names += [page.markup.meta("og:site_name") for page in pages]
    title = next((one.text or "" for one in survey.markup.xpath("//head/title")), "")
    names.append(re.split(r"\s*[|｜_–—]\s*|\s-\s", " ".join(title.split()))[0])
    found = next((name for name in names if name), None)
    return (found or urlsplit(survey.home.url).hostname or survey.home.url)[:80]


def _proven(hints: Extraction, plain: Source, pages: Sequence[Sample]) -> Extraction:
    """The hints without a body or a title that makes any page worse."""
    if hints.body is None:
        return hints
    read = plain.model_copy(update={"extraction": hints})
    shorter = 0
    for page in pages:
        found = _read(read, page)
        if isinstance(found, Reject):
            return Extraction(title=hints.title, date=hints.date, author=hints.author)
        shorter += found.words < _KEPT * page.article.words
    if shorter > _SHORTER * len(pages):
        return Extraction(title=hints.title, date=hints.date, author=hints.author)
    return hints


def _read(source: Source, page: Sample) -> Article | Reject:
    return extract_article(page.html, page.url, source, content_type=page.content_type)


def _notes(survey: Survey) -> str:
    made = f", {survey.cms}" if survey.cms else ""
    return (
        f"Draft of a probe on {survey.now.date().isoformat()}{made}. "
        "Check name, kind, place, languages and time zone."
    )


def _missing(
    survey: Survey,
    samples: Samples,
    discovery: dict[str, Any],
    hints: Extraction,
    source: Source,
) -> list[str]:
    known = [
        (survey.robots, "robots.txt: there is none, everything is allowed"),
        (discovery.get("feeds"), "feeds: none found"),
        (discovery.get("sitemaps"), "sitemaps: none found"),
        (
            set(discovery) - {"feeds"},
            "a way back: nothing but feeds, so past days cannot be filled",
        ),
        (hints.body, "extraction.body: no selector fits every page; general extractors read it"),
        (hints.title, "extraction.title: no selector fits every page"),
    ]
    told = [sentence for there, sentence in known if not there]
    told += [f"articles: robots.txt closes {one}" for one in sorted(samples.closed)]
    undated = [page.url for page in samples.pages if page.article.published_at is None]
    if undated:
        told.append(f"extraction.date: {len(undated)} pages tell no date, such as {undated[0]}")
    silent = [one for one in samples.pages if not isinstance(_read(source, one), Article)]
    told += [f"no article read at {one.url}" for one in silent]
    if any(_WALLS.search(page.html) for page in samples.pages):
        told.append("access: some pages say that readers pay; set access and see what is readable")
    told.append("place and kind: a person knows them")
    return told


def _yaml(data: dict[str, Any]) -> str:
    pieces = [
        yaml.safe_dump({key: value}, allow_unicode=True, sort_keys=False, width=100)
        for key, value in data.items()
    ]
    return "".join(pieces)
