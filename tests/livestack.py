"""A running stack, as the tests of `stack/` see it."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from crawlers.database import Database
from newsdelta import embedded
from newsdelta.airflow_api import Airflow
from newsdelta.stack import Stack

RUN_SECONDS = 240


@dataclass
class Running:
    """What a person has who typed `newsdelta up`."""

    stack: Stack
    airflow: Airflow
    database: Database
    printed: str
    process: "subprocess.Popen[str]"

    def command(self, *words: str) -> str:
        """What `airflow <words>` prints, with the stack's settings."""
        call = [sys.executable, "-m", "airflow", *words]
        done = subprocess.run(
            call, env=self.stack.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def truth(self, since: datetime, until: datetime, source: str) -> set[str]:
        """URLs the newsstand published in the window."""
        span = {"since": since.isoformat(), "until": until.isoformat()}
        answer = httpx.get(f"{self.stack.newsstand_url}/_truth", params=span, trust_env=False)
        return {a["url"] for a in answer.json()["articles"] if a["source"] == source}

    def requests(self) -> int:
        """How many requests the newsstand has answered."""
        log = self.stack.home / "logs" / "newsstand.requests.jsonl"
        return len(log.read_text().splitlines())

    def rows(self, table: str) -> list[dict[str, Any]]:
        """A table of the news database, whole."""
        psql = embedded.binary("psql")
        url = self.stack.environment["NEWSDELTA_DATABASE_URL"]
        ask = f"select coalesce(json_agg(t order by t::text), '[]') from news.{table} as t"
        return list(json.loads(subprocess.check_output([psql, url, "-Atc", ask], text=True)))


def eventually(done: Callable[[], bool], seconds: float = RUN_SECONDS) -> None:
    """Wait until `done`, and fail when it does not come."""
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.5)


def as_printed(home: Path, printed: str, process: "subprocess.Popen[str]") -> Running:
    """The stack below `home`, which told its address in `printed`."""
    port = int(printed.rpartition("The UI: http://127.0.0.1:")[2].split()[0])
    log = (home / "logs" / "newsstand.log").read_text()
    newsstand_port = int(log.partition("newsstand: http://127.0.0.1:")[2].partition("/")[0])
    folder = embedded.socket_folder(home / "postgres")
    stack = Stack(home=home, socket=folder, port=port, newsstand_port=newsstand_port)
    airflow = Airflow(stack.airflow_url, "admin", stack.passwords["admin"])
    return Running(
        stack, airflow, Database(stack.environment["NEWSDELTA_DATABASE_URL"]), printed, process
    )
