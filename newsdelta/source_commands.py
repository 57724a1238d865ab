"""`newsdelta sources`: the catalogue, listed and checked."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from crawlers.pipeline import RunError, find_source
from crawlers.settings import Settings
from crawlers.sources import Source, load_catalogue
from newsdelta.accept_command import accept

console = Console()
app = typer.Typer(help="List and check the catalogue of sources.", rich_markup_mode="markdown")
app.command(epilog="Example: `newsdelta sources accept rthk`")(accept)


@app.callback(invoke_without_command=True, epilog="Example: `newsdelta sources`")
def sources(context: typer.Context) -> None:
    """List the sources; `newsdelta sources check` checks their files."""
    if context.invoked_subcommand is not None:
        return
    table = Table("id", "name", "languages", "kind", "region", "schedule", box=None)
    for source in load_catalogue(Settings().catalogue).values():
        names = " ".join(dict.fromkeys(filter(None, (source.name, source.native_name))))
        languages = " ".join(source.languages)
        table.add_row(source.id, names, languages, source.kind, source.region, source.schedule)
    console.print(table)


@app.command(epilog="Example: `newsdelta sources check rthk`")
def check(
    source: Annotated[
        str | None, typer.Argument(help="Id of a source; all of them without.")
    ] = None,
) -> None:
    """Check the files: keys, expressions, schedules, and the sample URLs each one names."""
    settings = Settings()
    catalogue = load_catalogue(settings.catalogue)
    chosen = [find_source(source, settings)] if source else list(catalogue.values())
    problems = [problem for one in chosen for problem in mistakes(one)]
    if problems:
        raise RunError("\n".join(problems))
    console.print(f"{len(chosen)} sources, no mistake")


def mistakes(source: Source) -> list[str]:
    """What is wrong with a source whose file can be read."""
    from crawlers.taxonomy import load_places

    unmatched = [url for url in source.samples if source.match(url) is None]
    problems = [f"{source.id}: articles: no expression matches {url}" for url in unmatched]
    if source.place and source.place not in {place.id for place in load_places()}:
        problems.append(f"{source.id}: place: '{source.place}' is not in the gazetteer")
    return problems
