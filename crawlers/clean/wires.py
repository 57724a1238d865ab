"""Which news agencies an article credits.

An agency named in a sentence is somebody who said something; one named where credits stand is who
wrote the text: in the dateline, in brackets at the end, behind "Source:", among the authors.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from crawlers.clean.matching import fold
from crawlers.taxonomy import load_wires

_HEAD, _TAIL = 120, 90
"""Characters of the first and of the last paragraphs in which credits stand."""
_LINES = 3


def credits_of(body: str, authors: Sequence[str] = ()) -> tuple[str, ...]:
    """Ids of the agencies credited, in the order of `taxonomy/wires.yaml`.

    >>> credits_of("（新華社北京十一日電）國務院今日公布。")
    ('xinhua',)
    >>> credits_of("He told Reuters that he would stay.")
    ()
    """
    found: set[str] = set()
    for text in _statements(body):
        for rule in _rules():
            for match in rule.finditer(text):
                found.add(_by_name()[next(filter(None, match.groups()))])
    for author in authors:
        for part in [fold(author), *re.split(r"[/,;&、|()（）-]| and | e ", fold(author))]:
            if wire := _by_name().get(part.strip()):
                found.add(wire)
    return tuple(wire.id for wire in load_wires() if wire.id in found)


def _statements(body: str) -> Iterator[str]:
    """The beginning of the first paragraphs, the end of the last ones."""
    lines = [line for line in body.split("\n") if line.strip()]
    for line in lines[:_LINES]:
        yield fold(line[:_HEAD])
    for line in lines[-_LINES:]:
        yield fold(line[-_TAIL:])


@cache
def _by_name() -> dict[str, str]:
    return {fold(name): wire.id for wire in load_wires() for name in wire.names}


@cache
def _rules() -> tuple[re.Pattern[str], ...]:
    """Where an agency's name is a credit."""
    names = sorted(_by_name(), key=len, reverse=True)
    latin = "|".join(re.escape(name) for name in names if name.isascii() or name[0].isascii())
    han = "|".join(re.escape(name) for name in names if not name[0].isascii())
    either = f"({latin}|{han})"
    return (
        # 【新華社北京十一日電】 (新華社) [AFP] (Reuters/AP): in brackets, maybe with place and day
        re.compile(
            rf"[(（\[【〔]\s*(?:[^)）\]】〕]{{0,12}}[/／、\s·])?{either}[^)）\]】〕]{{0,30}}[)）\]】〕]"
        ),
        # 新華社北京十一日電 at the beginning, 中新網11月1日電
        re.compile(rf"^\s*({han})[^。，,\s]{{0,16}}(?:电|报道|讯|消息)"),
        # London - AFP -; BEIJING, Nov. 11 (Xinhua) -- is in brackets
        re.compile(rf"^[\w\s.,'-]{{2,40}}\s[-–—]+\s({latin})\b\s*[-–—:]"),
        # Source: Xinhua, 來源：新華社, Fonte: Lusa
        re.compile(rf"(?:source|sources|from|via|来源|稿源|消息来源|fonte|com)\s*[:：]\s*{either}"),
        # — Reuters, — AFP, /Lusa at the end
        re.compile(rf"(?:[-–—]{{1,2}}|/)\s*{either}\s*[.。]?\s*$"),
        re.compile(rf"^\s*{either}\s*[.。]?\s*$"),
    )
