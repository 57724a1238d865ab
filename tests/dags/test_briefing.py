"""The DAG `briefing` run whole: a page for each region, of the days asked for or its week."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from grown import ONE, day, grow

from crawlers.briefing.words import short_day
from crawlers.database import Database
from crawlers.settings import ROOT, Settings
from crawlers.stories import roll_up
from newsdelta import embedded
from newsdelta.opened import create_database, migrate
from newsdelta.stack import Stack

PROGRAM = """
import sys
sys.path.insert(0, {dags!r})
import briefing
from datetime import datetime
from zoneinfo import ZoneInfo
run = briefing.briefing().test({asked})
states = {{task.task_id: task.state for task in run.get_task_instances()}}
print("state:", run.state, states.get("write"))
print("index:", [one.rendered_map_index for one in run.get_task_instances() if one.map_index >= 0])
"""


def program(asked: str) -> str:
    return PROGRAM.format(dags=str(ROOT / "dags"), asked=asked)


def test_a_page_is_written_for_the_days_asked_for_and_for_the_week_of_the_run() -> None:
    with (
        TemporaryDirectory(prefix="newsdelta-", ignore_cleanup_errors=True) as folder,
        embedded.running(Path(folder)) as socket,
    ):
        stack = Stack(Path(folder), socket, port=1, newsstand_port=2)
        for name in ("airflow", "newsdelta"):
            create_database(socket, name)
        url = stack.environment["NEWSDELTA_DATABASE_URL"]
        migrate(Settings(database_url=url))
        for age in range(1, 22):
            grow(url, "ns_river_daily", age, 3, ["football"])
        roll_up(Database(url))
        _airflow(stack, "-m", "airflow", "db", "migrate")
        pages = Path(folder) / "batches" / "briefings" / "newsstand"

        said = _airflow(stack, "-c", program(f"run_conf=dict(since='{day(14)}')"))
        assert "state: success success" in said
        assert f"{pages / str(day(7))}.html" in said
        assert "One source published 21 articles" in said
        assert "published 21 articles" in (pages / f"{day(7)}.html").read_text()

        monday = day(0) - timedelta(days=day(0).weekday())
        run_at = f"datetime({monday:%Y, %-m, %-d}, 12, tzinfo=ZoneInfo('Asia/Hong_Kong'))"
        said = _airflow(stack, "-c", program(f"logical_date={run_at}"))
        assert "index: ['newsstand']" in said
        week = (pages / f"{monday}.html").read_text()
        assert f"{short_day(monday - timedelta(days=7))} to {short_day(monday - ONE)}" in week

        said = _airflow(stack, "-c", program("run_conf=dict(region='mars')"))
        assert "state: failed failed" in said
        assert "there is no region 'mars'" in said


def _airflow(stack: Stack, *words: str) -> str:
    """What a Python program prints and logs that has the stack's environment."""
    call = [sys.executable, *words]
    done = subprocess.run(
        call, env=stack.environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout + done.stderr
