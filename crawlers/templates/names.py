"""What an element may be known by on every page of a site: a selector that is no page's own."""

import re
from collections.abc import Iterator
from typing import Any

_NAME = re.compile(r"[A-Za-z][A-Za-z_-]*")
"""Classes and ids with digits are often one page's own."""


def names(element: Any) -> Iterator[str]:
    """Selectors an element may be known by, the surest first.

    >>> from lxml import html
    >>> list(names(html.fromstring('<h1 id="t" class="big">x</h1>')))
    ['#t', 'h1.big', 'h1']
    >>> list(names(html.fromstring('<div class="head"><h1>x</h1></div>')[0]))
    ['div.head h1', 'h1']
    """
    if not isinstance(element.tag, str):
        return
    own = element.get("id") or ""
    if _NAME.fullmatch(own):
        yield f"#{own}"
    yield from _classes(element)
    if element.tag in ("h1", "h2", "time") and not element.get("class"):
        yield from (f"{name} {element.tag}" for name in _classes(element.getparent()))
    if element.tag in ("h1", "article", "main", "time"):
        yield element.tag


def _classes(element: Any) -> Iterator[str]:
    if element is None:
        return
    for name in (element.get("class") or "").split():
        if _NAME.fullmatch(name):
            yield f"{element.tag}.{name}"
