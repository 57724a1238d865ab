"""`newsdelta sources accept`: a source has changed, and that is right."""

from typing import Annotated

import typer
from rich.console import Console

from crawlers.asked import RunError, find_source, news_database
from crawlers.settings import Settings
from newsdelta.opened import opened

console = Console()


def accept(source: Annotated[str, typer.Argument(help="Id of a source.")]) -> None:
    """Accept a source's open alarms: what it gives now is how it is to be.

    Batches in quarantine can be loaded then: clear the task `load` of their runs."""
    from crawlers.drift import accept as accept_alarms
    from crawlers.drift import quarantined

    with opened(Settings()) as settings:
        database = news_database(settings)
        site = find_source(source, settings)
        accepted = accept_alarms(site.id, database)
        if not accepted:
            raise RunError(f"{site.id} has no open alarm")
        for alarm in accepted:
            console.print(f"accepted {alarm['name']}: {alarm['sentence']}", markup=False)
        for batch in quarantined(site.id, database):
            console.print(f"to be loaded: {batch}", markup=False)
