"""`newsdelta briefing`: the week of a region's press as one HTML page."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from crawlers.briefing import asked_span
from crawlers.settings import Settings
from crawlers.upkeep import keep_briefing, make_briefing
from newsdelta.opened import opened
from newsdelta.output import write


def briefing(
    region: Annotated[
        str | None, typer.Option(help="Region; else that with the most articles.")
    ] = None,
    since: Annotated[str | None, typer.Option(help="First day, such as 2026-11-16.")] = None,
    until: Annotated[str | None, typer.Option(help="Day after the last one.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="File to write; else the data root's.")
    ] = None,
) -> None:
    """Write what a region's press wrote in a week as one HTML page, and print where it is."""
    today = datetime.now(ZoneInfo(Settings().timezone)).date()
    span = asked_span(since, until, today)
    with opened(Settings()) as settings:
        made = make_briefing(settings, region, span)
        if output:
            write(output, made.page.encode())
        print(output or keep_briefing(settings, made))
