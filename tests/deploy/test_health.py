"""What a service's health check says, asked of a real server."""

import json
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from newsdelta.health import complaint

HEALTH = {"scheduler": {"status": "healthy"}, "triggerer": {"status": "unhealthy"}}


class Answers(BaseHTTPRequestHandler):
    """Airflow's shape of a health report at /health, and 503 elsewhere."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/health" else 503)
        self.end_headers()
        self.wfile.write(json.dumps(HEALTH).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """URL of a server on loopback."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as one:
        thread = Thread(target=one.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{one.server_port}"
        one.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("path", "part", "expected"),
    [
        ("/health", None, None),
        ("/health", "scheduler", None),
        ("/health", "triggerer", "triggerer is unhealthy"),
        ("/health", "dag_processor", "does not speak of dag_processor"),
        ("/down", None, "503"),
    ],
)
def test_what_a_check_says(server: str, path: str, part: str | None, expected: str | None) -> None:
    said = complaint(server + path, part)
    assert said == expected if expected is None else expected in (said or "")


def test_the_exit_status_is_the_verdict(server: str) -> None:
    call = [sys.executable, "-m", "newsdelta.health"]
    assert subprocess.run([*call, f"{server}/health"], check=False).returncode == 0
    done = subprocess.run([*call, f"{server}/down"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "does not answer" in done.stderr
