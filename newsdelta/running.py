"""The four stages in a shell, without Airflow: the same functions, with progress bars."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Column

from crawlers.model import Counts, Stage, Window
from crawlers.pipeline import Run
from crawlers.settings import Settings
from crawlers.sources import Source
from crawlers.upkeep import index_articles, link_stories, roll_up
from newsdelta.first_week import say


def run_id(window: Window) -> str:
    """Name of a run made in a shell: the same window is the same run, so a second call goes on
    where the first was cut off."""
    return f"shell__{window.start:%Y-%m-%dT%H%M}__{window.end:%Y-%m-%dT%H%M}"


def anonymous(source: Source, settings: Settings) -> str | None:
    """What to tell a person who is about to crawl a real site under nobody's name."""
    nobody = settings.user_agent == Settings.model_fields["user_agent"].default
    if source.region == "newsstand" or not nobody:
        return None
    return (
        f"{source.name} is about to be crawled under a user agent that does not say who you are; "
        "set NEWSDELTA_USER_AGENT='Name/1.0 (+https://your.site/contact)'"
    )


def run_stages(run: Run, console: Console, crawl: Callable[..., Counts] | None = None) -> None:
    """Run the stages in order, a bar each, and say what each counted.

    `crawl` takes `on_progress`; without it the batch has its pages already.
    """
    steps: dict[str, Callable[[], Counts]] = {
        Stage.DEDUPE: run.dedupe,
        Stage.CLEAN: run.clean,
        Stage.LOAD: run.load,
        "coverage": lambda: _cover(run.settings),
    }
    with _bars(console) as bars:
        if crawl is not None:
            task = bars.add_task(Stage.CRAWL, total=None, counts="")
            tell = partial(_tell, bars, task)
            _done(bars, task, crawl(on_progress=tell))
        for name, step in steps.items():
            task = bars.add_task(name, total=None, counts="")
            _done(bars, task, step())
    console.print(f"Batch: {run.batch.path}", highlight=False, soft_wrap=True)


def _cover(settings: Settings) -> Counts:
    return {**link_stories(settings), **roll_up(settings), **index_articles(settings)}


def _tell(bars: Progress, task: TaskID, counts: Counts) -> None:
    total, done = counts.get("discovered"), counts.get("fetched", 0) + counts.get("rejects", 0)
    bars.update(task, total=total, completed=done, counts=say(counts))


def _done(bars: Progress, task: TaskID, counts: Counts) -> None:
    bars.update(task, total=1, completed=1, counts=say(counts))


@contextmanager
def _bars(console: Console) -> Iterator[Progress]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", table_column=Column(min_width=9, no_wrap=True)),
        BarColumn(bar_width=16),
        TimeElapsedColumn(),
        TextColumn("{task.fields[counts]}", table_column=Column(no_wrap=False)),
    )
    with Progress(*columns, console=console) as bars:
        yield bars
