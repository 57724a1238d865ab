"""How the DAGs that are there once for all sources run: one run at a time, on from the start."""

from datetime import UTC, datetime, timedelta
from typing import Any


def once_for_all(
    at_most: timedelta, *, retries: int = 2, retry_delay: timedelta = timedelta(seconds=30)
) -> dict[str, Any]:
    """Arguments of `airflow.sdk.dag`; a task is ended after `at_most`."""
    return {
        "start_date": datetime(2000, 1, 1, tzinfo=UTC),
        "catchup": False,
        "max_active_runs": 1,
        "is_paused_upon_creation": False,
        "tags": {"newsdelta"},
        "default_args": {
            "owner": "newsdelta",
            "retries": retries,
            "retry_delay": retry_delay,
            "execution_timeout": at_most,
        },
    }
