"""The shapes of a site's addresses: which links look alike, and the expression that fits them.

Two addresses have one shape when they differ in dates, numbers and words of a headline alone; the
names of sections may differ too. Pure: addresses in, expressions out.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

_DATE = re.compile(
    r"(?<!\d)(?P<y>20\d\d)(?P<a>[-_/.]?)(?P<m>0[1-9]|1[0-2])(?P<b>[-_/.]?)(?P<d>[0-2]\d|3[01])(?!\d)"
)
_ENDING = re.compile(r"(?i)\.(?:s?html?|php|aspx?|jsp)$")
_WORD = re.compile(r"[A-Za-z][A-Za-z_]{0,19}")
_SEVERAL = 3
"""Names of sections from which on others are likely, too."""
_JOINT = re.compile(r"[-_]")
_JOINTS, _RUNS = 2, 4
"""Joints of a headline's words; runs of letters and of digits that are no code."""
_FILE = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|atom|pdf|zip|gz|mp[34]|m3u8|docx?|xlsx?)$"
)
_NEVER = re.compile(
    r"(?i)(?:^|/)(?:tags?|authors?|categor(?:y|ies)|search|login|signin|register|subscribe|account|"
    r"about|contact|privacy|terms|newsletters?|feed|rss|page|cart|wp-[a-z]+|cdn-cgi|share|print)(?:/|$)"
)


class Token(NamedTuple):
    """A piece of a path: what it is, and the expression that fits it."""

    kind: str
    """`date`, `number`, `slug`, `section` (a folder's name) or `text`."""
    pattern: str
    text: str = ""


Shape = tuple[str, ...]


@dataclass
class Family:
    """Addresses of one shape."""

    site: str
    """Scheme and host."""
    tokens: list[Token]
    urls: list[str] = field(default_factory=list)
    sections: list[set[str]] = field(default_factory=list)
    """For each folder whose name may differ, the names met."""

    @property
    def dated(self) -> bool:
        """Whether the addresses name the day."""
        return any(token.kind == "date" for token in self.tokens)

    @property
    def varies(self) -> bool:
        """Whether anything but the names of sections tells one address from another."""
        return any(token.kind in ("date", "number", "slug") for token in self.tokens)

    def expression(self) -> str:
        """The expression that fits the addresses of this shape and no longer ones."""
        parts = urlsplit(self.site)
        host = re.escape((parts.netloc or "").removeprefix("www.")).replace(r"\-", "-")
        pieces, names = [], iter(self.sections)
        for token in self.tokens:
            pieces.append(_names(next(names)) if token.kind == "section" else token.pattern)
        return f"https?://(?:www\\.)?{host}{''.join(pieces)}$"


def families(urls: Iterable[str], today: date) -> list[Family]:
    """The shapes among `urls` that may be articles', the most frequent first.

    >>> urls = ["http://a.test/hk/2026/11/15/some-news-here-1/", "http://a.test/hk/2026/11/16/more-2/"]
    >>> families(urls, date(2026, 11, 20))[0].expression()
    'https?://(?:www\\\\.)?a\\\\.test/hk/(?P<date>\\\\d{4}/\\\\d{2}/\\\\d{2})/[^/?#]+/$'
    """
    found: dict[Shape, Family] = {}
    for url in dict.fromkeys(urls):
        read = tokens_of(url, today)
        if read is None:
            continue
        site, tokens = read
        names = [token.text for token in tokens if token.kind == "section"]
        key = (site, *(token.pattern for token in tokens))
        family = found.setdefault(key, Family(site, tokens, [], [set() for _ in names]))
        family.urls.append(url)
        for known, name in zip(family.sections, names, strict=True):
            known.add(name)
    kept = [family for family in found.values() if family.varies]
    return sorted(kept, key=lambda family: -len(family.urls))


def tokens_of(url: str, today: date) -> tuple[str, list[Token]] | None:
    """The site and the pieces of an address; None for one that is no article's."""
    parts = urlsplit(url)
    if not parts.hostname or _FILE.search(parts.path) or _NEVER.search(parts.path):
        return None
    path = re.sub(r"%[0-9A-Fa-f]{2}", "é", parts.path)
    found = next((one for one in _DATE.finditer(path) if _is_day(one, today)), None)
    if found:
        before, after = path[: found.start()], path[found.end() :]
        day = Token("date", _day_pattern(found["a"], found["b"]))
        tokens = [*_pieces(before, False), day, *_pieces(after, True)]
    else:
        tokens = _pieces(path, True)
    _name_behind_an_id(tokens)
    return f"{parts.scheme}://{parts.netloc}", [*tokens, *_query(parts.query)]


def day_in(url: str, today: date) -> re.Match[str] | None:
    """Where an address names a day that has been, or begins soon."""
    return next((one for one in _DATE.finditer(url) if _is_day(one, today)), None)


def day_template(url: str, today: date) -> str | None:
    """The address of any day's page, from that of one day.

    >>> from datetime import date
    >>> day_template("http://a.test/gia/202611/15c.htm", date(2026, 11, 20))
    'http://a.test/gia/{date:%Y%m/%d}c.htm'
    """
    found = day_in(url, today)
    rest = url[found.end() :] if found else ""
    if found is None or set("{}") & set(url) or re.search(r"\d{3}|-.*-", rest):
        return None
    day = f"{{date:%Y{found['a']}%m{found['b']}%d}}"
    return f"{url[: found.start()]}{day}{rest}"


def _is_day(found: re.Match[str], today: date) -> bool:
    try:
        day = date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return False
    return day <= today + timedelta(days=2) and (found["a"] == found["b"] or bool(found["b"]))


def _day_pattern(first: str, second: str) -> str:
    """
    >>> _day_pattern("", "/")
    '(?P<date>\\\\d{6}/\\\\d{2})'
    """
    if not first:
        digits = r"\d{6}" if second else r"\d{8}"
        return rf"(?P<date>{digits}{_plain(second)}\d{{2}})" if second else rf"(?P<date>{digits})"
    return rf"(?P<date>\d{{4}}{_plain(first)}\d{{2}}{_plain(second)}\d{{2}})"


def _name_behind_an_id(tokens: list[Token]) -> None:
    """One word at the end of a path, behind a day or a number, is a short headline."""
    match tokens[-3:]:
        case [Token("date" | "number"), Token("text", "/"), Token("text", word)] if word.isalpha():
            tokens[-1] = Token("slug", r"[^/?#]+")


def _pieces(path: str, to_the_end: bool) -> list[Token]:
    """The tokens of a stretch of a path."""
    tokens: list[Token] = []
    segments = path.split("/")
    for at, segment in enumerate(segments):
        last = at == len(segments) - 1
        if at:
            tokens.append(Token("text", "/"))
        if segment:
            whole = 0 < at < len(segments) - 1 or (to_the_end and at > 0)
            tokens += _segment(segment, folder=whole and not last)
    return tokens


def _segment(segment: str, *, folder: bool) -> list[Token]:
    ending = _ENDING.search(segment)
    stem, end = (segment[: ending.start()], ending[0]) if ending else (segment, "")
    tail = [Token("text", re.escape(end))] if end else []
    if folder and _WORD.fullmatch(segment):
        return [Token("section", "<section>", segment)]
    if stem.isascii() and stem.isdigit():
        return [Token("number", r"\d+"), *tail]
    if _is_slug(stem):
        return [Token("slug", r"[^/?#]+"), *tail]
    pieces = re.split(r"(\d+)", stem)
    tokens = [
        Token("number", r"\d+") if piece.isdigit() else Token("text", _plain(piece))
        for piece in pieces
        if piece
    ]
    return [*tokens, *tail]


def _is_slug(stem: str) -> bool:
    """Words of a headline, or a code of letters and digits mixed."""
    runs = re.findall(r"\d+|[A-Za-z]+", stem)
    words = len(_JOINT.findall(stem)) >= _JOINTS and any(run.isalpha() for run in runs)
    return words or not stem.isascii() or len(runs) > _RUNS or _two_words(stem)


def _two_words(stem: str) -> bool:
    return bool(re.fullmatch(r"[a-z]{3,}-(?:[a-z]{3,}|\d+)", stem))


def _query(query: str) -> list[Token]:
    tokens: list[Token] = []
    for name, value in sorted(parse_qsl(query)):
        mark = r"\?" if not tokens else "&"
        number = value.isdigit()
        tokens.append(Token("text", f"{mark}{_plain(name)}="))
        tokens.append(Token("number", r"\d+") if number else Token("slug", r"[^&#]+"))
    return tokens


def _plain(text: str) -> str:
    return re.escape(text).replace(r"\-", "-")


def _names(names: set[str]) -> str:
    if len(names) >= _SEVERAL:
        return "[A-Za-z_]+"
    known = "|".join(sorted(re.escape(name) for name in names))
    return known if len(names) == 1 else f"(?:{known})"
