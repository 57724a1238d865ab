"""The places of a page where a date may stand, those that seldom lie first.

Metadata and JSON-LD say it for machines; `<time>` and elements named for a date, what follows the
headline, and lines that say what they tell ("發佈時間：") say it for readers; addresses, and the
variables of scripts, say it by the way.
"""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain, dropwhile, islice
from typing import Any

from crawlers.clean.likeness import letters
from crawlers.clean.markup import Markup, elements_after, first_lines, one_line, text_of
from crawlers.clean.moments import MAX_TEXT
from crawlers.sources import Source

PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "article:published", "pubdate",
    "publishdate", "publish-date", "publish_date", "publish_time", "publication_date",
    "publicationdate", "og:article:published_time", "og:pubdate", "dc.date.issued",
    "dc.date.created", "dcterms.issued", "dcterms.created", "dcterms.date", "dc.date",
    "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime", "bt:pubdate",
    "originalpublicationdate", "article_date_original", "releasedate",
    "ptime", "weibo: article:create_at", "apub:time",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified",
    "dateupdate", "dcterms.modified", "dc.date.modified", "article:modified", "modified",
)  # fmt: skip
_NAMED = re.compile(
    r"date|time|publish|info|meta|byline|datum|posted|submitted|stamp|created|fecha|entry-utility|"
    r"pub|source|author",
    re.IGNORECASE,
)
_SMALL = frozenset((
    "div", "p", "span", "td", "small", "li", "time", "font", "em", "i", "b", "dd", "h2", "h3", "h4",
    "h5", "h6",
))  # fmt: skip
_HEADINGS, _PLAIN = frozenset(("h2", "h3", "h4")), _SMALL | {"a", "strong"}
_CHILDREN = 20
"""An element with more children is no line of a byline."""
_NEAR_TITLE, _LONG = 600, 600
"""Characters after the heading in which a visible date is looked for."""
_MOST_NAMED, _MOST_LABELLED = 200, 4000
_LABELLED = re.compile(
    r"(發[布佈表]|发[布表]|刊登|更新|日期|时间|時間|來源|来源|出处|"
    r"\b(?:posted|published|publish date|updated|created|filed|date)\b|"
    r"\b(?:publicado|publicada|postado|data|atualizado|veröffentlicht|erstellt|datum|publié)\b)"
    r"[^\d\n]{0,40}\d",
    re.IGNORECASE,
)
_BEHIND = re.compile(r"(?<=[|–-]\s)\S{0,12}\d[^|–]{4,24}$")
"""A date that a page's title ends with."""
_ALONE = re.compile(r"(?=.*\d{4})[^\W\d]{0,12}[^\d]{0,4}\d[^.。!?]{4,26}")
_OPENS = re.compile(r"^\W{0,3}[^\W\d]{3,12}\.?\s\d{1,2},?\s\d{4}\s*[-–—:|(]")
"""A date set apart at the beginning of a paragraph."""
_IN_SCRIPT = re.compile(
    r"(?:publish|pub|post|create|release|issue|display|news|first)\w{0,14}?(?:time|date|_at|at|on)"
    r"\w{0,3}[\"']?\s*[:=]\s*\\?[\"']?(\d{4}[-/]\d\d?[-/]\d\d?[^\"'<\\]{0,25}|\d{10}(?:\d{3})?)"
    r"(?=\\?[\"',;\s}])|\bvar\s+ct\s*=\s*[\"'](\d{10})[\"']",
    re.IGNORECASE,
)
_SCRIPT_LETTERS = 2_000_000


def stated(page: Markup, names: tuple[str, ...]) -> Iterator[str]:
    """The values of the `<meta>` elements of these names, in order of the names."""
    for name in names:
        value = page.meta(name)
        if value:
            yield value


def selected(page: Markup, source: Source | None) -> Iterator[str]:
    """What the source's selectors find: an attribute made for machines, else the text."""
    for selector in source.selectors("date") if source else ():
        for element in page.select(selector)[:10]:
            for name in ("datetime", "content", "data-time", "title"):
                if element.get(name):
                    yield element.get(name)
            yield text_of(element)


