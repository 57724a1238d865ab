"""Which language and which script a text is written in, and how many words it has."""

import re
from collections import Counter
from functools import cache
from typing import Any

from crawlers.chinese import simplified_of, traditional_of

_SAMPLE = 5000
_ENOUGH = 20
"""Letters below which a guess is worth less than what the page or the source says."""
_SURE = 0.9
_MIXED, _FEW = 0.15, 8
"""Share of the words, and words, of a second language that make a text one of two."""
_SCRIPTS = {
    "Hani": r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]",
    "Kana": r"[\u3041-\u30ff]",
    "Hang": r"[\uac00-\ud7af]",
    "Latn": r"[A-Za-z\u00c0-\u024f]+",
    "Cyrl": r"[\u0400-\u04ff]+",
    "Arab": r"[\u0600-\u06ff]+",
    "Thai": r"[\u0e00-\u0e7f]+",
    "Deva": r"[\u0900-\u097f]+",
    "Grek": r"[\u0370-\u03ff]+",
    "Hebr": r"[\u0590-\u05ff]+",
}
_UNITS = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SCRIPTS.items()))
_WORDS = re.compile(
    r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
    r"|[^\W_\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]+(?:['’.-][^\W_\u3041-\u30ff\u3400-\u9fff]+)*"
)
_BY_SCRIPT = {"Cyrl": "ru", "Arab": "ar", "Thai": "th", "Deva": "hi", "Grek": "el", "Hebr": "he"}


def count_words(text: str) -> int:
    """Words; each Chinese or Japanese character counts as one.

    >>> count_words("香港 HKSAR's 2024年")
    5
    """
    return sum(1 for _ in _WORDS.finditer(text))


def detect(text: str, declared: tuple[str, ...] = ()) -> tuple[str, str]:
    """BCP 47 primary language and ISO 15924 script of `text`.

    `declared` are the tags that the page or its source names, most trusted first; they decide
    only what the text leaves open. Written Cantonese is `zh` in `Hant`.

    >>> detect("行政長官發表施政報告，推動經濟發展")
    ('zh', 'Hant')
    """
    units = Counter(str(found.lastgroup) for found in _UNITS.finditer(text[: _SAMPLE * 4]))
    if not units:
        return "und", "Zyyy"
    east = units["Hani"] + units["Kana"] + units["Hang"]
    if east >= sum(units.values()) - east:
        return _east_asian(text, units, declared)
    script = next(name for name, _ in units.most_common() if name not in ("Hani", "Kana", "Hang"))
    if script == "Latn":
        return _latin(text, declared), "Latn"
    return _BY_SCRIPT[script], script


def shares(text: str, declared: tuple[str, ...] = ()) -> dict[str, float]:
    """The share of each language and script in a text of several, by words; empty for one alone.

    Paragraphs are told apart by their script; of two languages in one script only the greater is
    seen.

    >>> shares("政府今日公布新的施政報告。\\nThe policy address was published by the government.")
    {'zh-Hant': 0.6, 'en': 0.4}
    """
    parts: dict[str, list[str]] = {}
    for line in text.split("\n"):
        units = Counter(str(found.lastgroup) for found in _UNITS.finditer(line))
        if units:
            east = units["Hani"] + units["Kana"] + units["Hang"]
            group = "east" if east >= units.total() - east else "west"
            parts.setdefault(group, []).append(line)
    if len(parts) == 1:
        return {}
    words = {group: count_words("\n".join(lines)) for group, lines in parts.items()}
    if not words or min(words.values()) < max(_MIXED * sum(words.values()), _FEW):
        return {}
    found = {}
    for group, lines in parts.items():
        language, script = detect("\n".join(lines), declared)
        name = f"{language}-{script}" if language == "zh" else language
        found[name] = round(words[group] / sum(words.values()), 2)
    return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def _east_asian(text: str, units: Counter[str], declared: tuple[str, ...]) -> tuple[str, str]:
    if units["Hang"] > units["Hani"]:
        return "ko", "Kore"
    if units["Kana"] > 0.1 * units["Hani"]:
        return "ja", "Jpan"
    return "zh", _chinese_script(text, declared)


def _chinese_script(text: str, declared: tuple[str, ...]) -> str:
    sample = text[:_SAMPLE]
    traditional = sum(1 for char in sample if ord(char) in simplified_of())
    simplified = sum(1 for char in sample if ord(char) in traditional_of())
    if traditional != simplified:
        return "Hant" if traditional > simplified else "Hans"
    return next(filter(None, map(_script_of_tag, declared)), "Hani")


def _script_of_tag(tag: str) -> str | None:
    tag = tag.lower().replace("_", "-")
    if not tag.startswith("zh"):
        return None
    if re.search(r"hant|-(hk|tw|mo)\b", tag):
        return "Hant"
    return "Hans" if re.search(r"hans|-(cn|sg|my)\b", tag) else None


def _latin(text: str, declared: tuple[str, ...]) -> str:
    tags = [tag.lower().partition("-")[0] for tag in declared]
    known = [tag for tag in tags if re.fullmatch(r"[a-z]{2,3}", tag) and tag != "zh"]
    if sum(1 for char in text[:_SAMPLE] if char.isalpha()) < _ENOUGH:
        return known[0] if known else "und"
    language, share = _identifier().classify(text[:_SAMPLE])
    return known[0] if known and share < _SURE else str(language)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
