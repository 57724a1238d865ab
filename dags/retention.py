"""Once a day: drop the texts and the archived pages that are to be kept no longer.

`NEWSDELTA_KEEP_TEXTS` and `NEWSDELTA_KEEP_PAGES` say for how many months; where one is not set, all
is kept and its task is skipped. Counts, headlines, dates, topics, places and stories stay for ever.
`newsdelta retention --dry-run` tells what would go.
"""

from datetime import UTC, datetime, timedelta

from airflow.sdk import CronDataIntervalTimetable, dag, task
from airflow.sdk.exceptions import AirflowSkipException
from defaults import once_for_all

from crawlers.model import Counts
from crawlers.settings import Settings
from crawlers.upkeep import drop_batches, drop_texts


@dag(
    schedule=CronDataIntervalTimetable("10 4 * * *", timezone=Settings().timezone),
    doc_md=__doc__,
    # A month whose texts are in use is asked for again.
    **once_for_all(timedelta(hours=2), retries=5, retry_delay=timedelta(minutes=2)),
)
def retention() -> None:
    """Drop old texts, remove old batches."""

    @task
    def texts() -> Counts:
        if Settings().keep_texts is None:
            raise AirflowSkipException("texts are kept for ever: NEWSDELTA_KEEP_TEXTS is not set")
        return drop_texts(Settings(), datetime.now(UTC))

    @task
    def pages() -> Counts:
        if Settings().keep_pages is None:
            raise AirflowSkipException("pages are kept for ever: NEWSDELTA_KEEP_PAGES is not set")
        return drop_batches(Settings(), datetime.now(UTC))

    texts()
    pages()


retention()
