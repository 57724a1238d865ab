"""Articles that stand in a page's scripts alone: found whatever the framework, and nothing else."""

import json
from html import escape
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.clean import extract_article
from crawlers.clean.editors import read_text
from crawlers.clean.markup import Markup
from crawlers.clean.structured import Told
from crawlers.model import Article, Reject

ADDRESS = "https://www.paper.test/news/a-story-of-fares-123456"
TITLE = "港鐵宣布下月起調整票價　議員促凍結加幅"
LINES = [
    "港鐵公司今日宣布，下月一日起調整票價，整體加幅為百分之三點零九，是連續第三年加價。",
    "多名議員批評加幅過高，促請港鐵在經濟復蘇期間凍結票價，並增加優惠以減輕市民負擔。",
    "運輸及物流局發言人表示，會繼續監察港鐵服務表現，並檢討可加可減機制的成效。",
]
DAY = "2023-04-14"
HTML = "".join(f"<p>{line}</p>" for line in LINES)
OTHER = "特首出席論壇表示會繼續推動大灣區融合發展，各界反應正面，並期望有更多惠民措施出台。" * 4
CAPTION = "圖片說明文字不應該出現在正文之中，因為它只是說明圖片。"
HEAD = (
    f"<html><head><title>{TITLE} | 新報</title><meta property='og:title' content='{TITLE}'>"
    f"<meta property='og:description' content='{LINES[0][:30]}'></head><body><div id=app>"
    "<div class=nav><a href=/>首頁</a></div></div>"
)


def dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def data(value: Any, more: str = "") -> str:
    return f"<script type='application/json' {more}>{dump(value)}</script>"


def tokens() -> str:
    """Blocks of runs, with a picture and other articles between."""
    blocks = [
        {"blockType": "summary", "summary": [LINES[0]]},
        {"blockType": "text", "htmlTokens": [[{"type": "text", "content": LINES[1]}]]},
        {"blockType": "image", "image": {"caption": CAPTION}},
        {
            "blockType": "text",
            "htmlTokens": [
                [
                    {"type": "boldText", "content": LINES[2][:9]},
                    {"type": "text", "content": LINES[2][9:]},
                ]
            ],
        },
        {"blockType": "related", "relatedArticles": [{"title": "另一則", "description": OTHER}]},
    ]
    article = {"title": TITLE, "blocks": blocks, "publishTime": 1681430400}
    page = {"article": article, "related": [{"title": "另一新聞", "content": OTHER}]}
    return data({"props": {"pageProps": page}}, "id=__NEXT_DATA__")


def elements() -> str:
    content = [
        {"type": "text", "content": LINES[0]},
        {"type": "image", "caption": CAPTION},
        {"type": "text", "content": LINES[1] + "<br/>"},
        {"type": "text", "content": LINES[2]},
        {"type": "raw_html", "content": "<div>廣告</div>"},
    ]
    others = {"basic": [{"headlines": {"basic": "別的"}, "content_elements": content[:1]}]}
    story = {
        "headlines": {"basic": TITLE},
        "content_elements": content,
        "related_content": others,
        "display_date": "2023-04-14T00:00:00Z",
    }
    return f"<script>window.F=window.F||{{}};F.globalContent={dump(story)};F.x=1;</script>"


def called() -> str:
    """A function called with the values that occur in what it returns."""
    body = "{data:[{article:{title:a,content:b,time:c}}],state:{n:!0}}"
    values = f"{json.dumps(TITLE)},{json.dumps(HTML)},1681430400000"
    return f"<script>window.__NUXT__=(function(a,b,c){{return {body}}}({values}));</script>"


def flight() -> str:
    rows = f'1:["$","div",null,{{"children":["$","$L2",null,{{"article":{{"title":{dump(TITLE)},'
    rows += f'"content":"$5","date":"2023-04-14"}}}}]}}]\n5:T{len(HTML.encode()):x},{HTML}'
    half = len(rows) // 2
    pieces = ('0:{"a":1}\n', rows[:half], rows[half:])
    return "".join(f"<script>self.__next_f.push([1,{dump(one)}])</script>" for one in pieces)


STORY = {"title": TITLE, "body": HTML, "publishedAt": DAY}
ELSE = {"title": "另一新聞的標題在此", "body": f"<p>{OTHER}</p>"}


def flat(value: Any) -> list[Any]:
    """As React Router sends it: members, and the keys of objects, by number."""
    made: list[Any] = []

    def put(one: Any) -> int:
        at = len(made)
        made.append(None)
        if isinstance(one, dict):
            made[at] = {f"_{put(key)}": put(inner) for key, inner in one.items()}
        else:
            made[at] = one
        return at

    put(value)
    return made


def transfer_state() -> str:
    """Angular writes quotes and brackets in a way of its own."""
    text = dump({"api/7": {"body": STORY}, "api/latest": {"body": [ELSE, ELSE]}})
    for char, name in {"&": "a", '"': "q", "'": "s", "<": "l", ">": "g"}.items():
        text = text.replace(char, f"&{name};")
    return f"<script id=app-state type='application/json'>{text}</script>"


