"""A running stack, as the tests of `stack/` see it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from crawlers.model import Window
from crawlers.settings import ROOT
from newsdelta import embedded
from newsdelta.airflow_api import Airflow
from newsdelta.stack import ADMIN, Stack

RUN_SECONDS = 240
ZONE = ZoneInfo("Asia/Hong_Kong")
"""Of the newsstand."""


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

    def published(self, since: datetime, until: datetime) -> dict[str, Any]:
        """What the newsstand says it published in the window."""
        span = {"since": since.isoformat(), "until": until.isoformat()}
        address = f"{self.stack.newsstand_url}/_truth"
        answer = httpx.get(address, params=span, trust_env=False, timeout=60)
        found: dict[str, Any] = answer.json()
        return found

    def truth(self, since: datetime, until: datetime, source: str) -> set[str]:
        """URLs of a source that the newsstand published in the window."""
        articles = self.published(since, until)["articles"]
        return {a["url"] for a in articles if a["source"] == source}

    def requests(self) -> int:
        """How many requests the newsstand has answered."""
        log = self.stack.home / "logs" / "newsstand.requests.jsonl"
        return len(log.read_text().splitlines())

    def rows(self, table: str) -> list[dict[str, Any]]:
        """A table of the news database, whole."""
        return self.ask(f"select t.* from news.{table} as t order by t::text")

    def ask(self, query: str) -> list[dict[str, Any]]:
        """The rows of a query, in order."""
        psql = embedded.binary("psql")
        ask = f"select coalesce(json_agg(row_to_json(t)), '[]') from ({query}) as t"
        return list(json.loads(subprocess.check_output([psql, self.url, "-Atc", ask], text=True)))

    @property
    def url(self) -> str:
        """Of the news database."""
        return self.stack.environment["NEWSDELTA_DATABASE_URL"]

    @cached_property
    def window(self) -> Window:
        """The days that `newsdelta up` crawled, whichever day it is by now."""
        (run,) = {row["run"] for row in self.rows("batches") if row["run"].startswith("up__")}
        first = next(row for row in self.rows("batches") if row["run"] == run)
        start, end = (datetime.fromisoformat(first[f"window_{at}"]) for at in ("start", "end"))
        return Window(start=start.astimezone(ZONE), end=end.astimezone(ZONE))


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
