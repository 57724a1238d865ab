"""`python -m newsstand` for a person."""

import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def running(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The program and the address it printed."""
    command = [sys.executable, "-m", "newsstand", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            found = re.search(r"http://\S+", program.stdout.readline())
            assert found
            yield program, found[0]
        finally:
            program.kill()


def fails(*arguments: str) -> str:
    command = [sys.executable, "-m", "newsstand", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    with running("--port", "0", "--now", "2026-11-15T12:00+08:00", "--log", str(log)) as (
        program,
        address,
    ):
        assert "15 November 2026, 12:00" in httpx.get(address, trust_env=False).text
        host = "jornal-delta.newsstand.test"
        page = httpx.get(address, headers={"host": host}, trust_env=False)
        assert "/noticia/2026-11-15/" in page.text
        program.send_signal(signal.SIGINT)
        assert program.wait(15) == 0
    assert [json.loads(line)["host"] for line in log.read_text().splitlines()] == [host]


def test_it_ends_on_sigterm_though_a_slow_page_is_under_way() -> None:
    with running("--port", "0", "--now", "2026-11-22T12:00+08:00") as (program, address):
        hosts = {"host": "night-courier.newsstand.test"}
        days = (httpx.get(f"{address}archive/2026-11-{day}/", headers=hosts, trust_env=False).text
                for day in (18, 19, 20))  # fmt: skip
        path = next(found[0] for text in days if (found := re.search(r"/story/\S+/slow", text)))
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(address + path[1:], headers=hosts, trust_env=False, timeout=0.5)
        program.send_signal(signal.SIGTERM)
        program.wait(15)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--now", "yesterday"), "moment"),
        (("--now", "2026-11-15T12:00"), "offset"),
        (("--per-day", "0"), "number"),
        (("--port", "70000"), "70000"),
        (("--port", "0", "--log", "/dev/null/x"), "/dev/null"),
    ],
)
def test_a_mistake_gets_one_sentence(arguments: tuple[str, ...], word: str) -> None:
    last = fails(*arguments).strip().splitlines()[-1]
    assert word in last


def test_a_taken_port_gets_one_sentence() -> None:
    with running("--port", "0") as (_, address):
        port = address.rstrip("/").rpartition(":")[2]
        assert port in fails("--port", port)
