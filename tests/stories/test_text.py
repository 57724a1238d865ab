"""When two texts are the same story."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.stories.text import Text, containment, is_copy, keys, tokens

ENGLISH = (
    "The Legislative Council passed the budget on Tuesday after nine hours of debate, with "
    "lawmakers asking for more help for small shops along the border. The financial secretary "
    "said the deficit would close within three years and promised a review of the bus fare "
    "scheme. Opponents of the land bond called it a gamble, while two parties welcomed the money "
    "set aside for new clinics in the northern districts. A vote on the final reading is due "
    "next month. The secretary told reporters that no new taxes were planned before the end of "
    "the term. Economists at two universities warned that revenue from land sales had fallen "
    "for a fourth year and that the reserves would cover fourteen months of spending."
)
OTHER = (
    "Heavy rain flooded the lower deck of the fish market before dawn and left forty stalls "
    "under water, the drainage office said. Traders carried crates to the upper floor while "
    "pumps were brought from the harbour. No one was hurt. The observatory kept the amber signal "
    "up until noon and expects another band of showers tonight. Schools stayed open but several "
    "ferries to the outer islands were called off, and a landslip closed one lane of the road to "
    "the reservoir. Repairs are to take a week."
)
HANT = (
    "立法會星期二經過九小時辯論後通過財政預算案，多名議員要求政府為邊境沿線的小商戶提供更多援助。"
    "財政司司長表示，赤字將於三年內消除，並承諾檢討巴士票價優惠計劃。反對土地債券的議員形容有關做法"
    "是一場賭博，兩個政黨則歡迎預留撥款在北部地區興建診所。最後一讀將於下月表決。"
)
HANS = (
    "立法会星期二经过九小时辩论后通过财政预算案，多名议员要求政府为边境沿线的小商户提供更多援助。"
    "财政司司长表示，赤字将于三年内消除，并承诺检讨巴士票价优惠计划。反对土地债券的议员形容有关做法"
    "是一场赌博，两个政党则欢迎预留拨款在北部地区兴建诊所。最后一读将于下月表决。"
)


def alike(one: str, other: str, *, same_source: bool = False) -> bool:
    first, second = Text(one), Text(other)
    near = set(keys(first)) & set(keys(second))
    return bool(near) and is_copy(first, second, same_source=same_source)


def test_one_text_in_two_scripts_is_one_text() -> None:
    assert tokens(HANT) == tokens(HANS)
    assert alike(HANT, HANS)


@pytest.mark.parametrize("text", [ENGLISH, HANT])
@pytest.mark.parametrize("part", [0.4, 0.5, 0.7, 1.0])
def test_a_cut_copy_is_a_copy(text: str, part: float) -> None:
    assert alike(text, text[: int(len(text) * part)])


def test_an_edited_copy_is_a_copy() -> None:
    edited = "Staff reporter — " + ENGLISH.replace("on Tuesday", "yesterday").replace(
        "nine hours", "hours"
    )
    assert alike(ENGLISH, edited + " The chamber meets again in June.")


def test_different_texts_are_not_linked() -> None:
    assert not alike(ENGLISH, OTHER)
    assert not alike(ENGLISH, HANT)


def test_a_round_up_does_not_tie_its_stories_together() -> None:
    stories = [_shuffled(ENGLISH + " " + OTHER, seed) for seed in range(6)]
    digest = " ".join(stories)
    assert not any(alike(story, digest) for story in stories)


def test_a_bulletin_of_one_source_is_no_copy_of_yesterdays() -> None:
    today = ENGLISH.replace("Tuesday", "Friday").replace("nine", "six").replace("two", "four")
    assert alike(ENGLISH, today)
    assert not alike(ENGLISH, today.replace("three", "five"), same_source=True)


def test_short_texts_must_be_nearly_the_same() -> None:
    short = "Police arrested a man aged 34 in Mong Kok on suspicion of theft, they said on Monday."
    assert alike(short, short)
    assert not alike(short, short.replace("34", "51").replace("Mong Kok", "Sha Tin"))


def test_a_text_within_the_lines_of_a_site_is_that_text() -> None:
    lines = "\n".join(f"Section {n} of the site, and what it is about" for n in range(20))
    assert alike(HANT, f"{lines}\n{HANS}\n{lines}") or len(HANT) * 4 < len(lines)
    assert alike(ENGLISH, f"{lines}\n{ENGLISH}\n{lines}")


def test_an_excerpt_may_be_shorter_than_what_a_round_up_holds() -> None:
    words = f"{ENGLISH} {OTHER}".split()
    size = int(len(words) * 0.22)
    assert alike(" ".join(words), " ".join(words[:size]))
    assert not alike(" ".join(words), " ".join(words[40 : 40 + size]))


@pytest.mark.parametrize("text", ["", " ", "…", "\0"])
def test_nothing_is_like_nothing(text: str) -> None:
    assert keys(Text(text)) == []
    assert not is_copy(Text(text), Text(text), same_source=False)


@given(st.text(), st.text())
def test_any_text_can_be_compared(one: str, other: str) -> None:
    first, second = Text(one), Text(other)
    assert 0 <= containment(first.shingles, second.shingles) <= 1
    assert is_copy(first, second, same_source=False) == is_copy(second, first, same_source=False)
    assert keys(first) == keys(Text(one))


def test_keys_stay_those_in_the_database() -> None:
    assert keys(Text("a b c"))[:2] == [5380646701840983273, 2394906116939804807]
    assert len(keys(Text(ENGLISH))) == 32
    assert all(-(2**63) <= key < 2**63 for key in keys(Text(ENGLISH)))


def _shuffled(text: str, seed: int) -> str:
    words = text.split()
    random.Random(seed).shuffle(words)
    return " ".join(words)
