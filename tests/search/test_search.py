"""What a person finds: in each language and script, by the query they type."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from press import DAY, WINDOW, FreshDatabases, make_article, make_batch, make_source, run, topic

from crawlers.database import Database
from crawlers.load import load
from crawlers.model import Article
from crawlers.search import MARKS, search

SITE = "https://herald.example"
LANGUAGES = {
    "en": {"language": "en", "script": "Latn"},
    "pt": {"language": "pt", "script": "Latn"},
    "hant": {"language": "zh", "script": "Hant"},
    "hans": {"language": "zh", "script": "Hans"},
}
NEWS = (
    ("en/bay", "Greater Bay Area plan", "Policies for new housing.\nA café opens in Taipa."),
    ("en/flats", "Flats", "The government housed many.\nThey ran for the bay. 1,234 homes."),
    ("en/covid", "COVID-19 in Hong Kong", "Kong Hong, said a clerk.\nNews of the harbour."),
    ("pt/casas", "Habitação em Macau", "As políticas do governo para as habitações."),
    ("pt/votos", "Eleições possíveis", "Os portugueses não votam de avião, só em estações."),
    ("hant/plan", "粵港澳大灣區發展", "政府公布房屋政策，食水供應正常。GBA 展覽開幕。"),
    ("hans/money", "大湾区经济", "水费上涨，政府回应。"),
    ("hant/bank", "滙豐 HSBC 在大灣區", "滙豐（HSBC）擴充Ｇｒｅａｔｅｒ　Ｂａｙ　Ａｒｅａ業務。"),
)
Find = Callable[..., list[str]]


def make(name: str, title: str, body: str, **more: Any) -> Article:
    """An article in the language its name begins with."""
    language = LANGUAGES[name.partition("/")[0]]
    return make_article(f"{SITE}/{name}", body, title=title, **language, **more)


def publish(
    database: Database,
    folder: Path,
    *articles: Article,
    source: str = "herald",
    region: str = "gba",
) -> None:
    load(
        make_source(source, region=region),
        WINDOW,
        make_batch(folder, "one", articles, source=source),
        database,
        "one",
    )


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["url"].removeprefix(f"{SITE}/") for row in rows]


@pytest.fixture(scope="module")
def archive(
    fresh_databases: FreshDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Database]:
    """The articles of `NEWS`."""
    with fresh_databases.migrated() as url:
        database = Database(url)
        publish(database, tmp_path_factory.mktemp("news"), *(make(*one) for one in NEWS))
        yield database


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        # forms of a word, case, accents
        ("policy", {"en/bay"}),
        ("house", {"en/bay", "en/flats"}),
        ("HOUSING policies", {"en/bay"}),
        ("cafes", {"en/bay"}),
        ("cafés", {"en/bay"}),
        ("habitação", {"pt/casas"}),
        ("habitações política", {"pt/casas"}),
        ("POLITICA", {"pt/casas"}),
        ("governos", {"pt/casas"}),
        ("habitacao", {"pt/casas"}),
        ("habitacoes politicas", {"pt/casas"}),
        ("eleição possível", {"pt/votos"}),
        ("eleicoes", {"pt/votos"}),
        ("português aviões estacao", {"pt/votos"}),
        ("governments", {"en/flats"}),
        # either script finds the other; the characters of a word stand together
        ("大灣區", {"hant/plan", "hans/money", "hant/bank"}),
        ("大湾区", {"hant/plan", "hans/money", "hant/bank"}),
        ("政府 房屋", {"hant/plan"}),
        ("经济", {"hans/money"}),
        ("經濟", {"hans/money"}),
        ("汇丰", {"hant/bank"}),
        ("發展大灣區", set()),
        ("發展 大灣區", {"hant/plan"}),
        ("水", {"hant/plan", "hans/money"}),
        ("費", {"hans/money"}),
        # width, and queries in several languages
        ("ＧＢＡ", {"hant/plan"}),
        ("greater bay area", {"en/bay", "hant/bank"}),
        ("ｇｒｅａｔｅｒ　bay", {"en/bay", "hant/bank"}),
        ("greater bay area 大灣區", {"hant/bank"}),
        ("HSBC 汇丰", {"hant/bank"}),
        ("HSBC大灣區", set()),
        ("HSBC在大灣區", {"hant/bank"}),
        # what no article has together is looked for apart
        ("taipa 經濟", {"en/bay", "hans/money"}),
        ("taipa 經濟 -housing", {"hans/money"}),
        # quotations
        ('"hong kong"', {"en/covid"}),
        ('"clerk said"', set()),
        ("clerk said", {"en/covid"}),
        ("“hong kong”", {"en/covid"}),
        ('"news of the harbour"', {"en/covid"}),
        ("「大灣區發展」", {"hant/plan"}),
        ("covid-19", {"en/covid"}),
        ("1,234", {"en/flats"}),
        ("234,1", set()),
        # alternatives
        ("policy OR harbour", {"en/bay", "en/covid"}),
        ("policy or 經濟 or habitação", {"en/bay", "hans/money", "pt/casas"}),
        ("new policy OR taipa government", {"en/bay"}),
        # what must not be there
        ("大灣區 -發展", {"hans/money", "hant/bank"}),
        ("大灣區 -HSBC -经济", {"hant/plan"}),
        ("bay -housing", {"hant/bank"}),
        ('hong -"kong hong"', set()),
        ('hong -"kong clerk"', {"en/covid"}),
        # nothing is asked for
        ("-housing", set()),
        ("the", set()),
        ("", set()),
        ("OR", set()),
        ('" - " -', set()),
        ("!&|():*<->\\'", set()),
        ("the bay", {"en/bay", "en/flats", "hant/bank"}),
    ],
)
def test_what_a_query_finds(archive: Database, query: str, expected: set[str]) -> None:
    assert set(names(search(archive, query))) == expected


@pytest.mark.parametrize(
    ("query", "snippet"),
    [
        ("taipa cafe", "Policies for new housing. A ⟦café⟧ opens in ⟦Taipa⟧."),
        ("habitação politica", "As ⟦políticas⟧ do governo para as ⟦habitações⟧."),
        ("eleicao estacao", "…portugueses não votam de avião, só em ⟦estações⟧."),
        ("房屋 政府 展览", "⟦政府⟧公布⟦房屋⟧政策，食水供應正常。GBA ⟦展覽⟧開幕。"),
        ("經濟", "大湾区⟦经济⟧"),
        ("hsbc area", "滙豐（⟦HSBC⟧）擴充Ｇｒｅａｔｅｒ　Ｂａｙ　⟦Ａｒｅａ⟧業務。"),
        ("水費", "⟦水费⟧上涨，政府回应。"),
    ],
)
def test_a_snippet_marks_what_was_found(archive: Database, query: str, snippet: str) -> None:
    (row,) = search(archive, query)
    assert row["snippet"] == snippet


def test_a_snippet_is_the_place_with_most_of_what_was_asked_for(
    database: Database, tmp_path: Path
) -> None:
    filler = "The weather was fine and nothing happened at the pier. " * 30
    body = f"Ferries sail.\n{filler}\nFerries to Zhuhai were delayed by foggy news. {filler}"
    publish(database, tmp_path, make("en/fog", "Fog", body))
    (row,) = search(database, "ferry zhuhai delays fog OR new")
    assert row["snippet"].startswith("…")
    assert "⟦Ferries⟧ to ⟦Zhuhai⟧ were ⟦delayed⟧ by foggy news." in row["snippet"]
    assert row["snippet"].endswith("…")
    assert len(row["snippet"]) < 180


def test_a_page_cannot_make_marks_of_its_own(database: Database, tmp_path: Path) -> None:
    body = "⟦Casino⟧ <b>fog</b> \x1b[31m\u202egof\nfog"
    publish(database, tmp_path, make("en/fog", "⟧Fog⟦", body))
    (row,) = search(database, "fog")
    assert row["snippet"] == "[Casino] <b>⟦fog⟧</b>  [31m gof ⟦fog⟧"
    assert row["snippet"].count(MARKS[0]) == row["snippet"].count(MARKS[1])


def test_filters(database: Database, tmp_path: Path) -> None:
    run(
        database._url,
        """
        insert into news.topics (id, parent_id, name_en, name_zh, name_pt)
        values ('economy', null, 'E', 'E', 'E'), ('housing', 'economy', 'H', 'H', 'H')
        """,
        """
        insert into news.places (id, kind, parent_id, name_en, name_zh_hant, name_zh_hans, name_pt)
        values
            ('macau', 'city', null, 'M', 'M', 'M', 'M'),
            ('taipa', 'island', 'macau', 'T', 'T', 'T', 'T')
        """,
    )
    made = [
        make("en/a", "Flats A", "x", topics=(topic("housing", flat=2),)),
        make("en/b", "Flats B", "x", places=(topic("taipa", Taipa=1),)),
        make("pt/c", "Flats C", "x", published_at=DAY + timedelta(days=1)),
        make("hant/d", "Flats D", "x", published_at=DAY + timedelta(days=2)),
    ]
    publish(database, tmp_path, *made)
    other = make_article("https://gazette.example/e", "x", title="Flats E")
    publish(database, tmp_path, other, source="gazette")

    def found(**filters: Any) -> set[str]:
        return {row["title"][-1] for row in search(database, "flats", **filters)}

    assert found() == set("ABCDE")
    assert found(source="gazette") == {"E"}
    assert found(source="herald") == set("ABCD")
    assert found(language="pt") == {"C"}
    assert found(language="zh") == found(language="zh-Hant") == {"D"}
    assert found(language="zh-Hans") == set()
    assert found(topic="economy") == found(topic="housing") == {"A"}
    assert found(place="macau") == found(place="taipa") == {"B"}
    assert found(since=date(2026, 11, 16)) == set("CD")
    assert found(until=date(2026, 11, 16)) == set("ABE")
    assert found(since=date(2026, 11, 16), until=date(2026, 11, 17)) == {"C"}
    assert found(since=date(2026, 11, 16), until=date(2026, 11, 16)) == set()
    assert found(topic="economy", source="gazette") == set()
    for no_name in ("x' | 'source=herald", "\\", "", "'"):
        assert found(source=no_name) == found(language=no_name) == found(topic=no_name) == set()


def test_the_title_counts_more_than_the_body_and_the_new_a_little_more(
    database: Database, tmp_path: Path
) -> None:
    made = [
        make("en/title", "Ferry", "Nothing."),
        make("en/body", "Nothing", "The ferry and the ferry and the ferry and the ferry."),
        make("en/once", "Nothing", "At the pier.\nA ferry."),
        make("en/close", "Nothing", "A ferry pier and much else that has to be said here too."),
        make("en/apart", "Nothing", "A ferry and much else that has to be said at this pier too."),
        make("en/old", "Ferry", "Nothing!", published_at=DAY - timedelta(days=90)),
        make("en/older", "Ferry", "Nothing?", published_at=DAY - timedelta(days=900)),
    ]
    publish(database, tmp_path, *made)
    order = names(search(database, "ferry"))
    assert order[:4] == ["en/title", "en/old", "en/older", "en/body"]
    both = names(search(database, "ferry pier"))
    assert both.index("en/close") < both.index("en/apart")
    assert names(search(database, "ferry", most=2)) == ["en/title", "en/old"]
    assert names(search(database, "ferry")) == order


def test_of_a_common_word_the_newest_are_found(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    made = [
        make(f"en/{n}", "Ferry", f"To pier {n}", published_at=DAY - timedelta(days=n))
        for n in range(700)
    ]
    publish(database, tmp_path, *made)
    found = names(search(database, "ferry", most=500))
    assert set(found) == {f"en/{n}" for n in range(500)}
    assert names(search(database, '"pier 650"')) == ["en/650"]
    assert len(search(database, "pier", until=date(2025, 1, 1), most=500)) == 16


def test_a_small_region_is_searched_behind_a_large_one(database: Database, tmp_path: Path) -> None:
    large = [make(f"en/{n}", "Ferry", f"To pier {n}") for n in range(700)]
    small = make_article("https://azores.example/a", "To Pico", title="Ferry", published_at=DAY)
    publish(database, tmp_path, *large)
    publish(database, tmp_path / "azores", small, source="azores", region="azores")
    assert [row["url"] for row in search(database, "ferry", region="azores")] == [small.url]
    assert len(search(database, "ferry", region="gba", most=500)) == 500
    assert search(database, "ferry", region="nowhere") == []


def test_a_date_in_the_future_does_not_hold_the_top(database: Database, tmp_path: Path) -> None:
    now = make("en/now", "Ferry", "x", published_at=DAY)
    far = make("en/far", "Ferry", "y", published_at=DAY.replace(year=2190))
    past = make("en/past", "Ferry", "z", published_at=DAY.replace(year=1700))
    publish(database, tmp_path, now, far, past)
    assert names(search(database, "ferry")) == ["en/now", "en/past", "en/far"]
    assert names(search(database, "ferry", since=date(2100, 1, 1))) == ["en/far"]
    assert names(search(database, "ferry", until=date(1800, 1, 1))) == ["en/past"]
