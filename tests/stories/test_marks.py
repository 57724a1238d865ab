"""What is read of a text in any language alike: figures, days, names."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.stories.dates import named_days
from crawlers.stories.figures import figures
from crawlers.stories.marks import AT_MOST, LANGUAGES, MAX_TEXT, TOLD, Mark, Report, marks_of
from crawlers.stories.names import names

TODAY = date(2026, 11, 20)


def marks(language: str, text: str) -> list[Mark]:
    return marks_of(Report(language, TODAY, "", text, {}))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("1234", {"en": "1,234 people", "zh": "1,234人", "pt": "1.234 pessoas"}),
        ("35000", {"en": "35,000", "zh": "三萬五千", "pt": "35 mil"}),
        ("35000", {"en": "35 thousand", "zh": "3.5萬", "pt": "35 000"}),
        ("350000000", {"en": "350 million", "zh": "3.5億", "pt": "350 milhões"}),
        ("3500000000", {"en": "3.5bn", "zh": "35億", "pt": "3,5 mil milhões"}),
        ("123000000", {"en": "123 million", "zh": "1億2300萬", "pt": "123 milhões"}),
        ("4.7 %", {"en": "4.7 per cent", "zh": "百分之四點七", "pt": "4,7 por cento"}),
        ("12.5 %", {"en": "12.5%", "zh": "12.5％", "pt": "12,5%"}),
        ("2370000 HKD", {"en": "HK$2.37 million", "zh": "237萬港元", "pt": "HK$ 2,37 milhões"}),
        (
            "35600000 MOP",
            {
                "en": "MOP35.6 million",
                "zh": "3560萬澳門元",
                "pt": "35,6 milhões de patacas",
            },
        ),
        ("640000 CNY", {"en": "640,000 yuan", "zh": "64萬元人民幣", "pt": "640 mil yuans"}),
        ("1987", {"en": "1,987 seats", "zh": "1987個座位", "pt": "1.987 lugares"}),
    ],
)
def test_a_figure_is_one_value_in_every_language(value: str, told: dict[str, str]) -> None:
    for language, text in told.items():
        (mark,) = marks(language, f"x {text}.")
        shown = f"{mark.key} {mark.currency}" if mark.currency else mark.key.replace("%", " %")
        assert shown == value, text


@pytest.mark.parametrize(
    "text",
    ["In 2026 and 1987", "at 7.30 pm", "19:45", "10/11/2026", "45 people", "3 million", "1.2.3.4"],
)
def test_years_times_and_small_or_round_numbers_are_no_marks(text: str) -> None:
    assert [mark.key for mark in marks("en", text) if mark.kind == "figure"] == []


@pytest.mark.parametrize("text", ["2026年", "二〇二六年", "千萬不要", "一二三四", "十五人", "5G"])
def test_nor_are_these_in_chinese(text: str) -> None:
    assert [mark.key for mark in marks("zh", text) if mark.kind == "figure"] == []


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "15 November", "2026-11-15"),
        ("en", "Nov. 15, 2025", "2025-11-15"),
        ("en", "January 3rd", "2027-01-03"),
        ("en", "1st of May 2019", "2019-05-01"),
        ("zh", "11月15日", "2026-11-15"),
        ("zh", "二〇二五年十二月三十一日", "2025-12-31"),
        ("pt", "15 de Novembro", "2026-11-15"),
        ("pt", "1º de dezembro de 2025", "2025-12-01"),
        ("zh", "2025-10-01", "2025-10-01"),
    ],
)
def test_a_day_is_read_as_the_nearest_of_its_name(language: str, text: str, day: str) -> None:
    assert [one.day.isoformat() for one in named_days(text, language, TODAY)] == [day]


@pytest.mark.parametrize("text", ["31 February", "May 5,000 people", "13月40日", "on Monday"])
def test_what_is_no_day_of_the_calendar_is_none(text: str) -> None:
    assert [one for language in LANGUAGES for one in named_days(text, language, TODAY)] == []


def test_a_name_is_the_same_with_title_accents_and_in_chinese() -> None:
    told = {
        "The Chief Executive Sam Hou Fai met João Lobo.": {"hou fai", "joao lobo"},
        "O Chefe do Executivo, Sam Hou Fai, e Joao Lobo": {"hou fai", "joao lobo"},
        "行政長官岑浩輝（Sam Hou Fai）與João Lobo會面": {"hou fai", "joao lobo"},
    }
    for text, keys in told.items():
        assert keys <= {name.key for name in names(text)}


def test_places_agencies_and_the_calendar_are_no_names() -> None:
    text = "On Monday the Xinhua News Agency and AFP wrote from Hong Kong. Fine."
    assert [name.key for name in names(text, frozenset({"hong kong"}))] == []


def test_a_mark_is_shown_in_the_script_of_its_text() -> None:
    (mark,) = marks("zh", "約三萬五千個單位")
    assert (mark.told, mark.key) == ("三萬五千個單位", "35000")


HOSTILE = "0123456789,. %萬億千百十點月日年三五百分之元MOPHK$ JanNov-/:第\n" + "aAÉ\u0661\uff15"


@given(st.text(max_size=300) | st.text(HOSTILE, max_size=300), st.sampled_from(LANGUAGES))
@settings(deadline=None, max_examples=400)
def test_any_text_can_be_read(text: str, language: str) -> None:
    found = marks(language, text)
    assert len({(mark.kind, mark.key) for mark in found}) == len(found)
    for mark in found:
        assert 0 < mark.strength <= 1
        assert 0 < len(mark.told) <= TOLD
        assert 0 < len(mark.key) <= TOLD
    for figure in figures(text, language):
        assert 0 <= figure.start < figure.end <= len(text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "piece",
    ["1,", "1,234,", "1 234 ", "9" * 50, "三萬", "億萬", "11月", "Jan 1 ", "A B C ", "d'A-", "Aa ",
     "HK$", "百分之一點", "1月1日", "Nov. ", "1 de ", "\ufdfa", "12 mil "],
)  # fmt: skip
def test_a_hostile_text_is_read_to_a_bound_and_tells_no_more_than_another(
    language: str, piece: str
) -> None:
    text = piece * (4 * MAX_TEXT // len(piece))
    found = marks(language, text)
    assert found == marks(language, text[:MAX_TEXT])
    for kind, most in AT_MOST.items():
        assert sum(mark.kind == kind for mark in found) <= most
