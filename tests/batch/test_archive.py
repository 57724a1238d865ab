"""WARC files: what is written can be checked, found again and read, whoever wrote it."""

import gzip
import io
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from upath import UPath
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.batch import ArchiveWriter, BatchError, Exchange, Original, read_record, records

NOW = datetime(2026, 11, 15, 4, 0, tzinfo=UTC)
REQUEST = [("Accept", "text/html"), ("Proxy-Authorization", "Basic c2VjcmV0"), ("Cookie", "a=b")]


def exchange(number: int = 1, **more: Any) -> Exchange:
    given: dict[str, Any] = {
        "url": f"http://paper.test/a?story={number}",
        "status": 200,
        "headers": [("Content-Type", "text/html; charset='Big5'"), ("Set-Cookie", "x")],
        "body": f"<p>新聞 {number}</p>".encode("big5"),
        "fetched_at": NOW,
        "request_headers": REQUEST,
    }
    return Exchange(**{**given, **more})


def test_every_record_checks_out_and_is_found_by_its_offset(tmp_path: Path) -> None:
    path = UPath(tmp_path / "a.warc.gz")
    with ArchiveWriter(path) as archive:
        placed = [archive.write(exchange(n, ip="192.0.2.1")) for n in range(5)]
        assert not path.exists()
    with (tmp_path / "a.warc.gz").open("rb") as file:
        kinds = []
        for record in ArchiveIterator(file, check_digests="raise"):
            record.raw_stream.read()
            kinds.append((record.rec_type, record.rec_headers.get_header("WARC-IP-Address")))
    assert kinds[0] == ("warcinfo", None)
    assert kinds[1:] == [("request", None), ("response", "192.0.2.1")] * 5
    for number in (4, 0, 2):
        offset, digest = placed[number]
        found = read_record(path, offset)
        assert found.url == f"http://paper.test/a?story={number}"
        assert (found.digest, found.offset, found.fetched_at) == (digest, offset, NOW)
        assert found.body.decode(found.charset or "") == f"<p>新聞 {number}</p>"
    assert [(r.offset, r.digest) for r in records(path)] == placed


def test_the_request_stands_beside_the_response_without_secrets(tmp_path: Path) -> None:
    path = UPath(tmp_path / "a.warc.gz")
    with ArchiveWriter(path) as archive:
        archive.write(exchange())
    request, response = records(path, frozenset({"request", "response"}))
    assert request.concurrent_to == response.id
    assert request.headers == [("Host", "paper.test"), ("Accept", "text/html")]


def test_each_exchange_is_on_disk_before_the_next(tmp_path: Path) -> None:
    archive = ArchiveWriter(UPath(tmp_path / "a.warc.gz"))
    for number in range(3):
        archive.write(exchange(number))
        part = UPath(tmp_path / "a.warc.gz.part")
        assert len(list(records(part))) == number + 1
    archive.close()
    assert not part.exists()


def test_a_writer_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), ArchiveWriter(UPath(tmp_path / "a.warc.gz")) as archive:
        archive.write(exchange())
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_an_object_store_will_do() -> None:
    path = UPath("memory://archive-test/a.warc.gz")
    path.parent.mkdir(parents=True, exist_ok=True)
    with ArchiveWriter(path) as archive:
        offset, digest = archive.write(exchange())
    assert read_record(path, offset).digest == digest


def test_headers_cannot_forge_records(tmp_path: Path) -> None:
    path = UPath(tmp_path / "a.warc.gz")
    with ArchiveWriter(path) as archive:
        evil = "x\r\n\r\nWARC/1.1\r\nWARC-Type: response"
        archive.write(exchange(headers=[("X-Evil", evil), ("Übel", "ü")]))
    (found,) = records(path)
    assert found.header("x-evil") == "x WARC/1.1 WARC-Type: response"


def bomb() -> bytes:
    return gzip.compress(bytes(80 << 20))


@pytest.mark.parametrize(
    ("coding", "encode"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: zlib.compress(data, wbits=-15)),
        ("x-gzip, identity", gzip.compress),
        ("deflate, gzip", lambda data: gzip.compress(zlib.compress(data))),
        ("gzip", lambda data: data),
        ("none-such", lambda data: data),
    ],
)
def test_content_codings_are_undone(
    tmp_path: Path, coding: str, encode: Callable[[bytes], bytes]
) -> None:
    path = UPath(tmp_path / "a.warc.gz")
    text = b"<p>text</p>" * 50
    with ArchiveWriter(path) as archive:
        archive.write(exchange(headers=[("Content-Encoding", coding)], body=encode(text)))
    (found,) = records(path)
    assert found.body == text
    assert found.raw == encode(text)


