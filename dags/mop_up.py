"""Once a day: have sources crawl past days again that miss something which may be had now.

What is missing is told by the view `coverage_completeness`. A day is looked at on each of the seven
days after it, then on the same weekday for four weeks more; `NEWSDELTA_MOP_UP_DAYS` bounds how many
days one run takes. It is on from the start; a source whose DAG is paused is left alone.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import CronDataIntervalTimetable, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowRuntimeError
from defaults import once_for_all

from crawlers.gaps import Gap
from crawlers.settings import Settings
from crawlers.upkeep import mop_up as find_gaps


def is_on(dag_id: str) -> bool:
    """Whether there is such a DAG and it is not paused: a paused one would queue runs for ever."""
    try:
        return not get_current_context()["ti"].get_dag(dag_id).is_paused
    except AirflowRuntimeError:  # no file makes it, or it was not read yet
        return False


def run_of(gap: Gap, today: datetime) -> dict[str, Any]:
    """The run of a source's DAG that fills `gap`; asked for twice a day, it is one run."""
    return {
        "trigger_dag_id": gap.source,
        "trigger_run_id": f"mop_up__{gap.since:%Y-%m-%d}__{today:%Y-%m-%d}",
        "conf": {"since": gap.since.isoformat(), "until": gap.until.isoformat()},
        "note": gap.why,
    }


@dag(
    schedule=CronDataIntervalTimetable("20 5 * * *", timezone=Settings().timezone),
    doc_md=__doc__,
    **once_for_all(timedelta(minutes=30)),
)
def mop_up() -> None:
    """Find the gaps, then trigger a run for each."""

    @task
    def gaps() -> list[dict[str, Any]]:
        now = datetime.now(UTC)
        return [run_of(gap, now) for gap in find_gaps(Settings(), now) if is_on(gap.source)]

    TriggerDagRunOperator.partial(
        task_id="crawl_again", skip_when_already_exists=True
    ).expand_kwargs(gaps())


mop_up()
