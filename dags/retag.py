"""Once a day: tag the archive again where it is tagged by another taxonomy than that which is here.

A correction of the taxonomy or the gazetteer is picked up by itself, the newest weeks first; only
articles with a phrase or name that changed are read anew. A run that was ended goes on where it
was. What a correction did to the counts is told by the view `taxonomy_changes`.
"""

from datetime import timedelta

from airflow.sdk import CronDataIntervalTimetable, dag, task
from airflow.sdk.exceptions import AirflowSkipException
from defaults import once_for_all

from crawlers.model import Counts
from crawlers.settings import Settings
from crawlers.upkeep import retag as tag_again


@dag(
    schedule=CronDataIntervalTimetable("40 4 * * *", timezone=Settings().timezone),
    doc_md=__doc__,
    **once_for_all(timedelta(hours=12)),
)
def retag() -> None:
    """Tag again what another taxonomy has tagged."""

    @task(task_id="tag_again")
    def tag() -> Counts:
        counts = tag_again(Settings())
        if not counts["days"]:
            raise AirflowSkipException("the whole archive is tagged by this taxonomy")
        return counts

    tag()


retag()