def references() -> str:
    lines = {f"Line:{n}": {"kind": "paragraph", "text": line} for n, line in enumerate(LINES)}
    story = {"title": TITLE, "date": DAY, "content": {"blocks": [{"__ref": ref} for ref in lines]}}
    return data({"cache": {"ROOT": {"article": {"__ref": "Story:7"}}, "Story:7": story, **lines}})


SCRIPTS = {
    "a state with escapes of its own": transfer_state(),
    "references": references(),
    "JSON within JSON": data({"status": 200, "body": dump({"article": STORY, "more": [ELSE]})}),
    "numbered keys": "<script>w.controller.enqueue("
    + json.dumps(dump(flat({"loaderData": {"route": {"post": STORY}}})))
    + ");</script>",
    "an object handed on": "<script>import('./app.js').then((kit) => {kit.start(kit, {node: [0, 2],"
    f"data: [{{type: 'data', data: {{post: {{title: {dump(TITLE)}, html: {dump(HTML)}, "
    f"date: {dump(DAY)}}}}}}}], form: null}});}});</script>",
    "runs without a kind": data({"post": {"name": TITLE, "date": DAY, "content": {"document": [
        {"type": "paragraph", "children": [{"text": line[:7]}, {"text": line[7:], "bold": True}]}
        for line in LINES
    ]}}}),
    "paragraphs by number": data({"post": {"subject": TITLE, "date": DAY, "paragraphs": {
        str(n): {"content": line} for n, line in enumerate(LINES)
    }}}),
    "attributes of blocks": data({"post": {"title": TITLE, "date": DAY, "blocks": [
        {"name": "core/paragraph", "attributes": {"content": line}} for line in LINES
    ]}}),
    "markup by hand": "<script>F.content=" + dump({"headlines": {"basic": TITLE}, "date": DAY,
        "content_elements": [{"type": "raw_html", "content": "<br/><br/>".join(LINES)},
                             {"type": "raw_html", "content": "<a href=/x>相關新聞</a>"}]})
    + ";</script>",
    "an object named by the address": data(
        {"news": {"123": {"slug": "a-story-of-fares-123456", "title": TITLE, "content": HTML,
                          "date": DAY}, "124": {**ELSE, "slug": "another-story"}}}
    ),
    "blocks of runs": tokens(),
    "blocks of paragraphs": elements(),
    "a function's values": called(),
    "React's flight": flight(),
    "a flat list": data(
        [{"data": 1}, {"article": 2}, {"title": 3, "body": 4, "date": 5}, TITLE, HTML, DAY],
        "id=__NUXT_DATA__",
    ),
    "JSON in a string": "<script>window.D=JSON.parse("
    + json.dumps(dump({"story": {"headline": TITLE, "paragraphs": LINES, "pub_date": DAY}}))
    + ");</script>",
    "a literal": f"<script>var story = {{id:1, title:'{TITLE}', content:'{HTML}', "
    "date:'2023-04-14 08:00', top:!0,};</script>",
    "portable text": data(
        {
            "post": {
                "title": TITLE,
                "publishedAt": "2023-04-14",
                "body": [
                    {
                        "_type": "block",
                        "children": [
                            {"_type": "span", "text": line[:9]},
                            {"_type": "span", "text": line[9:]},
                        ],
                    }
                    for line in LINES
                ],
            }
        }
    ),
    "a document of nodes": data(
        {
            "fields": {
                "title": TITLE,
                "publishDate": "2023-04-14",
                "body": {
                    "nodeType": "document",
                    "content": [
                        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": line}]}
                        for line in LINES
                    ],
                },
            }
        }
    ),
    "escaped HTML": "<script>window.S="
    + dump({"newsTitle": TITLE, "newsContent": HTML.replace("<", "&lt;").replace(">", "&gt;"),
            "newsTime": "2023-04-14"})
    + ";(function(){var s;}());</script>",
    "an attribute": "<div data-page='"
    + escape(dump({"props": {"news": {"title": TITLE, "body": HTML, "publish_date": DAY}}}))
    + "'></div>",
    "an encoded string": "<script>S=JSON.parse(decodeURIComponent('"
    + quote(dump({"title": TITLE, "content": HTML, "date": DAY}))
    + "'));</script>",
}  # fmt: skip


def test_a_text_in_a_variable_or_a_template_is_found() -> None:
    for script in (
        f"<script>var id = 7; window.story = {json.dumps(HTML)};</script>",
        f"<script type='text/template'>{HTML}</script>",
    ):
        article = extract_article(f"{HEAD}{script}".encode(), "https://www.paper.test/news/123")
        assert isinstance(article, Article)
        assert article.body.split("\n") == LINES


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_an_article_is_found_in_the_scripts(script: str) -> None:
    html = f"{HEAD}{script}</body></html>".encode()
    article = extract_article(html, ADDRESS)
    assert isinstance(article, Article)
    assert article.body.split("\n") == LINES
    assert (article.extractor, article.title) == ("structured", TITLE)
    assert article.extractor_note == "the page shows 0% as much"
    assert (str(article.published_at)[:10], article.published_from) == ("2023-04-14", "data")


