"""`newsdelta db`: the news database's schema, and a shell on it."""

import os
import subprocess
import sys
from typing import Annotated

import typer
from rich.console import Console

from crawlers.asked import RunError, news_database
from crawlers.database import dictionary
from crawlers.settings import Settings
from newsdelta import embedded
from newsdelta.opened import migrate, opened

console = Console()
app = typer.Typer(no_args_is_help=True, help="The news database.", rich_markup_mode="markdown")


@app.command("migrate", epilog="Example: `newsdelta db migrate`")
def migrate_() -> None:
    """Bring the schema, the views, the taxonomy and the catalogue up to date."""
    with opened(Settings()) as settings:
        migrate(settings)
    console.print("The news database is up to date.")


@app.command("dictionary", epilog="Example: `newsdelta db dictionary > docs/data.md`")
def dictionary_() -> None:
    """Print every view and table with what each column means, as Markdown."""
    with opened(Settings()) as settings:
        sys.stdout.write(dictionary(news_database(settings)))


@app.command(epilog="Example: `newsdelta db shell -- -c 'select * from news.source_health'`")
def shell(
    arguments: Annotated[list[str] | None, typer.Argument(help="Passed on to psql.")] = None,
    write: Annotated[bool, typer.Option(help="As the owner, not as the read-only role.")] = False,
) -> None:
    """Open psql on the news database, as the read-only role that analysts have."""
    with opened(Settings()) as settings:
        psql = embedded.binary("psql")
        role = {} if write else {"PGOPTIONS": "-c role=news_reader -c search_path=news"}
        command = [psql, settings.database_url or "", *(arguments or ())]
        status = subprocess.run(command, env={**os.environ, **role}, check=False).returncode
    if status:
        raise RunError(f"psql ended with status {status}")
