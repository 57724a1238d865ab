"""What a cluster needs before its first service: secrets nobody has to think up, two databases.

docker-compose.yml runs these as services that end: `secrets` before the servers start, and
`databases` once Postgres answers. Both may run again at any time; what is there stays.
"""

import json
import os
import secrets
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from crawlers.settings import ROOT
from newsdelta import embedded
from newsdelta.errors import StackError

ROLES = ("airflow", "newsdelta")
"""The two databases, each with an owner of its name."""
JWT_BYTES, KEY_BYTES, PASSWORD_BYTES = 48, 32, 24
"""Random bytes; hex doubles them, and Airflow signs with HS512, which wants 64 (RFC 7518, 3.2)."""

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, help=__doc__)

Ours = Annotated[Path, typer.Argument(help="Folder of the secrets of our own services.")]
Servers = Annotated[Path, typer.Argument(help="Folder of those of Postgres and Redis.")]


@app.command("secrets")
def make_secrets(
    ours: Ours,
    servers: Servers,
    users: Annotated[str, typer.Option(help="Users of the UI: name:role, comma separated.")] = "",
) -> None:
    """Make the secrets that are not there yet.

    `ours` gets `jwt`, `fernet`, `api`, one password for each database, `pgpass`, `broker_url` and
    `passwords.json` (user of the UI to password); `servers` gets `postgres` and `redis.conf`.
    """
    _kept(ours / "jwt", secrets.token_hex(JWT_BYTES))
    _kept(ours / "fernet", _fernet_key())
    _kept(ours / "api", secrets.token_hex(KEY_BYTES))
    _kept(servers / "postgres", secrets.token_urlsafe(PASSWORD_BYTES))
    redis = _kept(ours / "redis", secrets.token_urlsafe(PASSWORD_BYTES))
    _write(ours / "broker_url", f"redis://:{redis}@redis:6379/0")
    # Redis reads it as a user of its own; no other service has this folder but Postgres
    _write(servers / "redis.conf", f"requirepass {redis}\nappendonly yes\n", 0o644)
    _write(ours / "pgpass", "".join(_pgpass_lines(ours)))
    _add_users(ours / "passwords.json", [user.partition(":")[0] for user in users.split(",")])


@app.command("databases")
def make_databases(
    ours: Ours,
    servers: Servers,
    host: Annotated[str, typer.Option(help="Host or socket folder of Postgres.")] = "postgres",
) -> None:
    """Make the databases and their owners, and give these the passwords of `ours`.

    Raises:
        StackError: Postgres refuses.
    """
    passwords = {f"{role.upper()}_PASSWORD": (ours / role).read_text() for role in ROLES}
    superuser = {"PGPASSWORD": (servers / "postgres").read_text()}
    call = [str(embedded.binary("psql")), "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1"]
    call += ["--host", host, "--username", "postgres", "--dbname", "postgres"]
    done = subprocess.run(
        [*call, "--file", ROOT / "docker" / "databases.sql"],
        env={**os.environ, **superuser, **passwords},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StackError(f"the databases cannot be made on {host}: {done.stderr.strip()}")


def _pgpass_lines(ours: Path) -> Iterable[str]:
    """Lines of libpq's password file, so that no database URL holds a password."""
    for role in ROLES:
        password = _kept(ours / role, secrets.token_urlsafe(PASSWORD_BYTES))
        yield f"*:*:{role}:{role}:{password}\n"


def _add_users(path: Path, users: Iterable[str]) -> None:
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    fresh = {user: secrets.token_urlsafe(PASSWORD_BYTES) for user in users if user}
    if fresh.keys() - known.keys():
        _write(path, json.dumps({**fresh, **known}, indent=1) + "\n")


def _kept(path: Path, fresh: str) -> str:
    """The secret in `path`, which is `fresh` if there was none."""
    if not path.exists():
        _write(path, fresh)
    return path.read_text()


def _write(path: Path, text: str, mode: int = 0o600) -> None:
    """Put `text` in place in one step, so that a killed start leaves no half secret."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
        file.write(text)
    part.chmod(mode)  # whatever the umask
    part.replace(path)


def _fernet_key() -> str:
    from cryptography.fernet import Fernet

    return Fernet.generate_key().decode()


if __name__ == "__main__":
    try:
        app()
    except (OSError, StackError) as error:
        raise SystemExit(f"newsdelta: {error}") from None
