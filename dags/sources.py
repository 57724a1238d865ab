"""One DAG for each source of the catalogue: crawl, dedupe, clean, load.

A DAG's schedule, tags and docs come from the source's YAML file; pausing the DAG pauses the site.
A task hands the next one a batch path and counts, never articles. Each run is about one window of
publication time: the run's data interval, or the window asked for in the form.
"""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import (
    DAG,
    CronDataIntervalTimetable,
    Param,
    get_current_context,
    get_parsing_context,
    task,
)
from airflow.sdk.exceptions import AirflowFailException, AirflowRescheduleException
from assets import ARTICLES
from notify import chosen, on_failure, quietly

from crawlers.asked import RunError, run_window
from crawlers.crawl import ClosedHoursError
from crawlers.drift import QuarantineError
from crawlers.model import Counts
from crawlers.pipeline import Run
from crawlers.settings import Settings
from crawlers.sources import Source, read_catalogue
from crawlers.sources.describe import describe

_LOG = logging.getLogger(__name__)
TELL = chosen(Settings())
FORM = {
    "since": Param(
        None,
        type=["null", "string"],
        format="date-time",
        title="Published since",
        description="Start of the window. Empty: the run's data interval, else the last day.",
    ),
    "until": Param(
        None,
        type=["null", "string"],
        format="date-time",
        title="Published before",
        description="End of the window, itself not in it. Empty: as above, else now.",
    ),
    "limit": Param(
        None,
        type=["null", "integer"],
        minimum=1,
        title="At most so many articles",
        description="Empty: all of them.",
    ),
    "refetch": Param(
        False,
        type="boolean",
        title="Fetch known URLs again",
        description="Changed texts become revisions.",
    ),
}


def this_run(source: Source) -> Run:
    """The run that the calling task belongs to."""
    context = get_current_context()
    dag_run, params = context["dag_run"], context["params"]
    try:
        window = run_window(
            params["since"],
            params["until"],
            dag_run.data_interval_start,
            dag_run.data_interval_end,
            dag_run.run_after,
            source.zone,
        )
        return Run.of(source, window, dag_run.run_id, Settings())
    except RunError as error:
        raise AirflowFailException(str(error)) from None


def report(run: Run, counts: Counts) -> dict[str, Any]:
    """What a task returns: shown in the UI, and handed to the next task."""
    return {"batch": str(run.batch.path), **counts}


def load_run(run: Run) -> Counts:
    """Load the run's batch; a batch in quarantine fails at once, for a retry would not help."""
    try:
        return run.load()
    except QuarantineError as error:
        raise AirflowFailException(str(error)) from error


def told_alarms(run: Run) -> list[str]:
    """The run's alarms, each logged; those that no run before raised go to the notifier."""
    alarms = run.alarms()
    for sentence in alarms:
        _LOG.warning("%s", sentence)
    new = [sentence for sentence, is_new in alarms.items() if is_new]
    if TELL and new:
        quietly(TELL, get_current_context(), new)
    return list(alarms)


def make_dag(source: Source) -> DAG:
    """The DAG of one source."""
    with DAG(
        dag_id=source.id,
        dag_display_name=source.name,
        description=f"{source.name} ({source.kind}, {source.region})",
        doc_md=describe(source),
        schedule=CronDataIntervalTimetable(source.schedule, timezone=source.timezone),
        start_date=datetime(2000, 1, 1, tzinfo=UTC),
        catchup=False,
        max_active_runs=1,
        tags={source.region, source.kind, *source.languages},
        params=FORM,
        default_args={
            "owner": "newsdelta",
            "retries": 2,
            "retry_delay": timedelta(seconds=30),
            "retry_exponential_backoff": True,
            "max_retry_delay": timedelta(minutes=15),
            "execution_timeout": timedelta(hours=1),
            "on_failure_callback": on_failure(TELL),
        },
    ) as dag:
        crawl_time = timedelta(minutes=source.politeness.run_minutes + 5)

        @task(max_active_tis_per_dag=1, execution_timeout=crawl_time)
        def crawl() -> dict[str, Any]:
            run = this_run(source)
            context = get_current_context()
            limit, refetch = context["params"]["limit"], context["params"]["refetch"]
            scheduled = context["dag_run"].run_type == "scheduled"
            try:
                return report(run, run.crawl(limit=limit, refetch=refetch, scheduled=scheduled))
            except ClosedHoursError as closed:  # the window is not lost: it waits for its hours
                raise AirflowRescheduleException(closed.opens_at) from closed

        @task
        def dedupe(crawled: dict[str, Any]) -> dict[str, Any]:
            run = this_run(source)
            return report(run, run.dedupe())

        @task
        def clean(fresh: dict[str, Any]) -> dict[str, Any]:
            run = this_run(source)
            return report(run, run.clean())

        @task(outlets=[ARTICLES])
        def load(cleaned: dict[str, Any], *, outlet_events: Any = None) -> dict[str, Any]:
            run = this_run(source)
            loaded = {**report(run, load_run(run)), "alarms": told_alarms(run)}
            outlet_events[ARTICLES].extra = {"source": source.id, **loaded}
            return loaded

        load(clean(dedupe(crawl())))
    return dag


only = get_parsing_context().dag_id  # a task's process needs no DAG but its own
readable, _ = read_catalogue(Settings().catalogue)  # catalogue.py tells of the others
for each in readable.values():
    if only in (None, each.id):
        globals()[each.id] = make_dag(each)
