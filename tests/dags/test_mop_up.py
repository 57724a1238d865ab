"""The DAG `mop_up` run whole: past days that miss something are crawled again, by the runs it
triggers; a paused source is left alone."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from press import make_batch

from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Window
from crawlers.settings import ROOT, Settings
from crawlers.sources import Source, load_catalogue
from crawlers.stories import roll_up
from newsdelta import embedded
from newsdelta.opened import create_database, migrate
from newsdelta.stack import Stack

ON, PAUSED = "ns_island_broadcaster", "ns_river_daily"
ONE = timedelta(days=1)
PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT / "dags")!r})
import mop_up
print("state:", mop_up.mop_up().test().state)
"""


def test_a_mop_up_triggers_a_run_for_each_gap_of_a_source_that_is_on() -> None:
    catalogue = load_catalogue(ROOT / "crawlers" / "sources" / "newsstand")
    with (
        TemporaryDirectory(prefix="newsdelta-", ignore_cleanup_errors=True) as folder,
        embedded.running(Path(folder)) as socket,
    ):
        stack = Stack(Path(folder), socket, port=1, newsstand_port=2)
        for name in ("airflow", "newsdelta"):
            create_database(socket, name)
        url = stack.environment["NEWSDELTA_DATABASE_URL"]
        migrate(Settings(database_url=url))
        today = _today(catalogue[ON])
        for source in (catalogue[ON], catalogue[PAUSED]):
            window = Window(start=today - 3 * ONE, end=today - 2 * ONE)
            batch = make_batch(Path(folder), "first", source=source.id)
            load(source, window, batch, Database(url), "first")
        roll_up(Database(url))
        _airflow(stack, "-m", "airflow", "db", "migrate")
        _airflow(stack, "-m", "airflow", "dags", "reserialize")
        _airflow(stack, "-m", "airflow", "dags", "unpause", "--yes", ON)
        for _ in range(2):  # the second finds the run that the first has made
            assert "state: success" in _airflow(stack, "-c", PROGRAM)
        (run,) = _runs(stack, ON)
        assert run["run_id"].startswith(f"mop_up__{today - 2 * ONE:%Y-%m-%d}__")
        assert run["state"] == "queued"
        assert run["conf"] == {
            "since": (today - 2 * ONE).isoformat(),
            "until": today.isoformat(),
        }
        assert _runs(stack, PAUSED) == []


def _today(source: Source) -> datetime:
    return datetime.now(source.zone).replace(hour=0, minute=0, second=0, microsecond=0)


RUNS = """
import json, sys
from airflow.models import DagRun
from airflow.utils.session import create_session
with create_session() as session:
    found = session.query(DagRun).filter(DagRun.dag_id == sys.argv[1]).all()
    rows = [dict(run_id=run.run_id, state=str(run.state), conf=run.conf) for run in found]
    print("runs:" + json.dumps(rows))
"""


def _runs(stack: Stack, dag_id: str) -> list[dict[str, object]]:
    told = _airflow(stack, "-c", RUNS, dag_id).rpartition("runs:")[2]
    return list(json.loads(told))


def _airflow(stack: Stack, *words: str) -> str:
    """What a Python program prints that has the stack's environment."""
    done = subprocess.run(
        [sys.executable, *words], env=stack.environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout
