"""Asking a site for named addresses, outside any run, as politely as any crawl: robots.txt, a pace,
bounds.

Each round of addresses is one crawl of named URLs into a folder that goes when the visit is over.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from crawlers.batch import Batch, Record, records
from crawlers.crawl import CrawlOptions, crawl
from crawlers.crawl.lists import join
from crawlers.model import Window
from crawlers.sources import Discovery, Politeness, Source
from crawlers.url import normalise

_OK = 200
_REDIRECTS = range(300, 400)
_HOPS = 5
_FRONT = frozenset({"www", "news", "m", "en", "hk", "cn", "pt", "app"})
"""Names of a site's part, below the name of the site."""
_LABELS = 3


@dataclass(frozen=True)
class Answer:
    """What an address gave: a whole response with status 200."""

    url: str
    """Where it was found in the end."""
    body: bytes
    content_type: str


@dataclass
class Visit:
    """One visit to a site. `answers` and `refused` grow with each round."""

    source: Source
    """The site, its hosts and how it is visited."""
    folder: Path
    """Where the responses are kept while it lasts."""
    user_agent: str
    proxies: dict[str, str]
    answers: dict[str, Answer] = field(default_factory=dict)
    """By normalised URL, as it was asked for."""
    refused: dict[str, str] = field(default_factory=dict)
    """Why an address gave nothing."""
    requests: int = 0
    _round: int = 0

    def ask(self, urls: Iterable[str]) -> list[Answer]:
        """The answers for `urls`, in their order; each address is asked for once a visit.

        Raises:
            CrawlError: the crawl itself came to nothing.
        """
        wanted = {key: url for url in urls if (key := _key(url))}
        new = tuple(url for url in wanted.values() if not self.knows(url))
        if new:
            self._crawl(new)
        return [self.answers[key] for key in wanted if key in self.answers]

    def knows(self, url: str) -> bool:
        """Whether an address was asked for."""
        key = _key(url)
        return key in self.answers or key in self.refused

    def one(self, url: str) -> Answer | None:
        """The answer for one address."""
        return next(iter(self.ask([url])), None)

    def why(self, url: str) -> str:
        """Why an address gave nothing."""
        return self.refused.get(_key(url) or url, "no answer")

    def _crawl(self, urls: tuple[str, ...]) -> None:
        if self._round:  # the pace of one process ends with it
            time.sleep(self.source.politeness.delay)
        self._round += 1
        batch = Batch(str(self.folder / self.source.id / f"{self._round:02}"))
        now = datetime.now(UTC)
        window = Window(start=now - timedelta(days=1), end=now)
        options = CrawlOptions(urls=urls, user_agent=self.user_agent, proxies=self.proxies)
        crawl(self.source, window, batch, options)
        found = _by_url(batch)
        reasons = {_key(one.url): f"{one.reason}: {one.detail}" for one in batch.rejects()}
        for url in urls:
            key, record = _key(url) or url, _followed(url, found)
            if record and record.status == _OK and not record.truncated:
                self.answers[key] = Answer(record.url, record.body, record.content_type)
            else:
                self.refused[key] = reasons.get(key, "no answer").removesuffix(": ")
        self.requests += len(found)


def unknown_site(home: str, politeness: Politeness) -> Source:
    """A site that no file describes yet."""
    return Source(
        id="probe",
        name=home,
        home=home,
        hosts=family_of(home),
        region="probe",
        kind="online",
        languages=("en", "zh-Hant", "zh-Hans", "pt"),
        timezone="UTC",
        schedule="0 0 * * *",
        discovery=Discovery(),
        articles=(".+",),
        politeness=politeness,
    )


def family_of(home: str) -> tuple[str, ...]:
    """Further hosts of a site whose home page is on a part of it.

    >>> family_of("https://news.rthk.hk/"), family_of("https://www.hk01.com/")
    (('rthk.hk',), ())
    """
    labels = (urlsplit(home).hostname or "").removeprefix("www.").split(".")
    whole = len(labels) >= _LABELS and labels[0] in _FRONT
    return (".".join(labels[1:]),) if whole else ()


def _by_url(batch: Batch) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for name in batch.archives():
        for record in records(batch.path / name):
            found[_key(record.url) or record.url] = record
    return found


def _followed(url: str, found: dict[str, Record]) -> Record | None:
    record = found.get(_key(url) or url)
    for _ in range(_HOPS):
        if record is None or record.status not in _REDIRECTS:
            break
        target = join(record.url, record.header("location"))
        record = found.get(_key(target) or "") if target else None
    return record


def _key(url: str) -> str | None:
    try:
        return normalise(url)
    except ValueError:
        return None
