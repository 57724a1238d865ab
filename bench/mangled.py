"""Whether any page can break the reading: pages mangled by the dice, read one after the other.

    python -m bench.mangled                    2,000 manglings of the open pages
    python -m bench.mangled --pages 100000     what a release is held to (hours on one core)
    python -m bench.mangled --from 40000       goes on behind what an earlier run did

Each page is a captured one with bytes dropped, doubled, swapped, tags nested or never closed,
scripts and JSON cut, pieces of other pages put in, encodings lied about; every mangling has its
number, so that what breaks can be had again. Told are: exceptions, pages that took longer than five
seconds, and the memory of the process, which must not grow with the pages.
"""

import argparse
import json
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import psutil

from bench.gold import OPEN_PAGES, Gold, pages
from bench.readers import source_of
from crawlers.clean import extract_article
from crawlers.model import Article

LONGEST = 5.0
"""Seconds that no page may take."""
_CHUNK = 50
_MOST = 600_000
"""Bytes of a mangled page: several pages may come together."""

Mangling = Callable[[bytes, random.Random, Sequence[Gold]], bytes]


def main() -> None:
    """Read, and tell what went wrong."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("directory", nargs="?", type=Path, default=OPEN_PAGES)
    words.add_argument("--pages", type=int, default=2000)
    words.add_argument("--from", dest="first", type=int, default=0)
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    numbers = range(asked.first, asked.first + asked.pages)
    chunks = [numbers[at : at + _CHUNK] for at in range(0, len(numbers), _CHUNK)]
    total = Counter[str]()
    slowest, memory, wrong = 0.0, 0, list[str]()
    began = time.monotonic()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for done, found in enumerate(pool.map(partial(_read, asked.directory), chunks), 1):
            counts, longest, resident, lines = found
            total.update(counts)
            slowest, memory = max(slowest, longest), max(memory, resident)
            wrong += lines
            print(*lines, sep="\n", end="\n" * bool(lines), file=sys.stderr)
            if done % 20 == 0:
                rate = done * _CHUNK / (time.monotonic() - began)
                print(f"{done * _CHUNK:,} pages, {rate:.0f} a second", file=sys.stderr)
    told = {
        "pages": asked.pages,
        **{name: total[name] for name in ("articles", "rejects", "exceptions", "too slow")},
        "slowest, s": round(slowest, 2),
        "memory, MiB": memory >> 20,
    }
    print(
        json.dumps(told, indent=1)
        if asked.json
        else "\n".join(f"{name:12} {value}" for name, value in told.items())
    )
    sys.exit(bool(total["exceptions"] or total["too slow"]))


def _read(directory: Path, numbers: range) -> tuple[Counter[str], float, int, list[str]]:
    """Counts, the longest time, the resident memory afterwards, and what went wrong."""
    counts, slowest, wrong = Counter[str](), 0.0, list[str]()
    for number in numbers:
        page, html = mangled(directory, number)
        source = source_of(page.url) if number % 2 else None
        began = time.process_time()
        try:
            found = extract_article(html, page.url, source)
            counts["articles" if isinstance(found, Article) else "rejects"] += 1
        except Exception:
            counts["exceptions"] += 1
            wrong.append(f"number {number}, {page.id}: {traceback.format_exc(limit=-3)}")
        seconds = time.process_time() - began
        slowest = max(slowest, seconds)
        if seconds > LONGEST:
            counts["too slow"] += 1
            wrong.append(f"number {number}, {page.id}: {seconds:.1f} s")
    return counts, slowest, psutil.Process().memory_info().rss, wrong


def mangled(directory: Path, number: int) -> tuple[Gold, bytes]:
    """Mangling `number`: the page it is of, and what became of it."""
    known = _pages(directory)
    dice = random.Random(number)
    page = dice.choice(known)
    html = page.html
    for _ in range(dice.randint(1, 4)):
        html = dice.choice(MANGLINGS)(html, dice, known)[:_MOST]
    return page, html


@cache
def _pages(directory: Path) -> tuple[Gold, ...]:
    return tuple(pages(directory))


def _span(html: bytes, dice: random.Random, most: int) -> tuple[int, int]:
    start = dice.randrange(len(html) + 1)
    return start, min(len(html), start + dice.randint(1, most))


def _drop(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    start, end = _span(html, dice, 20_000)
    return html[:start] + html[end:]


def _double(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    start, end = _span(html, dice, 3_000)
    return html[:start] + html[start:end] * dice.choice((2, 5, 60)) + html[end:]


def _flip(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    bytes_ = bytearray(html)
    for _ in range(dice.choice((1, 20, 500)) if bytes_ else 0):
        bytes_[dice.randrange(len(bytes_))] = dice.randrange(256)
    return bytes(bytes_)


def _cut(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    return html[: dice.randrange(len(html) + 1)]


def _mix(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    other = dice.choice(known).html
    start, end = _span(other, dice, 60_000)
    at = dice.randrange(len(html) + 1)
    return html[:at] + other[start:end] + html[at:]


def _nest(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    tag = dice.choice(_TAGS)
    at = dice.randrange(len(html) + 1)
    return html[:at] + tag * dice.choice((3, 300, 20_000)) + html[at:]


def _unclose(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    return html.replace(b"</" + dice.choice((b"p", b"div", b"a", b"li", b"script", b"td")), b"<x")


def _lie(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    coding = dice.choice(("big5", "gb18030", "utf-16", "shift_jis", "utf-7", "cp037"))
    return f"<meta charset={coding}>".encode() + html


def _recode(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    coding = dice.choice(("big5hkscs", "gb18030", "utf-16", "shift_jis", "latin-1"))
    return html.decode("utf-8", "replace").encode(coding, "replace")


def _strange(html: bytes, dice: random.Random, known: Sequence[Gold]) -> bytes:
    at = dice.randrange(len(html) + 1)
    return html[:at] + dice.choice(_STRANGE) * dice.choice((1, 50, 4_000)) + html[at:]


def _lines() -> Iterator[bytes]:
    yield from (
        b"<div>",
        b"<b>",
        b"<table><tr><td>",
        b"<ul><li>",
        b"<a href=/x>",
        b"<!--",
        b"<form>",
    )
    yield from (b"<svg>", b"<script>", b"<span class='ad nav'>", b"<p>", b"<br>", b"<blockquote>")


_TAGS = tuple(_lines())
_STRANGE = (
    b"\x00", "\u202e\u2066".encode(), "\ufeff".encode(), "\U0001f600".encode(), b"&#1114112;",
    b"&amp;" * 9, "．。，".encode(), b"2026-02-30 ", b"99999999999999999999 ", b"a" * 500,
    b'{"a":[' * 40, b"[[[[[[", b"<script>window.x={a:{b:[",
    b'<script>self.__next_f.push([1,"0:T9f,',
    "新華社".encode() * 40, b"(" * 300, b". . . . " * 90, b"<time datetime='0000-00-00'>",
    b'<script type="application/ld+json">{"@type":"NewsArticle","headline":[[',
)  # fmt: skip
MANGLINGS: tuple[Mangling, ...] = (
    _drop, _double, _flip, _cut, _mix, _nest, _unclose, _lie, _recode, _strange,
)  # fmt: skip


if __name__ == "__main__":
    main()