def test_an_empty_shell_is_named_by_the_data_of_its_address() -> None:
    """Nothing in the page says what it is about but its address."""
    news = [{**ELSE, "slug": "another-story"}, {**STORY, "slug": "a-story-of-fares-123456"}]
    html = f"<html><head><title>新報</title></head><body><div id=app></div>{data(news)}"
    article = extract_article(html.encode(), ADDRESS)
    assert isinstance(article, Article)
    assert article.body.split("\n") == LINES


def test_the_data_has_the_title_without_the_name_of_the_site() -> None:
    html = f"<html><head><title>{TITLE} - 不知名的報</title></head><body>{data(STORY)}"
    article = extract_article(html.encode(), "https://unknown.test/1")
    assert isinstance(article, Article)
    assert (article.title, article.extractor) == (TITLE, "structured")


def test_a_text_field_from_which_scripts_take_the_text() -> None:
    html = f"{HEAD}<textarea class=article>{escape(HTML)}</textarea>"
    article = extract_article(html.encode(), ADDRESS)
    assert isinstance(article, Article)
    assert article.body.split("\n") == LINES


@pytest.mark.parametrize("time", [10**400, -5, "²²²²", "9" * 400, True, 10**13])
def test_a_number_that_is_no_date_is_none(time: Any) -> None:
    html = f"{HEAD}{data({'title': TITLE, 'body': HTML, 'date': time})}"
    article = extract_article(html.encode(), ADDRESS)
    assert isinstance(article, Article)
    assert article.published_at is None


def test_runs_go_on_and_paragraphs_do_not() -> None:
    """Editors call both `text`; in a list of their own they are paragraphs, ended or not."""
    title = "A headline without a stop"
    texts = [LINES[0], title, LINES[1]]
    text = read_text([{"type": "text", "content": one} for one in texts])
    assert text is not None
    assert text.lines == texts
    pieces = [
        ("text", "The ferry to the outer islands sails "),
        ("link", "an hour earlier from Monday"),
        ("text", ", said the company that runs it, and its fares stay what they were last year."),
    ]
    runs = [{"type": kind, "content": piece} for kind, piece in pieces]
    text = read_text([{"type": "paragraph", "content": runs}])
    assert text is not None
    assert text.lines == ["".join(piece for _, piece in pieces)]


def test_json_ld_tells_the_text_too() -> None:
    told = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(LINES)}
    html = f"{HEAD}<script type='application/ld+json'>{dump(told)}</script>"
    article = extract_article(html.encode(), "https://www.paper.test/news/123")
    assert isinstance(article, Article)
    assert article.body.split("\n") == LINES


def test_a_text_that_is_another_pages_is_not_believed() -> None:
    html = HEAD + data({"list": [{"title": "另一則新聞的標題", "content": f"<p>{OTHER}</p>"}]})
    found = extract_article(html.encode(), "https://www.paper.test/news/123")
    assert isinstance(found, Reject)


def test_what_the_page_shows_better_than_its_data_is_read_from_the_page() -> None:
    shown = f"<h1>{TITLE}</h1><article>{HTML}<p>{OTHER}</p></article>"
    html = HEAD + shown + data({"title": TITLE, "content": HTML})
    article = extract_article(html.encode(), "https://www.paper.test/news/123")
    assert isinstance(article, Article)
    assert article.extractor == "prose"
    assert article.body.split("\n") == [*LINES, OTHER]


def test_a_paragraph_that_stands_in_the_data_twice_is_read_once() -> None:
    text = read_text(HTML + HTML)
    assert text is not None
    assert text.lines == LINES


def test_data_that_holds_itself_again_and_again_costs_no_more_than_its_allowance() -> None:
    value: list[Any] = [{"text": LINES[0] + str(number)} for number in range(2000)]
    for _ in range(50):
        value = [value, {"text": LINES[1]}]
    allowance = [30_000]
    first = read_text(value, allowance)
    assert first is not None
    assert sum(map(len, first.lines)) <= 30_100
    assert (allowance[0] < 0, read_text(value, allowance)) == (True, None)


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=80),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(values, st.sampled_from(["", "id=__NUXT_DATA__", "id=__NEXT_DATA__"]), st.text(max_size=60))
def test_any_data_is_read_or_not(value: Any, more: str, junk: str) -> None:
    pushed = f"<script>self.__next_f.push([1,{json.dumps(junk + '1:T9,' + junk)}])</script>"
    called = f"<script>window.__NUXT__=(function(a){{return {junk}}}({junk}));x={{{junk}</script>"
    page = Markup(f"<html><body>{data(value, more)}{pushed}{called}", "https://a.test/")
    told = Told(page, "a title of the page")
    assert isinstance(told.lines, list)
    assert told.date is None or isinstance(told.date, str)
