"""How long a search takes, and what a new article costs, in archives of several sizes.

    python -m bench.search                       10,000 and 100,000 articles
    python -m bench.search --sizes 1000000       a year of the whole region

The archives end today and hold as many articles a day; the larger goes back further. Their texts
are drawn from a pool of made-up ones, in English, Chinese of either script and Portuguese, some
words far commoner than others; each article has one word of its own. The embedded Postgres runs as
it comes, in a folder that is removed at the end. Each kind of search is asked forty times on one
connection, with other words each time, for fifty articles with their snippets. Milliseconds are
what a client waits, median and 95th percentile, and what the server's processor works on the
average, which other programs lengthen less.
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date, timedelta
from pathlib import Path
from statistics import mean, median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import psutil
import psycopg2
from psycopg2.extras import execute_values

from crawlers.chinese import simplified_of
from crawlers.database import Database
from crawlers.database.connection import statement
from newsdelta import embedded

A_DAY = 2_700
"""Articles a day: a million in a year."""
POOL = 10_000
"""Texts of which the archive's are drawn."""
_SQL = Path(__file__).parent / "sql"
_VOWELS, _CONSONANTS = "aeiou", "bcdfghlmnprst"


def main() -> None:
    """Measure, and print a table or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--sizes", default="10000,100000", help="articles archived")
    words.add_argument("--searches", type=int, default=40, help="of each kind")
    words.add_argument("--new", type=int, default=1_000, help="articles added in a round")
    words.add_argument("--rounds", type=int, default=5)
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="newsdelta-bench-")))
        sockets = stack.enter_context(embedded.running(folder))
        found = measure(sockets, sizes, asked)
    print(json.dumps(found, indent=1, ensure_ascii=False) if asked.json else table(found))


def measure(sockets: Path, sizes: list[int], asked: argparse.Namespace) -> dict[str, Any]:
    """Times of searches of each kind by size, and of the document of a new article."""
    press = Press(random.Random(1))
    urls = {size: _archive(sockets, size, press) for size in sizes}
    costs: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
    for number in range(asked.rounds):
        for size, url in urls.items():
            costs[size].append(_add(url, size + number * asked.new, asked.new))
    return {
        "documents": {size: _document(some) for size, some in costs.items()},
        "searches": {
            size: _searches(url, press, size, asked.searches) for size, url in urls.items()
        },
    }


def _document(costs: list[tuple[float, float]]) -> dict[str, float]:
    waited, worked = zip(*costs, strict=True)
    return {"p50": round(median(waited), 2), "processor": round(median(worked), 2)}


class Press:
    """Made-up texts, and words that are in them."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.latin = list(dict.fromkeys(self._word() for _ in range(40_000)))[:20_000]
        chars = [chr(code) for code in dice.sample(range(0x4E00, 0x9F00), 3_000)]
        self.chinese = [
            "".join(dice.choices(chars, k=dice.choice((2, 2, 2, 3)))) for _ in range(20_000)
        ]
        self._weights = [rank**-0.9 for rank in range(1, 20_001)]
        self.pool = list(self._texts(POOL))

    def _word(self) -> str:
        syllables = self.dice.choices(range(1, 5), (2, 4, 3, 1))[0]
        return "".join(
            self.dice.choice(_CONSONANTS) + self.dice.choice(_VOWELS) for _ in range(syllables)
        ) + self.dice.choice(("", "n", "s", "ing", "ed"))

    def _texts(self, count: int) -> Iterator[tuple[int, str, str, str, str]]:
        for number in range(count):
            language, script = (("en", "Latn"), ("zh", "Hant"), ("zh", "Hans"), ("pt", "Latn"))[
                self.dice.choices(range(4), (4, 4, 1, 1))[0]
            ]
            title, body = (
                self._lines(language, 10),
                self._lines(language, self.dice.randint(90, 350)),
            )
            if script == "Hans":
                title, body = title.translate(simplified_of()), body.translate(simplified_of())
            yield number, title, body, language, script

    def _lines(self, language: str, length: int) -> str:
        chosen = self.dice.choices(
            self.chinese if language == "zh" else self.latin,
            self._weights[: len(self.latin)],
            k=length,
        )
        between = "" if language == "zh" else " "
        stop = "。\n" if language == "zh" else ".\n"
        return stop.join(between.join(chosen[start : start + 12]) for start in range(0, length, 12))


Kind = tuple[str, dict[str, Any]]


