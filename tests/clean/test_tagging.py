"""Topics and places, with the words that earned them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean.matching import Phrasebook, fold
from crawlers.clean.phrases import bound
from crawlers.clean.places import tag_places
from crawlers.clean.topics import tag_topics, weigh
from crawlers.taxonomy import Topic


def topics(title: str, body: str) -> dict[str, float]:
    return {match.id: match.score for match in tag_topics(title, body)}


def places(text: str) -> dict[str, dict[str, int]]:
    return {match.id: dict(match.words) for match in tag_places("", text)}


LONG = "It was so. " * 60


def test_a_single_chinese_character_counts_in_a_bare_headline_alone() -> None:
    names = {"en": "Sport", "zh": "體育", "pt": "Desporto"}
    told = {"zh": {1: ["球場"], 0.5: ["球"]}}
    sport = Topic.model_validate(
        {"id": "sport", "qcode": "15000000", "name": names, "phrases": told}
    )

    def words(title: str, body: str) -> list[str]:
        return [
            found.word for one in weigh(title, body, "zh", bound([sport])) for found in one.evidence
        ]

    assert words("冰球", "") == ["球"]
    assert words("新球場", "") == ["球場", "球"]
    assert words("冰球", "他們打冰球。") == []
    assert words("新球場", "他們打冰球。") == ["球場"]


def test_two_reasons_in_the_body_or_one_in_the_title_earn_a_topic() -> None:
    assert topics("Fares", "The Hang Seng Index rose." + LONG) == {}
    assert topics("Fares", "Hang Seng Index up, Hang Seng Index down." + LONG) == {"finance": 2}
    assert topics("Hang Seng Index up", "It rose." + LONG) == {"finance": 2}
    assert topics("Fares", "The Hang Seng Index and the bond market." + LONG) == {"finance": 2}


def test_a_bare_headline_needs_less() -> None:
    assert set(topics("The Hang Seng Index rose", "")) == {"finance"}
    assert set(topics("The Hang Seng Index rose", LONG)) == {"finance"}


def test_a_word_that_is_repeated_is_no_new_reason() -> None:
    once = topics("", "Typhoon and monsoon")["weather"]
    often = topics("", "Typhoon and monsoon. " * 64)["weather"]
    assert once < often < 8 * once


def test_what_is_mentioned_by_the_way_is_dwarfed() -> None:
    body = "Typhoon, monsoon, cold front, cold snap, heatwave, heavy rain. " * 5 + LONG
    assert set(topics("Typhoon nears", body + "The Hang Seng Index and the bond market.")) == {
        "weather"
    }


def test_a_parent_is_not_implied() -> None:
    assert set(topics("Home prices fall", "Home prices and stamp duty.")) == {"housing"}


def node(name: str, phrases: dict[float, list[object]], **more: object) -> Topic:
    names = {"en": name, "zh": name, "pt": name}
    return Topic.model_validate(
        {"id": name, "qcode": "01000000", "name": names, "phrases": {"en": phrases}, **more}
    )


def words(title: str, *topics: Topic) -> dict[str, set[str]]:
    weighed = weigh(title, "", "en", bound(topics))
    return {
        one.topic: {found.word for found in one.evidence} for one in weighed if one.refused is None
    }


def test_the_longest_phrase_takes_its_place_from_shorter_ones() -> None:
    crime, culture = node("crime", {1: ["police"]}), node("culture", {1: ["police drama"]})
    assert words("A police drama", crime, culture) == {"culture": {"police drama"}}
    assert words("A police car", crime, culture) == {"crime": {"police"}}


def test_a_phrase_counts_in_its_company_alone() -> None:
    fruit = {"text": "apple", "with": ["orchard", "pie"]}
    maker = {"text": "apple", "without": ["orchard", "pie"]}
    food, firms = node("food", {1: [fruit]}), node("firms", {1: [maker]})
    assert words("An apple orchard", food, firms) == {"food": {"apple"}}
    assert words("Apple rises", food, firms) == {"firms": {"Apple"}}


def test_longer_words_hide_a_phrase_that_means_something_else() -> None:
    coach = node("sport", {1: [{"text": "coach", "unless": ["coach station"]}]})
    assert words("Coaches meet", coach) == {"sport": {"Coaches"}}
    assert words("The coach station", coach) == {}


def test_a_topic_can_ask_for_words_and_forbid_some() -> None:
    war = node("war", {1: ["troops"]}, without=["video game"])
    assert words("Troops land", war) == {"war": {"Troops"}}
    assert words("Troops land in a video game", war) == {}
    games = node("games", {1: ["troops"]}, **{"with": ["video game"]})
    assert words("Troops land", games) == {}


def test_both_scripts_and_all_widths_are_the_same_words() -> None:
    hant = topics("跨境理財通", "深港通與恒生指數；大灣區")
    hans = topics("跨境理财通", "深港通与恒生指数；大湾区")
    assert hant == hans == {"finance": 4, "gba_integration": 1}
    assert topics("", "ＩＰＯ and ipo") == {"finance": 4}


def test_latin_phrases_match_whole_words_in_any_case() -> None:
    assert topics("", "TYPHOON! typhoon-like") == {"weather": 2}
    assert topics("", "preceasefire") == {}
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
