"""One server for all papers: by Host header or as a proxy, no door to anywhere else."""

import json
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from newsstand import PortTakenError, Stand, coverage, serve, troubles, truth
from newsstand.papers import PAPERS
from newsstand.requestlog import RequestLog

HOST = "harbour-gazette.newsstand.test"


def ask(stand: Stand, head: str) -> bytes:
    """The whole answer to a request written by hand."""
    with socket.create_connection(("127.0.0.1", stand.port), 10) as line:
        line.sendall(head.replace("\n", "\r\n").encode() + b"Connection: close\r\n\r\n")
        return b"".join(iter(lambda: line.recv(65536), b""))


@pytest.mark.parametrize(
    "head",
    [
        f"GET /robots.txt HTTP/1.1\nHost: {HOST}\n",
        f"GET /robots.txt HTTP/1.1\nHost: {HOST.upper()}:8900\n",
        f"GET http://{HOST}/robots.txt HTTP/1.1\nHost: {HOST}\n",
        f"GET http://{HOST}:80/robots.txt HTTP/1.1\nHost: {HOST}\n",
        # RFC 9112 section 3.2.2: the target's host counts, whatever the header says.
        f"GET http://{HOST}/robots.txt HTTP/1.1\nHost: river-daily.newsstand.test\n",
        f"GET HTTP://{HOST}/robots.txt HTTP/1.0\n",
    ],
)
def test_a_paper_is_found_by_its_host(stand: Stand, head: str) -> None:
    answer = ask(stand, head)
    assert answer.startswith(b"HTTP/1.1 200")
    assert b"Sitemap: http://harbour-gazette.newsstand.test/sitemap_index.xml" in answer


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("GET http://example.org/ HTTP/1.1\nHost: example.org\n", b"502"),
        ("GET https://example.org/ HTTP/1.1\nHost: 127.0.0.1\n", b"502"),
        ("GET http://127.0.0.2/ HTTP/1.1\nHost: 127.0.0.2\n", b"502"),
        ("CONNECT example.org:443 HTTP/1.1\nHost: example.org:443\n", b"502"),
        ("GET / HTTP/1.1\nHost: example.org\n", b"404"),
        (f"GET / HTTP/1.1\nHost: x{HOST}\n", b"404"),
        (f"GET / HTTP/1.1\nHost: {HOST}.example.org\n", b"404"),
    ],
)
def test_it_is_no_open_proxy(stand: Stand, head: str, status: bytes) -> None:
    answer = ask(stand, head)
    assert answer.split()[1] == status
    assert b"does not fetch from other hosts" in answer


def test_query_and_path_arrive_through_the_proxy_as_by_host(stand: Stand) -> None:
    host = "river-daily.newsstand.test"
    by_proxy = ask(stand, f"GET http://{host}/jingji/?page=2 HTTP/1.1\nHost: {host}\n")
    by_host = ask(stand, f"GET /jingji/?page=2 HTTP/1.1\nHost: {host}\n")
    assert by_proxy.partition(b"\r\n\r\n")[2] == by_host.partition(b"\r\n\r\n")[2]
    first = ask(stand, f"GET /jingji/ HTTP/1.1\nHost: {host}\n")
    assert first.partition(b"\r\n\r\n")[2] != by_host.partition(b"\r\n\r\n")[2]


def test_a_person_sees_the_papers_at_the_servers_own_address(stand: Stand) -> None:
    page = httpx.get(stand.url, trust_env=False)
    assert page.status_code == 200
    assert all(paper.host in page.text for paper in PAPERS)


def test_the_truth_over_http_is_the_truth_in_python(stand: Stand, now: datetime) -> None:
    since = now - timedelta(days=3)
    answer = httpx.get(
        f"{stand.url}/_truth",
        params={"since": since.isoformat(), "until": now.isoformat()},
        trust_env=False,
        timeout=30,
    ).json()
    articles = truth(since, now, now)
    assert answer["articles"] == [one.model_dump(mode="json") for one in articles]
    assert answer["counts"] == coverage(articles).model_dump()
    expected = troubles(since, now, now)
    assert answer["troubles"] == [one.model_dump(mode="json") for one in expected]


def test_the_truth_takes_offsets_as_a_browser_sends_them(stand: Stand) -> None:
    url = f"{stand.url}/_truth?articles=0&since=2026-11-15T00:00+08:00&until=2026-11-16"
    answer = httpx.get(url, trust_env=False).json()
    assert answer["since"] == "2026-11-15T00:00:00+08:00"
    assert "articles" not in answer


@pytest.mark.parametrize(
    "query", ["since=yesterday", "since=2026-11-16&until=2026-11-15", "since=1990-01-01"]
)
def test_a_bad_window_gets_one_sentence(stand: Stand, query: str) -> None:
    answer = httpx.get(f"{stand.url}/_truth?{query}", trust_env=False)
    assert answer.status_code == 400
    assert answer.text.count("\n") == 1


def test_counts_of_originals_take_the_first_of_each_copy_group(now: datetime) -> None:
    articles = truth(now - timedelta(days=7), now, now)
    counts = coverage(articles)
    groups = {one.copy_group for one in articles if one.copy_group}
    alone = [one for one in articles if one.copy_group is None]
    assert counts.total.articles == len(articles)
    assert counts.total.originals == len(groups) + len(alone)
    assert sum(tally.articles for tally in counts.by_source.values()) == len(articles)
    assert sum(tally.originals for tally in counts.by_source.values()) == counts.total.originals


def test_requests_are_logged_but_not_the_servers_own(
    client_for: Callable[[Stand], httpx.Client], now: datetime
) -> None:
    with serve(now=now) as stand, client_for(stand) as client:
        first = client.get(f"http://{HOST}/feed/", headers={"user-agent": "reader/1"})
        url = next(iter(truth(now - timedelta(days=1), now, now))).url
        tag = client.get(url).headers["etag"]
        client.get(url, headers={"if-none-match": tag})
        client.get(f"http://{HOST}/_truth")
        for path in ("/", "/_truth?articles=0", "/_log", "/_log/count"):
            httpx.get(stand.url + path, trust_env=False)
        assert first.status_code == 200
        log = stand.log()
        assert [one["status"] for one in log] == [200, 200, 304, 404]
        assert [one["conditional"] for one in log] == [False, False, True, False]
        assert log[0]["user_agent"] == "reader/1"
        assert log[0]["host"] == HOST
        assert log[0]["path"] == "/feed/"
        assert abs(datetime.fromisoformat(log[0]["time"]) - datetime.now(UTC)).days == 0
        count = httpx.get(f"{stand.url}/_log/count", trust_env=False).json()
        assert count == {"count": 4, "by_host": {HOST: 4}, "last_id": 4}
        later = httpx.get(f"{stand.url}/_log?since_id=3", trust_env=False).json()
        assert later == log[3:]


def test_the_log_file_holds_a_line_for_each_request(tmp_path: Path) -> None:
    file = tmp_path / "logs" / "requests.jsonl"
    log = RequestLog(file)
    for number in range(3):
        log.add({"host": HOST, "path": f"/{number}", "status": 200})
    log.close()
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["id"] for line in lines] == [1, 2, 3]
    assert lines == log.since(0)


def test_a_taken_port_is_said_so(stand: Stand) -> None:
    with pytest.raises(PortTakenError, match=str(stand.port)), serve(port=stand.port):
        pass


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"), serve(now=datetime(2026, 11, 15)):
        pass
