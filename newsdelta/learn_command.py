"""`newsdelta sources learn`: the templates of sources, from pages that were archived of them."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from upath import UPath

from crawlers.asked import RunError, find_source
from crawlers.settings import Settings
from crawlers.sources import Source, load_catalogue
from crawlers.templates import Sample, renew, sample_of, samples_of, text_of
from newsdelta.due_templates import learn_due
from newsdelta.kept_templates import keep, tell

console = Console()
aside = Console(stderr=True)
_EVERY = 5


def learn_template(
    source: Annotated[
        str | None, typer.Argument(help="Id of a source; all whose template is due without.")
    ] = None,
    archives: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[WARC]…", help="Archives to learn from, not the source's batches."),
    ] = None,
    due: Annotated[
        bool, typer.Option("--due", help="Only if it is due: an alarm, its age, how it fits.")
    ] = False,
    pages: Annotated[int, typer.Option(min=3, max=500, help="Articles to learn from.")] = 40,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be kept, and write nothing.")
    ] = False,
) -> None:
    """Learn a source's template from its archived articles, and keep it beside its file.

    Without an id, every template that is due is learned anew. What was learned before stays where
    the new one would fit worse, and is kept as an earlier version where the site was redesigned.
    The source's own selectors still go first."""
    settings = Settings()
    some = (
        [find_source(source, settings)] if source else load_catalogue(settings.catalogue).values()
    )
    read = partial(_archived, archives=archives or [], settings=settings, pages=pages)
    if due or not source:
        learn_due(list(some), read, settings, dry_run=dry_run)
        return
    for site in some:
        _learn(site, list(read(site)), settings, dry_run=dry_run)


def _learn(site: Source, samples: list[Sample], settings: Settings, *, dry_run: bool) -> None:
    renewal = renew(site, samples, datetime.now(site.zone).date())
    if renewal.new is None and renewal.fit is None:
        raise RunError(f"{site.id}: {renewal.why}")
    tell(renewal, aside if dry_run else console)
    if renewal.new and dry_run:
        print(text_of(renewal.new), end="")
    elif renewal.new:
        keep(site, renewal.new, settings)


def _archived(
    site: Source, *, archives: list[Path], settings: Settings, pages: int
) -> Iterator[Sample]:
    """The source's articles, `pages` at most: in `archives` if named, else in its batches."""
    of_batches = samples_of(site, settings.data_root, most=pages)
    found = _of_archives(site, archives) if archives else of_batches
    for number, sample in enumerate(islice(found, pages), 1):
        if number % _EVERY == 0:  # reading them takes a while
            aside.print(f"[dim]{site.id}: {number} articles read …[/]")
        yield sample


def _of_archives(site: Source, archives: list[Path]) -> Iterator[Sample]:
    from crawlers.batch import BatchError, records

    for path in archives:
        try:
            for record in records(UPath(path), frozenset({"response"})):
                fitting = site.match(record.url)
                page = (record.url, record.body, record.content_type, record.fetched_at)
                if fitting and (sample := sample_of(site, *page)):
                    yield sample
        except BatchError as error:
            raise RunError(str(error)) from error