class Shown:
    """What a page shows that may tell the date; what stands beside the article is left out."""

    def __init__(self, page: Markup, title: str | None) -> None:
        self._page = page
        self._title = letters(title or "")

    def near(self) -> Iterator[str]:
        """Short texts that may tell the date, the likeliest first."""
        for element in self._page.xpath("//*[@itemprop='datePublished' or @pubdate]")[:3]:
            yield element.get("content") or element.get("datetime") or text_of(element)[:MAX_TEXT]
        times = islice((one for one in self._page.of_article if one.tag == "time"), 5)
        yield from (time.get("datetime") or text_of(time) for time in times)
        yield from self._behind_title()
        named = (one for one in self._page.of_article if _NAMED.search(_names(one)))
        for element in islice(named, _MOST_NAMED):
            if (text := _short(element)) and "。" not in text:
                yield text
        for heading in self._headlines:
            yield from _following(heading)
        yield from self._labelled()
        yield from stated(self._page, ("date",))

    def alone(self) -> Iterator[str]:
        """Lines below the headline that are little more than a date."""
        headline = next(iter(self._headlines), None)
        below = islice(dropwhile(lambda one: one is not headline, self._page.of_article), 1, None)
        for element in islice((one for one in below if one.tag in _PLAIN), _MOST_NAMED):
            text = one_line(element.text or "")
            if _ALONE.fullmatch(text):
                yield text

    @cached_property
    def _headlines(self) -> list[Any]:
        """The main headings, and what else says the same as the headline."""
        main = self._page.xpath("//h1")[:2]
        if not self._title:
            return list(main)
        some = [one for one in self._page.of_article if one.tag in _PLAIN]
        ranked = (
            one for one in some if one.tag in _HEADINGS and letters(text_of(one)) == self._title
        )
        plain = (one for one in some if one.text and letters(one.text[:_LONG]) == self._title)
        return list(dict.fromkeys((*main, *islice(chain(ranked, plain), 3))))

    def _behind_title(self) -> Iterator[str]:
        named = self._page.meta("og:title") or next(
            iter(self._page.xpath("//head/title/text()")), ""
        )
        if found := _BEHIND.search(named[-MAX_TEXT:]):
            yield found[0]

    def _labelled(self) -> Iterator[str]:
        """Short lines that say that what they tell is a date."""
        for element in islice(self._page.of_article, _MOST_LABELLED):
            for text in (element.text, element.tail):
                if text and len(text) <= MAX_TEXT // 2 and _LABELLED.search(text):
                    yield text


def _names(element: Any) -> str:
    get = element.get
    return f"{get('class') or ''} {get('id') or ''} {get('itemprop') or ''}"


def addresses(page: Markup) -> Iterator[str]:
    """Under what addresses the page says it stands."""
    found = page.xpath("//link[@rel='canonical']/@href")[:1]
    yield from (str(one) for one in (*found, page.meta("og:url")) if one)


def scripted(page: Markup) -> Iterator[str]:
    """Values of variables and keys in the page's scripts that are named for publication."""
    left = _SCRIPT_LETTERS
    for script in page.tree.iter("script"):
        text = (script.text or "")[:left]
        left -= len(text)
        yield from (found[1] or found[2] for found in _IN_SCRIPT.finditer(text))


def _short(element: Any) -> str | None:
    """The element's text when it is no longer than a byline."""
    if len(element) > _CHILDREN or element.xpath("string-length()") > 2 * MAX_TEXT:
        return None
    text = text_of(element)
    return text if 0 < len(text) <= MAX_TEXT // 2 else None


def _following(heading: Any) -> Iterator[str]:
    seen = 0
    for element in elements_after(heading):
        if element.tag not in _SMALL:
            continue
        lines = first_lines(element)[:3] if len(element) <= _CHILDREN else []
        for line in lines:
            if (len(line) <= MAX_TEXT // 4 and "。" not in line) or _OPENS.match(line):
                yield line[: MAX_TEXT // 4]
        seen += sum(map(len, lines)) + 10
        if seen > _NEAR_TITLE:
            return
