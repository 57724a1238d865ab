"""`newsdelta sources learn` without an id: the templates that are due, learned anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from rich.console import Console

from crawlers.asked import RunError, news_database
from crawlers.batch import BatchError
from crawlers.database import DatabaseError
from crawlers.settings import Settings
from crawlers.sources import Source
from crawlers.templates import Sample, reasons, renew
from newsdelta.errors import StackError
from newsdelta.kept_templates import keep, say, tell
from newsdelta.opened import opened

console = Console()
aside = Console(stderr=True)

Pages = Callable[[Source], Iterator[Sample]]
Alarms = Mapping[str, Mapping[str, datetime]]


def learn_due(sites: Sequence[Source], pages: Pages, settings: Settings, *, dry_run: bool) -> None:
    """Learn anew each template of `sites` that is due, and say why it is and what changed.

    Raises:
        RunError: once all were looked at: archives that cannot be read, files that cannot be
            written, a sentence each.
    """
    alarms = _alarms(settings)
    concerned = [site for site in sites if site.learned or site.id in alarms]
    came, mistakes = [], []
    for site in concerned:
        try:
            came.append(_look_at(site, pages, alarms, None if dry_run else settings))
        except (BatchError, RunError) as error:
            mistakes.append(f"{site.id}: {error}")
    due = [learned for learned in came if learned is not None]
    say(console, f"{len(concerned)} templates, {len(due)} due, {sum(due)} learned anew")
    if mistakes:
        raise RunError("\n".join(mistakes))


def _look_at(site: Source, pages: Pages, alarms: Alarms, keeping: Settings | None) -> bool | None:
    """Whether a template was learned anew; None where it is not due."""
    days = {name: at.astimezone(site.zone).date() for name, at in alarms.get(site.id, {}).items()}
    samples = list(pages(site))
    why = reasons(site, samples, days)
    if not why:
        return None
    say(console, f"{site.id} is due: {'; '.join(why)}")
    renewal = renew(site, samples, datetime.now(site.zone).date())
    tell(renewal)
    if renewal.new and keeping:
        keep(site, renewal.new, keeping)
    return renewal.new is not None


def _alarms(settings: Settings) -> Alarms:
    """The alarms that stand; none, and a sentence, where there is no database to ask."""
    from crawlers.drift import seen

    without = "templates are looked at by age and fit alone"
    if settings.database_url is None and not (settings.home / "postgres").exists():
        say(aside, f"no news database is there to tell of alarms; {without}")
        return {}
    try:
        with opened(settings) as local:
            return seen(news_database(local))
    except (DatabaseError, StackError) as error:
        say(aside, f"{error}; {without}")
        return {}
