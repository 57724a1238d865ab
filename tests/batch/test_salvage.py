"""What a killed crawl leaves behind is whole up to its last exchange, wherever it was cut."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from upath import UPath

from crawlers.batch import ArchiveWriter, BatchError, Exchange, records, salvage

STORIES = 6


def archive(folder: Path) -> tuple[bytes, list[int]]:
    """A part, and where each of its exchanges ends."""
    path = UPath(folder / "a.warc.gz")
    part = folder / "a.warc.gz.part"
    writer = ArchiveWriter(path)
    ends = []
    for number in range(STORIES):
        writer.write(
            Exchange(
                url=f"http://paper.test/{number}",
                status=200,
                headers=[("Content-Type", "text/html")],
                body=b"WARC-Type: response\r\n" * 99 * number,
                fetched_at=datetime(2026, 11, 15, tzinfo=UTC),
                request_headers=[],
            )
        )
        ends.append(part.stat().st_size)
    writer.close()
    return path.read_bytes(), ends


with TemporaryDirectory() as _folder:
    DATA, ENDS = archive(Path(_folder))


@settings(deadline=None, max_examples=300)
@given(st.integers(0, len(DATA)), st.booleans())
def test_cut_anywhere_the_whole_exchanges_survive(cut: int, stored: bool) -> None:
    with TemporaryDirectory() as folder:
        root = UPath(f"memory://salvage{folder}") if stored else UPath(folder)
        root.mkdir(parents=True, exist_ok=True)
        part = root / "a.warc.gz.part"
        part.write_bytes(DATA[:cut])
        whole = sum(end <= cut for end in ENDS)
        final = salvage(part)
        assert not part.exists()
        if whole == 0:
            assert final is None
            assert not (root / "a.warc.gz").exists()
            return
        assert final is not None
        assert final.read_bytes() == DATA[: ENDS[whole - 1]]
        assert [r.url for r in records(final)] == [f"http://paper.test/{n}" for n in range(whole)]


@settings(deadline=None, max_examples=200)
@given(st.integers(0, len(DATA) - 1), st.integers(1, 255))
def test_damage_is_found_or_harmless(position: int, flip: int) -> None:
    """A changed byte gives one sentence, or a file whose whole exchanges are the true ones."""
    with TemporaryDirectory() as folder:
        spoiled = bytearray(DATA)
        spoiled[position] ^= flip
        part = UPath(folder) / "a.warc.gz.part"
        part.write_bytes(bytes(spoiled))
        try:
            final = salvage(part)
        except BatchError as error:
            assert "is damaged" in str(error)
            assert "\n" not in str(error)
            assert part.exists()
            return
        urls = [record.url for record in records(final)] if final else []
        assert urls == [f"http://paper.test/{n}" for n in range(len(urls))]


def test_a_part_of_nothing_but_rubbish() -> None:
    with TemporaryDirectory() as folder:
        part = UPath(folder) / "a.warc.gz.part"
        part.write_bytes(b"rubbish")
        with pytest.raises(BatchError, match=r"a\.warc\.gz\.part is damaged .*; remove it"):
            salvage(part)
