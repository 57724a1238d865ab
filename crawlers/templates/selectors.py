"""Selectors on which several article pages of one site agree, and what repeats on all of them.

Pure: pages and what general extractors found in them, in; hints for the clean step, out. A hint is
given only where it finds the same as the extractors, or more of it, on every page.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta, tzinfo
from statistics import fmean
from typing import Any

from crawlers.clean.likeness import letters
from crawlers.clean.markup import Markup, lines_of, text_of
from crawlers.clean.moments import read
from crawlers.sources import Hints
from crawlers.templates.drops import dropped
from crawlers.templates.lines import repeated
from crawlers.templates.names import names
from crawlers.templates.samples import Sample

_SHORT = 80
_ENOUGH_PAGES = 3
_COVERED = 0.8
"""Share of the extracted text that a body must hold on each page."""
_FIT = 0.6
AGREED = 0.7
"""Share of the pages on which a selector must fit: the extractors err on some."""
_AMISS = 0.15
"""Share of the pages on which it may find something else: a wrong date is worse than none."""
_AUTHOR = re.compile(r"(?i)author|autor|byline|reporter|writer|journalist|jizhe|assinatura")
_DATE = re.compile(r"(?i)date|time|data|pub|info|meta")
_MINUTE = timedelta(minutes=1)


def agreed(samples: Sequence[Sample], zone: tzinfo) -> Hints:
    """Hints for the pages of `samples`; empty where they do not agree. Dates are read in `zone`."""
    pages = [sample.markup for sample in samples]
    title = _first(pages, samples, _is_title)
    body = _body(pages, samples)
    date = _first(pages, samples, _is_date(zone), briefest=True)
    author = None if all(one.article.authors for one in samples) else _author(pages, samples)
    drop = [one for one in dropped(pages, samples, body) if one != title] if body else []
    found = Hints(title=title, body=body, date=date, author=author, drop=tuple(drop))
    if body is None:
        return found
    return found.model_copy(update={"drop_lines": repeated([*_texts(pages, found)], samples)})


Fits = Callable[[Any, Sample], bool]


def _first(
    pages: Sequence[Markup], samples: Sequence[Sample], fits: Fits, *, briefest: bool = False
) -> str | None:
    """The selector whose first element fits on most pages, and hardly ever is another; of several
    the surest, or that of the briefest text."""
    fitting, sizes = Counter[str](), Counter[str]()
    order: dict[str, int] = {}
    for page, sample in zip(pages, samples, strict=True):
        found = dict.fromkeys(
            name for element in page.tree.iter() if fits(element, sample) for name in names(element)
        )
        for name in found:
            first = page.select(name)[0]
            if fits(first, sample):
                fitting[name] += 1
                sizes[name] += len(text_of(first)) if briefest else 0
                order.setdefault(name, len(order))
    sure = [name for name, times in fitting.items() if _holds(name, times, pages)]
    ranks = {name: (-fitting[name], sizes[name], _rank(name), order[name]) for name in sure}
    return min(sure, key=ranks.__getitem__, default=None)


def _holds(name: str, fitting: int, pages: Sequence[Markup]) -> bool:
    """Whether what a selector finds first is what it is to find, on most pages."""
    amiss = sum(bool(page.select(name)) for page in pages) - fitting
    return fitting >= max(AGREED * len(pages), _ENOUGH_PAGES) and amiss <= _AMISS * len(pages)


def _rank(name: str) -> int:
    if name.startswith(("h1.", "h2.", "#")) or " " in name:
        return 0
    return 1 if "." in name else 2


def _is_title(element: Any, sample: Sample) -> bool:
    if not isinstance(element.tag, str) or element.tag in ("title", "a", "li", "body", "html"):
        return False
    wanted = letters(sample.article.title)
    return bool(wanted) and _is_short(element, 300) and letters(text_of(element)) == wanted


def _is_date(zone: tzinfo) -> Fits:
    def fits(element: Any, sample: Sample) -> bool:
        about = f"{element.get('class')} {element.get('id')} {element.tag}"
        if not isinstance(element.tag, str) or not _DATE.search(about):
            return False
        at = sample.article.published_at
        if not _is_short(element, _SHORT) or at is None:
            return False
        told = read(element.get("datetime") or text_of(element), zone)
        if told is None or told.at.date() != at.astimezone(told.at.tzinfo).date():
            return False
        # A day in the address says nothing about the hour.
        return sample.article.published_from == "url" or abs(told.at - at) < _MINUTE

    return fits


def _is_short(element: Any, most: int) -> bool:
    size = 0
    for text in element.itertext():
        size += len(text.strip())
        if size > most:
            return False
    return size > 0


def _author(pages: Sequence[Markup], samples: Sequence[Sample]) -> str | None:
    """A class that says author, on every page, with text that is not always the same."""
    seen: dict[str, list[str]] = {}
    for page in pages:
        found: dict[str, str] = {}
        for element in page.tree.iter():
            about = f"{element.get('class') or ''} {element.get('id') or ''}"
            if _AUTHOR.search(about) and _is_short(element, _SHORT):
                for name in names(element):
                    found.setdefault(name, text_of(element))
        for name, text in found.items():
            seen.setdefault(name, []).append(text)
    fitting = [
        name
        for name, texts in seen.items()
        if len(texts) == len(samples) and len(set(texts)) > 1 and _AUTHOR.search(name)
    ]
    return min(fitting, key=lambda name: fmean(map(len, seen[name])), default=None)


def _body(pages: Sequence[Markup], samples: Sequence[Sample]) -> str | None:
    scores: dict[str, list[tuple[float, int]]] = {}
    for page, sample in zip(pages, samples, strict=True):
        for name, score in _bodies(page, sample).items():
            scores.setdefault(name, []).append(score)
    whole = {
        name: (fmean(score for score, _ in found), fmean(depth for _, depth in found))
        for name, found in scores.items()
        if len(found) >= max(AGREED * len(pages), min(len(pages), _ENOUGH_PAGES))
    }
    best = max((score for score, _ in whole.values()), default=0.0)
    if best < _FIT:
        return None
    near = [name for name, (score, _) in whole.items() if score >= best - 0.005]
    return max(near, key=lambda name: (whole[name][1], name.startswith("#"), -len(name)))


def _bodies(page: Markup, sample: Sample) -> dict[str, tuple[float, int]]:
    """How well the elements that a selector alone finds fit the extracted text (F1 of characters),
    and how deep they stand."""
    wanted = Counter(letters(line) for line in sample.article.body.split("\n"))
    size = sum(len(line) * count for line, count in wanted.items())
    found: dict[str, tuple[float, int]] = {}
    for element in page.tree.iter("div", "article", "section", "main", "td", "span", "p"):
        own = [name for name in names(element)]
        if not own or sum(len(text) for text in element.itertext()) < size * _COVERED:
            continue
        lines = Counter(letters(line) for line in lines_of(element))
        shared = sum(len(line) * count for line, count in (lines & wanted).items())
        total = sum(len(line) * count for line, count in lines.items())
        if not size or shared < size * _COVERED:
            continue
        score = 2 * shared / (size + total), sum(1 for _ in element.iterancestors())
        found.update((name, score) for name in own if len(page.select(name)) == 1)
    return found


def _texts(pages: Iterable[Markup], hints: Hints) -> Iterator[list[str]]:
    for page in pages:
        unwanted = {one for rule in hints.drop for one in page.select(rule)}
        for element in unwanted:
            if element.getparent() is not None:
                element.drop_tree()
        yield [line for root in page.select(hints.body or "body")[:1] for line in lines_of(root)]
