"""`newsdelta sources probe` and `record`: what leads to a source's file, and what holds it."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from crawlers.asked import RunError, find_source
from crawlers.model import Article, Reject
from crawlers.settings import Settings
from newsdelta.running import anonymous

console = Console()
aside = Console(stderr=True)
_TITLE, _LINE = 44, 60


def probe(
    url: Annotated[str, typer.Argument(help="The front page of a news site.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="File to write, `<id>.yaml`; without it the draft is printed."
        ),
    ] = None,
    region: Annotated[str, typer.Option(help="Region the source is filed under.")] = "gba",
    delay: Annotated[
        float, typer.Option(min=0, help="Seconds between requests, now and in the draft.")
    ] = 2.0,
) -> None:
    """Draft a source file from a home page: lists, article addresses, selectors, and a preview.

    What could not be found is said at the end."""
    from crawlers.probe import ProbeError
    from crawlers.probe import probe as look_at

    settings = Settings()
    _may_write(output)
    if region != "newsstand":
        _name_yourself(settings)
    with quiet():
        try:
            draft = look_at(
                url,
                datetime.now(UTC),
                user_agent=settings.user_agent,
                proxies=settings.proxy_map,
                delay=delay,
                source_id=output.stem if output else None,
                region=region,
                timezone=settings.timezone,
                tell=lambda what: aside.print(f"[dim]{escape(what)} …[/]"),
            )
        except (ProbeError, ValueError) as error:
            raise RunError(str(error)) from error
    if output:
        output.write_text(draft.text, encoding="utf-8")
    else:
        print(draft.text, end="")
    aside.print(preview(draft.preview))
    for sentence in draft.missing:
        aside.print(f"not found: {sentence}", markup=False, highlight=False, soft_wrap=True)
    where = str(output) if output else f"save it as {draft.id}.yaml"
    aside.print(f"{draft.requests} responses; {where}", markup=False, highlight=False)


def record(
    source: Annotated[str, typer.Argument(help="Id of a source.")],
    urls: Annotated[list[str], typer.Argument(metavar="URL…", help="Addresses of its pages.")],
) -> None:
    """Keep pages of a source, and what they are read as, beside its file.

    From then on `newsdelta sources check` tells what is read otherwise."""
    from crawlers.recording import RecordingError, files_of
    from crawlers.recording import record as keep

    settings = Settings()
    site = find_source(source, settings)
    if warning := anonymous(site, settings):
        logging.getLogger("newsdelta").warning("%s", warning)
    try:
        with quiet():
            told = keep(site, urls, settings.catalogue, settings.user_agent, settings.proxy_map)
    except RecordingError as error:
        raise RunError(str(error)) from error
    for one in told:
        read = one.get("title") or f"no article: {one.get('reject')}"
        console.print(f"{one['url']}: {read}", markup=False, highlight=False, soft_wrap=True)
    for path in files_of(site, settings.catalogue):
        console.print(f"kept: {path}", markup=False, highlight=False, soft_wrap=True)


def preview(pages: tuple[Article | Reject, ...]) -> Table:
    """What the sampled pages are read as."""
    table = Table("published", "words", "title", "first line", box=None)
    for page in pages:
        if isinstance(page, Reject):
            table.add_row("", "", escape(f"{page.reason} {page.detail}"), escape(page.url))
            continue
        at = f"{page.published_at:%Y-%m-%d %H:%M}" if page.published_at else "?"
        first = page.body.partition("\n")[0]
        table.add_row(at, str(page.words), escape(page.title[:_TITLE]), escape(first[:_LINE]))
    return table


def _may_write(output: Path | None) -> None:
    if output is None:
        return
    if output.suffix != ".yaml":
        raise RunError(f"{output}: a source's file is named <id>.yaml")
    if output.exists():
        raise RunError(f"{output} is there already; name another file")
    if not output.parent.is_dir():
        raise RunError(f"there is no folder {output.parent}")


def _name_yourself(settings: Settings) -> None:
    if settings.user_agent == Settings.model_fields["user_agent"].default:
        logging.getLogger("newsdelta").warning(
            "the site will not know who you are; set "
            "NEWSDELTA_USER_AGENT='Name/1.0 (+https://your.site/contact)'"
        )


@contextmanager
def quiet() -> Iterator[None]:
    """Addresses that were guessed and are not there are no news."""
    log = logging.getLogger("newsdelta.crawl")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(level)
