"""What the coverage views cost to read, and the roll-ups to keep, in archives of several sizes.

    python -m bench.coverage                            10,000 and 1,000,000 articles
    python -m bench.coverage --sizes 1000000,10000000   as large as asked

The archives hold as many articles a day; the larger goes back further. Each query of
`sql/dashboard.sql`, and each of the Coverage page, is asked for 90 days of one region, each time
with other days, topics, places, sources and articles. Told are the median and the 95th percentile
of what a client waits, what the server's processor works on the average, which other programs
lengthen less, and which large tables the plan reads from end to end. New articles are loaded,
others rolled up source by source, as after each load, and a day of all sources at once; told are
milliseconds per article. The embedded Postgres runs as it comes, in a folder that is removed at the
end.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import psutil
import psycopg2
from psycopg2 import extensions

from bench import batches
from bench.page import page_queries
from crawlers.database import Database
from crawlers.load import load
from crawlers.stories import roll_up
from crawlers.taxonomy import load_places, load_topics
from newsdelta import embedded

A_DAY = 2_700
"""Articles a day: a million in a year."""
SOURCES = 50
LARGE = 100_000
"""Rows from which on a table is not to be read from end to end."""
_SQL = Path(__file__).parent / "sql"
_DAYS = timedelta(days=90)
_WAYS = ("load", "roll-up by source", "roll-up by day")
_ADDED = 7
"""Times that new articles are added."""
_APART = 40
"""Days between their days: none has another in the weeks before it, whatever the archive holds."""


def main() -> None:
    """Measure, and print tables or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--sizes", default="10000,1000000", help="articles archived, some sizes")
    words.add_argument("--rounds", type=int, default=20, help="times each query is asked")
    words.add_argument("--only", default="", help="views whose name has these letters")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    found = measure(sizes, asked.rounds, asked.only)
    print(json.dumps(found, indent=1) if asked.json else table(found))


def measure(sizes: list[int], rounds: int, only: str) -> dict[str, Any]:
    """By size of the archive: milliseconds of each query, and of adding a new article."""
    queries = {name: text for name, text in dashboard().items() if only in name}
    found: dict[str, Any] = {"queries": {name: {} for name in queries}, "new articles": {}}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="newsdelta-bench-")))
        sockets = stack.enter_context(embedded.running(folder))
        urls = {size: _archive(sockets, size) for size in sizes}
        for size, url in urls.items():
            for name, text in queries.items():
                found["queries"][name][size] = _ask(url, text, rounds)
        costs: dict[int, dict[str, list[float]]]
        costs = {size: {way: [] for way in _WAYS} for size in sizes}
        for number in range(_ADDED + 1):
            for size, url in urls.items():
                for way, spent in _add(url, folder, number + 1).items():
                    costs[size][way] += [spent] if number else []  # the first one warms the caches
    for way in _WAYS:
        found["new articles"][way] = {size: round(median(costs[size][way]), 3) for size in sizes}
        least, most = (costs[size][way] for size in (sizes[0], sizes[-1]))
        ratios = [more / less for less, more in zip(least, most, strict=True)]
        found["new articles"][way]["growth"] = round(median(ratios), 3)
    return found


def dashboard() -> dict[str, str]:
    """The queries by name."""
    text = (_SQL / "dashboard.sql").read_text(encoding="utf-8")
    parts = re.split(r"^-- name: (.+)$", text, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True)) | page_queries()


def _archive(sockets: Path, size: int) -> str:
    began = perf_counter()
    name = f"coverage_{size}"
    with closing(psycopg2.connect(embedded.url(sockets, "postgres"))) as server:
        server.autocommit = True
        server.cursor().execute(f"create database {name}")
    url = embedded.url(sockets, name)
    database = Database(url)
    database.migrate()
    database.sync_reference([], load_topics(), load_places())
    beats = sum(topic.parent is not None for topic in load_topics())
    values = {"size": size, "a_day": A_DAY, "topics": beats, "places": len(load_places())}
    filling = (_SQL / "coverage_archive.sql").read_text(encoding="utf-8")
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(filling, values)
        connection.cursor().execute("vacuum analyze")
    filled = perf_counter()
    roll_up(database)
    rolled = perf_counter()
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        connection.cursor().execute("vacuum analyze")
    print(
        f"archive of {size:,}: filled in {filled - began:.0f} s, rolled up in "
        f"{rolled - filled:.0f} s ({1000 * (rolled - filled) / size:.3f} ms an article)",
        file=sys.stderr,
    )
    return url


