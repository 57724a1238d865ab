"""`newsdelta sources`: the catalogue, listed, checked and added to."""

import logging
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from crawlers.asked import RunError, find_source
from crawlers.crawl import CrawlError
from crawlers.settings import Settings
from crawlers.sources import Source, load_catalogue
from newsdelta.accept_command import accept
from newsdelta.kept_templates import described, say
from newsdelta.learn_command import learn_template
from newsdelta.probe_commands import probe, quiet, record
from newsdelta.running import anonymous

console = Console()
aside = Console(stderr=True)
app = typer.Typer(help="List and check the catalogue of sources.", rich_markup_mode="markdown")
app.command(epilog="Example: `newsdelta sources accept rthk`")(accept)
app.command(epilog="Example: `newsdelta sources probe https://news.example/ -o news.yaml`")(probe)
app.command(
    epilog="Example: `newsdelta sources record rthk "
    "https://news.rthk.hk/rthk/en/component/k2/1856125-20260526.htm`"
)(record)


app.command("learn", epilog="Example: `newsdelta sources learn rthk`")(learn_template)


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


@app.command(epilog="Example: `newsdelta sources check rthk --live`")
def check(
    source: Annotated[
        str | None, typer.Argument(help="Id of a source; all of them without.")
    ] = None,
    live: Annotated[
        bool, typer.Option("--live", help="Ask robots.txt and the lists of the sites, too.")
    ] = False,
) -> None:
    """Check the files: keys, expressions, schedules, sample URLs, and recorded pages.

    Learned templates are told with their age and fit, and whether they are due. With `--live` the
    sites are asked whether their lists still hold articles."""
    settings = Settings()
    catalogue = load_catalogue(settings.catalogue)
    chosen = [find_source(source, settings)] if source else list(catalogue.values())
    problems = [problem for one in chosen for problem in mistakes(one, settings)]
    if live:
        problems += [problem for one in chosen for problem in live_problems(one, settings)]
    for one in chosen:
        _tell_template(one, settings)
    if problems:
        raise RunError("\n".join(problems))
    console.print(f"{len(chosen)} sources, no mistake")


def _tell_template(source: Source, settings: Settings) -> None:
    told, warning = described(source, settings)
    if told:
        say(console, told)
    if warning:
        say(aside, warning)


def mistakes(source: Source, settings: Settings) -> list[str]:
    """What is wrong with a source whose file can be read."""
    from crawlers.recording import differences
    from crawlers.taxonomy import load_places

    unmatched = [url for url in source.samples if source.match(url) is None]
    problems = [f"{source.id}: articles: no expression matches {url}" for url in unmatched]
    if source.place and source.place not in {place.id for place in load_places()}:
        problems.append(f"{source.id}: place: '{source.place}' is not in the gazetteer")
    return [*problems, *differences(source, settings.catalogue)]


def live_problems(source: Source, settings: Settings) -> list[str]:
    """What is wrong with a site's lists; what was asked is shown as it comes."""
    from crawlers.live_check import check_live

    if warning := anonymous(source, settings):
        logging.getLogger("newsdelta").warning("%s", warning)
    problems = []
    try:
        with quiet():
            tried = check_live(source, datetime.now(UTC), settings.user_agent, settings.proxy_map)
            for one in tried:
                mark = "ok  " if one.well else "FAIL"
                console.print(f"{mark} {one.url}: {one.told}", markup=False, soft_wrap=True)
                if not one.well:
                    problems.append(f"{source.id}: {one.url}: {one.told}")
    except CrawlError as error:
        problems.append(str(error))
    return problems
