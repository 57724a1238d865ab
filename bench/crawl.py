"""How fast the crawl is beside bare Scrapy, and whether its memory stays flat.

    python -m bench.crawl                     2,000 real-size pages, five rounds of both
    python -m bench.crawl --plain             the same from a server that packs nothing
    python -m bench.crawl --memory            50,000 small pages, resident memory on the way
    python -m bench.crawl --memory --real     the same with pages of real sizes

Both ask the same server for the same pages in the same order, with the same number of requests at
once and no delay. Bare Scrapy throws them away; the crawl keeps its manners (robots.txt, pace,
door, limits), archives every response and writes the index. A round is counted from the first
page asked for to the end of the process, so that what is written last counts too. The rounds
alternate; what is compared are medians.
"""

import argparse
import json
import os
import subprocess
import sys
from functools import partial
from statistics import median
from tempfile import TemporaryDirectory
from time import monotonic

import psutil

from bench.press import Paper, serve
from crawlers.batch import Batch
from crawlers.crawl import CrawlOptions, crawl
from crawlers.model import Window
from crawlers.sources import Source

CONCURRENCY = 8
_STEP = 5_000


def main() -> None:
    """Measure, and print a table or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--pages", type=int)
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--memory", action="store_true", help="memory instead of speed")
    words.add_argument("--plain", action="store_true", help="pages come without content coding")
    words.add_argument("--real", action="store_true", help="with --memory: pages of real sizes")
    words.add_argument("--database", metavar="URL", help="a migrated news database to ask, too")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    if asked.memory:
        found = memory(asked.pages or 50_000, asked.database, small=not asked.real)
    else:
        found = speed(asked.pages or 2_000, asked.rounds, asked.database, plain=asked.plain)
    print(json.dumps(found, indent=1) if asked.json else table(found))


def speed(
    pages: int, rounds: int, database: str | None = None, *, plain: bool = False
) -> dict[str, object]:
    """Pages per second of both, and the share."""
    crawlers = (("scrapy", bare), ("newsdelta", partial(ours, database=database)))
    times: dict[str, list[float]] = {"scrapy": [], "newsdelta": []}
    with serve(pages, plain=plain) as paper:
        for number in range(rounds):
            for name, one in crawlers:
                seconds = one(paper, pages)
                times[name].append(pages / seconds)
                print(f"round {number + 1} {name}: {pages / seconds:.0f} pages/s", file=sys.stderr)
    rates = {name: median(some) for name, some in times.items()}
    ratios = [o / b for b, o in zip(times["scrapy"], times["newsdelta"], strict=True)]
    return {"pages": pages, "pages per second": rates, "share of bare Scrapy": median(ratios)}


def bare(paper: Paper, pages: int) -> float:
    """Seconds of bare Scrapy."""
    call = [sys.executable, "-m", "bench.bare", paper.url, str(CONCURRENCY)]
    subprocess.run(call, check=True)
    return _seconds(paper, pages, monotonic())


def ours(paper: Paper, pages: int, database: str | None = None) -> float:
    """Seconds of the crawl."""
    with TemporaryDirectory() as folder:
        batch = Batch.of(folder, "paper", "run")
        counts = crawl(source(paper), EVER, batch, CrawlOptions(), held_url=database)
        end = monotonic()
    assert counts["fetched"] == pages, counts
    return _seconds(paper, pages, end)


def memory(pages: int, database: str | None = None, *, small: bool = True) -> dict[str, object]:
    """Resident MiB of the crawl process after every 5,000 pages."""
    seen: dict[int, float] = {}

    def look(counts: dict[str, int]) -> None:
        at = counts["fetched"] // _STEP * _STEP
        children = psutil.Process(os.getpid()).children()
        child = next((one for one in children if "crawlers.crawl" in one.cmdline()), None)
        if at not in seen and child:
            seen[at] = round(child.memory_info().rss / 2**20, 1)

    with serve(pages, small=small) as paper, TemporaryDirectory() as folder:
        batch = Batch.of(folder, "paper", "run")
        crawl(source(paper), EVER, batch, CrawlOptions(), database, look)
    first, *others = seen.values()
    return {"pages": pages, "resident MiB": seen, "MiB grown while fetching": max(others) - first}


def source(paper: Paper) -> Source:
    """The paper as the catalogue would have it, without a delay."""
    return Source.model_validate(
        {
            "id": "paper",
            "name": "Paper",
            "home": f"{paper.url}/",
            "region": "bench",
            "kind": "newspaper",
            "languages": ["en"],
            "timezone": "UTC",
            "schedule": "0 0 * * *",
            "discovery": {"sitemaps": [f"{paper.url}/sitemap.xml"]},
            "articles": [rf"{paper.url}/a/\d+$"],
            "politeness": {"delay": 0, "concurrency": CONCURRENCY},
            "private_addresses": True,
        }
    )


EVER = Window.model_validate({"start": "2000-01-01T00:00Z", "end": "2200-01-01T00:00Z"})


def table(found: dict[str, object]) -> str:
    """The findings, a line each."""
    return "\n".join(f"{name}: {value}" for name, value in found.items())


def _seconds(paper: Paper, pages: int, end: float) -> float:
    told = paper.told()
    assert told["pages"] == pages, told
    return end - told["first"]


if __name__ == "__main__":
    main()
