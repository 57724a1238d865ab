"""Title, authors, section, image and declared language of a page."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawlers.clean.markup import MAX_VALUE, Markup, one_line, text_of, texts
from crawlers.sources import Source

MAX_TITLE = 500
MAX_AUTHORS = 20
MAX_NAME = 80
_SEPARATOR = re.compile(r"\s+[-–—|·•»:/]\s+|\s*[｜|_]\s*|\s+::\s+")
_CUT_SHORT = re.compile(r"(\.\.\.|…)$")
_BY = re.compile(
    r"^(by|posted by|author|written by|reported by|text by|por|de|texto(?: de)?|reportagem(?: de)?|"
    r"記者|记者|本報記者|本报记者|撰文|文|作者|責任編輯|责任编辑)[\s:：/／]+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[,，、;；|/／&]\s*|\s+(?:and|e|und|et|和|及)\s+", re.IGNORECASE)
_NO_NAME = re.compile(r"https?:|www\.|@|\d{2,}|^(admin|editor|staff|null|none|by|por)$", re.I)
_BYLINES = (
    "//*[@rel='author' or @itemprop='author' or contains(@class, 'author-name') or "
    "contains(@class, 'author_name') or @class='author' or contains(@class, 'byline')]"
)


def title_of(page: Markup, source: Source | None = None) -> str | None:
    """The headline: the source's selector, JSON-LD, `og:title`, `<h1>`, `<title>`.

    A site's name behind a separator is taken off what sites write for other sites.
    """
    headings = [text_of(heading) for heading in page.xpath("//h1")[:5]]
    own = (_tidy(text, MAX_TITLE) for text in _own_titles(page, source))
    whole = [title for title in own if title]
    if whole and not _CUT_SHORT.search(whole[0]):
        return whole[0]
    names = _site_names(page, source)
    given = [page.meta("og:title", "twitter:title"), *headings, _title_element(page)]
    for text in given:
        title = _tidy(without_site(text or "", headings, names), MAX_TITLE)
        if title:
            return title
    return whole[0] if whole else None


def _own_titles(page: Markup, source: Source | None) -> Iterator[str]:
    if source and source.extraction.title:
        yield from (text_of(element) for element in page.select(source.extraction.title)[:1])
    yield page.json_ld_text("headline") or ""


def _title_element(page: Markup) -> str:
    return next((text_of(element) for element in page.xpath("//head/title")), "")


def _site_names(page: Markup, source: Source | None) -> list[str]:
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
    known = {_letters(name) for name in names}
    parts = list(_SEPARATOR.finditer(title))
    for part in parts:
        if known & {_letters(piece) for piece in _SEPARATOR.split(title[part.end() :])}:
            return title[: part.start()]
    return title


def _same(one: str, other: str) -> bool:
    return _letters(one) == _letters(other)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def authors_of(page: Markup, source: Source | None = None) -> tuple[str, ...]:
    """Names of people or desks that the page gives as its authors, in its order."""
    for stated in _statements(page, source):
        names = [name for text in stated for name in _names(text)]
        if names:
            return tuple(dict.fromkeys(names))[:MAX_AUTHORS]
    return ()


def _statements(page: Markup, source: Source | None) -> Iterator[list[str]]:
    if source and source.extraction.author:
        yield [text_of(element) for element in page.select(source.extraction.author)[:10]]
    yield [text for node in page.json_ld for text in texts(node.get("author"))]
    meta = page.meta("author", "article:author", "byl", "dc.creator", "parsely-author")
    yield [meta] if meta else []
    yield from (
        [text_of(element)] for element in page.xpath(_BYLINES)[:10] if len(element) < MAX_AUTHORS
    )


def _names(text: str) -> Iterator[str]:
    text = text[:MAX_VALUE]
    if _NO_NAME.search(text):
        return
    plain = _BY.sub("", one_line(text).strip(" （()）[]【】"))
    for part in _BETWEEN.split(plain):
        name = _tidy(part.strip(" :：.,|-–（()）[]【】"), MAX_NAME)
        if name and len(name) > 1 and len(part) <= MAX_NAME and not _NO_NAME.search(name):
            yield name


def section_of(page: Markup) -> str | None:
    """The section of the paper that the page names."""
    stated = page.meta("article:section", "og:section", "section", "category")
    return _tidy(stated or page.json_ld_text("articleSection") or "", MAX_NAME)


def image_of(page: Markup) -> str | None:
    """The picture the page puts forward, as an http(s) URL."""
    return page.absolute(page.meta("og:image:secure_url", "og:image", "twitter:image"))


def languages_of(page: Markup, source: Source | None = None) -> tuple[str, ...]:
    """The language tags that page and source declare, most trusted first."""
    stated = [page.tree.get("lang"), page.meta("og:locale", "inlanguage", "content-language")]
    return (*(tag for tag in stated if tag), *(source.languages if source else ()))


def _tidy(text: str, limit: int) -> str | None:
    plain = one_line(unicodedata.normalize("NFC", text))
    return plain[:limit].strip() or None
