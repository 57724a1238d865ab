"""The local stack's parts: Postgres in odd places, ports, secrets, children."""

import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from newsdelta import embedded
from newsdelta.errors import StackError
from newsdelta.processes import Children, OneAtATime
from newsdelta.stack import HOST, Stack, free_port


@pytest.mark.parametrize("name", ["plain", "with a space", "灣區", "long-" * 25])
def test_postgres_runs_wherever_the_home_is(tmp_path: Path, name: str) -> None:
    with embedded.running(tmp_path / name) as folder:
        call = [embedded.binary("psql"), embedded.url(folder, "postgres"), "-Atc", "show port"]
        assert subprocess.check_output(call, text=True).strip() == "5432"
        assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0, "others can reach the socket"
    assert not (tmp_path / name / "postgres" / "postmaster.pid").exists()


def test_postgres_ends_after_a_holder_was_killed(tmp_path: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from newsdelta import embedded\n"
        "with embedded.running(Path(sys.argv[1])): print('up', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "up\n"
        holder.kill()
    with embedded.running(tmp_path):
        assert (tmp_path / "postgres" / "postmaster.pid").exists()
    assert not (tmp_path / "postgres" / "postmaster.pid").exists()


def test_a_taken_port_is_told_or_passed_over() -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StackError, match=f"port {port} for the UI is taken"):
            free_port(port, 8080, "the UI")
        assert free_port(None, port, "the UI") != port


def test_secrets_are_made_once_and_kept_from_others(tmp_path: Path) -> None:
    stack = Stack(home=tmp_path, socket=tmp_path, port=1, newsstand_port=2)
    again = Stack(home=tmp_path, socket=tmp_path, port=1, newsstand_port=2)
    assert stack.passwords == again.passwords
    assert stack.environment == again.environment
    assert len(stack.environment["AIRFLOW__API_AUTH__JWT_SECRET"]) >= 64
    for path in (tmp_path / "airflow").glob("*.json"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_children_end_with_all_they_started(tmp_path: Path) -> None:
    before = psutil.Process().children(recursive=True)
    children = Children(tmp_path, {"PYTHONPATH": str(Path.cwd())})
    (tmp_path / "stubborn.py").write_text(
        "import signal, subprocess, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print('up', flush=True); time.sleep(60)\n"
    )
    children.environment["PYTHONPATH"] += f":{tmp_path}"
    children.start("stubborn", ["stubborn"])
    while "up" not in (tmp_path / "stubborn.log").read_text():
        time.sleep(0.05)
    family = [one for one in psutil.Process().children(recursive=True) if one not in before]
    children.stop(grace=0.5)
    assert len(family) == 2
    assert not any(process.is_running() for process in family)


def test_a_child_that_ends_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    children = Children(tmp_path, {"PYTHONPATH": str(Path.cwd())})
    children.start("mute", ["no_such_module_at_all"])
    with pytest.raises(StackError, match=r"mute ended by itself.*no_such_module_at_all"):
        while True:
            children.check()
            time.sleep(0.05)


def test_two_at_a_time_are_one_too_many(tmp_path: Path) -> None:
    lock = tmp_path / "up.lock"
    lock.write_text("999999999 1.0")  # left by one that was killed
    with OneAtATime(lock), pytest.raises(StackError, match="already up"), OneAtATime(lock):
        pass
    assert not lock.exists()
