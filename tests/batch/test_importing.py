"""A batch made from WARC files of any origin."""

import gzip
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.batch import Batch, BatchError, import_archive, read_record, records
from crawlers.model import Stage, Way

REALWEB = Path(__file__).resolve().parents[3] / "shared" / "realweb"
PAGE = b"<html><title>A</title><p>Text</html>"


def belongs(url: str) -> bool:
    return "paper.test" in url


class Foreign:
    """A WARC of someone else's making."""

    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.writer = WARCWriter(self.out, gzip=True)

    def response(
        self, url: str, status: str = "200 OK", kind: str = "text/html", body: bytes = PAGE
    ) -> "Foreign":
        head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        self.writer.write_record(
            self.writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), length=len(body), http_headers=head
            )
        )
        return self

    def request(self, url: str) -> "Foreign":
        head = StatusAndHeaders("/ HTTP/1.1", [("X-Asked", url)], protocol="GET")
        self.writer.write_record(self.writer.create_warc_record(url, "request", http_headers=head))
        return self

    def revisit(self, url: str) -> "Foreign":
        record = self.writer.create_revisit_record(url, "sha1:AAAA", url, "2026-11-15T00:00:00Z")
        self.writer.write_record(record)
        return self

    def save(self, path: Path) -> Path:
        path.write_bytes(self.out.getvalue())
        return path


def test_pages_and_rejects(tmp_path: Path) -> None:
    site = "http://paper.test"
    path = (
        Foreign()
        .request(f"{site}/1")
        .response(f"{site}/1")
        .response(f"{site}/2")
        .request(f"{site}/2")
        .response(f"{site}/3")
        .response(f"{site}/gone", "404 Not Found")
        .response(f"{site}/moved", "301 Moved")
        .response(f"{site}/logo", kind="image/png", body=b"\x89PNG")
        .response("http://other.test/1")
        .response("http://paper.test:bad/1")
        .revisit(f"{site}/1")
        .save(tmp_path / "mixed.warc.gz")
    )
    batch = Batch(tmp_path / "batch")
    counts = import_archive([path], batch, belongs)
    assert counts == {
        "discovered": 8,
        "fetched": 3,
        "lists": 0,
        "rejects": 5,
        "HTTP error": 2,
        "not HTML": 1,
        "not an article URL": 1,
        "unchanged": 1,
    }
    pages = list(batch.pages())
    assert [page.url for page in pages] == [f"{site}/{n}" for n in (1, 2, 3)]
    for page in pages:
        assert page.candidate is not None
        assert (page.candidate.way, page.candidate.found_at) == (Way.ARCHIVE, "mixed.warc.gz")
        record = read_record(batch.path / page.warc, page.offset)
        assert (record.url, record.digest, record.body) == (page.url, page.digest, PAGE)
    requests = records(batch.path / "import-001.warc.gz", frozenset({"request"}))
    assert [request.header("X-Asked") for request in requests] == [f"{site}/1", f"{site}/2"]
    told = {(reject.url.removeprefix(site), reject.detail) for reject in batch.rejects()}
    assert ("/gone", "HTTP 404") in told
    assert ("/logo", "image/png") in told
    assert batch.counts(Stage.CRAWL) == counts


@pytest.mark.parametrize("spoil", [lambda data: data[:-40], lambda data: b"no archive at all"])
def test_a_damaged_file_leaves_the_batch_as_it_was(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    good = Foreign().response("http://paper.test/1").save(tmp_path / "good.warc.gz")
    bad = tmp_path / "bad.warc.gz"
    bad.write_bytes(spoil(Foreign().response("http://paper.test/2").out.getvalue()))
    fresh = Batch(tmp_path / "fresh")
    with pytest.raises(BatchError, match=r"bad\.warc\.gz is damaged"):
        import_archive([good, bad], fresh, belongs)
    assert not fresh.path.exists()

    kept = Batch(tmp_path / "kept")
    import_archive([good], kept, belongs)
    before = {path.name: path.read_bytes() for path in kept.path.iterdir()}
    with pytest.raises(BatchError):
        import_archive([bad], kept, belongs)
    assert {path.name: path.read_bytes() for path in kept.path.iterdir()} == before


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"none\.warc\.gz does not exist"):
        import_archive([tmp_path / "none.warc.gz"], Batch(tmp_path / "batch"), belongs)


@pytest.mark.skipif(not REALWEB.exists(), reason="the real captures are not here")
@pytest.mark.parametrize("whole", [False, True])
def test_real_captures(tmp_path: Path, whole: bool) -> None:
    path = REALWEB / "articles.warc.gz"
    if whole:
        path = tmp_path / "whole.warc.gz"
        data = gzip.decompress((REALWEB / "articles.warc.gz").read_bytes())
        path.write_bytes(gzip.compress(data, 1))
    batch = Batch(tmp_path / "batch")
    counts = import_archive([path], batch, lambda url: True)
    assert (counts["discovered"], counts["fetched"]) == (50, 50)
    assert len(list(batch.pages())) == 50
    with (Path(str(batch.path)) / "import-001.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            record.raw_stream.read()
