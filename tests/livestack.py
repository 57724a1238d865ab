"""A running stack, as the tests of `stack/` see it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx

from crawlers.settings import ROOT
from newsdelta import embedded
from newsdelta.airflow_api import Airflow
from newsdelta.stack import ADMIN, Stack

RUN_SECONDS = 240


@dataclass
class Running:
    """What a person has who typed `newsdelta up`."""

    stack: Stack
    airflow: Airflow
    printed: str

    def command(self, *words: str) -> str:
        """What `newsdelta airflow <words>` prints."""
        call = [sys.executable, "-m", "newsdelta.command", "airflow", *words]
        settings = {**os.environ, "NEWSDELTA_HOME": str(self.stack.home), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(call, env=settings, capture_output=True, text=True, check=False)
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


def of_home(home: Path, printed: str) -> Running:
    """The stack that is up with `home`, which said `printed`."""
    stack = Stack.of_running(home)
    airflow = Airflow(stack.airflow_url, ADMIN, stack.passwords[ADMIN])
    return Running(stack, airflow, printed)
