"""Who wrote an article: names of people, and only where there are none the desk or paper that
signs.

Asked are the source's selector, JSON-LD, meta elements, what is named for an author, and lines
below the headline that begin as bylines do. What goes with a name in a byline, such as "By", a
role, an outlet or the time, is no part of it.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from crawlers.clean.likeness import letters
from crawlers.clean.markup import (
    MAX_VALUE,
    Markup,
    elements_after,
    first_lines,
    one_line,
    text_of,
    texts,
)
from crawlers.clean.metadata import MAX_NAME, site_names, tidy
from crawlers.sources import Source

MAX_AUTHORS = 20
_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|words|story|text|photos?|view all posts|all posts|"
    r"more|articles?) by|(?:geschrieben|verfasst) von|escrito por|rédigé par|"
    r"by|authors?|autora?|de|del|par|por|von|texto(?: de)?|reportagem(?: de)?|"
    r"記者|记者|本報記者|本报记者|特約記者|實習記者|撰文|文|作者|責任編輯|责任编辑)[\s:：/／]+",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?i:(?:written |posted |reported )?by|par|por|von|texto(?: de)?)\s+(?=[A-ZÀ-Þ])|"
    r"^(?:記者|记者|本報記者|本报记者|撰文|文|作者)\s?[:：/／]\s?"
)
_BETWEEN = re.compile(
    r"\s*[,，、;；|/／&•·]\s*|\s+[-–—]\s+|\s+(?:and|e|y|und|et|avec|with|和|及)\s+|\s{2,}",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"https?:|www\.|@|\d|(?:^|\s)by$|"
    r"^(?:admin|administrator|authors?|autor|editor|executive|staff|sign up|subscribe|null|none|"
    r"by|por|guest|human|name|本站|本報|网络整理|原创|轉載|转载|佚名|匿名|"
    r"contributor|redaktion|ma|md|phd|m\.d\.|ph\.d\.?|jr\.?)$|\b(?:published|updated|posted|read|"
    r"share|follow|comments?|ago|min|minutes|in|reporter|correspondent|writer|writers|editor)$|^in\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"[(（【\[].*$|(?:^|\s+)(?:envoyé|correspond|senior|staff|special to|deputy|chief|political|"
    r"business|technology|reporter|editor|writer|journalist|contributor|報道|报道|報導|綜合|综合)\S*.*$|"
    r"\s+(?:on|am|le|em|à|at|from|for|in)\s.*$",
    re.IGNORECASE,
)
_DESK = re.compile(
    r"\b(?:gmbh|ltd|inc|llc|corp|media|news|staff|team|press|online|network|group|ediciones|agency|"
    r"redacción|redação|redacao\w*|redaktion|reuters|afp|cnn|bbc)\b|\.\w{2,3}$|[社報报網网台]$|編輯部|编辑部",
    re.IGNORECASE,
)
_NAMED = re.compile(r"author|autor|byline|writer|reporter|journalist|zuozhe|jizhe|posted-by|vcard")
_NOT_OF_THIS = re.compile(
    r"(?:^|[\s_-])(?:bio|box|about|more|list|avatar|image|img|photo|comments?|related|social|count|"
    r"subscribe)(?:$|[\s_-])"
)
_LABELLED = re.compile(
    r"(?:作者|本報記者|本报记者|記者|记者|撰文|採訪|采访|^文)\s?[:：/／]\s?([^\s:：|｜/／]{2,12})"
)
_MOST_NAMED, _MOST_CHILDREN, _MOST_WORDS = 30, 20, 6
_NEAR, _LONGEST = 40, 120
"""Elements behind the headline that are looked at, and characters of the longest byline."""


def authors_of(page: Markup, source: Source | None = None) -> tuple[str, ...]:
    """Names of those who wrote the article, in the page's order; desks where no person is named."""
    own = {letters(name) for name in site_names(page, source)}
    desks: tuple[str, ...] = ()
    for stated in _statements(page, source):
        names = dict.fromkeys(name for text in stated for name in _names(text))
        people = [name for name in names if not _DESK.search(name) and letters(name) not in own]
        signed = any(_DESK.search(text.partition(",")[0]) for text in stated)
        if people and not signed:
            return tuple(people)[:MAX_AUTHORS]
        desks = desks or tuple(names)[:MAX_AUTHORS]
    return desks


def _statements(page: Markup, source: Source | None) -> Iterator[list[str]]:
    for selector in source.selectors("author") if source else ():
        yield [text_of(element) for element in page.select(selector)[:10]]
    yield [text for node in page.json_ld for text in texts(node.get("author"))]
    meta = page.meta("author", "article:author", "byl", "dc.creator", "parsely-author")
    yield [meta] if meta else []
    if _BY.match(f"{page.meta('twitter:label1')} "):
        yield [page.meta("twitter:data1") or ""]
    yield from ([text] for text in _bylines(page))


def _bylines(page: Markup) -> Iterator[str]:
    """Short texts that are named for an author, then lines below the headline that begin so."""
    marked = page.xpath("//*[@rel='author' or @itemprop='author']")[:3]
    named = chain(marked, (one for one in page.of_article if _is_named(one)))
    for element in islice(named, _MOST_NAMED):
        if len(element) <= _MOST_CHILDREN and (text := _short(element)):
            yield text
    for heading in page.xpath("//h1")[:1]:
        for element in islice(elements_after(heading), _NEAR):
            lines = first_lines(element)[:3] if len(element) <= _MOST_CHILDREN else []
            for line in lines:
                if len(line) >= _LONGEST:
                    continue
                if found := _LABELLED.search(line):
                    yield found[1]
                elif _BYLINE.match(line):
                    yield line


def _is_named(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return bool(_NAMED.search(names)) and not _NOT_OF_THIS.search(names)


def _short(element: Any) -> str | None:
    if element.xpath("string-length()") > MAX_VALUE:
        return None
    lines = first_lines(element)[:4]
    if len(lines) > 1 and _BY.fullmatch(f"{lines[0]} "):
        return lines[1][:_LONGEST]
    return next((line for line in lines if 1 < len(line) < _LONGEST), None)


def _names(text: str) -> Iterable[str]:
    if "://" in text:
        return
    plain = _BY.sub("", one_line(text[:MAX_VALUE]).strip(" （()）[]【】"))
    for part in _BETWEEN.split(plain):
        bare = _ROLE.sub("", _BY.sub("", part)).strip(" :：.,|-–（()）[]【】")
        name = tidy(bare, MAX_NAME)
        if name and _is_name(name):
            yield name


def _is_name(name: str) -> bool:
    return (
        1 < len(name) < MAX_NAME and len(name.split()) <= _MOST_WORDS and not _NO_NAME.search(name)
    )
