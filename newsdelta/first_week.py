"""The main job of `newsdelta up`: the newsstand's last days, crawled through Airflow, followed
stage by stage, and held against what the newsstand says it published."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
from rich.console import Console

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.model import Counts, Stage, Window
from crawlers.sources import Source
from newsdelta.airflow_api import Airflow
from newsdelta.errors import StackError
from newsdelta.tables import coverage_rows

POLL_SECONDS = 0.5
ENDED_BADLY = ("failed", "upstream_failed")
COVERAGE = "coverage"
_AGREEMENT = 0.99
"""How far the counts by topic agree with the newsstand's at least, as an F1."""
_NONE = (0, 0)


@dataclass
class FirstWeek:
    """One run of each of `sources` over `window`."""

    airflow: Airflow
    database: Database
    data_root: str
    sources: list[Source]
    window: Window
    _told: set[tuple[str, str]] = field(default_factory=set)

    @property
    def run_id(self) -> str:
        """Name of the runs: the same days are the same runs, so a second start goes on."""
        return f"up__{self.window.start:%Y-%m-%d}__{self.window.end:%Y-%m-%d}"

    def start(self) -> None:
        """Trigger the runs, then let the schedules go.

        Each run stands for the last interval of its schedule, which its window holds: else the
        scheduler would make that run too, for nothing.
        """
        conf = {"since": self.window.start.isoformat(), "until": self.window.end.isoformat()}
        self.airflow.unpause(COVERAGE)
        dates = self.airflow.next_dates()
        for source in self.sources:
            self.airflow.trigger(source.id, self.run_id, dates[source.id], conf)
        for source in self.sources:
            self.airflow.unpause(source.id)

    def follow(self, check: Callable[[], None], console: Console) -> None:
        """Print each stage as it ends, until all are loaded, linked and rolled up.

        Raises:
            StackError: a stage failed for good, or a program of the stack ended.
        """
        ids = [source.id for source in self.sources]
        while True:
            check()
            states = self.airflow.task_states(ids, self.run_id)
            self._tell(states, console)
            if self._loaded(states) and self._covered():
                return
            time.sleep(POLL_SECONDS)

    def _tell(self, states: dict[tuple[str, str], str], console: Console) -> None:
        for (dag_id, task_id), state in sorted(states.items()):
            if state in ENDED_BADLY:
                raise StackError(
                    f"{dag_id}: step {task_id} {state.replace('_', ' ')}; its log is in the UI "
                    f"and below {self.data_root}/../airflow/logs/dag_id={dag_id}"
                )
            if state == "success" and (dag_id, task_id) not in self._told:
                self._told.add((dag_id, task_id))
                batch = Batch.of(self.data_root, dag_id, self.run_id)
                counts = say(batch.counts(Stage(task_id)))
                done, all_ = len(self._told), len(self.sources) * len(Stage)
                line = f"  {done:>2}/{all_}  {dag_id} {task_id}: {counts}"
                console.print(line, highlight=False, soft_wrap=True)

    def _loaded(self, states: dict[tuple[str, str], str]) -> bool:
        return all(states.get((s.id, Stage.LOAD)) == "success" for s in self.sources)

    def _covered(self) -> bool:
        """Whether the coverage DAG has taken in every load."""
        return not any(self.database.fetch("progress")[0].values())

    def compare(self, newsstand_url: str, console: Console) -> None:
        """Hold the printed numbers against the truth: those of the sources must be equal,
        those of the topics nearly, as texts can be read in more ways than their author's.

        Raises:
            StackError: they differ.
        """
        span = {"since": self.window.start.isoformat(), "until": self.window.end.isoformat()}
        answer = httpx.get(f"{newsstand_url}/_truth", params=span, timeout=60, trust_env=False)
        truth = answer.raise_for_status().json()
        console.print()
        for by, least in (("source", 1.0), ("topic", _AGREEMENT)):
            rows = coverage_rows(self.database, by, self.window)
            ours = {row["id"]: (row["articles"], row["originals"]) for row in rows}
            theirs = {
                name: (counts["articles"], counts["originals"])
                for name, counts in truth["counts"][f"by_{by}"].items()
            }
            odd = [
                f"{name}: {ours.get(name, _NONE)} for {theirs.get(name, _NONE)}"
                for name in sorted(ours | theirs)
                if ours.get(name, _NONE) != theirs.get(name, _NONE)
            ]
            if agreement(ours, theirs) < least:
                raise StackError(
                    f"the coverage by {by} is not what the newsstand published: " + "; ".join(odd)
                )
            but = f", but for {'; '.join(odd)}" if odd else ""
            console.print(
                f"Coverage by {by}: equal to what the newsstand published{but}.", highlight=False
            )


def agreement(ours: Mapping[str, tuple[int, ...]], theirs: Mapping[str, tuple[int, ...]]) -> float:
    """Twice what two tables of counts have in common over all they count, 0 to 1: their F1.

    >>> agreement({"sport": (3, 2)}, {"sport": (3, 2)}), agreement({"sport": (3, 2)}, {})
    (1.0, 0.0)
    """
    both = [
        (ours.get(name, _NONE), theirs.get(name, _NONE)) for name in ours.keys() | theirs.keys()
    ]
    common = sum(sum(map(min, one, other)) for one, other in both)
    everything = sum(sum(one) + sum(other) for one, other in both)
    return 2 * common / everything if everything else 1.0


def say(counts: Counts) -> str:
    """Counts as a phrase.

    >>> say({"discovered": 9, "fetched": 7, "robots": 0})
    '9 discovered, 7 fetched'
    """
    return ", ".join(f"{number} {name}" for name, number in counts.items() if number)
