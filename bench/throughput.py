"""How fast archived pages become articles: WARC in, articles out, on one core and on all.

    python -m bench.throughput                 the open pages of sources in the catalogue
    python -m bench.throughput --pages 4000    more of them, over again
    python -m bench.throughput DIR             any directory in their format

The pages are put in one archive for each source, as a crawl leaves them, and cleaned by the step
as a run does it: with the source's YAML and its learned template (`template`), and as a site of
which nothing is known (`none`). Beside it trafilatura with metadata reads the same pages from
memory. Told are pages per CPU second, children counted, and per second of the clock.
"""

import argparse
import json
import os
import resource
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.gold import NOWHERE, OPEN_PAGES, Gold, pages
from bench.readers import READERS, read, source_of
from crawlers.batch import ArchiveWriter, Batch, Exchange
from crawlers.clean import clean
from crawlers.model import Candidate, Fresh, Page, Stage, Way, Window
from crawlers.sources import Source
from crawlers.templates.samples import untold

_AT = datetime(2026, 11, 15, tzinfo=UTC)
_WINDOW = Window(start=_AT - timedelta(days=1), end=_AT + timedelta(days=1))


def main() -> None:
    """Measure, and print a table or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("directory", nargs="?", type=Path, default=OPEN_PAGES)
    words.add_argument("--pages", type=int, default=1200)
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    by_source: dict[str, list[Gold]] = defaultdict(list)
    sources: dict[str, Source] = {}
    for page in pages(asked.directory):
        source = source_of(page.url) if page.url != NOWHERE else None
        if source:
            by_source[source.id].append(page)
            sources[source.id] = source
    found = measure(by_source, sources, asked.pages, asked.rounds)
    print(json.dumps(found, indent=1) if asked.json else table(found))


def measure(
    by_source: dict[str, list[Gold]], sources: dict[str, Source], count: int, rounds: int
) -> dict[str, dict[str, float]]:
    """Rates by way of reading: medians over the rounds, which alternate."""
    known = [page for some in by_source.values() for page in some]
    share = count / len(known)
    rates: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with TemporaryDirectory(prefix="newsdelta-bench-") as folder:
        batches = {
            name: _batch(folder, name, list(islice(cycle(some), round(len(some) * share))))
            for name, some in by_source.items()
        }
        total = sum(number for _, number in batches.values())

        def cleaned(told: Callable[[Source], Source], cores: int) -> None:
            for name, (batch, _) in batches.items():
                clean(told(sources[name]), _WINDOW, batch, cores)

        ways: dict[str, Callable[[], object]] = {
            "template, all cores": lambda: cleaned(lambda source: source, 0),
            "template, one core": lambda: cleaned(lambda source: source, 1),
            "none, one core": lambda: cleaned(untold, 1),
            "trafilatura, one core": lambda: _read_all(islice(cycle(known), total)),
        }
        for number in range(rounds):
            for name, work in ways.items():
                with _timed() as spent:
                    work()
                cpu, clock = spent
                rates[name].append((total / cpu, total / clock))
                print(f"round {number + 1}, {name}: {total / cpu:.1f} a CPU s", file=sys.stderr)
    peer = [cpu for cpu, _ in rates["trafilatura, one core"]]
    return {
        name: {
            "pages per CPU second": round(median(cpu for cpu, _ in some), 1),
            "pages per second": round(median(clock for _, clock in some), 1),
            "of trafilatura's": round(
                median(cpu / other for (cpu, _), other in zip(some, peer, strict=True)), 2
            ),
        }
        for name, some in rates.items()
    }


def _read_all(some: Iterator[Gold]) -> None:
    for page in some:
        read(READERS["trafilatura"], page.html, page.url)


@contextmanager
def _timed() -> Iterator[list[float]]:
    """CPU seconds of this process and its ended children, and seconds of the clock."""
    spent: list[float] = []
    before, began = _cpu(), perf_counter()
    yield spent
    spent += [_cpu() - before, perf_counter() - began]


def _cpu() -> float:
    times = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in times)


def _batch(folder: str, source: str, some: Sequence[Gold]) -> tuple[Batch, int]:
    """A batch that dedupe has done, with a page for each of `some`."""
    batch = Batch.of(folder, source, "bench")
    batch.create()
    name = "crawl-001.warc.gz"
    kind = "text/html"
    with ArchiveWriter(batch.path / name) as archive, batch.writing("fresh") as put:
        for page in some:
            sent = Exchange(page.url, 200, [("Content-Type", kind)], page.html, _AT)
            offset, digest = archive.write(sent)
            told = Page(
                url=page.url, final_url=page.url, kind="article", status=200, content_type=kind,
                fetched_at=_AT, digest=digest, warc=name, offset=offset,
                candidate=Candidate(url=page.url, way=Way.GIVEN, found_at=page.url, any_date=True),
            )  # fmt: skip
            put(Fresh(url=page.url, page=told))
    with batch.writing("dedupe.rejects"):
        pass
    batch.finish(Stage.DEDUPE, {})
    return batch, len(some)


def table(found: dict[str, dict[str, float]]) -> str:
    """A row for each way of reading."""
    names = list(next(iter(found.values())))
    lines = [f"{os.cpu_count()} cores".ljust(24) + "".join(f"{name:>22}" for name in names)]
    for way, rates in found.items():
        lines.append(f"{way:24}" + "".join(f"{rates[name]:22}" for name in names))
    return "\n".join(lines)


if __name__ == "__main__":
    main()
