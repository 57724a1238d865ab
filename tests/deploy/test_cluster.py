"""What the cluster's first start makes: secrets, and two databases with an owner each."""

import json
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from crawlers.settings import Settings
from newsdelta import embedded
from newsdelta.cluster import make_databases, make_secrets
from newsdelta.errors import StackError
from newsdelta.opened import migrate

USERS = "admin:admin,viewer:viewer"


class Folders(NamedTuple):
    """The two volumes."""

    ours: Path
    servers: Path

    def read(self) -> dict[str, str]:
        """Secret by file name."""
        return {p.name: p.read_text() for folder in self for p in sorted(folder.iterdir())}


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Two empty volumes."""
    made = Folders(tmp_path / "ours", tmp_path / "servers")
    for folder in made:
        folder.mkdir()
    return made


@pytest.fixture
def socket(tmp_path: Path) -> Iterator[Path]:
    """Socket folder of a Postgres of its own."""
    with embedded.running(tmp_path / "home") as folder:
        yield folder


def test_secrets_are_long_different_and_for_the_owner_alone(folders: Folders) -> None:
    make_secrets(*folders, USERS)
    made = folders.read()
    assert len(made["jwt"]) >= 64
    single = [
        made[n] for n in ("jwt", "fernet", "api", "airflow", "newsdelta", "redis", "postgres")
    ]
    passwords = json.loads(made["passwords.json"])
    assert passwords.keys() == {"admin", "viewer"}
    assert len({*single, *passwords.values()}) == 9
    assert all(len(secret) >= 32 for secret in (*single, *passwords.values()))
    files = [p for folder in folders for p in folder.iterdir() if p.name != "redis.conf"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_another_start_changes_nothing(folders: Folders) -> None:
    make_secrets(*folders, USERS)
    before = folders.read()
    make_secrets(*folders, USERS)
    assert folders.read() == before


def test_a_new_user_gets_a_password_and_the_others_keep_theirs(folders: Folders) -> None:
    make_secrets(*folders, USERS)
    before = json.loads(folders.read()["passwords.json"])
    make_secrets(*folders, f"{USERS},ann:op")
    after = json.loads(folders.read()["passwords.json"])
    assert after.pop("ann")
    assert after == before


def test_a_start_cut_off_in_the_middle_goes_on(folders: Folders) -> None:
    make_secrets(*folders, USERS)
    whole = folders.read()
    (folders.ours / "pgpass").unlink()
    (folders.servers / "redis.conf").unlink()
    (folders.servers / ".redis.conf.part").write_text("requirepa")
    make_secrets(*folders, USERS)
    assert folders.read() == whole


def test_servers_and_clients_are_told_the_same(folders: Folders) -> None:
    make_secrets(*folders, USERS)
    made = folders.read()
    assert made["broker_url"] == f"redis://:{made['redis']}@redis:6379/0"
    assert f"requirepass {made['redis']}\n" in made["redis.conf"]
    assert made["pgpass"].splitlines() == [
        f"*:*:{role}:{role}:{made[role]}" for role in ("airflow", "newsdelta")
    ]


def test_two_databases_whose_owners_see_no_more_than_their_own(
    folders: Folders, socket: Path
) -> None:
    make_secrets(*folders, USERS)
    make_databases(*folders, host=str(socket))
    make_databases(*folders, host=str(socket))
    assert query(socket, "newsdelta", "airflow", "select 1") is None
    assert query(socket, "airflow", "newsdelta", "select 1") is None
    assert query(socket, "airflow", "airflow", "create table t (i int)") == ""
    roles = "select rolname from pg_authid where rolpassword like 'SCRAM%' order by 1"
    assert query(socket, "postgres", "postgres", roles) == "airflow\nnewsdelta"
    powerful = "select count(*) from pg_roles where rolcreaterole and rolname <> 'postgres'"
    assert query(socket, "postgres", "postgres", powerful) == "0"


def test_the_news_owner_migrates_and_an_analyst_reads_views_only(
    folders: Folders, socket: Path
) -> None:
    make_secrets(*folders, USERS)
    make_databases(*folders, host=str(socket))
    url = embedded.url(socket, "newsdelta").replace("postgres@", "newsdelta@")
    migrate(Settings(database_url=url))
    query(socket, "postgres", "newsdelta", "create role ann login in role news_reader")
    sources = query(socket, "ann", "newsdelta", "select count(*) from news.source_health")
    assert sources is not None
    assert int(sources) > 0
    assert query(socket, "ann", "newsdelta", "select * from news.articles") is None
    assert query(socket, "ann", "newsdelta", "create table news.t (i int)") is None
    assert query(socket, "ann", "airflow", "select 1") is None
    as_reader = "set role news_reader; select count(*) from news.source_health"
    assert query(socket, "newsdelta", "newsdelta", as_reader) == sources


def test_an_absent_postgres_is_one_sentence(
    folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))  # the library warns without it
    make_secrets(*folders, USERS)
    with pytest.raises(StackError, match="the databases cannot be made on /"):
        make_databases(*folders, host=str(folders.ours))


def query(socket: Path, user: str, database: str, sql: str) -> str | None:
    """What psql prints, or None where Postgres refuses."""
    call = [embedded.binary("psql"), "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", sql]
    call += [embedded.url(socket, database).replace("postgres@", f"{user}@")]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    return None if done.returncode else done.stdout.strip()
