"""The command `newsdelta`."""

import errno
import logging
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.logging import RichHandler

from crawlers.asked import RunError, find_source, make_window
from crawlers.batch import BatchError
from crawlers.briefing import BriefingError
from crawlers.crawl import CrawlError
from crawlers.database import DatabaseError
from crawlers.drift import QuarantineError
from crawlers.model import Article
from crawlers.pipeline import Run, import_archives
from crawlers.retention import RetentionError
from crawlers.settings import Settings
from crawlers.sources import CatalogueError
from crawlers.sources.mistakes import sentences
from crawlers.tagging import TextsError
from crawlers.taxonomy import TaxonomyError
from newsdelta import database_commands, source_commands, topic_commands
from newsdelta.briefing_command import briefing
from newsdelta.coverage_command import coverage
from newsdelta.errors import StackError
from newsdelta.opened import opened
from newsdelta.retention_command import retention
from newsdelta.running import anonymous, run_id, run_stages
from newsdelta.search_command import search
from newsdelta.stack import Stack

MISTAKE, FAILURE, INTERRUPTED = 2, 1, 130
_MISTAKES = (RunError, CatalogueError, TaxonomyError, TextsError, BatchError, BriefingError)
console = Console()
app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="markdown",
    help="Newsdelta watches the press of a region: crawl, dedupe, clean, load, and coverage.",
)
app.add_typer(database_commands.app, name="db")
app.add_typer(source_commands.app, name="sources")
app.add_typer(topic_commands.app, name="topics")

Since = Annotated[str | None, typer.Option(help="Start of the window, such as 2026-11-15.")]
Until = Annotated[str | None, typer.Option(help="End of the window, itself not in it.")]


@app.command(epilog="Example: `newsdelta up --once --days 3`")
def up(
    once: Annotated[bool, typer.Option(help="End when the coverage is printed.")] = False,
    port: Annotated[int | None, typer.Option(help="Port of the UI; else 8080 or the next.")] = None,
    newsstand_port: Annotated[
        int | None, typer.Option(help="Port of the newsstand; else 8900 or the next.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=60, help="Days of news to crawl first.")] = 7,
) -> None:
    """Start Postgres, Airflow and the newsstand, crawl the last days, print their coverage."""
    from newsdelta.up import Wishes, up

    up(Settings(), Wishes(once, port, newsstand_port, days), console)


@app.command(epilog="Example: `newsdelta run rthk --since 2026-11-15 --until 2026-11-16`")
def run(
    source: Annotated[str, typer.Argument(help="Id of a source; `newsdelta sources` lists them.")],
    more: Annotated[list[Path] | None, typer.Argument(hidden=True)] = None,
    since: Since = None,
    until: Until = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many articles.")] = None,
    refetch: Annotated[bool, typer.Option(help="Fetch known URLs again.")] = False,
    replay: Annotated[
        Path | None,
        typer.Option(metavar="WARC…", help="WARC files that answer instead of the network."),
    ] = None,
) -> None:
    """Run the four stages for one source, without Airflow."""
    if more and not replay:
        raise RunError(f"'{more[0]}' is one argument too many; WARC files follow --replay")
    archives = tuple(str(path) for path in (replay, *(more or ())) if path)
    base = Settings()
    site = find_source(source, base)
    window = make_window(since, until, site.zone, datetime.now(UTC))
    warning = None if archives else anonymous(site, base)
    if warning:
        logging.getLogger("newsdelta").warning("%s", warning)
    with opened(base) as settings:
        one = Run.of(site, window, run_id(window), settings)
        crawl = partial(one.crawl, limit=limit, refetch=refetch, replay=archives)
        run_stages(one, console, crawl)


@app.command("import", epilog="Example: `newsdelta import captures/*.warc.gz`")
def import_(
    warcs: Annotated[list[Path], typer.Argument(metavar="WARC…", help="WARC files, any maker's.")],
    source: Annotated[
        str | None, typer.Option(help="Read all pages as this source's; else by their host.")
    ] = None,
) -> None:
    """Read the pages of any WARC files: from `dedupe` on, without a request."""
    with opened(Settings()) as settings:
        for one in import_archives(warcs, source, settings):
            console.print(f"[bold]{one.source.name}[/]")
            run_stages(one, console)


_EXAMPLE = "Example: `newsdelta coverage --by place --per week --since 2026-11-02`"
app.command(epilog=_EXAMPLE)(coverage)


app.command(epilog="Example: `newsdelta search '\"Bay Area\" OR 大灣區' --since 2026-11-15`")(
    search
)


app.command(epilog="Example: `newsdelta briefing --since 2026-11-16`")(briefing)

app.command(epilog="Example: `newsdelta retention --dry-run`")(retention)


@app.command(epilog="Example: `newsdelta extract page.html --url https://news.example/a/1`")
def extract(
    file: Annotated[Path, typer.Argument(help="An HTML file, or - for standard input.")],
    url: Annotated[str, typer.Option(help="Where the page is from.")],
    source: Annotated[str | None, typer.Option(help="Read it with this source's hints.")] = None,
) -> None:
    """Turn one HTML file into an article, printed as JSON."""
    from crawlers.clean import extract_article

    site = find_source(source, Settings()) if source else None
    try:
        html = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise RunError(f"{file} cannot be read: {error.strerror}") from error
    result = extract_article(html, url, site)
    print(result.model_dump_json(indent=1))
    if not isinstance(result, Article):
        raise RunError(f"{url} is no article: {result.reason}")


@app.command(
    epilog="Example: `newsdelta airflow backfill create --dag-id ns_river_daily "
    "--from-date 2026-11-10 --to-date 2026-11-12`",
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
def airflow(
    words: Annotated[list[str], typer.Argument(help="A command of Airflow with its options.")],
) -> None:
    """Run a command of Airflow in the stack that is up."""
    stack = Stack.of_running(Settings().home.absolute())
    call = [sys.executable, "-m", "airflow", *words]
    if status := subprocess.run(call, env=stack.environment, check=False).returncode:
        raise SystemExit(status)


def main() -> None:
    """Run the command; a mistake gets one plain sentence and exit status 2."""
    handler = RichHandler(console=Console(stderr=True), show_time=False, show_path=False)
    logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler])
    try:
        app()
    except _MISTAKES as error:
        fail(str(error), MISTAKE)
    except ValidationError as error:
        if error.title != Settings.__name__:
            raise
        fail("\n".join(_wrong_settings(error)), MISTAKE)
    except (CrawlError, DatabaseError, QuarantineError, RetentionError, StackError) as error:
        fail(str(error), FAILURE)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        fail(f"the disk is full: {error.filename or Settings().home}", FAILURE)
    except KeyboardInterrupt:
        fail("interrupted", INTERRUPTED)


def _wrong_settings(error: ValidationError) -> Iterator[str]:
    for told in sentences(error, Settings):
        name, _, why = told.partition(":")
        yield f"NEWSDELTA_{name.upper()}:{why}"


def fail(message: str, status: int) -> NoReturn:
    """Say what went wrong, a line each, and exit."""
    for line in message.splitlines():
        print(f"newsdelta: {line}", file=sys.stderr)
    raise SystemExit(status)


if __name__ == "__main__":
    main()