def _ask(url: str, text: str, rounds: int) -> dict[str, Any]:
    dice = random.Random(1)
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        large = _large(connection)
        server = psutil.Process(connection.info.backend_pid)
        times, rows, before = [], 0, 0.0
        for _ in range(rounds + 1):
            values = _wishes(dice)
            with connection.cursor() as cursor:
                began = perf_counter()
                cursor.execute(text, values)
                rows = max(rows, len(cursor.fetchall()))
                times.append((perf_counter() - began) * 1000)
            before = before or _worked(server)
        worked = (_worked(server) - before) / rounds
        plan = _plan(connection, text, values)
    times = times[1:]  # the first one warms the connection's caches
    scanned = set(re.findall(r"Seq Scan on (\w+)", plan)) & large
    return {
        "rows": rows,
        "p50": round(median(times), 1),
        "p95": round(quantiles(times, n=20)[-1], 1),
        "server": round(worked, 1),
        "reads whole": sorted(scanned),
    }


def _worked(server: psutil.Process) -> float:
    """Milliseconds of processor time so far."""
    spent = server.cpu_times()
    return float(spent.user + spent.system) * 1000


def _wishes(dice: random.Random) -> Mapping[str, Any]:
    until = datetime.now(UTC).date() - timedelta(days=dice.randint(0, 60))
    return {
        "since": until - _DAYS,
        "week": until - timedelta(days=7),
        "month": until - timedelta(days=28),
        "until": until,
        "topic": dice.choice(load_topics()).id,
        "place": dice.choice(load_places()).id,
        "source": f"bench_{dice.randrange(SOURCES)}",
        "article": dice.randint(1, 10_000),
        "name": f"Name {dice.randrange(20_000)}",
    }


def _large(connection: extensions.connection) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where reltuples >= %s", (LARGE,))
        return {name for (name,) in cursor.fetchall()}


def _plan(connection: extensions.connection, text: str, values: Mapping[str, Any]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"explain {text}", values)
        return "\n".join(line for (line,) in cursor.fetchall())


def _add(url: str, folder: Path, number: int) -> dict[str, float]:
    """Milliseconds per article of loading a day of ten sources, of rolling up the next source by
    source, and the one after whole."""
    ten = range(0, SOURCES, 5)
    loaded = sum(_load(url, folder, source, _APART * 3 * number) for source in ten) / len(ten)
    roll_up(Database(url))
    by_source = sum(_roll_up(url, [source], _APART * (3 * number + 1)) for source in ten) / len(ten)
    by_day = _roll_up(url, range(SOURCES), _APART * (3 * number + 2))
    return dict(zip(_WAYS, (loaded, by_source, by_day), strict=True))


def _load(url: str, folder: Path, number: int, ahead: int) -> float:
    day = datetime.now(UTC).replace(hour=12) + timedelta(days=ahead)
    count = A_DAY // SOURCES
    tags = [[topic.id for topic in load_topics()], [place.id for place in load_places()]]
    source = batches.source(f"bench_{number}")
    data = folder / url.rpartition("/")[2].partition("?")[0]
    batch = batches.make(data, source.id, day, count, tags)
    began = perf_counter()
    load(source, batches.window(day), batch, Database(url), batch.id)
    return (perf_counter() - began) * 1000 / count


def _roll_up(url: str, sources: Sequence[int], number: int) -> float:
    day = datetime.now(UTC).replace(hour=12) + timedelta(days=number)
    count = A_DAY // SOURCES
    adding = (_SQL / "coverage_new.sql").read_text(encoding="utf-8")
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        for source in sources:
            values = {
                "source": f"bench_{source}",
                "at": day,
                "day": str(day.date()),
                "count": count,
            }
            cursor.execute(adding, values)
        connection.commit()
    began = perf_counter()
    roll_up(Database(url))
    return (perf_counter() - began) * 1000 / (count * len(sources))


def table(found: Mapping[str, Any]) -> str:
    """A line for each query and size, then the roll-ups."""
    heads = f"{'p50 ms':>8} {'p95 ms':>8} {'server':>8}  reads whole"
    lines = [f"{'query':44} {'articles':>10} {'rows':>7} {heads}"]
    for name, sizes in found["queries"].items():
        for size, one in sizes.items():
            whole = ", ".join(one["reads whole"]) or "-"
            lines.append(
                f"{name:44} {size:>10,} {one['rows']:>7} {one['p50']:>8} {one['p95']:>8} "
                f"{one['server']:>8}  {whole}"
            )
    for way, costs in found["new articles"].items():
        lines.append(f"{way}, ms an article: {costs}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
