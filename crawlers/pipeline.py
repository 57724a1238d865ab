"""One run of one source: its batch and the four stages in order.

The DAGs and the command line both run the stages through this module, so what a person tries in
a shell is what Airflow runs. Steps are imported when they are called: reading a DAG file stays
cheap.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from upath import UPath

from crawlers.asked import RunError, find_source, news_database
from crawlers.batch import Batch, BatchError
from crawlers.model import Counts, Window
from crawlers.settings import Settings
from crawlers.sources import Source, load_catalogue, source_of_host

if TYPE_CHECKING:
    from crawlers.crawl import CrawlOptions

Progress = Callable[[Counts], None]

CATCH_UP = timedelta(days=1)
"""How far before its window a scheduled run makes up for what earlier ones missed."""


@dataclass(frozen=True)
class Run:
    """One run of `source` over `window`, kept in `batch` under the name `id`."""

    source: Source
    window: Window
    batch: Batch
    id: str
    settings: Settings

    @classmethod
    def of(cls, source: Source, window: Window, run_id: str, settings: Settings) -> "Run":
        """The run named `run_id`; the same name always has the same batch."""
        batch = Batch.of(settings.data_root, source.id, run_id)
        return cls(source, window, batch, run_id, settings)

    def crawl(
        self,
        *,
        limit: int | None = None,
        refetch: bool = False,
        replay: tuple[str, ...] = (),
        urls: tuple[str, ...] = (),
        scheduled: bool = False,
        on_progress: Progress | None = None,
    ) -> Counts:
        """Discover the window's candidates and archive those not held yet; with `urls` these
        instead. A `scheduled` run leaves out the lists that are not due, and makes up for what
        runs before it missed. What was found at the lists is written down, however it ends."""
        from crawlers.crawl import CrawlError, CrawlOptions, crawl

        options = CrawlOptions(
            limit=limit,
            refetch=refetch,
            replay=replay,
            urls=urls,
            scheduled=scheduled,
            catch_up_from=self._catch_up_from() if scheduled else None,
            user_agent=self.settings.user_agent,
            proxies=self.settings.proxy_map,
        )
        url = self.settings.database_url
        try:
            counts = crawl(self.source, self.window, self.batch, options, url, on_progress)
        except CrawlError:
            from crawlers.database import DatabaseError

            with suppress(BatchError, DatabaseError):  # the crawl's own sentence is the one to tell
                self._remember_lists(options)
                self._watch_lists(options)
            raise
        self._remember_lists(options)
        return counts

    def _catch_up_from(self) -> datetime | None:
        """As far back as the source was ever crawled, but a day before the window at most."""
        if self.settings.database_url is None:
            return None
        database = news_database(self.settings)
        (row,) = database.fetch("frontier/first_window", {"source": self.source.id})
        first: datetime | None = row["start"]
        if first is None or first >= self.window.start:
            return None
        return max(first, self.window.start - CATCH_UP)

    def _remember_lists(self, options: "CrawlOptions") -> None:
        if self.settings.database_url and not options.replay:
            news_database(self.settings).remember_lists(self.source, self.batch.lists())

    def _watch_lists(self, options: "CrawlOptions") -> None:
        from crawlers.drift import watch_lists

        if self.settings.database_url and not options.replay:
            watch_lists(self.source, self.window, self.batch, news_database(self.settings))

    def dedupe(self) -> Counts:
        """Keep the pages that are worth reading."""
        from crawlers.dedupe import dedupe

        held = news_database(self.settings).held(self.source.id)
        return dedupe(self.batch, held, self.source)

    def clean(self) -> Counts:
        """Turn pages into articles."""
        from crawlers.clean import clean

        return clean(self.source, self.window, self.batch)

    def load(self) -> Counts:
        """Put the articles and the funnel into Postgres, all or nothing.

        Raises:
            QuarantineError: the batch is not what its source usually gives; its funnel is recorded
                and its articles are not.
        """
        from crawlers.drift import QuarantineError, watch
        from crawlers.load import load

        database = news_database(self.settings)
        why = watch(self.source, self.window, self.batch, database).quarantine
        counts = load(self.source, self.window, self.batch, database, self.id, why or None)
        if why:
            raise QuarantineError(why)
        return counts

    def alarms(self) -> dict[str, bool]:
        """What seems wrong with the source by this run: sentences, and whether each is new."""
        from crawlers.drift import sentences

        return sentences(self.source.id, self.batch, news_database(self.settings))


def import_archives(paths: list[Path], source_id: str | None, settings: Settings) -> Iterator[Run]:
    """Make batches of any WARC files, one for each source whose pages they hold; each run goes on
    with `dedupe`. A page of a site that no file describes is its host's.

    Raises:
        RunError: a file that is not there, or files without a response.
        BatchError: a file that is no WARC, or is damaged; nothing is kept of it.
    """
    from crawlers.batch import import_archive, records

    if missing := [str(path) for path in paths if not path.is_file()]:
        raise RunError(f"there is no file {missing[0]}")
    catalogue = load_catalogue(settings.catalogue).values()
    chosen = find_source(source_id, settings) if source_id else None
    urls = {record.url for path in paths for record in records(UPath(path))}
    owners = {url: chosen or _owner(url, catalogue) for url in urls}
    if not owners:
        raise RunError(f"there is no response in {', '.join(map(str, paths))}")
    name = "import__" + "_".join(path.name for path in paths)[:80]
    for source in {source.id: source for source in owners.values()}.values():
        batch = Batch.of(settings.data_root, source.id, name)
        theirs = {url for url, one in owners.items() if one.id == source.id}
        import_archive(paths, batch, theirs.__contains__)
        yield Run(source, EVERYTHING, batch, name, settings)


def _owner(url: str, catalogue: Collection[Source]) -> Source:
    """The source whose article `url` is, else the one whose site it is on, else its host's."""
    for fits in (Source.match, Source.owns):
        for source in catalogue:
            if source.owns(url) and fits(source, url):
                return source
    return source_of_host(url)


EVERYTHING = Window(start=datetime(1990, 1, 1).astimezone(), end=datetime(2200, 1, 1).astimezone())
"""The window of an import: an archive's pages are wanted whatever their date."""
