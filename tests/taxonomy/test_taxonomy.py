"""The taxonomy and the gazetteer as they are shipped, and what a mistake in them is answered."""

import re
from functools import partial
from pathlib import Path

import pytest

from crawlers.clean.matching import fold
from crawlers.taxonomy import (
    Known,
    TaxonomyError,
    Topic,
    load_chinese,
    load_known,
    load_latin,
    load_places,
    load_topics,
)

LANGUAGES = {"en", "zh", "pt"}


def test_the_top_level_is_iptcs() -> None:
    codes = [topic.qcode for topic in load_topics() if topic.qcode]
    assert codes == [f"{number:02d}000000" for number in range(1, 18)]


def test_the_beats_stand_below_their_subjects() -> None:
    subjects = {topic.id for topic in load_topics() if topic.qcode}
    beats = {topic.id: topic.parent for topic in load_topics() if topic.parent}
    assert set(beats.values()) <= subjects
    assert beats["gba_integration"] == "politics"
    leaves = {topic.id for topic in load_topics()} - set(beats.values())
    assert len(leaves) >= 40


@pytest.mark.parametrize("topic", load_topics(), ids=lambda topic: topic.id)
def test_every_topic_can_be_found_in_each_language(topic: Topic) -> None:
    assert set(topic.phrases) == LANGUAGES
    for language, phrases in topic.phrases.items():
        assert len(phrases) >= 8, f"{topic.id}: give more phrases in {language}"


def test_phrases_in_the_same_company_stand_together(tmp_path: Path) -> None:
    told = """
- id: sport
  qcode: "15000000"
  name: {en: Sport, zh: Sport, pt: Sport}
  phrases:
    en: {2: [wicket, {texts: [bat, bowl], with: [cricket]}, {text: squad, without: [firing]}]}
"""
    (tmp_path / "sport.yaml").write_text(told, encoding="utf-8")
    (topic,) = load_topics(tmp_path, None)
    assert [(p.text, p.weight, p.with_, p.without) for p in topic.phrases["en"]] == [
        ("wicket", 2, (), ()),
        ("bat", 2, ("cricket",), ()),
        ("bowl", 2, ("cricket",), ()),
        ("squad", 2, (), ("firing",)),
    ]


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


NODE = "- {id: a, qcode: '01000000', name: {en: A, zh: A, pt: A}, phrases: {en: {1: [word]}}}\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (NODE + NODE, "a: is defined twice"),
        (NODE.replace("qcode: '01000000'", "parent: b"), "a: its parent 'b' is not in the file"),
        (NODE.replace("qcode: '01000000'", "parent: a"), "a: is its own ancestor"),
        (NODE.replace("qcode: '01000000', ", ""), "either a qcode"),
        (NODE.replace("phrases", "words"), "a: phrases: Field required"),
        (NODE.replace("1: [word]", "-1: [word]"), "a: phrases.en.0.weight"),
        (NODE.replace("{1: [word]}", "[word]"), "a: phrases.en: is not a mapping of weights"),
        (NODE.replace("[word]", "[w]"), "a: phrases.en.0.text: is too short"),
        (NODE.replace("[word]", "[{text: word, wiht: [a]}]"), "a: phrases.en.0.wiht"),
        ("a: [", "cannot be read as YAML"),
        ("a: 1", "is not a list of topics"),
    ],
)
def test_a_mistake_in_the_topics_gets_one_sentence(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(TaxonomyError) as caught:
        load_topics(tmp_path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(str(tmp_path))
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


KINDS = ("organisations", "people")
KNOWN = [one for kind in KINDS for one in load_known(kind)]


def test_the_bodies_of_the_region_are_known_in_its_languages() -> None:
    names = {one.id: {*one.sure, *one.local} for one in load_known("organisations")}
    assert {"BYD", "比亞迪"} <= names["BYD"]
    assert {"HKMA", "金管局"} <= names["Hong Kong Monetary Authority"]
    assert {"IAM", "市政署", "Instituto para os Assuntos Municipais"} <= names[
        "Municipal Affairs Bureau"
    ]
    assert len(names) >= 250


@pytest.mark.parametrize("one", KNOWN, ids=lambda one: one.id)
def test_what_is_known_can_be_told_from_others(one: Known) -> None:
    places = {place.id for place in load_places()}
    names = [fold(name) for name in (*one.sure, *one.local, *one.short)]
    assert one.of is None or one.of in places, f"{one.id}: '{one.of}' is no place"
    assert one.of or not one.local, f"{one.id}: say whose its local names are"
    for word in one.unless:
        holds = any(name in fold(word) for name in names)
        assert holds, f"{one.id}: '{word}' in 'unless' holds none of its names"
    for name in names:
        assert len(name) > 1, f"{one.id}: '{name}' is too short"


def test_a_sure_name_names_one_alone() -> None:
    seen: dict[str, str] = {}
    for one in KNOWN:
        for name in {fold(name) for name in one.sure}:
            other = seen.setdefault(name, one.id)
            assert other == one.id, f"'{name}' names {other} and {one.id}: make it local or short"


def test_a_local_name_names_one_of_its_place() -> None:
    seen: dict[tuple[str | None, str], str] = {}
    for one in KNOWN:
        for name in {fold(name) for name in one.local}:
            other = seen.setdefault((one.of, name), one.id)
            assert other == one.id, f"'{name}' names {other} and {one.id} in {one.of}"


def test_a_mistake_in_the_known_names_gets_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "people.yaml"
    for text, says in (
        ("- {id: A}\n- {id: A}", "A: is defined twice"),
        ("- {id: A, nams: [B]}", "A: nams: Extra inputs"),
        ("{id: A}", "is not a list of people"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(TaxonomyError, match=re.escape(says)):
            load_known("people", tmp_path)


def test_a_mistake_in_the_words_of_naming_gets_one_sentence(tmp_path: Path) -> None:
    for name, load in (("en", partial(load_latin, "en")), ("zh", load_chinese)):
        (tmp_path / f"{name}.yaml").write_text("titles: Mr", encoding="utf-8")
        with pytest.raises(TaxonomyError) as caught:
            load(tmp_path)
        assert str(caught.value).startswith(str(tmp_path))
        assert "\n" not in str(caught.value)
