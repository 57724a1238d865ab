"""Once for many loads: link stories and events, update the daily roll-ups, check the data, and read
for searches what an older version archived.

Scheduled by the asset `articles`, which every load updates. One run at a time, so linking needs
no locks; a run takes whatever loads have left since the last one.
"""

from datetime import timedelta

from airflow.sdk import dag, task
from airflow.sdk.exceptions import AirflowFailException
from assets import ARTICLES
from defaults import once_for_all

from crawlers.model import Counts
from crawlers.settings import Settings
from crawlers.upkeep import check_data, index_articles, link_stories, roll_up


@dag(
    schedule=[ARTICLES],
    doc_md=__doc__,
    **once_for_all(timedelta(hours=2)),
)
def coverage() -> None:
    """Link, roll up, check; index."""

    @task(task_id="link_stories")
    def link() -> Counts:
        return link_stories(Settings())

    @task(task_id="roll_up")
    def refresh(linked: Counts) -> Counts:
        return roll_up(Settings())

    @task
    def check(rolled_up: Counts) -> Counts:
        broken = check_data(Settings())
        if broken["serious"]:
            raise AirflowFailException(f"the data is not in order: {broken}")
        return broken

    @task
    def index() -> Counts:
        return index_articles(Settings())

    check(refresh(link()))
    index()


coverage()
