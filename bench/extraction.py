"""How well pages are read, beside the field's readers: body, title, date, authors, and the time.

    python -m bench.extraction                       the open pages
    python -m bench.extraction DIR                   any directory in their format
    python -m bench.extraction --by outlet           a row for each outlet, not for each group
    python -m bench.extraction --only mingpao,terra  some groups or outlets
    python -m bench.extraction --worst 20            the pages that are read worst

`newsdelta` reads as a run does, with the catalogue's YAML where it knows the site; `untold` is the
same without any. All are given the same pages in one run; the time is CPU time, pages in turn.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from time import process_time

from bench.gold import OPEN_PAGES, Gold, authors_f1, body_f1, pages, same_title
from bench.readers import READERS, Reading, read

_MEASURES = ("body F1", "title", "date", "authors")


@dataclass(frozen=True)
class Score:
    """How close one reading came; None where the truth is unknown."""

    page: Gold
    reading: Reading
    measures: tuple[float | None, ...]


def main() -> None:
    """Measure, and print tables or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("directory", nargs="?", type=Path, default=OPEN_PAGES)
    words.add_argument("--by", choices=("group", "outlet"), default="group")
    words.add_argument("--only", default="", help="groups or outlets, comma separated")
    words.add_argument("--without", default="", help="groups or outlets left out")
    words.add_argument("--readers", default=",".join(READERS), help="which, comma separated")
    words.add_argument("--worst", type=int, default=0, help="show the pages read worst")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    only, without = _names(asked.only), _names(asked.without)
    chosen = [
        page
        for page in pages(asked.directory)
        if (not only or only & {page.group, page.outlet})
        and not without & {page.group, page.outlet}
    ]
    scores, rates = measure(chosen, asked.readers.split(","))
    means = {row: _means(some) for row, some in _rows(scores, asked.by).items()}
    if asked.json:
        print(json.dumps({"scores": means, "pages per CPU second": rates}, indent=1))
        return
    print(table(means, rates))
    if asked.worst:
        print(worst(scores[asked.readers.split(",")[0]], asked.worst))


def measure(
    chosen: Sequence[Gold], readers: Sequence[str]
) -> tuple[dict[str, list[Score]], dict[str, float]]:
    """The scores of each reader for each page, and its pages per CPU second."""
    scores: dict[str, list[Score]] = {}
    rates: dict[str, float] = {}
    for name in readers:
        for page in chosen[:3]:
            read(READERS[name], page.html, page.url)
        began = process_time()
        found = [read(READERS[name], page.html, page.url) for page in chosen]
        rates[name] = len(chosen) / (process_time() - began)
        scores[name] = [score(*pair) for pair in zip(chosen, found, strict=True)]
    return scores, rates


def score(page: Gold, found: Reading) -> Score:
    """Compare a reading with the truth, as far as that is known."""
    return Score(
        page,
        found,
        (
            None if page.body is None else body_f1(found.body, page.body),
            None if page.title is None else float(same_title(found.title, page.title)),
            None if page.date is None else float(found.date == page.date),
            None if page.authors is None else authors_f1(found.authors, page.authors),
        ),
    )


def _rows(scores: dict[str, list[Score]], by: str) -> dict[str, dict[str, list[Score]]]:
    rows: dict[str, dict[str, list[Score]]] = defaultdict(lambda: defaultdict(list))
    for name, some in scores.items():
        for one in some:
            rows[getattr(one.page, by) or "unknown"][name].append(one)
    return rows


def _means(by_reader: dict[str, list[Score]]) -> dict[str, dict[str, float | int | None]]:
    means: dict[str, dict[str, float | int | None]] = {}
    for name, some in by_reader.items():
        means[name] = {"pages": len(some)}
        for number, measure_ in enumerate(_MEASURES):
            known = [value for one in some if (value := one.measures[number]) is not None]
            means[name][measure_] = fmean(known) if known else None
    return means


def table(
    means: dict[str, dict[str, dict[str, float | int | None]]], rates: dict[str, float]
) -> str:
    """A table for each measure: a row for each group, a column for each reader."""
    head = f"{'':24}{'pages':>6}" + "".join(f"{name:>13}" for name in rates)
    lines: list[str] = []
    for measure_ in _MEASURES:
        lines += ["", measure_, head]
        for row, by_reader in means.items():
            values = [by_reader[name][measure_] for name in rates]
            if any(value is not None for value in values):
                shown = "".join("            -" if v is None else f"{v:13.3f}" for v in values)
                lines.append(f"{row:24}{next(iter(by_reader.values()))['pages']:6}{shown}")
    lines += [
        "",
        "pages per CPU second",
        f"{'':30}" + "".join(f"{r:13.0f}" for r in rates.values()),
    ]
    return "\n".join(lines)


def worst(scores: Sequence[Score], count: int) -> str:
    """The pages whose bodies are read worst, with what gave them."""
    known = [one for one in scores if one.measures[0] is not None]
    ranked = sorted(known, key=lambda one: one.measures[0] or 0.0)[:count]
    return "\n".join(
        f"{one.measures[0]:.3f}  {one.page.id:36} {one.reading.how:14} {one.page.url[:70]}"
        for one in ranked
    )


def _names(text: str) -> set[str | None]:
    return {name for name in text.split(",") if name}


if __name__ == "__main__":
    main()
