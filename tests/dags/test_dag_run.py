"""A source's DAG run whole in one process, by Airflow's own `dag.test()`."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import newsstand
from crawlers.database import Database
from crawlers.settings import ROOT, Settings
from newsdelta import embedded
from newsdelta.opened import create_database, migrate
from newsdelta.stack import Stack

SOURCE = "ns_island_broadcaster"
ZONE = ZoneInfo("Asia/Hong_Kong")
SINCE, UNTIL = datetime(2026, 11, 18, tzinfo=ZONE), datetime(2026, 11, 19, tzinfo=ZONE)
PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT / "dags")!r})
import sources
run = sources.{SOURCE}.test(run_conf=dict(since={SINCE.isoformat()!r}, until={UNTIL.isoformat()!r}))
print("state:", run.state)
"""
BACKWARDS = PROGRAM.replace(SINCE.isoformat(), "2026-12-24T00:00:00+08:00")
"""The window ends before it starts."""


def test_a_dag_tested_in_one_process_loads_its_window() -> None:
    now = datetime(2026, 11, 20, tzinfo=ZONE)
    with (
        TemporaryDirectory(prefix="newsdelta-", ignore_cleanup_errors=True) as folder,
        embedded.running(Path(folder)) as socket,
        newsstand.serve(now=now) as stand,
    ):
        stack = Stack(Path(folder), socket, port=1, newsstand_port=stand.port)
        for name in ("airflow", "newsdelta"):
            create_database(socket, name)
        migrate(Settings(database_url=stack.environment["NEWSDELTA_DATABASE_URL"]))
        airflow(stack, "-m", "airflow", "db", "migrate")
        assert "state: success" in airflow(stack, "-c", PROGRAM)
        database = Database(stack.environment["NEWSDELTA_DATABASE_URL"])
        (batch,) = database.fetch("last_batches", {"source": SOURCE, "limit": 5})
        expected = newsstand.truth(SINCE, UNTIL, now, outlets=[SOURCE])
        assert batch["loaded"] == len(expected) > 0
        assert (batch["window_start"], batch["window_end"]) == (SINCE, UNTIL)
        bell = Path(folder) / "bell"
        assert "state: failed" in airflow(stack, "-c", BACKWARDS, **ringing(bell))
        assert bell.read_text().startswith(f"{SOURCE} crawl: the window ends (")


def ringing(file: Path) -> dict[str, str]:
    """The environment in which failures are told."""
    arguments = json.dumps({"file": str(file), "text": "{{ sentence }}"})
    return {
        "NEWSDELTA_NOTIFIER": "bell.Bell",
        "NEWSDELTA_NOTIFIER_ARGS": arguments,
        "PYTHONPATH": str(ROOT / "tests"),
    }


def airflow(stack: Stack, *words: str, **more: str) -> str:
    """What a Python program prints that has the stack's environment, and more."""
    done = subprocess.run(
        [sys.executable, *words],
        env={**stack.environment, **more},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout
