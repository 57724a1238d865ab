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

from crawlers.clean.markup import Markup, lines_of, text_of
from crawlers.clean.moments import read
from crawlers.sources import Hints
from crawlers.templates.lines import repeated
from crawlers.templates.samples import Sample, letters

_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*")
"""Classes and ids with digits are often one page's own."""
_SHORT = 80
_ENOUGH_PAGES = 3
_COVERED = 0.8
"""Share of the extracted text that a body must hold on each page."""
_FIT = 0.6
_AGREED = 0.7
"""Share of the pages on which a body must fit: the extractors err on some."""
_MUCH = 8
"""Letters on a page that are worth a rule."""
_FEW, _DROPPED = 0.02, 12
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
    drop = _drop(pages, samples, body) if body else ()
    found = Hints(title=title, body=body, date=date, author=author, drop=drop)
    if body is None:
        return found
    return found.model_copy(update={"drop_lines": repeated([*_texts(pages, found)], samples)})


def names(element: Any) -> Iterator[str]:
    """Selectors an element may be known by, the surest first.

    >>> from lxml import html
    >>> list(names(html.fromstring('<h1 id="t" class="big">x</h1>')))
    ['#t', 'h1.big', 'h1']
    """
    if not isinstance(element.tag, str):
        return
    own = element.get("id") or ""
    if _NAME.fullmatch(own):
        yield f"#{own}"
    for name in (element.get("class") or "").split():
        if _NAME.fullmatch(name):
            yield f"{element.tag}.{name}"
    if element.tag in ("h1", "article", "main", "time"):
        yield element.tag


Fits = Callable[[Any, Sample], bool]


def _first(
    pages: Sequence[Markup], samples: Sequence[Sample], fits: Fits, *, briefest: bool = False
) -> str | None:
    """The selector whose first element fits on every page; of several the surest, or that of the
    briefest text."""
    counts, sizes = Counter[str](), Counter[str]()
    order: dict[str, int] = {}
    for page, sample in zip(pages, samples, strict=True):
        found = dict.fromkeys(
            name for element in page.tree.iter() if fits(element, sample) for name in names(element)
        )
        for name in found:
            first = page.select(name)[:1]
            if first and fits(first[0], sample):
                counts[name] += 1
                sizes[name] += len(text_of(first[0])) if briefest else 0
                order.setdefault(name, len(order))
    all_of_them = [name for name, count in counts.items() if count == len(pages)]
    return min(all_of_them, key=lambda name: (sizes[name], _rank(name), order[name]), default=None)


def _rank(name: str) -> int:
    return 0 if name.startswith(("h1.", "h2.", "#")) else 1 if "." in name else 2


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
        if len(found) >= max(_AGREED * len(pages), min(len(pages), _ENOUGH_PAGES))
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


def _drop(pages: Sequence[Markup], samples: Sequence[Sample], body: str) -> tuple[str, ...]:
    """Elements within the body whose text is the article's on no page, the outermost of them."""
    met, taken, held = Counter[str](), Counter[str](), Counter[str]()
    inside: dict[str, set[str]] = {}
    for page, sample in zip(pages, samples, strict=True):
        wanted = {letters(line) for line in sample.article.body.split("\n")}
        seen: set[str] = set()
        for root in page.select(body):
            for element in root.iterdescendants():
                for name in names(element) if isinstance(element.tag, str) else ():
                    lines = [letters(line) for line in lines_of(element)]
                    held[name] += sum(map(len, lines))
                    taken[name] += sum(len(line) for line in lines if line in wanted)
                    above = {one for up in element.iterancestors() for one in names(up)}
                    inside.setdefault(name, above).intersection_update(above)
                    seen.add(name)
        met.update(seen)
    never = {
        name
        for name, times in met.items()
        if times >= _ENOUGH_PAGES
        and held[name] >= _MUCH * times
        and taken[name] <= _FEW * held[name]
    }
    return tuple(sorted(name for name in never if not inside[name] & never))[:_DROPPED]


def _texts(pages: Iterable[Markup], hints: Hints) -> Iterator[list[str]]:
    for page in pages:
        dropped = {one for rule in hints.drop for one in page.select(rule)}
        for element in dropped:
            if element.getparent() is not None:
                element.drop_tree()
        yield [line for root in page.select(hints.body or "body")[:1] for line in lines_of(root)]
