"""Pages whose true text is known, and how close a reading of them comes.

A directory holds `gold.jsonl`, a line per page with `id`, `group`, `outlet`, `url`, `lang`,
`title`, `authors`, `date` and `body`, null where unknown, and `pages/<id>.html.gz`.
"""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawlers.settings import ROOT

OPEN_PAGES = ROOT.parent / "shared" / "realweb" / "gold"
"""Where the pages stand that development looks at."""
NOWHERE = "https://news.example/story"
"""The address of a page whose own is unknown."""
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_HAN}]|[^\W_{_HAN}]+")
_SHINGLE = 4


@dataclass(frozen=True)
class Gold:
    """One page, and what a person says it holds."""

    id: str
    group: str
    outlet: str | None
    url: str
    lang: str | None
    title: str | None
    authors: tuple[str, ...] | None
    date: str | None
    """`YYYY-MM-DD`."""
    body: str | None
    html: bytes


def pages(directory: Path) -> Iterator[Gold]:
    """Every page of `directory` in the order of its `gold.jsonl`."""
    for line in (directory / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        html = gzip.decompress((directory / "pages" / f"{told['id']}.html.gz").read_bytes())
        authors = told.get("authors")
        yield Gold(
            id=told["id"],
            group=told.get("group") or "all",
            outlet=told.get("outlet"),
            url=told.get("url") or NOWHERE,
            lang=told.get("lang"),
            title=told.get("title"),
            authors=tuple(authors) if authors is not None else None,
            date=(told.get("date") or "")[:10] or None,
            body=told.get("body"),
            html=html,
        )


def body_f1(given: str, wanted: str) -> float:
    """F1 of the overlap of the two multisets of 4-token shingles, 0 to 1.

    A token is a run of letters and digits or one CJK character, after NFKC, in lower case.
    """
    one, other = shingles(given), shingles(wanted)
    if not one or not other:
        return float(one == other)
    return 2 * (one & other).total() / (one.total() + other.total())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = _TOKEN.findall(unicodedata.normalize("NFKC", text).lower())
    last = max(len(tokens) - _SHINGLE + 1, 1 if tokens else 0)
    return Counter(tuple(tokens[at : at + _SHINGLE]) for at in range(last))


def same_title(given: str, wanted: str) -> bool:
    """Whether letters and digits are the same after NFKC, in lower case."""
    return _letters(given) == _letters(wanted)


def authors_f1(given: Sequence[str], wanted: Sequence[str]) -> float:
    """F1 of the two sets of names, 0 to 1."""
    one, other = {_letters(name) for name in given}, {_letters(name) for name in wanted}
    if not one or not other:
        return float(one == other)
    return 2 * len(one & other) / (len(one) + len(other))


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if char.isalnum())
