"""The crawl as a process: killed, resumed, left alone, locked out, out of room."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from crawlers.batch import Batch, BatchError, records
from crawlers.crawl import CrawlError, crawl
from crawlers.model import Counts, Stage
from crawlers.sources import Source

from .conftest import DAY, HOST, Crawled, Paper, Reply, rfc822

NOON = rfc822("2026-11-15T12:00:00+08:00")
REPO = Path(__file__).resolve().parents[2]

PARENT = """
import sys, json
from crawlers.batch import Batch
from crawlers.crawl import CrawlError, CrawlOptions, crawl
from crawlers.model import Window
from crawlers.sources import Source
job = json.load(sys.stdin)
if job.get("room"):
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (job["room"], job["room"]))
try:
    crawl(Source.model_validate(job["source"]), Window.model_validate(job["window"]),
          Batch(job["batch"]), CrawlOptions.model_validate(job["options"]))
except CrawlError as error:
    sys.exit(str(error))
"""


def stories(paper: Paper, number: int, **reply: object) -> Source:
    urls = [paper.page(f"/a/story-{n}", **reply) for n in range(number)]
    return paper.source({"feeds": [paper.feed("/feed.xml", [(url, NOON) for url in urls])]})


def parent_of(paper: Paper, source: Source, room: int | None = None) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", PARENT],
        cwd=REPO,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE if room else subprocess.DEVNULL,
        text=True,
    )
    job = {
        "source": source.model_dump(mode="json"),
        "window": DAY.model_dump(mode="json"),
        "batch": str(paper.batch().path),
        "options": paper.options().model_dump(mode="json"),
        "room": room,
    }
    assert process.stdin
    process.stdin.write(json.dumps(job))
    process.stdin.close()
    process.stdin = None
    return process


def crawl_processes(pid: int) -> list[psutil.Process]:
    found = []
    for child in psutil.Process(pid).children(recursive=True):
        with suppress(psutil.Error):
            if "crawlers.crawl" in child.cmdline():
                found.append(child)
    return found


def wait_until(true: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.02)


def test_kill_9_and_resume(paper: Paper) -> None:
    """Nothing lost, nothing twice: the second attempt goes on where the first was cut off."""
    paper.page("/a/moved-to")
    paper.replies["/a/moved"] = Reply(status=302, headers={"Location": "/a/moved-to"})
    source = stories(paper, 12)
    items: list[tuple[str, str | None]] = [(HOST + "/a/moved", NOON), (HOST + "/a/gone", NOON)]
    paper.feed("/first.xml", items)
    source = paper.source({"feeds": [HOST + "/first.xml", *source.discovery.feeds]})
    hold = threading.Event()
    paper.replies["/a/story-7"] = Reply(b"<p>seven</p>", wait=hold)
    outcome: list[Exception] = []

    def attempt() -> None:
        try:
            crawl(source, DAY, paper.batch(), paper.options())
        except CrawlError as error:
            outcome.append(error)

    thread = threading.Thread(target=attempt)
    thread.start()
    wait_until(lambda: "/a/story-7" in paper.asked)
    crawl_processes(os.getpid())[0].send_signal(signal.SIGKILL)
    thread.join(20)
    assert "ended by signal 9" in str(outcome[0])
    assert not paper.batch().done(Stage.CRAWL)
    with pytest.raises(BatchError):
        list(paper.batch().pages())

    hold.set()
    before = paper.count()
    result = paper.crawl(source)
    result.check()
    assert len(result.articles) == 13
    assert result.reasons == {"/a/gone": ("HTTP error", "HTTP 404")}
    twice = {path for path, number in paper.count().items() if number > 1}
    assert twice <= {"/a/story-7"}, "only what was under way when it was killed is asked again"
    assert before["/a/story-0"] == 1
    assert {page.warc for page in result.pages} == {"crawl-001.warc.gz", "crawl-002.warc.gz"}


def test_a_finished_crawl_asks_its_lists_again_but_not_its_pages(paper: Paper) -> None:
    source = stories(paper, 3)
    paper.crawl(source)
    feed = [(HOST + f"/a/story-{n}", NOON) for n in range(3)]
    paper.feed("/feed.xml", [*feed, (paper.page("/a/late"), NOON)])
    result = paper.crawl(source)
    result.check()
    assert len(result.articles) == 4
    asked = paper.count()
    assert asked["/feed.xml"] == 2
    assert [asked[f"/a/story-{n}"] for n in range(3)] == [1, 1, 1]
    assert {p.warc for p in result.pages if p.url.endswith("late")} == {"crawl-002.warc.gz"}
    again = paper.crawl(source, refetch=True)
    assert len(again.articles) == 4
    assert paper.count()["/a/story-0"] == 2


def test_a_killed_second_crawl_resumes_the_second_not_the_first(paper: Paper) -> None:
    source = stories(paper, 2)
    paper.crawl(source)
    hold = threading.Event()
    slow = paper.page("/a/late", wait=hold)
    paper.feed("/feed.xml", [(slow, NOON)])
    parent = parent_of(paper, source)
    wait_until(lambda: "/a/late" in paper.asked)
    parent.kill()
    parent.wait()
    hold.set()
    paper.feed("/feed.xml", [])
    result = paper.crawl(source)
    assert result.articles == ["/a/late"], "the feed of the second crawl, not the first or third"
    assert paper.count()["/feed.xml"] == 2


def test_the_child_dies_with_its_parent(paper: Paper) -> None:
    hold = threading.Event()
    source = stories(paper, 1, wait=hold)
    parent = parent_of(paper, source)
    wait_until(lambda: "/a/story-0" in paper.asked)
    child = crawl_processes(parent.pid)[0]
    parent.kill()
    parent.wait()
    wait_until(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
    hold.set()


def test_an_exception_in_the_parent_ends_the_child(paper: Paper) -> None:
    source = stories(paper, 30, seconds=0.2)
    children: list[psutil.Process] = []

    def time_out(counts: Counts) -> None:
        children.extend(crawl_processes(os.getpid()))
        raise TimeoutError("the task took too long")

    with pytest.raises(TimeoutError):
        crawl(source, DAY, paper.batch(), paper.options(), on_progress=time_out)
    assert children
    assert not any(child.is_running() for child in children)


def test_progress_and_a_readable_log(paper: Paper, caplog: pytest.LogCaptureFixture) -> None:
    source = stories(paper, 3)
    paper.replies["/a/story-1"] = Reply(b"", 500)
    told: list[Counts] = []
    with caplog.at_level("INFO", logger="newsdelta.crawl"):
        crawl(source, DAY, paper.batch(), paper.options(), on_progress=told.append)
    assert told
    assert told[-1].keys() >= {"discovered", "fetched"}
    lines = [record.getMessage() for record in caplog.records]
    assert lines == [
        "http://paper.test/a/story-1 HTTP error: HTTP 500",
        "3 discovered, 2 fetched, 1 lists, 1 rejects, 1 HTTP error",
    ]


def test_another_crawl_holds_the_batch(paper: Paper) -> None:
    source = stories(paper, 1)
    batch = paper.batch()
    batch.create()
    folder = os.open(str(batch.path), os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    try:
        with pytest.raises(CrawlError, match="paper: another crawl is writing to "):
            paper.crawl(source)
    finally:
        os.close(folder)
    assert paper.asked == []


def test_a_full_disk_is_one_sentence_and_can_be_resumed(paper: Paper) -> None:
    source = stories(paper, 20)
    for n in range(20):
        noise = os.urandom(4000).hex()
        paper.replies[f"/a/story-{n}"] = Reply(f"<html><p>{n} {noise}</p></html>".encode())
    parent = parent_of(paper, source, room=40_000)
    _, stderr = parent.communicate(timeout=60)
    last = stderr.strip().splitlines()[-1]
    assert last == f"paper: no room left on the disk that holds {paper.batch().path}"
    assert not paper.batch().done(Stage.CRAWL)
    before = paper.count()
    result = paper.crawl(source)
    result.check()
    assert len(result.articles) == 20
    kept = [path for path in before if paper.count()[path] == 1 and path.startswith("/a/")]
    assert len(kept) >= 3


def test_a_folder_that_cannot_be_made(paper: Paper) -> None:
    source = stories(paper, 1)
    paper.folder.parent.joinpath("file").write_text("in the way")
    with pytest.raises(CrawlError, match=r"paper: cannot write to .*: Not a directory"):
        paper.crawl(source, batch=Batch(paper.folder.parent / "file" / "batch"))


def test_damage_in_what_a_crawl_left_is_one_sentence(paper: Paper) -> None:
    source = stories(paper, 1)
    batch = paper.batch()
    batch.create()
    (batch.path / "crawl-001.warc.gz.part").write_bytes(b"\x1f\x8b\x08\0" + b"rubbish" * 100)
    with pytest.raises(CrawlError, match=r"crawl-001\.warc\.gz\.part is damaged .*; remove it"):
        paper.crawl(source)


def test_no_secret_reaches_the_archive_or_the_process_list(paper: Paper) -> None:
    hold = threading.Event()
    source = stories(paper, 1, wait=hold)
    port = paper.server.server_address[1]
    options = paper.options(proxies={"paper.test": f"http://user:s3cret@127.0.0.1:{port}"})
    seen: list[str] = []

    def look() -> None:
        wait_until(lambda: "/a/story-0" in paper.asked)
        seen.extend(" ".join(child.cmdline()) for child in crawl_processes(os.getpid()))
        hold.set()

    thread = threading.Thread(target=look)
    thread.start()
    crawl(source, DAY, paper.batch(), options)
    thread.join()
    assert seen
    assert "s3cret" not in seen[0]
    path = paper.batch().path / "crawl-001.warc.gz"
    requests = list(records(path, frozenset({"request"})))
    assert len(requests) == 3
    assert not any(request.header("Proxy-Authorization") for request in requests)
    assert all(request.header("Host") == "paper.test" for request in requests)
    assert Crawled.of(paper.batch(), paper.batch().counts(Stage.CRAWL)).articles == ["/a/story-0"]
