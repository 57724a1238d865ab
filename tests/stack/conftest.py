"""The whole system, up: one `newsdelta up` for all the tests of this folder."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
import pytest
from livestack import Running, of_home

from crawlers.settings import ROOT

UP_SECONDS = 300


@pytest.fixture(scope="session")
def running() -> Iterator[Running]:
    """`newsdelta up --days 2` in a folder with a space; afterwards nothing of it is left."""
    # Not below pytest's own folder: a second run closes that to the user the database runs as.
    with TemporaryDirectory(prefix="newsdelta my home ", ignore_cleanup_errors=True) as folder:
        yield from up(Path(folder))


def up(home: Path) -> Iterator[Running]:
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdelta.command", "up", "--days", "2"],
        env={**os.environ, "NEWSDELTA_HOME": str(home), "PYTHONPATH": str(ROOT), "COLUMNS": "120"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(UP_SECONDS, process.send_signal, (signal.SIGTERM,))
    watchdog.start()
    printed = ""
    assert process.stdout is not None
    for line in process.stdout:
        printed += line
        if line.startswith("It stays up"):
            break
    watchdog.cancel()
    assert process.poll() is None, printed
    family = psutil.Process(process.pid).children(recursive=True)
    assert len(family) > 5
    running = of_home(home, printed)
    yield running
    running.airflow.close()
    family += psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    process.stdout.close()
    assert not [p for p in family if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    assert not (home / "postgres" / "postmaster.pid").exists()
