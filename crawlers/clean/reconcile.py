"""Which reading of a page to believe when nothing but the page is known.

Where nearly all sentences of the page stand in one place, that is the article. Otherwise three
readers look for the article in different ways: `prose` by where the text
stands, trafilatura (Barbaresi, ACL 2021) by rules of thumb over many sites, readability by the
scores of paragraphs. Where the first two agree, `prose` is kept, which is the more exact at the
edges. Where they do not, the third decides by whom it agrees with: errors are seldom the same.
"""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import cache
from typing import Any, NamedTuple

from lxml import etree

from crawlers.clean.blocks import is_prose
from crawlers.clean.likeness import likeness
from crawlers.clean.markup import Markup, lines_of, parse
from crawlers.clean.prose import prose

AGREED = 0.8
"""Likeness of two readings from which on the finer one is kept."""
_SURE = 0.9
_ALONE = 0.9
"""Share of a page's sentences in one place, from which on there is nothing to choose."""
_CLEARLY = 0.05
_LONG_ATTRIBUTES = "//@*[string-length(.) > 8192]"
MAX_WEIGHT = 3_000_000
"""Letters times depth above which a page is not given to readability."""
MAX_LINKS = 500_000
"""Links times depth above which a page is not given to trafilatura; real pages have 20,000."""
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_FEW_CHARACTERS = 40


class Reading(NamedTuple):
    """What one reader found, a paragraph a line, and why it is the one believed."""

    reader: str
    lines: list[str]
    why: str


def reconciled(page: Markup, title: str | None = None) -> Reading:
    """The most credible reading of `page`, of whose article `title` is the headline."""
    own, captions, share, headed = prose(page.tree, title)
    if headed:
        return Reading("prose", own, "it stands below the headline")
    if share >= _ALONE:
        return Reading("prose", own, f"{share:.0%} of the page's sentences stand in one place")
    _lighten(page.tree)
    aside = {line.casefold() for line in captions}
    other = _trafilatura(page)
    said = _sentences(own, aside)
    near = likeness(said, _sentences(other, aside))
    if near >= AGREED:
        return Reading("prose", own, f"{near:.0%} like trafilatura's")
    third = _sentences(_readability(page), aside)
    with_own, with_other = likeness(said, third), likeness(_sentences(other, aside), third)
    if (with_other >= _SURE and with_other > max(with_own, near) + _CLEARLY) or not own:
        return Reading("trafilatura", other, f"{with_other:.0%} like readability's")
    return Reading("prose", own, f"{with_own:.0%} like readability's")


def _lighten(tree: Any) -> None:
    """Take off what libxml2 writes in a time that grows with its square: the other readers write
    pages out and parse them anew."""
    for value in tree.xpath(_LONG_ATTRIBUTES):
        del value.getparent().attrib[value.attrname]


def _sentences(lines: Sequence[str], aside: set[str]) -> list[str]:
    """The lines that are prose: readers differ most over short ones, which matter least."""
    return [line for line in lines if is_prose(line) and line.casefold() not in aside]


def _trafilatura(page: Markup) -> list[str]:
    """Lines that trafilatura finds, without comments and without looking for metadata."""
    from trafilatura import bare_extraction

    if _links(page.tree) > MAX_LINKS:
        return []
    config = _settings("".join(page.tree.itertext())[:20_000])
    try:
        found = bare_extraction(
            deepcopy(page.tree),
            url=page.url,
            include_comments=False,
            with_metadata=False,
            config=config,
        )
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError):
        return []
    return str(getattr(found, "text", None) or "").split("\n")


def _readability(page: Markup) -> list[str]:
    from lxml import html as lxml_html
    from readability import Document
    from readability.readability import Unparseable

    if _weight(page.tree) > MAX_WEIGHT:
        return []
    try:
        text = lxml_html.tostring(page.tree, encoding="unicode")
        return lines_of(parse(Document(text).summary(html_partial=True)))
    except (
        Unparseable,
        RecursionError,
        ValueError,
        TypeError,
        AttributeError,
        KeyError,
        IndexError,
    ):
        return []


def _weight(tree: Any) -> int:
    """The letters of a page times how deep they stand: what readability's time grows with."""
    return sum(
        depth * len(element.text or "") + (depth - 1) * len(element.tail or "")
        for depth, element in _with_depth(tree)
    )


def _links(tree: Any) -> int:
    """The links of a page times how deep they stand: what trafilatura's time grows with, which
    counts the links in each element that holds any."""
    return sum(depth for depth, element in _with_depth(tree) if element.tag == "a")


def _with_depth(tree: Any) -> Iterator[tuple[int, Any]]:
    """Each element, the root at depth 1."""
    depth = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            yield depth, element


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
