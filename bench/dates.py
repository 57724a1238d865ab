"""How often the day of publication is read rightly, beside htmldate.

    python -m bench.dates            the open pages
    python -m bench.dates DIR        any directory in their format
    python -m bench.dates --wrong    what was read instead

`newsdelta` reads with the catalogue's YAML where it knows the site, `untold` without; `htmldate` is
asked for the original date, as its documentation has it. A page whose day is told only in part in
the truth is left out.
"""

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from time import process_time

from bench.gold import OPEN_PAGES, Gold, pages
from bench.readers import source_of
from crawlers.clean.article import REGION_TIME
from crawlers.clean.dates import published
from crawlers.clean.decode import decode
from crawlers.clean.markup import Markup
from crawlers.clean.metadata import title_of
from crawlers.clean.structured import Told

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def main() -> None:
    """Measure, and print a table or JSON."""
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("directory", nargs="?", type=Path, default=OPEN_PAGES)
    words.add_argument("--wrong", action="store_true", help="show what was read instead")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args()
    known = [page for page in pages(asked.directory) if page.date and _DAY.fullmatch(page.date)]
    hits: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    rates: dict[str, float] = {}
    for name, read in READERS.items():
        began = process_time()
        found = [read(page) for page in known]
        rates[name] = round(len(known) / (process_time() - began), 1)
        for page, day in zip(known, found, strict=True):
            for group in (page.group, "all"):
                hits[group][name].append(day == page.date)
            if asked.wrong and name == "newsdelta" and day != page.date:
                print(f"{page.id}: {day}, not {page.date}: {page.url[:80]}", file=sys.stderr)
    shares = {
        group: {name: sum(some) / len(some) for name, some in by_name.items()}
        for group, by_name in sorted(hits.items())
    }
    counts = {group: len(by_name["htmldate"]) for group, by_name in hits.items()}
    if asked.json:
        print(json.dumps({"right": shares, "pages per CPU second": rates}, indent=1))
        return
    print(f"{'':12}{'pages':>6}" + "".join(f"{name:>12}" for name in READERS))
    for group, by_name in shares.items():
        row = "".join(f"{by_name[name]:12.3f}" for name in READERS)
        print(f"{group:12}{counts[group]:6}{row}")
    print(f"{'per CPU s':18}" + "".join(f"{rate:12.0f}" for rate in rates.values()))


def newsdelta(page: Gold) -> str | None:
    """As a run of the catalogue reads it."""
    return _ours(page, told=True)


def untold(page: Gold) -> str | None:
    """As a page of a site that the catalogue does not name."""
    return _ours(page, told=False)


def _ours(page: Gold, *, told: bool) -> str | None:
    source = source_of(page.url) if told else None
    zone = source.zone if source else REGION_TIME
    markup = Markup(decode(page.html), page.url)
    title = title_of(markup, source)
    data = Told(markup, title)
    found = published(markup, page.url, zone, source, None, None, data, title)
    return found.at.date().isoformat() if found else None


def htmldate(page: Gold) -> str | None:
    """https://htmldate.readthedocs.io"""
    from htmldate import find_date

    try:
        return find_date(decode(page.html), url=page.url, original_date=True)
    except (ValueError, TypeError, AttributeError):
        return None


READERS: dict[str, Callable[[Gold], str | None]] = {
    "newsdelta": newsdelta,
    "untold": untold,
    "htmldate": htmldate,
}


if __name__ == "__main__":
    main()
