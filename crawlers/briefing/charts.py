"""The measures of the pictures: shades, bars and lines, as numbers that a page can hold."""

from collections.abc import Iterable, Sequence
from itertools import groupby

WIDTH, HEIGHT = 120, 24
"""Of a line, in its own units."""
_EDGE = 2


def shade(count: int, most: int) -> float:
    """How strong the colour of a cell is, 0 to 0.92; the root keeps small counts apart.

    >>> shade(0, 9), shade(9, 9), shade(1, 9) > 0.3
    (0.0, 0.92, True)
    """
    return round(0.92 * (count / most) ** 0.5, 2) if count and most else 0.0


def part(count: float, most: float) -> float:
    """A bar's length in percent.

    >>> part(1, 3), part(0, 0)
    (33.3, 0.0)
    """
    return round(100 * count / most, 1) if most else 0.0


def line(values: Sequence[float | None]) -> list[str]:
    """Points of the lines through `values`, left to right; it is broken where one is not known. A
    value between two unknown ones is a dot, a line of one point.

    >>> line([0, 4, None, 2])
    ['2.0,22.0 40.7,2.0', '118.0,12.0']
    """
    most = max((value for value in values if value is not None), default=0) or 1
    step = (WIDTH - 2 * _EDGE) / max(len(values) - 1, 1)
    points = [
        None if value is None else f"{_EDGE + number * step:.1f},{_height(value / most):.1f}"
        for number, value in enumerate(values)
    ]
    return list(_runs(points))


def _height(share: float) -> float:
    return HEIGHT - _EDGE - share * (HEIGHT - 2 * _EDGE)


def _runs(points: Iterable[str | None]) -> Iterable[str]:
    for known, run in groupby(points, key=lambda point: point is not None):
        if known:
            yield " ".join(point for point in run if point)
