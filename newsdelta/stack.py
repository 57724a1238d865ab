"""How the local stack is set: folders, ports, secrets, and Airflow's environment."""

import json
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from crawlers.settings import ROOT, Settings
from newsdelta import embedded
from newsdelta.errors import StackError

HOST = "127.0.0.1"
PORT = 8080
NEWSSTAND_PORT = 8900
PORTS_TRIED = 50
ADMIN = "admin"
VIEWER = "viewer"
PORTS = "up.json"


def free_port(asked: int | None, usual: int, what: str) -> int:
    """A port to listen on: the one asked for, or the first free one from the usual on.

    Raises:
        StackError: the one asked for is taken.
    """
    if asked is not None:
        if not _free(asked):
            raise StackError(f"port {asked} for {what} is taken; name another one")
        return asked
    for port in range(usual, usual + PORTS_TRIED):
        if _free(port):
            return port
    raise StackError(f"no port from {usual} to {usual + PORTS_TRIED - 1} is free for {what}")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@dataclass(frozen=True)
class Stack:
    """One local installation, its state below `home`."""

    home: Path
    socket: Path
    """Folder of the embedded Postgres's unix socket."""
    port: int
    newsstand_port: int

    @classmethod
    def of_running(cls, home: Path) -> "Stack":
        """The stack that is up with this home folder.

        Raises:
            StackError: none is.
        """
        try:
            ports = json.loads((home / PORTS).read_text())
        except (OSError, ValueError):
            raise StackError("Newsdelta is not up with this home folder; 'make run'") from None
        return cls(home, embedded.socket_folder(home / "postgres"), **ports)

    @contextmanager
    def announced(self) -> Iterator[None]:
        """Let other programs find it for as long as the block lasts."""
        path = self.home / PORTS
        path.write_text(json.dumps({"port": self.port, "newsstand_port": self.newsstand_port}))
        try:
            yield
        finally:
            path.unlink(missing_ok=True)

    @property
    def airflow_url(self) -> str:
        """Where the UI and the REST API answer."""
        return f"http://{HOST}:{self.port}"

    @property
    def newsstand_url(self) -> str:
        """Where the newsstand answers, also as a proxy for its outlets."""
        return f"http://{HOST}:{self.newsstand_port}"

    @property
    def airflow_home(self) -> Path:
        """Airflow's own folder."""
        return self.home / "airflow"

    @cached_property
    def passwords(self) -> dict[str, str]:
        """Password by user of the UI, made on the first start and kept."""
        words = {user: secrets.token_hex(6) for user in (ADMIN, VIEWER)}
        return _kept(self.airflow_home / "passwords.json", words)

    @cached_property
    def environment(self) -> dict[str, str]:
        """The environment of every program of the stack."""
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        return {**inherited, **self._newsdelta, **self._airflow, "PYTHONPATH": self._path}

    @property
    def _path(self) -> str:
        return os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))

    @property
    def _newsdelta(self) -> dict[str, str]:
        proxies = [os.environ.get("NEWSDELTA_PROXIES"), f"newsstand.test={self.newsstand_url}"]
        return {
            "NEWSDELTA_HOME": str(self.home),
            "NEWSDELTA_DATABASE_URL": embedded.url(self.socket, "newsdelta"),
            "NEWSDELTA_PROXIES": ",".join(filter(None, proxies)),
        }

    @property
    def _airflow(self) -> dict[str, str]:
        fresh = {
            "jwt": secrets.token_hex(48),
            "fernet": _fernet_key(),
            "api": secrets.token_hex(32),
        }
        kept = _kept(self.airflow_home / "secrets.json", fresh)
        database = embedded.url(self.socket, "airflow").removeprefix("postgresql")
        return {
            "AIRFLOW_HOME": str(self.airflow_home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
            "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
            "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
            "AIRFLOW__CORE__PARALLELISM": str(max(4, 2 * (os.cpu_count() or 1))),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__DEFAULT_TIMEZONE": Settings().timezone,
            "AIRFLOW__CORE__FERNET_KEY": kept["fernet"],
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.airflow_url}/execution/",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": f"{ADMIN}:admin,{VIEWER}:viewer",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(
                self.airflow_home / "passwords.json"
            ),
            "AIRFLOW__API__HOST": HOST,
            "AIRFLOW__API__PORT": str(self.port),
            "AIRFLOW__API__BASE_URL": self.airflow_url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__API__SECRET_KEY": kept["api"],
            "AIRFLOW__API_AUTH__JWT_SECRET": kept["jwt"],
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"postgresql+psycopg2{database}",
            "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN_ASYNC": f"postgresql+asyncpg{database}",
            "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(self.airflow_home / "logs"),
            # a killed worker's task is taken up again within two minutes, not five
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": "60",
            "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": "10",
            "AIRFLOW__WORKERS__EXECUTION_API_TIMEOUT": "30",  # seconds; a busy machine needs them
            "AIRFLOW__DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "30",
            "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "60",
        }


def airflow_programs() -> dict[str, list[str]]:
    """Arguments of `python -m` by name of Airflow's component."""
    return {
        "scheduler": ["airflow", "scheduler", "--skip-serve-logs"],
        "dag-processor": ["airflow", "dag-processor"],
        "triggerer": ["airflow", "triggerer", "--skip-serve-logs"],
        "api-server": ["airflow", "api-server"],
    }


def newsstand_program(stack: Stack) -> list[str]:
    """Arguments of `python -m` for the newsstand."""
    log = stack.home / "logs" / "newsstand.requests.jsonl"
    port = str(stack.newsstand_port)
    return ["newsstand", "--host", HOST, "--port", port, "--log", str(log)]


def _kept(path: Path, fresh: dict[str, str]) -> dict[str, str]:
    """The secrets of `path`, written there first, for the owner's eyes, if it is new."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump(fresh, file)
    return dict(json.loads(path.read_text()))


def _fernet_key() -> str:
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()
