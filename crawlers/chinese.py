"""The two scripts of Chinese, character by character, from the tables of OpenCC.

Each character is converted for itself, so that no context makes two forms of one word differ, and
every position stays where it is. https://github.com/BYVoid/OpenCC
"""

from functools import cache

from opencc import OpenCC

_HAN = ((0x3400, 0xA000), (0xF900, 0xFB00))


@cache
def simplified_of() -> dict[int, str]:
    """Traditional characters by code point, with the Simplified one each becomes alone.

    >>> simplified_of()[ord("灣")]
    '湾'
    """
    return _changed("t2s")


@cache
def traditional_of() -> dict[int, str]:
    """Simplified characters by code point, with the Traditional one each becomes alone."""
    return _changed("s2t")


def _changed(conversion: str) -> dict[int, str]:
    chars = [chr(code) for low, high in _HAN for code in range(low, high)]
    given = OpenCC(conversion).convert("\n".join(chars)).split("\n")
    pairs = zip(chars, given, strict=True)
    return {ord(old): new for old, new in pairs if new != old and len(new) == 1}
