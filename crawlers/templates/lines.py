"""Lines that repeat across a site's articles: menus, share bars, calls to subscribe, imprints.

Pure: the lines of several pages, in; expressions for those no article consists of, out.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from crawlers.clean.blocks import is_prose, size_of
from crawlers.clean.likeness import letters
from crawlers.templates.samples import Sample

_ENOUGH_PAGES = 3
_SHARE = 0.5
"""Share of the pages on which a line of the site's own stands; no event is in half the news."""
_LEAST = 6.0
_LAST = 5
_PREFIX = 4
"""Letters that last lines share at least; a Han character counts twice."""
_SHORT = 80
_MOST = 30


def repeated(texts: Sequence[list[str]], samples: Sequence[Sample]) -> tuple[str, ...]:
    """Expressions for the lines that most pages share, and for labels at the end of every page of
    one shape that begin alike."""
    shapes: dict[str, list[list[str]]] = {}
    for lines, sample in zip(texts, samples, strict=True):
        shapes.setdefault(sample.shape, []).append(lines)
    found: dict[str, None] = {}
    for group in shapes.values():
        if len(group) >= _ENOUGH_PAGES:
            found.update(dict.fromkeys(_same(group)))
            found.update(dict.fromkeys(_last_lines(group)))
    rules = [rule for rule in found if not _covered(rule, found)]
    return tuple(rules[:_MOST])


def _same(group: Sequence[list[str]]) -> Iterator[str]:
    """Whole lines, numbers aside, that stand on at least half the pages."""
    counts = Counter(shape for lines in group for shape in {_shape(line) for line in lines})
    for shape, times in counts.most_common():
        if times >= max(_ENOUGH_PAGES, _SHARE * len(group)) and size_of(letters(shape)) >= _LEAST:
            yield "^" + r"\d+".join(map(_literal, shape.split("0"))) + "$"


def _shape(line: str) -> str:
    """
    >>> _shape("Read 12 comments")
    'Read 0 comments'
    """
    return re.sub(r"\d+", "0", line)


def _last_lines(group: Sequence[list[str]]) -> Iterator[str]:
    for back in range(1, _LAST + 1):
        if any(len(lines) <= back for lines in group):
            return
        last = [lines[-back] for lines in group]
        shared = re.split(r"\d", _shared_start(last))[0]
        weight = sum(2 if char > "\u2e80" else 1 for char in shared if not char.isspace())
        if weight < _PREFIX or max(map(len, last)) > _SHORT:
            return
        if len(set(last)) > 1 and any(map(is_prose, last)):
            return
        same = len(set(last)) == 1 and shared == last[0]
        yield f"^{_literal(shared)}{'$' if same else ''}"


def _literal(text: str) -> str:
    return re.escape(text).replace("\\ ", " ")


def _covered(rule: str, rules: dict[str, None]) -> bool:
    """Whether another rule, of a beginning, finds the same lines."""
    return any(
        not other.endswith("$") and rule != other and rule.startswith(other) for other in rules
    )


def _shared_start(texts: Sequence[str]) -> str:
    """
    >>> _shared_start(["Issued at 12:30", "Issued at 14:05"])
    'Issued at 1'
    """
    first, last = min(texts), max(texts)
    size = 0
    while size < min(len(first), len(last)) and first[size] == last[size]:
        size += 1
    return first[:size]
