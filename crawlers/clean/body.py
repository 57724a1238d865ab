"""The text of an article: a ladder of readers, the surest first.

The source's own selectors, those of the day first; the data the page carries, where it proves
itself; the template learned of the site; last, readers that know nothing but the page. Whatever
gave it, the text is tidied alike: out go what stands above the headline, lines that no article
consists of, the source's unwanted ones, and the teasers of other articles behind a heading such
as "Related News".
"""

import copy
import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from crawlers.clean.furniture import is_furniture
from crawlers.clean.language import count_words
from crawlers.clean.likeness import letters, shingles
from crawlers.clean.markup import BLOCKS, Markup, lines_of, one_line
from crawlers.clean.prose import prose, prose_in
from crawlers.clean.reconcile import reconciled
from crawlers.clean.structured import Told
from crawlers.sources import Hints, Source

MAX_BODY = 1_000_000
"""Characters of a body that are kept at most."""
ENOUGH_WORDS = 12
"""Fewer words are no article."""
_PROSE = re.compile(r"[.。!！?？;；」”\"]\s*$")
_LONG_LINE = 90
_MENU_LINES = 40
_TOLD, _SHOWN, _HIDDEN = 0.85, 0.8, 0.5
"""How much of the data's text the page shows, and of the page's text the data holds, where both
are one; and the share of the data's text below which the page shows too little of it."""

_TEASERS = re.compile(
    r"^[\W_]*(related (news|stories|articles|topics|posts|content|links?)|more stories|read more|"
    r"read next|more (on this|from|news)\b.{0,30}|recommended( for you| stories)?|"
    r"you may (also )?like|most (read|popular|viewed)|latest news|"
    r"share this( article| story)?|follow us( on .{0,30})?|"
    r"(相關|相关)(新聞|新闻|文章|報道|报道|报導|閱讀|阅读|內容|内容|連結|链接)|"
    r"(延伸|推薦|推荐|猜你喜歡|猜你喜欢)(閱讀|阅读|文章)?|"
    r"(熱門|热门|最新|更多)(新聞|新闻|文章)|"
    r"(notícias|artigos|conteúdos?) relacionad[ao]s|leia (também|mais)|ler mais|mais lid[ao]s|"
    r"últimas notícias|veja também|saiba mais|partilhar|compartilhe|"
    r"ähnliche (beiträge|artikel)|à lire aussi|lire aussi|sur le même sujet|"
    r"(noticias|artículos) relacionad[ao]s|延伸\s*[·・]\s*(推荐|推薦|阅读|閱讀))[\W_]*$",
    re.IGNORECASE,
)


class Body(NamedTuple):
    """A text, paragraphs separated by one newline, what gave it, and why that."""

    text: str
    extractor: str
    note: str = ""

    @property
    def words(self) -> int:
        """How many it has."""
        return count_words(self.text)


def body_of(
    page: Markup,
    title: str | None,
    source: Source | None = None,
    told: Told | None = None,
    day: datetime.date | None = None,
) -> Body:
    """The article's text, perhaps shorter than `ENOUGH_WORDS` where the page holds no more.

    Reads the page last: the elements that the source drops are taken out of its tree.
    """
    longest = Body("", "none")
    for found in _readings(page, title, source, told or Told(page, title), day):
        body = found._replace(text=_tidy(found.text.split("\n"), title, source))
        if body.words >= ENOUGH_WORDS:
            return body
        longest = max(longest, body, key=lambda one: len(one.text))
    return longest


