"""Learned templates as a person meets them: told, shown with what changed, kept beside a source."""

from pathlib import Path

from rich.console import Console

from crawlers.asked import RunError
from crawlers.settings import Settings
from crawlers.sources import Learned, Source, learned_of
from crawlers.templates import OLD, Renewal, changes, newest_day, text_of

console = Console()


def tell(renewal: Renewal, out: Console = console) -> None:
    """What came of learning: how it fits, and each selector and line that is new or gone."""
    if renewal.new is None:
        what = "the old template stays" if renewal.old else "nothing is learned"
        say(out, f"  {what}: {renewal.why}")
        return
    before = "" if renewal.fit is None else f"{renewal.fit:.3f} → "
    say(out, f"  learned of {renewal.new.pages} articles, fit {before}{renewal.new.fit:.3f}")
    lines = list(changes(renewal.old, renewal.new)) or ["selectors and lines: as before"]
    for line in lines:
        say(out, f"  {line}")


def keep(site: Source, template: Learned, settings: Settings) -> None:
    """Write the template beside the source's file, in place of the one before.

    Raises:
        RunError: the source has no file there, or it cannot be written.
    """
    path = _beside(site, settings)
    try:
        path.write_text(text_of(template), encoding="utf-8")
    except OSError as error:
        raise RunError(f"{path} cannot be written: {error.strerror}") from error
    say(console, f"  kept: {path}")


def described(site: Source, settings: Settings) -> tuple[str, str]:
    """How old a source's template is and how well it fits, and, where it is due by its age, what
    to do; empty where there is none."""
    template = site.learned
    if template is None:
        return "", ""
    told = f"{site.id}: template learned on {template.learned} of {template.pages} articles"
    told += f", the newest of {template.newest}" if template.newest else ""
    told += f"; fit {template.fit:.3f}"
    newest = newest_day(site, settings.data_root)
    age = template.age(newest) if newest else 0
    told += f"; the newest archived article is {age} days younger" if newest else ""
    if age <= OLD:
        return told, ""
    return told, f"{site.id}: its template is due, 'newsdelta sources learn {site.id}' renews it"


def say(out: Console, line: str) -> None:
    """One line as it is: no markup, no colours, no wrapping."""
    out.print(line, markup=False, highlight=False, soft_wrap=True)


def _beside(site: Source, settings: Settings) -> Path:
    found = next(iter(settings.catalogue.rglob(f"{site.id}.yaml")), None)
    if found is None:
        raise RunError(f"{settings.catalogue} has no file {site.id}.yaml to keep it beside")
    return learned_of(found)
