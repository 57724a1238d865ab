"""`newsdelta sources learn`: the template of a source, from pages that were archived of it."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from upath import UPath

from crawlers.pipeline import RunError, find_source
from crawlers.settings import Settings
from crawlers.sources import Source, learned_of
from crawlers.templates import Sample, TemplateError, learn, sample_of, samples_of, text_of

console = Console()
aside = Console(stderr=True)
_EVERY = 5


def learn_template(
    source: Annotated[str, typer.Argument(help="Id of a source.")],
    archives: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[WARC]…", help="Archives to learn from, not the source's batches."),
    ] = None,
    pages: Annotated[int, typer.Option(min=3, max=500, help="Articles to learn from.")] = 40,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print the template, and write nothing.")
    ] = False,
) -> None:
    """Learn a source's template from its archived articles, and keep it beside its file.

    What was learned before is replaced. The source's own selectors still go first."""
    settings = Settings()
    site = find_source(source, settings)
    found = archived(site, archives or [], settings, pages)
    samples = list(_told(islice(found, pages)))
    try:
        template = learn(site, samples, datetime.now(site.zone).date())
    except TemplateError as error:
        raise RunError(str(error)) from error
    if dry_run:
        print(text_of(template), end="")
        return
    path = _beside(site, settings)
    path.write_text(text_of(template), encoding="utf-8")
    table = Table("part", "learned", box=None)
    for name, value in template.model_dump(mode="json", exclude_defaults=True).items():
        shown = "\n".join(value) if isinstance(value, list) else str(value)
        table.add_row(name, shown)
    console.print(table, markup=False)
    console.print(f"kept: {path}", markup=False, highlight=False, soft_wrap=True)


def archived(
    site: Source, archives: list[Path], settings: Settings, pages: int
) -> Iterator[Sample]:
    """The source's articles: in `archives` if they are named, else in its batches."""
    if not archives:
        yield from samples_of(site, settings.data_root, most=pages)
        return
    from crawlers.batch import BatchError, records

    for path in archives:
        try:
            for record in records(UPath(path), frozenset({"response"})):
                if site.match(record.url) and (
                    sample := sample_of(site, record.url, record.body, record.content_type)
                ):
                    yield sample
        except BatchError as error:
            raise RunError(str(error)) from error


def _told(samples: Iterator[Sample]) -> Iterator[Sample]:
    """The samples, a line on the way for each few: reading them takes a while."""
    for number, sample in enumerate(samples, 1):
        if number % _EVERY == 0:
            aside.print(f"[dim]{number} articles read …[/]")
        yield sample


def _beside(site: Source, settings: Settings) -> Path:
    found = next(iter(settings.catalogue.rglob(f"{site.id}.yaml")), None)
    if found is None:
        raise RunError(f"{settings.catalogue} has no file {site.id}.yaml to keep it beside")
    return learned_of(found)
