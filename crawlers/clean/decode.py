"""Bytes to text, when what the page claims about its encoding may be wrong.

The order follows the HTML standard (https://html.spec.whatwg.org/#encoding-sniffing-algorithm):
byte order mark, HTTP header, `<meta>`; but a claim is only believed when the text it gives looks
like text: characters people write with, few undecodable bytes.
"""

import codecs
import contextlib
import re
from collections.abc import Iterator
from functools import cache

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

_SAMPLE = 1 << 16
_UTF8_SLACK = 0.01
"""Share of broken sequences among the non-ASCII ones that a UTF-8 page may hold."""
_CLAIMED = {"header": 0.1, "meta": 0.08}
"""How much better another encoding must look before a claim is put aside."""
_TEXT_ENCODING = re.compile(r"utf|gb|big5|cp\d|iso|latin|windows|euc|shift|koi8|ascii|mac", re.I)
_GUESSES = ("utf-8", "gb18030", "big5hkscs", "cp1252")
_LATIN = "áàâãäéèêëíìîïóòôõöúùûüçñÁÉÍÓÚÂÊÔÃÕÇÀªº°"
_MARKS = "“”‘’«»–—…·•©®€£§、。〈〉《》「」『』【】〔〕・※→"


def decode(html: bytes, content_type: str = "") -> str:
    """The page's text. Never fails: bytes that fit nothing become U+FFFD.

    >>> decode('<meta charset="utf-8">香港'.encode("big5"))[-2:]
    '香港'
    """
    bom_encoding, bom = read_bom(html)
    if bom_encoding and bom:
        return html[len(bom) :].decode(bom_encoding, "replace")
    if _is_utf8(html):
        return html.decode("utf-8", "replace")
    return html.decode(_best(html, content_type), "replace")


def _is_utf8(html: bytes) -> bool:
    """UTF-8 checks itself: other encodings' text hardly ever passes for it by chance.

    A cut in the middle of a character and a stray byte are forgiven.
    """
    with contextlib.suppress(UnicodeDecodeError):
        return bool(html.decode("utf-8")) or not html
    text = html.decode("utf-8", "replace")
    others = sum(1 for char in text if char > "\x7f")
    return text.count("\ufffd") <= _UTF8_SLACK * others


def _best(html: bytes, content_type: str) -> str:
    sample = _dense(html)
    scores: dict[str, float] = {}
    for encoding, bonus in _candidates(html, content_type):
        score = _looks(sample.decode(encoding, "replace")) + bonus
        scores[encoding] = max(score, scores.get(encoding, score))
    return max(scores, key=lambda encoding: scores[encoding])


def _candidates(html: bytes, content_type: str) -> Iterator[tuple[str, float]]:
    claims = {
        "header": http_content_type_encoding(content_type),
        "meta": html_body_declared_encoding(html[:8192]),
    }
    for where, claim in claims.items():
        name = resolve_encoding(claim) if claim else None
        if name and usable(name):
            yield name, _CLAIMED[where]
    yield from ((name, 0.0) for name in _GUESSES)


def usable(name: str) -> bool:
    """Whether `name` is an encoding of text that a page may be written in."""
    try:
        return bool(_TEXT_ENCODING.match(name)) and codecs.lookup(name).encode("a")[1] == 1
    except (LookupError, TypeError, ValueError):
        return False


def _dense(html: bytes) -> bytes:
    """A stretch of lines that hold other than ASCII bytes; scripts and markup say nothing."""
    kept: list[bytes] = []
    size = 0
    for line in html.splitlines(keepends=True):
        if not line.isascii():
            kept.append(line[:4096])
            size += len(kept[-1])
            if size > _SAMPLE:
                break
    return b"".join(kept)


def _looks(text: str) -> float:
    """1 for a text written with usual characters only, below 0 for rubble."""
    others = [char for char in text if char > "\x7f"]
    if not others:
        return 0.0
    usual, wrong = _usual(), text.count("\ufffd")
    return (sum(1 for char in others if char in usual) - 2 * wrong) / len(others)


@cache
def _usual() -> frozenset[str]:
    """The levels of common characters of GB 2312 and Big5, kana, and Latin letters and marks."""
    chars = set(_LATIN + _MARKS)
    chars.update(_plane(range(0xB0, 0xD8), range(0xA1, 0xFF), "gb2312"))
    chars.update(_plane(range(0xA4, 0xC7), (*range(0x40, 0x7F), *range(0xA1, 0xFF)), "big5"))
    chars.update(chr(code) for code in (*range(0x3041, 0x30FF), *range(0xFF01, 0xFF5F)))
    return frozenset(chars - {"\ufffd"})


def _plane(leads: range, trails: range | tuple[int, ...], encoding: str) -> Iterator[str]:
    for lead in leads:
        for trail in trails:
            yield from bytes((lead, trail)).decode(encoding, "ignore")
