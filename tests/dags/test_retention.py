"""The DAG `retention` and the command: old texts and pages go where a person asked for it."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from press import WINDOW, make_article, make_batch, make_source, run

from crawlers.database import Database
from crawlers.load import load
from crawlers.settings import ROOT
from newsdelta import embedded
from newsdelta.opened import create_database
from newsdelta.stack import Stack

PROGRAM = f"""
import sys
sys.path.insert(0, {str(ROOT / "dags")!r})
import retention
done = retention.retention().test().get_task_instances()
print("states:", sorted((task.task_id, str(task.state)) for task in done))
"""
OLD = datetime.now(UTC) - timedelta(days=100)


def test_without_a_policy_nothing_goes_and_with_one_the_old_goes(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    made = [make_article("https://herald.example/1", "An old text")]
    load(make_source(), WINDOW, make_batch(tmp_path, "a", made, fetched_at=OLD), database, "a")
    with embedded.running(tmp_path / "airflow") as socket:
        stack = Stack(tmp_path / "airflow", socket, port=1, newsstand_port=2)
        create_database(socket, "airflow")
        own = {"NEWSDELTA_DATABASE_URL": database_url, "NEWSDELTA_DATA": str(tmp_path)}
        environment = {**stack.environment, **own}
        _python(environment, "-m", "airflow", "db", "migrate")
        kept = _python(environment, "-c", PROGRAM)
        assert "states: [('pages', 'skipped'), ('texts', 'skipped')]" in kept
        assert "texts are kept for ever: NEWSDELTA_KEEP_TEXTS is not set" in kept
        environment |= {"NEWSDELTA_KEEP_TEXTS": "2", "NEWSDELTA_KEEP_PAGES": "2"}
        assert "[('pages', 'success'), ('texts', 'success')]" in _python(environment, "-c", PROGRAM)
    assert run(database_url, "select title, body from news.article_details") == [("Title", None)]
    assert not (tmp_path / "herald" / "a").exists()


def test_the_command_says_what_would_go_and_drops_it(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    made = [make_article("https://herald.example/1", "An old text")]
    load(make_source(), WINDOW, make_batch(tmp_path, "a", made, fetched_at=OLD), database, "a")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "NEWSDELTA_DATABASE_URL": database_url,
        "NEWSDELTA_DATA": str(tmp_path),
        "NEWSDELTA_KEEP_TEXTS": "2",
        "NEWSDELTA_KEEP_PAGES": "",
        "COLUMNS": "120",
    }
    call = ("-m", "newsdelta.command", "retention")
    ever = "Archived pages are kept for ever, as NEWSDELTA_KEEP_PAGES is not set; batches that"
    assert _python(environment, *call, "--dry-run").splitlines() == [
        "Texts are kept for 2 months; texts that would go: 1.",
        f"{ever} would go: 0.",
    ]
    assert run(database_url, "select body from news.texts") == [("An old text",)]
    assert _python(environment, *call).splitlines() == [
        "Texts are kept for 2 months; texts that went: 1.",
        f"{ever} went: 0.",
    ]
    assert run(database_url, "select body from news.texts") == []
    for months in ("0", "-1", "a year"):
        environment["NEWSDELTA_KEEP_TEXTS"] = months
        done = subprocess.run(
            [sys.executable, *call], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 2
        (line,) = done.stderr.splitlines()
        assert "NEWSDELTA_KEEP_TEXTS" in line


def _python(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr
