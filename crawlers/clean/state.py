"""What a page's scripts hold: the data from which a framework draws the page in the browser.

Next.js (`__NEXT_DATA__`, and the flight payload `self.__next_f`), Nuxt (`__NUXT__`,
`__NUXT_DATA__`), Apollo, Fusion, Redux, Inertia and their like put the whole article there, or in
an attribute, under names of their own. Nothing is told which: every JSON document and JavaScript
literal is looked at, and a text is believed only when it proves that it is this page's.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import chompjs

from crawlers.clean.packed import flight, linked, replaced, revived, unescaped

MAX_SCRIPTS = 8 << 20
"""Characters of a page's scripts that are looked at."""
MAX_DOCUMENTS = 40
MAX_LITERALS = 12
"""JavaScript literals of a page that are parsed at most."""
_LEAST = 120
"""Characters below which a script holds no article."""
_ASSIGNED = re.compile(r"(?:^|[;\s,({])[\w$.\[\]\"']{1,80}\s*=\s*(?=[{\[\"'`])")
_HANDED = re.compile(r"[(,]\s*(?=\{)|\breturn\s+(?=\{)")
"""Where a script hands an object on, rather than naming it."""
_PARSED = re.compile(r"(?:JSON\.parse|\.enqueue)\(\s*(decodeURIComponent\(\s*)?(?=[\"'`])")
_FLIGHT = re.compile(r"__next_f\.push\(\s*(?=\[)")
_NUXT = re.compile(r"__NUXT__\s*=\s*\(\s*function\s*\(([\w$,\s]*)\)\s*\{")
_DECODER = json.JSONDecoder(strict=False)
_QUOTES = frozenset("\"'`")
_BRACKET = re.compile(r"[\"'`{}\[\]()]")
_STRINGS = {
    quote: re.compile(rf"{quote}[^{quote}\\]*+(?:\\.[^{quote}\\]*+)*+{quote}", re.DOTALL)
    for quote in _QUOTES
}
_NOT_A_STATE = re.compile(r"ld\+json|importmap|speculationrules|x-handlebars|mustache")
_TEMPLATE = re.compile(r"^text/(html|template|x-template|x-article)", re.IGNORECASE)
_LONG_ATTRIBUTES = "//@*[string-length(.) > 150 and starts-with(normalize-space(.), '{')]"


def documents(page: Any) -> Iterator[Any]:
    """Every JSON document in the scripts of `page` (an lxml tree), the largest scripts first, then
    in its attributes; and what its text fields hold, from where scripts take it, too."""
    scripts = [(script, "".join(script.itertext())) for script in page.iter("script")]
    usable = [
        (script, text)
        for script, text in scripts
        if len(text) >= _LEAST
        and not script.get("src")
        and not _NOT_A_STATE.search(script.get("type") or "")
    ]
    usable.sort(key=lambda one: -len(one[1]))
    reader = _Reader()
    for script, text in usable[:MAX_DOCUMENTS]:
        yield from reader.of_script(script, text)
    pushed = [piece for _, text in scripts if "__next_f" in text for piece in reader.pushed(text)]
    if pushed:
        yield from flight("".join(pushed))
    for value in page.xpath(_LONG_ATTRIBUTES)[:MAX_DOCUMENTS]:
        yield reader.json(value)
    for field in list(page.iter("textarea"))[:MAX_DOCUMENTS]:
        yield field.text or ""


class _Reader:
    """Reads scripts with an eye on what that costs: all of a page's share one allowance."""

    def __init__(self) -> None:
        self._letters = MAX_SCRIPTS
        self._literals = MAX_LITERALS

    def of_script(self, script: Any, text: str) -> Iterator[Any]:
        """The documents of one script."""
        kind = script.get("type") or ""
        if _TEMPLATE.search(kind):
            yield text
        elif "json" in kind:
            yield self.json(unescaped(text) if "&q;" in text else text)
        elif nuxt := _NUXT.search(text):
            yield self._called(text, nuxt)
        else:
            yield from self._assigned(text)

    def pushed(self, text: str) -> Iterator[str]:
        """What a script adds to React's flight payload."""
        for found in _FLIGHT.finditer(text):
            value, _ = self._value(text, found.end())
            if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
                yield value[1]

    def _assigned(self, text: str) -> Iterator[Any]:
        for found in _PARSED.finditer(text):
            quoted = self._literal(text, found.end())
            if isinstance(quoted, str):
                yield self.json(unquote(quoted) if found[1] else quoted)
        named = list(self._behind(_ASSIGNED, text))
        yield from named or self._behind(_HANDED, text)

    def _behind(self, look: re.Pattern[str], text: str) -> Iterator[Any]:
        at = 0
        while self._letters > 0 and (begun := look.search(text, at)):
            document, at = self._value(text, begun.end())
            if isinstance(document, dict | list) or (isinstance(document, str) and document):
                yield linked(document)

    def _called(self, text: str, found: re.Match[str]) -> Any:
        """Nuxt 2: a function called with the values that occur often."""
        begin = text.find("return", found.end()) + len("return")
        while text[begin : begin + 1].isspace():
            begin += 1
        document = self._literal(text, begin)
        names = [name.strip() for name in found[1].split(",")]
        call = text.rfind("}(")
        values = (
            self._parsed("[" + text[call + 2 :].rpartition("))")[0] + "]") if call > 0 else None
        )
        told = dict(zip(names, values, strict=False)) if isinstance(values, list) else {}
        return replaced(document, told)

    def json(self, text: str) -> Any:
        """A document that stands alone; None when it is none."""
        self._letters -= len(text)
        try:
            document = json.loads(text, strict=False) if self._letters > 0 else None
        except (ValueError, RecursionError):
            return None
        return linked(revived(document))

    def _value(self, text: str, at: int) -> tuple[Any, int]:
        """The JSON or JavaScript literal that starts at `at`, and where to go on."""
        try:
            value, end = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return self._literal(text, at, least=_LEAST), at + 1
        self._letters -= end - at
        return value, end

    def _literal(self, text: str, at: int, least: int = 0) -> Any:
        """The JavaScript literal that starts at `at`: object, list or quoted string."""
        if len(text) - at < least:
            return None
        end = _end_of_literal(text, at, self._letters)
        self._letters -= (end or len(text)) - at
        if end is None or end - at < least:
            return None
        if text[at] in _QUOTES:
            held = self._parsed(f"[{text[at:end]}]")
            return held[0] if held else None
        return self._parsed(text[at:end])

    def _parsed(self, text: str) -> Any:
        # chompjs forgets to free what it held of a literal that it cannot read.
        self._literals -= 1
        if self._literals < 0:
            return None
        try:
            return chompjs.parse_js_object(text)
        except (ValueError, RecursionError, IndexError, MemoryError):
            return None


def _end_of_literal(text: str, at: int, most: int) -> int | None:
    """Behind the bracket or quote that closes the one at `at`; None when nothing does."""
    depth = 0
    stop = min(len(text), at + most)
    while found := _BRACKET.search(text, at, stop):
        char = found[0]
        at = found.end()
        if char in _QUOTES:
            string = _STRINGS[char].match(text, found.start(), stop)
            if string is None:
                return None
            at = string.end()
        else:
            depth += 1 if char in "{[(" else -1
        if depth <= 0:
            return at
    return None
