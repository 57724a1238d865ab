"""Chance that is the same every time: numbers and choices decided by a key alone."""

import random
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


class Dice(random.Random):
    """A stream of chance; made by `dice`, never from the clock."""


def _number(key: tuple[object, ...]) -> int:
    text = "\x1f".join(map(str, key))
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


def dice(*key: object) -> Dice:
    """The stream of chance of `key`.

    >>> dice("a", 1).randrange(1000) == dice("a", 1).randrange(1000)
    True
    """
    return Dice(_number(key))


def fraction(*key: object) -> float:
    """One number in [0, 1) decided by `key`; cheaper than a stream."""
    return _number(key) / 2**64


def pick(choices: Sequence[T], *key: object) -> T:
    """One of `choices` decided by `key`."""
    return choices[_number(key) % len(choices)]
