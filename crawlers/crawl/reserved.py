"""Pages that their publisher reserves: robots metas, X-Robots-Tag and the TDM Reservation Protocol.

A page is read as ASCII up to its body, which is where such wishes stand.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from crawlers.batch import decode

HEAD = 256 << 10
"""Bytes of a page that are searched."""

_START = 16 << 10
"""Bytes in which most pages have said it."""
_BODY = re.compile(rb"<body[\s>]", re.IGNORECASE)
_META = re.compile(rb"<meta\s[^<>]{1,1000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    rb"""([a-z:-]{1,40})\s*=\s*(?:"([^"]{0,500})"|'([^']{0,500})'|([^\s"'>]{1,500}))""",
    re.IGNORECASE,
)
_WITH_VALUE = frozenset({"unavailable_after", "max-snippet", "max-image-preview"})


def head_of(body: bytes, coding: str) -> bytes:
    """What a page says before its body, or its first `HEAD` bytes."""
    start, _ = decode(body, coding, _START)
    return start if _BODY.search(start) else decode(body, coding, HEAD)[0]


def wish(
    headers: Iterable[tuple[str, str]], head: bytes, respect: Collection[str], product: str
) -> str | None:
    """The first wish among `respect` that keeps a page out, as it was said; None when there is
    none. `none` says noindex, and much else.

    >>> wish([("X-Robots-Tag", "noarchive")], b"", ["noarchive"], "newsdelta")
    'X-Robots-Tag: noarchive'
    >>> wish([], b'<meta name="tdm-reservation" content="1">', ["tdm"], "newsdelta")
    'meta tdm-reservation: 1'
    """
    for said, told in (*_of_headers(headers, product), *_of_metas(head, product)):
        if said in respect or (said == "none" and "noindex" in respect):
            return told
    return None


def _of_headers(headers: Iterable[tuple[str, str]], product: str) -> Iterator[tuple[str, str]]:
    for name, value in headers:
        known = name.lower()
        if known == "tdm-reservation" and value.strip() == "1":
            yield "tdm", "tdm-reservation: 1"
        elif known == "x-robots-tag":
            yield from ((word, f"X-Robots-Tag: {word}") for word in _tag_words(value, product))


def _tag_words(value: str, product: str) -> Iterator[str]:
    """The words of an X-Robots-Tag meant for all or for us: `bot: a, b` is meant for one bot."""
    ours = True
    for part in value.lower().split(","):
        name, colon, rest = (piece.strip() for piece in part.partition(":"))
        if colon and name not in _WITH_VALUE:
            ours, name = name == product, rest
        if ours:
            yield name


def _of_metas(head: bytes, product: str) -> Iterator[tuple[str, str]]:
    for name, content in _metas(head):
        if name == "tdm-reservation" and content == "1":
            yield "tdm", "meta tdm-reservation: 1"
        elif name in ("robots", product):
            words = re.split(r"[\s,]+", content)
            yield from ((word, f"meta {name}: {word}") for word in words)


def _metas(head: bytes) -> Iterator[tuple[str, str]]:
    text = _BODY.split(head[:HEAD], maxsplit=1)[0]
    for tag in _META.findall(_without_comments(text)):
        found = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(tag)}
        name, content = found.get(b"name", b""), found.get(b"content", b"")
        yield _text(name), _text(content)


def _without_comments(text: bytes) -> bytes:
    # In one pass: an expression would look for the end from each start.
    first, *rest = text.split(b"<!--")
    return first + b"".join(part.partition(b"-->")[2] for part in rest)


def _text(value: bytes) -> str:
    return value.decode("ascii", "replace").strip().lower()
