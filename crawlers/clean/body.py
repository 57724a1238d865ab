"""The text of an article: the source's selectors first, then trafilatura.

Whatever gave it, the text is tidied alike: out go what stands above the headline, the source's
unwanted lines, and the teasers of other articles behind a heading such as "Related News".
"""

import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from crawlers.clean.language import count_words
from crawlers.clean.markup import BLOCKS, Markup, lines_of, one_line
from crawlers.sources import Source

MAX_BODY = 1_000_000
"""Characters of a body that are kept at most."""
ENOUGH_WORDS = 12
"""Fewer words are no article."""
_FEW_CHARACTERS = 40
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_PROSE = re.compile(r"[.。!！?？;；」”\"]\s*$")
_LONG_LINE = 90
_MENU_LINES = 40

_TEASERS = re.compile(
    r"^[\W_]*(related (news|stories|articles|topics|posts|content|links?)|more stories|read more|"
    r"read next|more (on this|from|news)\b.{0,30}|recommended( for you| stories)?|"
    r"you may (also )?like|most (read|popular|viewed)|latest news|"
    r"share this( article| story)?|follow us( on .{0,30})?|"
    r"(相關|相关)(新聞|新闻|文章|報道|报道|報導|閱讀|阅读|內容|内容|連結|链接)|"
    r"(延伸|推薦|推荐|猜你喜歡|猜你喜欢)(閱讀|阅读|文章)?|"
    r"(熱門|热门|最新|更多)(新聞|新闻|文章)|"
    r"(notícias|artigos|conteúdos?) relacionad[ao]s|leia (também|mais)|ler mais|mais lid[ao]s|"
    r"últimas notícias|veja também|saiba mais|partilhar|compartilhe)[\W_]*$",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """A text, paragraphs separated by one newline, and what gave it."""

    text: str
    extractor: str


def body_of(page: Markup, title: str | None, source: Source | None = None) -> Body | None:
    """The article's text, or None when the page holds none.

    Reads the page last: the elements that the source drops are taken out of its tree.
    """
    _drop(page, source)
    for extractor, give in (("selectors", _selected), ("trafilatura", _general)):
        body = Body(_tidy(give(page, source), title, source), extractor)
        if count_words(body.text) >= ENOUGH_WORDS:
            return body
    return None


def _drop(page: Markup, source: Source | None) -> None:
    rules = source.extraction.drop if source else ()
    for element in [found for rule in rules for found in page.select(rule)]:
        if element.getparent() is not None:
            _take_out(element)


def _take_out(element: Any) -> None:
    """Remove an element; what stood apart because of it stays apart."""
    if element.tag in BLOCKS:
        tail = element.tail
        element.clear()
        element.tag, element.tail = "br", tail
    else:
        element.drop_tree()


def _selected(page: Markup, source: Source | None) -> list[str]:
    """Lines of the elements that the source's selector names."""
    if source is None or source.extraction.body is None:
        return []
    chosen = dict.fromkeys(page.select(source.extraction.body))
    outer = [one for one in chosen if not any(above in chosen for above in one.iterancestors())]
    return [line for element in outer for line in lines_of(element)]


def _general(page: Markup, _: Source | None) -> list[str]:
    """Lines that trafilatura finds, without comments and without looking for metadata."""
    from trafilatura import bare_extraction

    config = _settings("".join(page.tree.itertext())[:20_000])
    try:
        found = bare_extraction(
            page.tree, url=page.url, include_comments=False, with_metadata=False, config=config
        )
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return []
    return str(getattr(found, "text", None) or "").split("\n")


def _settings(sample: str) -> Any:
    chinese = len(_CHINESE.findall(sample))
    return _chinese_settings() if chinese * 4 > len(sample) else _usual_settings()


@cache
def _usual_settings() -> Any:
    from trafilatura.settings import use_config

    return use_config()


@cache
def _chinese_settings() -> Any:
    """Chinese says much in few characters; below trafilatura's 250 it searches the whole page."""
    from trafilatura.settings import use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_FEW_CHARACTERS))
    return config


def _tidy(lines: list[str], title: str | None, source: Source | None) -> str:
    rules = [re.compile(rule) for rule in source.extraction.drop_lines] if source else []
    plain = [one_line(unicodedata.normalize("NFC", line)) for line in lines]
    kept = [line for line in plain if line and not any(rule.search(line) for rule in rules)]
    return "\n".join(_before_teasers(_below_title(kept, title)))[:MAX_BODY]


def _below_title(lines: list[str], title: str | None) -> list[str]:
    """`lines` without the headline and the menu above it, where both came along."""
    headline = _letters(title or "")
    for at, line in enumerate(lines[:_MENU_LINES]):
        if _letters(line) == headline:
            return lines[at + 1 :]
        if _is_prose(line):
            break
    return lines


def _before_teasers(lines: list[str]) -> list[str]:
    """`lines` up to a heading of teasers; where prose goes on behind it, only the heading goes."""
    kept = list(lines)
    for at in range(len(lines) - 1, -1, -1):
        if _TEASERS.match(lines[at]):
            goes_on = any(_is_prose(line) for line in kept[at + 1 :])
            kept = kept[:at] + (kept[at + 1 :] if goes_on else [])
    return kept


def _is_prose(line: str) -> bool:
    return len(line) > _LONG_LINE or bool(_PROSE.search(line) and count_words(line) > ENOUGH_WORDS)


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
