"""`newsdelta retention`: drop what is to be kept no longer, or say what that is."""

from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from crawlers.settings import Settings
from crawlers.upkeep import drop_batches, drop_texts
from newsdelta.opened import opened

console = Console()


def retention(
    dry_run: Annotated[bool, typer.Option(help="Say what would go, and drop nothing.")] = False,
) -> None:
    """Drop the texts and archived pages that NEWSDELTA_KEEP_TEXTS and NEWSDELTA_KEEP_PAGES, numbers
    of months, keep no longer."""
    now = datetime.now(UTC)
    go = "that would go" if dry_run else "that went"
    with opened(Settings()) as settings, console.status("") as status:

        def tell(count: int, name: str) -> None:
            status.update(f"{name}: {count:,}")

        kept = _kept("Texts", settings.keep_texts, "NEWSDELTA_KEEP_TEXTS")
        texts = drop_texts(settings, now, tell, dry_run=dry_run)["texts"]
        console.print(f"{kept}; texts {go}: {texts:,}.")
        kept = _kept("Archived pages", settings.keep_pages, "NEWSDELTA_KEEP_PAGES")
        batches = drop_batches(settings, now, tell, dry_run=dry_run)["batches"]
        console.print(f"{kept}; batches {go}: {batches:,}.")


def _kept(what: str, months: int | None, setting: str) -> str:
    span = f"for ever, as {setting} is not set" if months is None else f"for {months} months"
    return f"{what} are kept {span}"
