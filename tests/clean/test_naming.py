"""Organisations and people: in each language, by each rule, and in hostile text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean.naming import find_names, organisations_of, people_of
from crawlers.clean.naming.counting import MAX_NAMES


def organisations(text: str, language: str = "en", title: str = "") -> set[str]:
    return {match.id for match in organisations_of(title, text, language)}


def people(text: str, language: str = "en", title: str = "") -> set[str]:
    return {match.id for match in people_of(title, text, language)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what they are called
        ("They met telecommunications giant Huawei.", {"Huawei"}),
        ("Two carmakers, Zeekr and others, spoke.", {"Zeekr"}),
        ("Of the company, Brighton knows little.", set()),
        ("It bought the chipmaker Zeekr.", {"Zeekr"}),
        ("They met giants including Zeekr.", {"Zeekr"}),
        ("The airline Friday said so.", set()),
        ("The company France trusts.", set()),
        # endings
        ("Shares of Bright Harbour Holdings Ltd fell.", {"Bright Harbour Holdings Ltd"}),
        ("Tencent Holdings Ltd fell.", {"Tencent"}),
        ("He left the Silver Line Securities board.", {"Silver Line Securities"}),
        ("A Commerce and Trade Bureau of their own", {"Commerce and Trade Bureau"}),
        ("The Insurance Company and the Chinese University said no.", set()),
        ("The Bank said so. The University too. A Public University.", set()),
        ("A Hong Kong Company, a China Group and the National Committee", set()),
        # heads
        ("The Ministry of Silly Walks wrote to the Bank of Montreal.",
         {"Ministry of Silly Walks", "Bank of Montreal"}),
        ("He asked the Bank of Montreal and HSBC.", {"Bank of Montreal", "HSBC"}),
        ("The Ministry of Economy, Trade and Industry said so.", set()),
        ("The Board of Directors met.", set()),
        # places and agencies are none
        ("It rained in Hong Kong, Kowloon City and the Greater Bay Area.", set()),
        ("Xinhua reported, and so did Reuters.", set()),
        # those of one place
        ("In Hong Kong, the Education Bureau said no.", {"Education Bureau"}),
        ("In Macao, the Health Bureau said no.", {"Macao Health Bureau"}),
        ("In Hong Kong, the Health Bureau said no.", {"Health Bureau"}),
    ],
)  # fmt: skip
def test_an_english_text_names_organisations(text: str, expected: set[str]) -> None:
    assert organisations(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chief Executive Mary Lee Siu-ming spoke.", {"Mary Lee Siu-ming"}),
        ("Hong Kong's Secretary for Trade Bo Li spoke.", set()),
        ("A visit by lawmaker Xavi Ngo ended.", {"Xavi Ngo"}),
        ("The firm's chief executive, Xavi Ngo, left.", {"Xavi Ngo"}),
        ("Chan Siu-ming went home.", {"Chan Siu-ming"}),
        ("Patrick Dalton, 45, went home.", {"Patrick Dalton"}),
        ("They said Zhao Mingli said so.", {"Zhao Mingli"}),
        ("Mr Chan and President Smith spoke.", set()),
        ("Victoria Harbour, Nathan Road, Elizabeth Hospital, Martin Building", set()),
        ("The Happy Meal and the Golden Week", set()),
        ("Goldman Sachs said so.", set()),
    ],
)
def test_an_english_text_names_people(text: str, expected: set[str]) -> None:
    assert people(text) == expected


def test_an_acronym_told_once_is_counted_later() -> None:
    text = "The Ferry Workers Union (FWU) met. The FWU and the ESG report. FWU members left."
    (match,) = organisations_of("FWU meets on ferries in the harbour", text, "en")
    assert (match.id, match.score) == ("Ferry Workers Union", 7)
    assert match.words == {"Ferry Workers Union": 1, "FWU": 4}


def test_a_person_is_told_in_full_once_and_counted_by_surname() -> None:
    text = (
        "Legislator Mary Lee Siu-ming met Lee Kuan Yew. Mary Lee said no. Lee's office "
        "closed. Mr Lee left; Leeds and Bruce Lee did not."
    )
    counts = {match.id: match.words for match in people_of("", text, "en")}
    assert counts["Mary Lee Siu-ming"] == {"Mary Lee Siu-ming": 1, "Mary Lee": 1, "Lee": 2}


def test_a_surname_is_counted_to_the_one_who_had_it_last() -> None:
    text = "Patrick Wong spoke. Wong left. Then Alice Wong spoke. Wong left. Wong came back."
    counts = {match.id: match.score for match in people_of("", text, "en")}
    assert counts == {"Patrick Wong": 2, "Alice Wong": 3}


def test_a_headline_in_capitals_names_what_the_body_does() -> None:
    body = "The lawmaker Duncan Dalton asked the Silver Line Group."
    found = find_names("Lawmaker Duncan Dalton Asks Why Trains Are Late", body, "en")
    assert [(match.id, match.score) for match in found.people] == [("Duncan Dalton", 4)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A Direcção dos Serviços de Finanças informou.", {"Financial Services Bureau"}),
        ("A Direcção dos Serviços de Navegação e Pontes disse.",
         {"Direcção dos Serviços de Navegação e Pontes"}),
        ("A Associação dos Amigos do Mar e o Banco Azul.",
         {"Associação dos Amigos do Mar", "Banco Azul"}),
        ("A gigante Zeekr e a empresa Pão Quente, Lda.", {"Zeekr", "Pão Quente"}),
        ("O Conselho de Administração e a Comissão Executiva.", set()),
        ("A Fundação Macau e a Huawei.", {"Macao Foundation", "Huawei"}),
    ],
)  # fmt: skip
def test_a_portuguese_text_names_organisations(text: str, expected: set[str]) -> None:
    assert organisations(text, "pt") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O deputado Ngo Van Tu falou.", {"Ngo Van Tu"}),
        ("O ministro da Cidadania, Jader Filho, explicou.", {"Jader Filho"}),
        ("João da Silva e Maria do Rosário ficaram.", {"João da Silva", "Maria do Rosário"}),
        ("Segundo Xu Meng, explicou, choveu.", {"Xu Meng"}),
        ("Rua Pedro Nolasco, Santa Catarina, São Paulo e Minha Casa", set()),
    ],
)
def test_a_portuguese_text_names_people(text: str, expected: set[str]) -> None:
    assert people(text, "pt") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("他到訪浙江樹人學院、杭州師範大學及一家科技公司。", {"浙江树人学院", "杭州师范大学"}),
        ("深圳市藍海科技有限公司與該公司的母公司。", {"深圳市蓝海科技有限公司"}),
        ("，龍騰集團宣布，本集團與多家公司合作。", {"龙腾集团"}),
        ("港股中，遠山黃金（01234）升2%。今年（2023）升。", {"远山黄金"}),
        ("公立醫院、保險公司、民辦中學、全國大學和香港銀行業", set()),
        ("四川省公安廳和禹州市教體局通報。", {"四川省公安厅", "禹州市教体局"}),
        ("中國銀行業與中華人民共和國公司法", set()),
        ("香港恒生指數與人民幣，新華社報道。", set()),
        ("香港教育局局長說", {"Education Bureau"}),
        ("澳門的教育及青年發展局與工聯總會",
         {"Education and Youth Development Bureau", "Macao Federation of Trade Unions"}),
        ("澳門廉政公署與終審法院", {"Macao Commission Against Corruption",
                               "Macao Court of Final Appeal"}),
        ("清華大學高等研究院與中華為其", {"清华大学高等研究院"}),
        ("其中大部分在港大舉行", set()),
    ],
)  # fmt: skip
def test_a_chinese_text_names_organisations(text: str, expected: set[str]) -> None:
    assert organisations(text, "zh") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("常任秘書長劉俊傑表示，如果學員要出任。", {"刘俊杰"}),
        ("總理王強指加快，王強在場。", {"王强"}),
        ("主席何大仁今早被捕", {"何大仁"}),
        ("，馮建瑋說，路邊空氣", {"冯建玮"}),
        ("警方表示，有關方面指出，發言人表示，程序指出，成員說。", set()),
        ("何女士、市民陳先生、梁太和王某表示不滿。", set()),
        ("得獎的王小雲教授到場", {"王小云"}),
        ("，王小雲教授到場", {"王小云"}),
        ("議員歐陽倩怡及局長陳林美娥到場", {"欧阳倩怡", "陈林美娥"}),
        ("主席任命新人，主席高度評價，局長級官員，教授會", set()),
        ("名單包括張智霖（Chilam）、袁詠儀（靚靚）、李幸倪、陳松伶等", {"袁咏仪", "李幸倪"}),
        ("黃金、石油、天然氣、鐵礦石、白銀等", set()),
        ("美國作家茉莉·西爾斯在場", {"茉莉·西尔斯"}),
        ("胡桁誌，42歲，已婚", {"胡桁志"}),
        ("記者﹕關熹蔓", set()),
    ],
)
def test_a_chinese_text_names_people(text: str, expected: set[str]) -> None:
    assert people(text, "zh") == expected


def test_both_scripts_have_one_name() -> None:
    old = find_names("", "議員劉俊傑表示，浙江樹人學院與比亞迪。劉俊傑又指。", "zh")
    new = find_names("", "议员刘俊杰表示，浙江树人学院与比亚迪。刘俊杰又指。", "zh")
    assert [(m.id, m.score) for m in old.people] == [(m.id, m.score) for m in new.people]
    assert {m.id for m in old.organisations} == {m.id for m in new.organisations}
    assert old.people[0].words == {"劉俊傑": 2}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Macao Government Tourism Office and BYD met Ho Iat Seng."),
        ("zh", "澳門旅遊局與比亞迪見賀一誠。"),
        ("zh", "澳门旅游局与比亚迪见贺一诚。"),
        ("pt", "A Direcção dos Serviços de Turismo de Macau e a BYD com Ho Iat Seng."),
    ],
)
def test_what_is_known_has_one_name_in_every_language(language: str, text: str) -> None:
    assert organisations(text, language) == {"Macao Government Tourism Office", "BYD"}
    assert people(text, language) == {"Ho Iat Seng"}


def test_a_name_counts_three_in_the_title() -> None:
    (match,) = organisations_of("比亞迪今日", "比亚迪與比亞迪", "zh")
    assert (match.id, match.score, match.words) == ("BYD", 5, {"比亞迪": 2, "比亚迪": 1})


def test_a_language_without_rules_has_known_names() -> None:
    assert organisations("Die Firma Huawei und der Silver Line Group", "de") == {"Huawei"}


WORDS = [
    "Mr", "Lee", "John", "Ka-chiu", "Group", "Ltd", "Bank", "of", "and", "(HKMA)", "said", "giant",
    "'s", "&", "Huawei", "主席", "陳", "大文", "、", "公司", "大學", "·", "表示",
    "（01234）", "華為", "\n", ". ", "Ministério", "da", "e", "presidente", ", ", "\u200b", "\0",
    "İ", "ﬁ",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    st.text(),
    st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=80),
    st.sampled_from(["", " "]),
    st.sampled_from(["en", "pt", "zh", "und"]),
)
def test_no_text_is_too_strange(title: str, words: list[str], glue: str, language: str) -> None:
    body = glue.join(words)
    for matches in find_names(title, body, language):
        for match in matches:
            assert 0 < len(match.id) <= 80
            assert match.score >= sum(match.words.values()) >= len(match.words) > 0
            assert all(word in title or word in body for word in match.words)


@pytest.mark.parametrize(
    ("unit", "language"),
    [
        ("Mr John Lee{0} met Lee Kuan{0}, Lee and the Lee{0} Group. ", "en"),
        ("A Associação dos Lee{0} e o deputado João Lee{0}. ", "pt"),
        ("主席陳大文表示，深圳{0}龍騰科技有限公司、王小明、", "zh"),
        ("及和", "zh"), ("A ", "en"), ("of the ", "en"), ("陳", "zh"), ("· ", "zh"),
    ],
)  # fmt: skip
def test_a_text_made_to_be_long_has_few_names(unit: str, language: str) -> None:
    body = "".join(unit.format(chr(97 + n % 26) * (n % 9)) for n in range(20_000))
    found = find_names("", body, language)
    assert all(len(matches) <= MAX_NAMES for matches in found)