def test_brotli_and_zstandard(tmp_path: Path) -> None:
    brotli = pytest.importorskip("brotli")
    zstd = pytest.importorskip("backports.zstd")
    text = b"<p>text</p>" * 50
    path = UPath(tmp_path / "a.warc.gz")
    with ArchiveWriter(path) as archive:
        for coding, body in [("br", brotli.compress(text)), ("zstd", zstd.compress(text))]:
            archive.write(exchange(headers=[("Content-Encoding", coding)], body=body))
            archive.write(exchange(headers=[("Content-Encoding", coding)], body=body[:-3]))
    whole_br, cut_br, whole_zstd, cut_zstd = records(path)
    assert whole_br.body == whole_zstd.body == text
    assert text.startswith(cut_br.body) or cut_br.body == cut_br.raw
    assert text.startswith(cut_zstd.body) or cut_zstd.body == cut_zstd.raw


def test_a_bomb_is_cut_off(tmp_path: Path) -> None:
    path = UPath(tmp_path / "a.warc.gz")
    with ArchiveWriter(path) as archive:
        archive.write(exchange(headers=[("Content-Encoding", "gzip")], body=bomb()))
    (found,) = records(path)
    assert len(found.body) == 64 << 20


# -- files of others ----------------------------------------------------------------------


def foreign(gzipped: bool = False) -> bytes:
    """A WARC as other tools write it: response first, chunked body kept as sent."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped)
    for number in range(3):
        body = b"5\r\n<p>on\r\n4\r\ne</p\r\n1\r\n>\r\n0\r\n\r\n"
        head = [("Content-Type", "text/html"), ("Transfer-Encoding", "chunked")]
        response = writer.create_warc_record(
            f"http://paper.test/{number}",
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders("200 OK", head, protocol="HTTP/1.1"),
        )
        request = writer.create_warc_record(
            f"http://paper.test/{number}",
            "request",
            http_headers=StatusAndHeaders(f"/{number} HTTP/1.1", [], protocol="GET"),
        )
        writer.write_request_response_pair(request, response)
    return out.getvalue()


@pytest.mark.parametrize("form", ["plain", "each", "whole"])
def test_files_of_others(tmp_path: Path, form: str) -> None:
    data = foreign(gzipped=form == "each")
    path = UPath(tmp_path / "foreign.warc")
    path.write_bytes(gzip.compress(data) if form == "whole" else data)
    found = list(records(path))
    assert [record.url for record in found] == [f"http://paper.test/{n}" for n in range(3)]
    assert {record.body for record in found} == {b"<p>one</p>"}
    assert not any(record.header("transfer-encoding") for record in found)
    if form != "whole":
        assert read_record(path, found[2].offset or 0).url == "http://paper.test/2"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-30],
        lambda data: b"rubbish" + data,
        lambda data: data.replace(b"Content-Length: ", b"Content-Length: 9", 1),
        lambda data: gzip.compress(data)[:-20],
        lambda data: gzip.compress(data)[:200] + bytes(50) + gzip.compress(data)[250:],
        lambda data: b"no line end at all " * 100_000,
    ],
)
def test_damage_is_one_sentence(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    path = UPath(tmp_path / "foreign.warc.gz")
    path.write_bytes(spoil(foreign()))
    with pytest.raises(BatchError, match=r"^[^\n]{10,300}foreign\.warc\.gz is damaged[^\n]*$"):
        list(records(path))


def test_a_record_that_is_not_there(tmp_path: Path) -> None:
    path = UPath(tmp_path / "a.warc.gz")
    with pytest.raises(BatchError, match="does not exist"):
        read_record(path, 0)
    with ArchiveWriter(path) as archive:
        archive.write(exchange())
    for offset in (0, 10**6):
        with pytest.raises(BatchError, match=f"holds no response at byte {offset}"):
            read_record(path, offset)


def test_a_304_is_a_revisit_record_of_what_it_stands_for(tmp_path: Path) -> None:
    """WARC 1.1 section 6.7.3; `warcio check` finds nothing to say against it."""
    path, at = UPath(tmp_path / "crawl-001.warc.gz"), datetime(2026, 11, 15, tzinfo=UTC)
    with ArchiveWriter(path) as archive:
        page = Exchange("http://a.test/", 200, [("ETag", '"1"')], b"<p>Text", at)
        place, digest = archive.write(page)
        original = Original("http://a.test/", digest, at)
        again, same = archive.write(
            Exchange("http://a.test/", 304, [("ETag", '"1"')], b"", at, original=original)
        )
    assert same == digest
    record = read_record(path, again)
    assert (record.kind, record.status, record.digest, record.raw) == ("revisit", 304, digest, b"")
    assert [(r.offset, r.kind) for r in records(path)] == [(place, "response")]
    with Path(path).open("rb") as file:
        for found in ArchiveIterator(file, check_digests="raise"):
            found.raw_stream.read()
            if found.rec_type == "revisit":
                assert found.rec_headers.get_header("WARC-Refers-To-Date") == (
                    "2026-11-15T00:00:00.000000Z"
                )
