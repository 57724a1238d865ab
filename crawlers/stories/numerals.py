"""Numbers written in Chinese characters, Simplified: 三万五千 is 35,000."""

import re
from collections.abc import Iterator
from decimal import Decimal
from math import prod
from typing import NamedTuple

SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_DIGITS = {han: number for number, han in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGIT, _ANY = "".join(_DIGITS), "".join((*_DIGITS, *SCALES))
_NUMERAL = re.compile(
    rf"(?P<percent>百分之)?(?<![{_ANY}点])(?P<whole>[{_ANY}]{{1,16}})"
    rf"(?:点(?P<part>[{_DIGIT}]{{1,4}})(?P<scale>[万亿]{{1,2}})?)?(?![{_ANY}点])"
)


class Numeral(NamedTuple):
    """What `text[start:end]` counts to."""

    start: int
    end: int
    value: Decimal
    percent: bool


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers in characters; one digit alone, or a row of them, is a word and no number.

    >>> [str(numeral.value) for numeral in numerals("三万五千人，百分之四点七，三点五亿元，一二")]
    ['35000', '4.7', '350000000']
    """
    for match in _NUMERAL.finditer(text):
        whole, percent = match["whole"], match["percent"] is not None
        counted = percent or match["part"] or any(char in SCALES for char in whole[1:])
        value = value_of(whole) if counted else None
        if value is not None:
            part = "".join(str(_DIGITS[char]) for char in match["part"] or "")
            exact = Decimal(f"{value}.{part}") * scale_of(match["scale"] or "")
            yield Numeral(match.start(), match.end(), plain(exact), percent)


def plain(value: Decimal) -> Decimal:
    """Without an exponent, and without zeros behind the point."""
    return Decimal(f"{value.normalize():f}")


def scale_of(characters: str) -> int:
    """What a number before these is multiplied by.

    >>> scale_of("百万"), scale_of("万亿"), scale_of("")
    (1000000, 1000000000000, 1)
    """
    return prod(SCALES[char] for char in characters if char in SCALES)


def value_of(numeral: str) -> int | None:
    """The number; None where it starts with a scale, as in 千万不要.

    >>> value_of("三万五千零二十"), value_of("一亿两千万"), value_of("十五"), value_of("千万")
    (35020, 120000000, 15, None)
    """
    if numeral[0] in "百千万亿":
        return None
    total = section = digit = 0
    for char in numeral:
        scale = SCALES.get(char)
        if scale is None:
            digit = _DIGITS[char]
        elif scale == SCALES["亿"]:
            total, section, digit = (total + section + digit) * scale, 0, 0
        elif scale == SCALES["万"]:
            total, section, digit = total + (section + digit) * scale, 0, 0
        else:
            section, digit = section + (digit or 1) * scale, 0
    return total + section + digit
