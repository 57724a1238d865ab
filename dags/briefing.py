"""Every Monday morning: what each region's press wrote in the week before, as one HTML page.

The page stands in the data root as `briefings/<region>/<Monday>.html`, beside an `index.html` that
lists them; the task's log tells where, and what it says in words. For past weeks run a backfill;
for days of your own trigger the DAG and fill in the form. `newsdelta briefing` does the same.
"""

import logging
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from airflow.sdk import CronDataIntervalTimetable, Param, dag, get_current_context, task
from airflow.sdk.exceptions import AirflowFailException
from assets import BRIEFINGS
from defaults import once_for_all

from crawlers.briefing import BriefingError, Span, run_span
from crawlers.settings import Settings
from crawlers.upkeep import briefing_regions, keep_briefing, make_briefing

_LOG = logging.getLogger(__name__)
FORM = {
    "region": Param(
        None,
        type=["null", "string"],
        title="Region",
        description="Empty: each that has anything to tell.",
    ),
    "since": Param(
        None,
        type=["null", "string"],
        format="date",
        title="First day",
        description="Empty: of the run's data interval, else the week before the end.",
    ),
    "until": Param(
        None,
        type=["null", "string"],
        format="date",
        title="Day after the last",
        description="Empty: as above, else a week after the start, else today.",
    ),
}


def this_span() -> Span:
    """The days that the calling task's run is about."""
    context = get_current_context()
    run, asked = context["dag_run"], context["params"]
    try:
        return run_span(
            asked["since"],
            asked["until"],
            run.data_interval_start,
            run.data_interval_end,
            run.run_after,
            ZoneInfo(Settings().timezone),
        )
    except BriefingError as error:
        raise AirflowFailException(str(error)) from None


@dag(
    schedule=CronDataIntervalTimetable("0 7 * * 1", timezone=Settings().timezone),
    doc_md=__doc__,
    params=FORM,
    **once_for_all(timedelta(minutes=30)),
)
def briefing() -> None:
    """Find the regions, then write a page for each."""

    @task
    def regions() -> list[str]:
        asked = get_current_context()["params"]["region"]
        return [asked] if asked else briefing_regions(Settings(), this_span())

    @task(outlets=[BRIEFINGS], map_index_template="{{ region }}")
    def write(region: str, *, outlet_events: Any = None) -> str:
        get_current_context()["region"] = region
        try:
            made = make_briefing(Settings(), region, this_span())
            path = keep_briefing(Settings(), made)
        except BriefingError as error:
            raise AirflowFailException(str(error)) from None
        _LOG.info("%s\n%s", path, "\n".join(made.text))
        outlet_events[BRIEFINGS].extra = {"region": region, "path": path, "text": list(made.text)}
        return path

    write.expand(region=regions())


briefing()