def _readings(
    page: Markup,
    title: str | None,
    source: Source | None,
    told: Told,
    day: datetime.date | None,
) -> Iterator[Body]:
    """What each rung of the ladder finds, without looking at the next before it is asked for."""
    versions = source.extraction.of_day(day) if source else ()
    for number, hints in enumerate(versions):
        note = "" if number == 0 else f"version {number + 1} of the selectors"
        yield _body(_selected(page, hints), "selectors", note)
    for hints in versions[:1]:
        _drop(page, hints.drop)
    yield _by_structure(page, title, told)
    if source and source.learned:
        for number, hints in enumerate(source.learned.of_day(day)):
            note = f"of {source.learned.learned}" + (f", version {number + 1}" if number else "")
            yield _body(_in_template(page, hints), "template", note)
    reader, lines, why = reconciled(page, title)
    yield _body(lines, reader, why)


def _body(lines: Iterable[str], extractor: str, note: str) -> Body:
    return Body("\n".join(lines), extractor, note)


def _by_structure(page: Markup, title: str | None, told: Told) -> Body:
    """What the page's data tells, where the page shows the same, or shows next to nothing."""
    if not told.lines:
        return Body("", "structured")
    seen = prose(page.tree, title)
    captions = {letters(line) for line in seen.captions}
    lines = [line for line in told.lines if letters(line) not in captions]
    shown, data = shingles(seen.lines), shingles(lines)
    same = (shown & data).total()
    if same >= _TOLD * data.total() and data.total() >= _SHOWN * shown.total():
        note = f"the page shows {same / max(data.total(), 1):.0%} of it"
    elif shown.total() < _HIDDEN * data.total():
        note = f"the page shows {shown.total() / max(data.total(), 1):.0%} as much"
    else:
        return Body("", "structured")
    return _body(lines, "structured", note)


def _selected(page: Markup, hints: Hints) -> list[str]:
    """Every line of the elements that the selector names, without those it drops."""
    return [line for element in _named(page, hints) for line in lines_of(element)]


def _in_template(page: Markup, learned: Hints) -> list[str]:
    """The prose in the elements that were learned: a person's selector is taken at its word, a
    learned one says where to look."""
    return [line for element in _named(page, learned) for line in prose_in(element)]


def _named(page: Markup, hints: Hints) -> list[Any]:
    if hints.body is None:
        return []
    chosen = dict.fromkeys(page.select(hints.body))
    outer = [one for one in chosen if not any(above in chosen for above in one.iterancestors())]
    return [_without(page, one, hints.drop) for one in outer] if hints.drop else outer


def _without(page: Markup, element: Any, rules: Sequence[str]) -> Any:
    """A copy of `element` without what the rules name, seen from the whole page."""
    dropped = {one for rule in rules for one in page.select(rule)}
    inside = [n for n, one in enumerate(element.iter()) if one in dropped]
    if not inside:
        return element
    twin = copy.deepcopy(element)
    for one in [one for n, one in enumerate(twin.iter()) if n in set(inside)]:
        if one is twin:
            return one.makeelement(twin.tag)
        if one.getparent() is not None:
            _take_out(one)
    return twin


def _drop(page: Markup, rules: Sequence[str]) -> None:
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


def _tidy(lines: list[str], title: str | None, source: Source | None) -> str:
    versions = source.versions() if source else ()
    unwanted = _compiled(rule for one in versions for rule in one.drop_lines)
    cut = _compiled(rule for one in versions for rule in one.cut)
    kept = []
    for line in lines:
        plain = one_line(unicodedata.normalize("NFC", line))
        for rule in cut:
            plain = one_line(rule.sub("", plain))
        if plain and not is_furniture(plain) and not any(rule.search(plain) for rule in unwanted):
            kept.append(plain)
    return "\n".join(_before_teasers(_below_title(kept, title)))[:MAX_BODY]


def _compiled(rules: Iterable[str]) -> list[re.Pattern[str]]:
    return [re.compile(rule) for rule in dict.fromkeys(rules)]


def _below_title(lines: list[str], title: str | None) -> list[str]:
    """`lines` without the headline and the menu above it, where both came along."""
    headline = letters(title or "")
    for at, line in enumerate(lines[:_MENU_LINES]):
        if letters(line) == headline:
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
