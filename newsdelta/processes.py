"""The child processes of `newsdelta up`: each in a session of its own, with its own log, and all
of them gone when we are."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from newsdelta.errors import StackError

LOG_TAIL = 5


@dataclass
class Children:
    """Programs started together and ended together."""

    logs: Path
    """Folder of their logs, `<name>.log`."""
    environment: dict[str, str]
    _running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, arguments: list[str]) -> None:
        """Start `python -m <arguments>` under `name`."""
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [sys.executable, "-m", "newsdelta.leash", *arguments],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a Ctrl-C reaches us alone, and we end them in order
            )

    def check(self) -> None:
        """Raise StackError when one of them has ended, with the last lines it wrote."""
        for name, process in self._running.items():
            if process.poll() is not None:
                raise StackError(f"{name} ended by itself; its log ends: {self._tail(name)}")

    def _tail(self, name: str) -> str:
        path = self.logs / f"{name}.log"
        lines = path.read_text(errors="replace").strip().splitlines()[-LOG_TAIL:]
        return " / ".join(line.strip() for line in lines) + f" ({path})"

    def stop(self, grace: float = 10) -> None:
        """End them and all they started: asked first, killed after `grace` seconds."""
        family = [p for child in self._running.values() for p in _descendants(child.pid)]
        for child in self._running.values():
            if child.poll() is None:
                child.send_signal(signal.SIGTERM)
        _, alive = psutil.wait_procs(family, timeout=grace)
        for process in alive:
            process.kill()
        psutil.wait_procs(alive, timeout=5)
        for child in self._running.values():
            child.wait()
        self._running.clear()


def _descendants(pid: int) -> list[psutil.Process]:
    try:
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


class OneAtATime:
    """A lock file that holds for as long as its owner lives."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        owner = self._owner()
        if owner is not None:
            raise StackError(f"Newsdelta is already up (process {owner}) with this home folder")
        self._path.write_text(f"{os.getpid()} {psutil.Process().create_time()}")

    def __exit__(self, *_: object) -> None:
        self._path.unlink(missing_ok=True)

    def _owner(self) -> int | None:
        try:
            pid, started = self._path.read_text().split()
            process = psutil.Process(int(pid))
            return process.pid if abs(process.create_time() - float(started)) < 1 else None
        except (OSError, ValueError, psutil.NoSuchProcess):
            return None
