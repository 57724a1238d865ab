"""`newsdelta up`: the whole system on one machine, from nothing to the first coverage."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import FrameType
from zoneinfo import ZoneInfo

from rich.console import Console

from crawlers.database import Database
from crawlers.model import Window
from crawlers.settings import Settings
from crawlers.sources import Source, load_catalogue
from newsdelta import embedded
from newsdelta.airflow_api import Airflow
from newsdelta.errors import StackError
from newsdelta.first_week import FirstWeek
from newsdelta.opened import create_database, migrate
from newsdelta.processes import Children, OneAtATime
from newsdelta.stack import (
    ADMIN,
    NEWSSTAND_PORT,
    PORT,
    VIEWER,
    Stack,
    airflow_programs,
    free_port,
    newsstand_program,
)
from newsdelta.tables import print_coverage

AIRFLOW_SECONDS = 180
DAG_SECONDS = 120
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Wishes:
    """What a person may say to `newsdelta up`."""

    once: bool = False
    port: int | None = None
    newsstand_port: int | None = None
    days: int = 7


def up(settings: Settings, wishes: Wishes, console: Console) -> None:
    """Start everything, crawl the newsstand's last days, print their coverage, stay up.

    Raises:
        StackError: it cannot start, or the first crawl failed.
    """
    home = settings.home.absolute()
    home.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held, _signals():
        held.enter_context(OneAtATime(home / "up.lock"))
        with _phase(console, "Postgres"):
            folder = held.enter_context(embedded.running(home))
        stack = Stack(
            home=home,
            socket=folder,
            port=free_port(wishes.port, PORT, "the UI"),
            newsstand_port=free_port(wishes.newsstand_port, NEWSSTAND_PORT, "the newsstand"),
        )
        held.enter_context(stack.announced())
        children = Children(home / "logs", stack.environment)
        held.callback(children.stop)
        local = settings.model_copy(
            update={"home": home, "database_url": stack.environment["NEWSDELTA_DATABASE_URL"]}
        )
        airflow = _start(stack, children, local, console)
        held.callback(airflow.close)
        _first_week(airflow, children, local, wishes, stack, console)
        if not wishes.once:
            _stay(children, console)
        console.print("Ending what was started …")


def _start(stack: Stack, children: Children, local: Settings, console: Console) -> Airflow:
    """Migrate both databases, start every program, wait until Airflow answers."""
    with _phase(console, "migrate"):
        children.start("newsstand", newsstand_program(stack))
        migrating = _migrate_airflow(stack)
        create_database(stack.socket, "newsdelta")
        migrate(local)
        if migrating.wait() != 0:
            raise StackError(f"Airflow's database: see {stack.home / 'logs' / 'migrate.log'}")
    with _phase(console, "Airflow up"):
        _ = stack.passwords
        for name, arguments in airflow_programs().items():
            children.start(name, arguments)
        airflow = Airflow(stack.airflow_url, ADMIN, stack.passwords[ADMIN])
        _until(children, AIRFLOW_SECONDS, airflow.healthy, "Airflow did not come up")
    return airflow


def _migrate_airflow(stack: Stack) -> "subprocess.Popen[bytes]":
    create_database(stack.socket, "airflow")
    logs = stack.home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / "migrate.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "newsdelta.leash", "airflow", "db", "migrate"],
            env=stack.environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )


def _first_week(
    airflow: Airflow,
    children: Children,
    local: Settings,
    wishes: Wishes,
    stack: Stack,
    console: Console,
) -> None:
    catalogue = load_catalogue(local.catalogue)
    demo = [source for source in catalogue.values() if source.region == "newsstand"]
    with _phase(console, "DAGs read"):
        wanted = {*catalogue, "coverage"}
        _until(children, DAG_SECONDS, lambda: wanted <= airflow.dag_ids(), "DAGs are missing")
        if errors := airflow.import_errors():
            raise StackError("a DAG cannot be read: " + "; ".join(errors))
    window = last_days(wishes.days, demo)
    database = Database(local.database_url or "")
    week = FirstWeek(airflow, database, local.data_root, demo, window)
    with _phase(console, f"{wishes.days} days of {len(demo)} sources"):
        week.start()
        week.follow(children.check, console)
    print_coverage(database, window, console)
    week.compare(stack.newsstand_url, console)
    paused = len(catalogue) - len(demo)
    console.print(
        f"\nThe UI: [bold]{stack.airflow_url}[/]\n"
        f"  user [bold]{ADMIN}[/], password [bold]{stack.passwords[ADMIN]}[/]\n"
        f"  user [bold]{VIEWER}[/], password [bold]{stack.passwords[VIEWER]}[/] (reads only)\n"
        f"{paused} real sources are there too, paused: switch one on in the UI.",
        highlight=False,
    )


def last_days(days: int, sources: list[Source], now: datetime | None = None) -> Window:
    """The last whole days, as the sources count them, up to the last midnight."""
    zone = sources[0].zone if sources else ZoneInfo("UTC")
    moment = now or datetime.now(zone)
    end = moment.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(start=end - timedelta(days=days), end=end)


def _stay(children: Children, console: Console) -> None:
    console.print("It stays up. Ctrl-C ends it; the data stays.")
    try:
        while True:
            children.check()
            time.sleep(1)
    except KeyboardInterrupt:
        console.print()


def _until(children: Children, seconds: float, done: Callable[[], bool], complaint: str) -> None:
    deadline = time.monotonic() + seconds
    while not done():
        children.check()
        if time.monotonic() > deadline:
            raise StackError(f"{complaint} within {seconds:g} s; the logs are in {children.logs}")
        time.sleep(0.3)


@contextmanager
def _phase(console: Console, name: str) -> Iterator[None]:
    """Say what is done and how many seconds it took."""
    began = time.monotonic()
    console.print(f"{name} …")
    yield
    console.print(f"{name}: {time.monotonic() - began:.1f} s", highlight=False)


@contextmanager
def _signals() -> Iterator[None]:
    """SIGTERM and SIGHUP end us the way Ctrl-C does, and Ctrl-C does even where a shell that put
    us in the background had it ignored."""

    def interrupt(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {s: signal.signal(s, interrupt) for s in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
