"""Title, section, image and declared language of a page."""

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from crawlers.clean.likeness import letters
from crawlers.clean.markup import Markup, one_line, text_of
from crawlers.sources import Source

MAX_TITLE = 500
MAX_NAME = 80
_SEPARATOR = re.compile(r"\s+[-–—|·•»:/]\s+|\s*[｜|_]\s*|\s+::\s+")
_SAME = 0.6
"""Share of the words of the shorter title that the other has, from which on both mean one."""
_FEW_WORDS = 3
_JOINT = re.compile(
    r"\s*(?:[|｜_·•»–—]|--?)\s*|\s+[:/]\s+|\s*::\s*|(?<=[\u3001-\uffef])\s+(?=[\u3001-\uffef])"
)
_FEW_LETTERS, _PART = 6, 0.3
"""Letters of a title's part that are not met by chance, and the share it has of the whole."""
_CUT_SHORT = re.compile(r"(\.\.\.|…)$")


def title_of(page: Markup, source: Source | None = None) -> str | None:
    """The headline: the source's selector, the heading that stands for it, JSON-LD, `og:title`,
    `<title>`.

    What sites write for other sites is often shorter, or older, than what they show; a heading is
    believed when it speaks of the same, or stands alone. A site's name behind a separator is
    taken off.
    """
    for selector in source.selectors("title") if source else ():
        own = [text_of(element) for element in page.select(selector)[:1]]
        if own and (title := tidy(own[0], MAX_TITLE)):
            return title
    names = site_names(page, source)
    headings = [text for text in map(text_of, page.xpath("//h1")[:8]) if text]
    stated = [
        page.json_ld_text("headline") or "",
        page.meta("og:title", "twitter:title") or "",
        _title_element(page),
    ]
    heading = _headline(headings, stated, names)
    whole = [text for text in (heading, *stated, *headings) if text]
    titles = (tidy(without_site(text, headings, names), MAX_TITLE) for text in whole)
    found = [title for title in titles if title]
    title = next((one for one in found if not _CUT_SHORT.search(one)), found[0] if found else None)
    return title if title is None or heading else _part_shown(title, page)


def _part_shown(title: str, page: Markup) -> str:
    """The part of `title` that stands on the page by itself, where the site's or section's name
    was put before or behind it."""
    edges = [(0, 0), *(found.span() for found in _JOINT.finditer(title)), (len(title),) * 2]
    parts = [
        title[begin[1] : end[0]]
        for number, begin in enumerate(edges)
        for end in edges[number + 1 :]
        if number == 0 or end[0] == len(title)
    ]
    least = max(_FEW_LETTERS, _PART * len(letters(title)))
    fitting = [part for part in parts if len(letters(part)) >= least]
    if fitting == [title]:
        return title
    shown = _short_lines(page)
    return max((one for one in fitting if letters(one) in shown), key=len, default=title)


def _short_lines(page: Markup) -> set[str]:
    """The letters of every short text of the page's body."""
    body = next(iter(page.tree.iter("body")), page.tree)
    lines = (one.text for one in body.iter() if one.text and len(one.text) <= MAX_TITLE)
    return {letters(line) for line in lines}


def _headline(headings: list[str], stated: list[str], names: list[str]) -> str | None:
    """Of the page's main headings the one that says what the page says of itself."""
    sites = {letters(name) for name in names}
    fitting = [text for text in headings if letters(text) not in sites]
    known = [words for text in stated if (words := _words(text))]
    shared = [
        (max((_overlap(_words(one), two) for two in known), default=0.0), one) for one in fitting
    ]
    best = max(shared, key=lambda pair: pair[0], default=(0.0, ""))
    if best[0] >= _SAME:
        return best[1]
    alone = len(headings) == 1 and len(fitting) == 1 and len(_words(fitting[0])) >= _FEW_WORDS
    return fitting[0] if alone else None


def _overlap(one: set[str], other: set[str]) -> float:
    """How much of the shorter of two titles the other has; few words must be all of both."""
    if min(len(one), len(other)) < _FEW_WORDS:
        return float(one == other)
    return len(one & other) / min(len(one), len(other))


def _words(text: str) -> set[str]:
    """Words, and pairs of Chinese characters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    runs = re.findall(r"[\u3400-\u9fff]+", folded)
    pairs = {run[at : at + 2] for run in runs for at in range(max(len(run) - 1, 1))}
    return pairs | set(re.findall(r"[^\W_\u3400-\u9fff]{2,}", folded))


def _title_element(page: Markup) -> str:
    found = page.xpath("//head/title") or page.xpath("//title[not(ancestor::svg)]")
    return next((text_of(element) for element in found), "")


def site_names(page: Markup, source: Source | None) -> list[str]:
    """What the site is called: by itself, by the source, by its host."""
    names = [page.meta("og:site_name"), page.meta("application-name")]
    names += [source.name, source.native_name] if source else []
    names += (urlsplit(page.url).hostname or "").split(".")[:-1]
    return [name for name in names if name and len(name) > 1]


def without_site(title: str, headings: Iterable[str], names: Iterable[str]) -> str:
    """`title` without the site's name at its end.

    >>> without_site("Rain stops play - The Post", [], ["The Post"])
    'Rain stops play'
    """
    title = one_line(title)[:MAX_TITLE]
    for heading in headings:
        if heading and _same(title[: len(heading)], heading) and len(heading) < len(title):
            rest = title[len(heading) :]
            if _SEPARATOR.match(rest + " "):
                return heading
    known = {letters(name) for name in names}
    parts = list(_SEPARATOR.finditer(title))
    for part in parts:
        if known & {letters(piece) for piece in _SEPARATOR.split(title[part.end() :])}:
            return title[: part.start()]
    return title


def _same(one: str, other: str) -> bool:
    return letters(one) == letters(other)


def section_of(page: Markup) -> str | None:
    """The section of the paper that the page names."""
    stated = page.meta("article:section", "og:section", "section", "category")
    return tidy(stated or page.json_ld_text("articleSection") or "", MAX_NAME)


def image_of(page: Markup) -> str | None:
    """The picture the page puts forward, as an http(s) URL."""
    return page.absolute(page.meta("og:image:secure_url", "og:image", "twitter:image"))


def languages_of(page: Markup, source: Source | None = None) -> tuple[str, ...]:
    """The language tags that page and source declare, most trusted first."""
    stated = [page.tree.get("lang"), page.meta("og:locale", "inlanguage", "content-language")]
    return (*(tag for tag in stated if tag), *(source.languages if source else ()))


def tidy(text: str, limit: int) -> str | None:
    """`text` on one line, composed, at most `limit` characters of it; None when nothing is left."""
    plain = one_line(unicodedata.normalize("NFC", text))
    return plain[:limit].strip() or None
