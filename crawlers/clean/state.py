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

MAX_SCRIPTS = 8 << 20
"""Characters of a page's scripts that are looked at."""
MAX_DOCUMENTS = 40
MAX_LITERALS = 12
"""JavaScript literals of a page that are parsed at most."""
MAX_NODES = 200_000
MAX_DEPTH = 60
_LEAST = 120
"""Characters below which a script holds no article."""
_ASSIGNED = re.compile(r"(?:^|[;\s,({])[\w$.\[\]\"']{1,80}\s*=\s*(?=[{\[\"'`])")
_PARSED = re.compile(r"JSON\.parse\(\s*(decodeURIComponent\(\s*)?(?=[\"'`])")
_FLIGHT = re.compile(r"__next_f\.push\(\s*(?=\[)")
_FLIGHT_LINE = re.compile(r"^([0-9a-f]+):(?:T([0-9a-f]+),)?", re.MULTILINE)
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
    """Every JSON document in the scripts of `page` (an lxml tree), the largest scripts first."""
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
    flight = [piece for _, text in scripts if "__next_f" in text for piece in reader.pushed(text)]
    if flight:
        yield from _flight("".join(flight))
    for value in page.xpath(_LONG_ATTRIBUTES)[:MAX_DOCUMENTS]:
        yield reader.json(value)


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
            document = self.json(text)
            yield _revived(document) if script.get("id") == "__NUXT_DATA__" else document
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
        at = 0
        while self._letters > 0 and (begun := _ASSIGNED.search(text, at)):
            document, at = self._value(text, begun.end())
            if document is not None:
                yield document

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
        return _replaced(document, told, MAX_DEPTH)

    def json(self, text: str) -> Any:
        """A document that stands alone; None when it is none."""
        self._letters -= len(text)
        try:
            return json.loads(text, strict=False) if self._letters > 0 else None
        except (ValueError, RecursionError):
            return None

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


def _replaced(node: Any, told: dict[str, Any], depth: int) -> Any:
    if depth <= 0:
        return None
    if isinstance(node, str):
        return told.get(node, node)
    if isinstance(node, list):
        return [_replaced(one, told, depth - 1) for one in node]
    if isinstance(node, dict):
        return {key: _replaced(one, told, depth - 1) for key, one in node.items()}
    return node


def _revived(flat: Any) -> Any:
    """Nuxt 3 (devalue): a list whose first value names the others by their number."""
    if not isinstance(flat, list):
        return None
    budget = [MAX_NODES]

    def at(number: Any, depth: int) -> Any:
        budget[0] -= 1
        whole = isinstance(number, int) and not isinstance(number, bool)
        if not whole or not 0 <= number < len(flat) or depth <= 0 or budget[0] < 0:
            return None
        value = flat[number]
        if isinstance(value, dict):
            return {key: at(one, depth - 1) for key, one in value.items()}
        if isinstance(value, list):
            if value and isinstance(value[0], str):
                return at(value[1], depth - 1) if len(value) > 1 else None
            return [at(one, depth - 1) for one in value]
        return value

    return at(0, MAX_DEPTH)


def _flight(text: str) -> Iterator[Any]:
    """React's flight payload: lines of a number and JSON, or a number and a text of that length."""
    texts: dict[str, Any] = {}
    rows: list[Any] = []
    at = 0
    while found := _FLIGHT_LINE.search(text, at):
        if found[2]:
            size = int(found[2][:8], 16)
            whole = text[found.end() : found.end() + size].encode("utf-8", "replace")[:size]
            texts[f"${found[1]}"] = whole.decode("utf-8", "ignore")
            at = found.end() + len(texts[f"${found[1]}"])
            continue
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        if text[found.end() : found.end() + 1] in ("{", "["):
            rows.append(_row(text[found.end() : end]))
        at = end
    for row in rows:
        yield _replaced(row, texts, MAX_DEPTH)


def _row(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
