"""Topics and places, with the words that earned them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean.matching import Phrasebook, fold
from crawlers.clean.places import tag_places
from crawlers.clean.topics import tag_topics


def topics(title: str, body: str) -> dict[str, float]:
    return {match.id: match.score for match in tag_topics(title, body)}


def places(text: str) -> dict[str, dict[str, int]]:
    return {match.id: dict(match.words) for match in tag_places("", text)}


def test_two_mentions_in_the_body_or_one_in_the_title_earn_a_topic() -> None:
    assert topics("Fares", "The Hang Seng Index rose.") == {}
    assert topics("Fares", "The Hang Seng Index rose; the Hang Seng Index fell.") == {"finance": 2}
    assert topics("Hang Seng Index up", "It rose.") == {"finance": 3}
    assert topics("Fares", "The Hang Seng Index and the bond market.") == {"finance": 2}


def test_a_parent_is_not_implied() -> None:
    assert set(topics("Home prices fall", "Home prices and stamp duty.")) == {"housing"}


def test_both_scripts_and_all_widths_are_the_same_words() -> None:
    hant = topics("跨境理財通", "深港通與恒生指數；大灣區")
    hans = topics("跨境理财通", "深港通与恒生指数；大湾区")
    assert hant == hans == {"finance": 4}
    assert topics("", "ＩＰＯ and ipo") == {"finance": 2}


def test_latin_phrases_match_whole_words_in_any_case() -> None:
    assert topics("", "TYPHOON! typhoon-like") == {"weather": 2}
    assert topics("", "ceasefires and preceasefire") == {}
    assert topics("", "用IPO集資，IPO反應好") == {"finance": 2}


def test_the_words_stand_as_they_do_in_the_text() -> None:
    (match,) = tag_topics("Magistrates’ Court sits", "The MAGISTRATES' COURT heard it.")
    assert match.id == "courts"
    assert dict(match.words) == {"Magistrates’ Court": 2}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A walk in the New Territories", {"nt"}),
        ("New Territories North grows", {"hk-newterritoriesnorth"}),
        ("孫中山在中山大學演講", set()),
        ("中山市與珠海", {"zs", "zh"}),
        ("中山市与珠海", {"zs", "zh"}),
        ("創新界別的意見", set()),
        ("香港仔碼頭", {"hk-aberdeen"}),
        ("he found the central point in hong kong", set()),
        ("a flat in Central, Hong Kong", {"hk-central", "hk"}),
        ("the Central Committee in Hong Kong", {"hk"}),
        ("a flat in Central", set()),
        ("North District of Hong Kong", {"hk-n", "hk"}),
        ("the North District of the city", set()),
        ("Freguesia da Sé, em Macau", {"mo-se", "mo"}),
        ("a grande baía e a Grande Baía", {"gba"}),
        ("can we fly", set()),
        ("HONG KONG WINS", {"hk"}),
        ("南沙群島", set()),
        ("廣州南沙", {"gz", "gz-nansha"}),
        ("Hong Kong-Zhuhai-Macao Bridge", {"hzmb"}),
        ("China, Asia", set()),
    ],
)
def test_a_place_is_named_by_its_longest_name_and_no_other_word(
    text: str, expected: set[str]
) -> None:
    assert set(places(text)) == expected


def test_a_place_counts_three_in_the_title() -> None:
    (match,) = tag_places("澳門今日", "澳门與澳門")
    assert (match.id, match.score, dict(match.words)) == ("mo", 5, {"澳門": 2, "澳门": 1})


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_folding_keeps_every_position(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@settings(max_examples=100, deadline=None)
@given(st.text(), st.text(), st.sampled_from(["大灣區", "Kai Tak", "é"]))
def test_what_is_found_stands_there(before: str, after: str, phrase: str) -> None:
    text = f"{before} {phrase} {after}"
    hits = Phrasebook([phrase]).find(text)
    assert any(text[hit.start : hit.end] == phrase for hit in hits)
    assert all(fold(text[hit.start : hit.end]) == fold(phrase) for hit in hits)
