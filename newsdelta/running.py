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

from crawlers.model import Counts, Stage, Window
from crawlers.pipeline import Run, link_stories, roll_up
from newsdelta.first_week import say


def run_id(window: Window) -> str:
    """Name of a run made in a shell: the same window is the same run, so a second call goes on
    where the first was cut off."""
    return f"shell__{window.start:%Y-%m-%dT%H%M}__{window.end:%Y-%m-%dT%H%M}"


def run_stages(run: Run, console: Console, crawl: Callable[..., Counts] | None = None) -> None:
    """Run the stages in order, a bar each, and say what each counted.

    `crawl` takes `on_progress`; without it the batch has its pages already.
    """
    steps: dict[str, Callable[[], Counts]] = {
        Stage.DEDUPE: run.dedupe,
        Stage.CLEAN: run.clean,
        Stage.LOAD: run.load,
        "coverage": lambda: {**link_stories(run.settings), **roll_up(run.settings)},
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


def _tell(bars: Progress, task: TaskID, counts: Counts) -> None:
    total, done = counts.get("discovered"), counts.get("fetched", 0) + counts.get("rejects", 0)
    bars.update(task, total=total, completed=done, counts=say(counts))


def _done(bars: Progress, task: TaskID, counts: Counts) -> None:
    bars.update(task, total=1, completed=1, counts=say(counts))


@contextmanager
def _bars(console: Console) -> Iterator[Progress]:
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:9}"),
        BarColumn(bar_width=16),
        TimeElapsedColumn(),
        TextColumn("{task.fields[counts]}"),
    )
    with Progress(*columns, console=console) as bars:
        yield bars