def kinds(press: Press, size: int) -> dict[str, Callable[[], Kind]]:
    """What is searched for: the words and filters of one search each time it is called."""
    dice = press.dice
    latin, chinese = press.latin, press.chinese

    def common(words: list[str]) -> str:
        return words[dice.randrange(20)]

    def uncommon(words: list[str]) -> str:
        return words[dice.randrange(2_000, 10_000)]

    def script(words: str) -> str:
        return words.translate(simplified_of()) if dice.random() < _HALF else words

    return {
        "one article's word": lambda: (f"own{dice.randrange(size)}", {}),
        "uncommon": lambda: (uncommon(latin), {}),
        "common": lambda: (common(latin), {}),
        "two common": lambda: (f"{common(latin)} {common(latin)}", {}),
        "phrase of common": lambda: (f'"{common(latin)} {common(latin)}"', {}),
        "Chinese, uncommon": lambda: (script(uncommon(chinese)), {}),
        "Chinese, common": lambda: (script(common(chinese)), {}),
        "Chinese, two words": lambda: (script(common(chinese) + common(chinese)), {}),
        "Chinese, one character": lambda: (script(uncommon(chinese))[0], {}),
        "both scripts": lambda: (f"{common(latin)} {common(chinese)}", {}),
        "common, without": lambda: (f"{common(latin)} -{common(latin)}", {}),
        "common, one source": lambda: (common(latin), {"source": f"bench_{dice.randrange(50)}"}),
        "common, one topic": lambda: (common(latin), {"topic": f"topic_{dice.randrange(50)}"}),
        "nothing": lambda: (f"zz{dice.randrange(size)}", {}),
    }


def _searches(url: str, press: Press, size: int, count: int) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    month = date.today() - timedelta(days=30)
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        server = psutil.Process(connection.info.backend_pid)
        for kind, make in kinds(press, size).items():
            for span, since in {"": None, ", a month": month}.items():
                times, rows = [], []
                worked = _worked(server)
                for _ in range(count):
                    words, filters = make()
                    asked = {**_NO_FILTERS, **filters, "query": words, "since": since}
                    began = perf_counter()
                    cursor.execute(statement("search/find"), asked)
                    rows.append(len(cursor.fetchall()))
                    times.append((perf_counter() - began) * 1000)
                found[kind + span] = {
                    "rows": mean(rows),
                    "p50": round(median(times), 1),
                    "p95": round(quantiles(times, n=20)[-1], 1),
                    "processor": round((_worked(server) - worked) * 1000 / count, 1),
                }
                print(size, kind + span, found[kind + span], file=sys.stderr)
    return found


_HALF = 0.5
_FILTERS = ("until", "source", "language", "topic", "place", "region")
_NO_FILTERS: dict[str, Any] = {**dict.fromkeys(_FILTERS), "most": 50}


def _archive(sockets: Path, size: int, press: Press) -> str:
    began = perf_counter()
    name = f"archive_{size}"
    _run(embedded.url(sockets, "postgres"), f"create database {name}")
    url = embedded.url(sockets, name)
    Database(url).migrate()
    _run(url, _statement("sources"))
    _run(url, _statement("search_tables"))
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        execute_values(cursor, _statement("search_pool"), press.pool)
        connection.commit()
    _insert(url, 0, size, span=size)
    Database(url).execute("search/make_months")
    _run(url, _statement("search_documents"))
    _run(url, "vacuum analyze")
    print(f"archive of {size:,} in {perf_counter() - began:.0f} s", file=sys.stderr)
    return url


def _insert(url: str, first: int, count: int, span: int) -> None:
    numbers = {"first": first, "count": count, "span": span, "a_day": A_DAY, "pool": POOL}
    _run(url, _statement("search_articles"), numbers)


def _add(url: str, first: int, count: int) -> tuple[float, float]:
    """Milliseconds for the document of each of `count` new articles of the last three days: waited
    and worked."""
    _insert(url, first, count, span=3 * A_DAY)
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        server = psutil.Process(connection.info.backend_pid)
        began, worked = perf_counter(), _worked(server)
        cursor.execute(statement("search/index"), {"limit": count})
        connection.commit()
        waited = perf_counter() - began
        return waited * 1000 / count, (_worked(server) - worked) * 1000 / count


def _worked(server: psutil.Process) -> float:
    """Seconds of the processor."""
    times = server.cpu_times()
    return float(times.user + times.system)


def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _run(url: str, statement: str, values: dict[str, int] | None = None) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values)


def table(found: dict[str, Any]) -> str:
    """A line for each kind of search, by size."""
    lines = [
        f"{size:,} articles: a new document {cost['p50']} ms, processor {cost['processor']} ms"
        for size, cost in found["documents"].items()
    ]
    for size, kinds in found["searches"].items():
        lines.append(f"\n{size:,} articles{'':20} rows     p50     p95  processor, ms")
        for kind, times in kinds.items():
            numbers = (f"{times[name]:8.1f}" for name in ("p50", "p95", "processor"))
            lines.append(f"{kind:34} {times['rows']:6.1f} {''.join(numbers)}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
