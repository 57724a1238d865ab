"""The figures a text tells, each as one value whatever the language that writes it.

English marks thousands by commas; Portuguese marks them by points and decimals by a comma; Chinese
counts in ten thousands (万) and hundreds of millions (亿), in digits or in characters. Portuguese
scales follow both norms: `mil milhões` and `bilhão` are 10^9, `bilião` is 10^12. Years, times and
what stands inside a longer token are no figures.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from crawlers.stories.numerals import numerals, plain, scale_of

PERCENT = "%"
_YEARS, _YEAR = range(1900, 2101), re.compile(r"\d{4}")
_SCALES = {
    "thousand": 3, "million": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9, "b": 9, "trillion": 12,
    "mil": 3, "milhão": 6, "milhões": 6, "mil milhões": 9, "bilhão": 9, "bilhões": 9,
    "bilião": 12, "biliões": 12, "trilhão": 12, "trilhões": 12,
}  # fmt: skip
_UNITS = {
    "%": "% 个百分点|per cent|percent|por cento",
    "HKD": "hk$ 港币 港元|hong kong dollars|dólares de hong kong",
    "MOP": "mop$ mop 澳门元 澳门币 葡币 pataca patacas",
    "CNY": "rmb 人民币 元人民币 yuan yuans renminbi",
    "USD": "us$ 美元|us dollars|dólares americanos",
    "EUR": "€ 欧元 euro euros",
    "GBP": "£ 英镑 pounds libras",
    "JPY": "日元 yen ienes",
    "BRL": "r$ reais",
    # No currency named: ISO 4217 has a code for that, too.
    "XXX": "$ ¥ 元 dollars dólares",
}
_BEFORE = ("hk$", "us$", "mop$", "mop", "rmb", "r$", "$", "¥", "€", "£", "港币", "澳门币", "人民币")
MEASURES = "个名人宗架辆间户张份项家所吨公斤米场位件例伙套座条只头艘班层棵本幅株封页步次"
"""What may stand behind a count in Chinese; behind a year there is none of these."""
_HAN = "\u3400-\u9fff"
_RUN = re.compile(r"\d+")
_LATIN = re.compile(rf"[^\W\d{_HAN}]")
_LONGEST_BEFORE = 8
"""Characters of a currency before its sum, such as `US$ `."""
_OF_TIME = "年月日号时点分秒届"

_MARKED, _BARE = r"\d{1,3}(?:%s\d{3}){1,4}", r"\d{1,12}"
_DECIMALS = r"(?!\d)(?:%s\d{1,4}(?!\d))?"
_COMMAS = rf"(?:{_MARKED % ','}|{_BARE}){_DECIMALS % '[.]'}"
_POINTS = rf"(?:{_MARKED % '[.]'}|{_MARKED % ' '}|{_BARE}){_DECIMALS % ','}"
_HAN_SCALE = r"(?:[多余]?(?:[十百千]?万亿|[十百千万]?亿|[十百千]?万|千|百))"
_WHOLE = {
    "en": _COMMAS,
    "pt": _POINTS,
    "zh": rf"(?:{_COMMAS}{_HAN_SCALE}){{0,2}}{_COMMAS}{_HAN_SCALE}?",
}
_PART = re.compile(rf"({_COMMAS})({_HAN_SCALE}?)")


@dataclass(frozen=True)
class Figure:
    """A number as it stands at `text[start:end]`, its unit included."""

    start: int
    end: int
    value: Decimal
    unit: str = ""
    """`%`, the ISO 4217 code of a currency, `XXX` for money of some currency, or empty."""

    @property
    def digits(self) -> int:
        """How many are significant: of 35,000 two."""
        return len(f"{self.value:f}".replace(".", "").strip("0"))


def figures(text: str, language: str) -> list[Figure]:
    """The figures of a text in `en`, `pt` or, in Simplified characters, `zh`; in order.

    >>> [str(figure.value) for figure in figures("3.5万人，三万五千元，1亿2000万", "zh")]
    ['35000', '35000', '120000000']
    >>> [(str(figure.value), figure.unit) for figure in figures("1.234,5 milhões de patacas", "pt")]
    [('1234500000', 'MOP')]
    """
    found = [*_in_digits(text, language), *(_in_characters(text) if language == "zh" else ())]
    return sorted(found, key=lambda figure: figure.start)


def _in_digits(text: str, language: str) -> Iterator[Figure]:
    # Trying the pattern where digits begin, and nowhere else, is what makes it quick.
    done = 0
    for run in _RUN.finditer(text):
        match = _pattern(language).match(text, run.start()) if run.start() >= done else None
        if match is None:
            continue
        done = match.end()
        before = _before().search(text, max(0, match.start() - _LONGEST_BEFORE), match.start())
        if before or not _LATIN.match(text, max(0, match.start() - 1)):
            yield from _figure(match, before, language)


def _figure(match: re.Match[str], before: re.Match[str] | None, language: str) -> Iterator[Figure]:
    value = _summed(match["whole"]) if language == "zh" else _scaled(match, language, before)
    unit = _unit(match["after"]) or _unit(before["before"] if before else None)
    if unit or not _is_year(match["whole"], match.string[match.end() : match.end() + 1]):
        start = before.start() if before else match.start()
        yield Figure(start, match.end(), plain(value), unit)


def _in_characters(text: str) -> Iterator[Figure]:
    for start, end, value, percent in numerals(text):
        match = _after().match(text, end)
        unit = PERCENT if percent else _unit(match["after"] if match else None)
        if text[end : end + 1] not in tuple(_OF_TIME):
            yield Figure(start, match.end() if match else end, value, unit)


def _summed(whole: str) -> Decimal:
    """1亿2000万: the parts, each by its own scale."""
    parts = _PART.findall(whole)
    values = (Decimal(digits.replace(",", "")) * scale_of(scale) for digits, scale in parts)
    return sum(values, Decimal(0))


def _scaled(match: re.Match[str], language: str, before: re.Match[str] | None) -> Decimal:
    thousands, point = (".", ",") if language == "pt" else (",", ".")
    digits = match["whole"].replace(thousands, "").replace(" ", "").replace(point, ".")
    scale = (match["scale"] or "").lower()
    if scale in ("m", "b") and before is None:
        scale = ""  # metres, bytes
    return Decimal(digits).scaleb(_SCALES.get(scale, 0))


def _is_year(whole: str, follows: str) -> bool:
    """Whether it is four bare digits that nothing is counted by."""
    bare = _YEAR.fullmatch(whole) is not None and int(whole) in _YEARS
    return bare and follows not in tuple(MEASURES)


def _unit(words: str | None) -> str:
    return _by_words().get((words or "").lower().removeprefix("de "), "")


@cache
def _by_words() -> dict[str, str]:
    return {
        words: unit
        for unit, told in _UNITS.items()
        for words in (*told.partition("|")[0].split(" "), *told.split("|")[1:])
    }


@cache
def _pattern(language: str) -> re.Pattern[str]:
    scale = "" if language == "zh" else rf"(?:[ -]?(?P<scale>{_any_of(_SCALES)})(?![^\W_]))?"
    return re.compile(
        rf"(?<!\d[.,/:-])(?<![/:._])(?P<whole>{_WHOLE[language]})(?![.,/:]?\d)(?![{_OF_TIME}])"
        rf"{scale}{_after().pattern}",
        re.IGNORECASE,
    )


@cache
def _before() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<![^\W\d_{_HAN}])(?P<before>{_any_of(_BEFORE)}) ?)$", re.IGNORECASE)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(rf"(?:[ -]?(?P<after>(?:de )?(?:{_any_of(_by_words())})))?", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    """Those of letters end where a word ends."""
    longest = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(one) + (r"(?![a-z])" if one[-1].isalpha() else "") for one in longest)
