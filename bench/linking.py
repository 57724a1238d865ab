"""What it costs to link new articles, in an archive of a hundred thousand and of a million.

    python -m bench.linking                  10,000 new articles in either
    python -m bench.linking --new 100000     as many as ten weeks of the whole region bring

Both archives hold as many articles a day; the larger goes back further. The new ones are of the
archive's last days, a fifth of them copies of one another: cut, edited, in the other script; they
tell figures, as those of the archive do, by which events are looked for in other languages. The
embedded Postgres runs as it comes, in a folder that is removed at the end. The rounds alternate
between the archives; what is compared are medians of the time per article.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg2
from psycopg2.extras import execute_values

from crawlers.database import Database
from crawlers.stories import link
from crawlers.stories.text import KEYS
from newsdelta import embedded

A_DAY = 2_700
"""Articles a day: a million in a year."""
MARKS = 25
"""Of an article: names, figures, places, days."""
_FIGURES = 0.05
"""Share of the words of a new text that are figures."""
_SQL = Path(__file__).parent / "sql"
_LAST = datetime(2026, 11, 15, tzinfo=UTC)
_COPIES = 0.2


def main() -> None:
    """Measure, and print a table or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("--sizes", default="100000,1000000", help="articles archived, two sizes")
    words.add_argument("--new", type=int, default=10_000, help="articles to be linked")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    sizes = [int(size) for size in asked.sizes.split(",")]
    found = measure(sizes, asked.new, asked.rounds)
    print(json.dumps(found, indent=1) if asked.json else table(found))


def measure(sizes: list[int], new: int, rounds: int) -> dict[str, object]:
    """Milliseconds per article by size of the archive, and how they compare."""
    times: dict[int, list[float]] = {size: [] for size in sizes}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="newsdelta-bench-")))
        sockets = stack.enter_context(embedded.running(folder))
        urls = {size: _archive(sockets, size) for size in sizes}
        for number in range(rounds):
            for size, url in urls.items():
                _add(url, new, number)
                began = perf_counter()
                counts = link(Database(url))
                seconds = perf_counter() - began
                times[size].append(seconds * 1000 / new)
                print(f"round {number + 1}, {size:,}: {seconds:.1f} s {counts}", file=sys.stderr)
    per_article = {str(size): round(median(some), 3) for size, some in times.items()}
    ratios = [more / less for less, more in zip(times[sizes[0]], times[sizes[-1]], strict=True)]
    return {
        "new articles": new,
        "milliseconds per article": per_article,
        "growth": round(median(ratios), 3),
        "minutes for 100,000": round(median(times[sizes[-1]]) * 100_000 / 60_000, 1),
    }


def _archive(sockets: Path, size: int) -> str:
    began = perf_counter()
    name = f"archive_{size}"
    _run(embedded.url(sockets, "postgres"), f"create database {name}")
    url = embedded.url(sockets, name)
    Database(url).migrate()
    _run(url, _statement("sources"))
    _run(url, _statement("archive"), {"size": size, "a_day": A_DAY, "keys": KEYS, "marks": MARKS})
    _run(url, "truncate news.link_queue")
    _run(url, "vacuum analyze")
    print(f"archive of {size:,} in {perf_counter() - began:.0f} s", file=sys.stderr)
    return url


def _statement(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _run(url: str, statement: str, values: dict[str, int] | None = None) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement, values)


def _add(url: str, count: int, number: int) -> None:
    """Put `count` new articles in the archive's last ten days, and in the queue."""
    rows = list(_articles(count, random.Random(number), f"https://new.example/{number}/"))
    with closing(psycopg2.connect(url)) as connection, connection.cursor() as cursor:
        execute_values(cursor, _statement("articles"), rows, page_size=1000)
        connection.commit()


def _articles(
    count: int, dice: random.Random, base: str
) -> Iterator[tuple[str, str, str, datetime]]:
    """Texts of some 250 words, some words far commoner than others; one in five a copy."""
    words = ["".join(dice.choices("etaoinshrdlu", k=dice.randint(2, 9))) for _ in range(20_000)]
    weights = [rank**-0.7 for rank in range(1, len(words) + 1)]
    recent: list[tuple[str, datetime]] = []
    for place in range(count):
        if recent and dice.random() < _COPIES:
            text, at = dice.choice(recent)
            text = _copied(text, dice)
            at += timedelta(hours=dice.random() * 12)
        else:
            chosen = dice.choices(words, weights, k=dice.randint(120, 400))
            text = " ".join(_figure(dice) if dice.random() < _FIGURES else one for one in chosen)
            at = _LAST - timedelta(days=dice.random() * 10)
            recent = [*recent[-50:], (text, at)]
        yield f"bench_{place % 50}", f"{base}{place}", text, at


def _figure(dice: random.Random) -> str:
    """Small ones are far commoner than large ones."""
    return f"{int(10 ** dice.uniform(2, 6)):,}"


def _copied(text: str, dice: random.Random) -> str:
    """Cut to a third, or with a quarter of its words changed in one place, or as it is."""
    words = text.split()
    part = len(words) // 4
    start = dice.randrange(len(words) - part)
    changed = [*words[:start], *dice.sample(words, part), *words[start + part :]]
    return " ".join(dice.choice([words[: len(words) // 3], changed, words]))


def table(found: dict[str, object]) -> str:
    """A line for each measure."""
    return "\n".join(f"{name:26} {value}" for name, value in found.items())


if __name__ == "__main__":
    main()
