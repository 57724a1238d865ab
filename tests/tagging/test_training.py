"""Labelled texts teach phrases that help texts they were not learned from, and nothing else."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean.phrases import bound
from crawlers.clean.topics import weigh
from crawlers.tagging import Text, TextsError, check_phrases, misses, texts_of
from crawlers.tagging.ngrams import ngrams
from crawlers.tagging.training import train, with_proposals
from crawlers.taxonomy import TaxonomyError, Topic, load_topics


def subject(name: str, qcode: str, *words: str) -> Topic:
    names = {"en": name.title(), "zh": name, "pt": name}
    phrases: dict[str, dict[int, list[str]]] = {"en": {}, "zh": {}}
    for word in words:
        phrases["en" if word.isascii() else "zh"].setdefault(2, []).append(word)
    return Topic.model_validate({"id": name, "qcode": qcode, "name": names, "phrases": phrases})


TOPICS = (subject("sport", "15000000", "goal"), subject("weather", "17000000", "storm"))
SPORT = ("The keeper saves a penalty in minute {}", "The keeper drops the ball at corner {}")
WEATHER = ("A cold front brings {} days of rain", "The drizzle ends the {} days of drought")


def labelled() -> list[Text]:
    return [
        Text(title.format(number), "", "en", topic, "made up")
        for topic, titles in (("sport", SPORT), ("weather", WEATHER))
        for title in titles
        for number in range(8)
    ]


def test_phrases_are_proposed_that_help_texts_they_were_not_made_from() -> None:
    proposals, (score, *of_subjects) = train(labelled(), TOPICS)
    assert (score.group, score.subject, score.texts, score.before) == ("made up", "", 32, 0)
    assert score.after > 0.9
    assert [(one.subject, one.texts) for one in of_subjects] == [("sport", 16), ("weather", 16)]
    assert score.after == pytest.approx(sum(one.after for one in of_subjects) / 2)
    by_text = {one.text: one for one in proposals}
    assert any("keeper" in text and one.topic == "sport" for text, one in by_text.items())
    assert all(0 < one.weight <= 2 and 0 < one.right <= one.texts for one in proposals)
    known = bound(with_proposals(TOPICS, proposals))
    (best, *_) = weigh("Their keeper saves a penalty", "", "en", known)
    assert best.topic == "sport"


def test_what_the_taxonomy_knows_is_not_proposed() -> None:
    texts = [Text(f"The storm of day {n}", "", "en", "weather") for n in range(8)]
    proposals, _ = train([*labelled(), *texts], TOPICS)
    assert "storm" not in {one.text for one in proposals}


CHINESE = (
    subject("sport", "15000000", "足球", "籃球", "排球", "網球", "水球"),
    subject("weather", "17000000", "暴雨", "大雨", "雷雨", "雨季", "雨水"),
)
HEADLINES = [
    Text(title.format(letter), "", "zh-Hant", topic, "headlines")
    for topic, titles in (
        ("sport", ("{}人愛冰球", "{}人玩桌球")),
        ("weather", ("{}地有雨", "雨下在{}")),
    )
    for title in titles
    for letter in "甲乙丙丁戊己庚辛"
]


def test_the_characters_of_phrases_tell_headlines_that_hold_none_of_them() -> None:
    proposals, (score, *_) = train(HEADLINES, CHINESE)
    assert (score.before, score.after) == (0, 1)
    assert {("sport", "球"), ("weather", "雨")} <= {(one.topic, one.text) for one in proposals}
    known = bound(with_proposals(CHINESE, proposals))
    (best, *_) = weigh("曲球", "", "zh", known)
    assert (best.topic, best.refused) == ("sport", None)
    assert [one.word for one in best.evidence] == ["球"]


def test_where_nothing_helps_nothing_is_proposed() -> None:
    right = [Text(f"足球第{letter}場", "", "zh", "sport") for letter in "甲乙丙丁戊"]
    right += [Text(f"暴雨第{letter}場", "", "zh", "weather") for letter in "甲乙丙丁戊"]
    proposals, (score, *_) = train(right, CHINESE)
    assert (proposals, score.before, score.after) == ([], 1, 1)


def test_too_few_labels_teach_nothing() -> None:
    assert train([], TOPICS) == ([], [])
    assert train(labelled()[:4], TOPICS) == ([], [])
    assert train([Text("A keeper", "", "en", "no such topic")] * 20, TOPICS) == ([], [])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300), st.sampled_from(["en", "zh", "pt", "und"]))
def test_any_text_has_ngrams(title: str, body: str, language: str) -> None:
    found = ngrams(title, body, language)
    assert all(gram.strip() and count > 0 for gram, count in found.items())


def test_learned_phrases_are_part_of_the_taxonomy(tmp_path: Path) -> None:
    learned = tmp_path / "learned.yaml"
    learned.write_text("sport: {zh: {0.4: [球證]}}\n", encoding="utf-8")
    topics = {topic.id: topic for topic in load_topics(learned=learned)}
    assert ("球證", 0.4) in {(one.text, one.weight) for one in topics["sport"].phrases["zh"]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("nothing: {zh: {1: [詞語]}}", "there is no topic 'nothing'"),
        ("sport: {zh: [詞語]}", "is not a mapping of weights"),
        ("sport: {xx: {1: [ab]}}", "sport.xx"),
        ("a: [", "cannot be read as YAML"),
    ],
)
def test_a_mistake_in_the_learned_phrases_gets_one_sentence(
    tmp_path: Path, text: str, says: str
) -> None:
    learned = tmp_path / "learned.yaml"
    learned.write_text(text, encoding="utf-8")
    with pytest.raises(TaxonomyError) as caught:
        load_topics(learned=learned)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_example_has_its_topic() -> None:
    assert list(misses()) == []


def test_the_check_finds_phrases_that_never_fire_or_fire_everywhere() -> None:
    texts = [Text("Typhoon", "The typhoon and a monsoon", "en")] * 30
    found = {(one.topic, one.phrase): one.kind for one in check_phrases(texts)}
    assert found["weather", "typhoon"] == "everywhere"
    assert found["finance", "Hang Seng Index"] == "never"
    assert ("weather", "颱風") not in found, "nothing was read in Chinese"


@pytest.mark.parametrize(
    ("line", "says"),
    [("{", "line 2: is no JSON"), ("[]", "line 2: has neither title nor body")],
)
def test_a_mistake_in_a_file_of_texts_is_told_by_its_line(
    tmp_path: Path, line: str, says: str
) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text(json.dumps({"title": "A", "lang": "en"}) + f"\n{line}\n", encoding="utf-8")
    with pytest.raises(TextsError, match=says):
        list(texts_of(file))
