"""The taxonomy and the gazetteer as they are shipped, and what a mistake in them is answered."""

import itertools
import re
from pathlib import Path

import pytest

from crawlers.clean.matching import fold
from crawlers.taxonomy import TaxonomyError, Topic, load_places, load_topics

BEATS = {
    "gba_integration": "politics",
    "innovation_technology": "science",
    "northern_metropolis": "economy",
    "housing": "society",
    "cross_border_transport": "economy",
    "finance": "economy",
    "trade": "economy",
    "tourism_gaming": "economy",
    "courts": "crime",
}
LANGUAGES = {"en", "zh", "pt"}


def test_the_top_level_is_iptcs() -> None:
    codes = [topic.qcode for topic in load_topics() if topic.qcode]
    assert codes == [f"{number:02d}000000" for number in range(1, 18)]


def test_the_beats_stand_below_their_subjects() -> None:
    assert {topic.id: topic.parent for topic in load_topics() if topic.parent} == BEATS


@pytest.mark.parametrize("topic", load_topics(), ids=lambda topic: topic.id)
def test_every_topic_can_be_found_in_each_language(topic: Topic) -> None:
    assert set(topic.phrases) == LANGUAGES
    for language, phrases in topic.phrases.items():
        assert len(phrases) >= 8, f"{topic.id}: give more phrases in {language}"


@pytest.mark.parametrize("topic", load_topics(), ids=lambda topic: topic.id)
def test_no_phrase_of_a_topic_holds_another(topic: Topic) -> None:
    """Else one mention would count twice and earn the topic."""
    phrases = {fold(phrase.text) for phrase in topic.all_phrases}
    for short, long in itertools.permutations(phrases, 2):
        chinese = short[0] > "\u2e80"
        inside = short in long if chinese else re.search(rf"\b{re.escape(short)}\b", long)
        assert not inside, f"{topic.id}: '{long}' holds '{short}'; keep one of them"


def test_every_city_of_the_bay_is_a_place() -> None:
    kinds = {place.id: place.kind for place in load_places()}
    assert [kinds[name] for name in ("hk", "mo")] == ["sar", "sar"]
    assert sum(kind == "city" for kind in kinds.values()) == 9


def test_a_guard_guards_a_name_of_its_place() -> None:
    for place in load_places():
        names = [fold(name) for name in place.names]
        for name in place.ambiguous:
            assert fold(name) in names, f"{place.id}: ambiguous '{name}' is none of its names"
        for word in place.unless:
            holds = any(name in fold(word) for name in names)
            assert holds, f"{place.id}: '{word}' in 'unless' holds none of its names"


NODE = "- {id: a, qcode: '01000000', name: {en: A, zh: A, pt: A}, phrases: {en: [word]}}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (NODE + NODE, "a: is defined twice"),
        (NODE.replace("qcode: '01000000'", "parent: b"), "a: its parent 'b' is not in the file"),
        (NODE.replace("qcode: '01000000'", "parent: a"), "a: is its own ancestor"),
        (NODE.replace("qcode: '01000000', ", ""), "either a qcode"),
        (NODE.replace("phrases", "words"), "a: phrases: Field required"),
        (NODE.replace("[word]", "[{text: word, weight: -1}]"), "a: phrases.en.0.weight"),
        ("a: [", "cannot be read as YAML"),
        ("a: 1", "is not a list of topics"),
    ],
)
def test_a_mistake_in_the_topics_gets_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TaxonomyError) as caught:
        load_topics(path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("a,city,A,,,,b", "a: its parent 'b' is not in the file"),
        ("a,city,A,,,,\na,city,A,,,,", "a: is defined twice"),
        ("A B,city,A,,,,", "A B: id"),
    ],
)
def test_a_mistake_in_the_places_gets_one_sentence(tmp_path: Path, row: str, says: str) -> None:
    path = tmp_path / "places.csv"
    path.write_text(f"id,kind,en,zh_hant,zh_hans,pt,parent\n{row}\n", encoding="utf-8")
    with pytest.raises(TaxonomyError, match=re.escape(says)):
        load_places(path)
