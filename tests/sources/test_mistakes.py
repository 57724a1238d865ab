"""A mistake in a source file is answered in one line: the file, the key, the fix."""

from pathlib import Path

import pytest

from crawlers.sources import CatalogueError, load_catalogue, load_source

GOOD = r"""
id: harbour
name: Harbour Post
home: https://harbour.example/
region: gba
kind: online
languages: [en]
timezone: Asia/Hong_Kong
schedule: "5 * * * *"
discovery:
  feeds: [https://harbour.example/feed]
  archives: ["https://harbour.example/{date:%Y/%m/%d}/"]
articles: ['^https://harbour\.example/(?P<date>\d{8})/']
samples: [https://harbour.example/20260526/a-story]
"""

MISTAKES = {
    "unknown key": ("schedule:", "schedul:", "schedul: is not a key; did you mean 'schedule'?"),
    "unknown key, nested": ("feeds:", "feedz:", "discovery.feedz: is not a key; did you mean"),
    "unknown key, nothing near": ("samples:", "xyzzy:", "xyzzy: is not a key; the keys are id,"),
    "missing key": ("home: https://harbour.example/", "", "home: is missing; add 'home: …'"),
    "bad regex": ("(?P<date>", "(?P<date", "articles.0: '^https://harbour"),
    "bad cron": ('"5 * * * *"', "hourly", "schedule: 'hourly' is not a cron expression; five"),
    "cron of six": ('"5 * * * *"', '"5 * * * * 1"', "is not a cron expression; five fields such"),
    "bad timezone": ("Asia/Hong_Kong", "Hongkong/Asia", "timezone: 'Hongkong/Asia' is not an IANA"),
    "text for a list": ("[en]", "en", "languages: 'en' is not a list; write each entry on a line"),
    "empty list": ("[en]", "[]", "languages: is empty; give one entry at least"),
    "number for text": ("Harbour Post", "24", "name: '24' is not text; put it in quotes"),
    "list for keys": ("id: harbour", "id: harbour\npoliteness: [2]", "politeness: is not a group"),
    "text for a number": (
        "id: harbour",
        "id: harbour\npoliteness: {delay: slow}",
        "politeness.delay: 'slow' is not a number",
    ),
    "number out of range": (
        "id: harbour",
        "id: harbour\npoliteness: {delay: -1}",
        "politeness.delay: '-1' must be 0.0 or more",
    ),
    "unknown kind": ("kind: online", "kind: blog", "kind: 'blog' is not one of 'newspaper', "),
    "unknown language": ("[en]", "[zh]", "languages.0: 'zh' is not one of 'en', 'zh-Hant', "),
    "no address": (
        "home: https://",
        "home: ",
        "home: 'harbour.example/' is not an http(s) address",
    ),
    "bad address": ("home: https://harbour.example/", "home: 'http://[::1'", "home: 'http://[::1'"),
    "no list": (
        'feeds: [https://harbour.example/feed]\n  archives: ["https://harbour.example/'
        '{date:%Y/%m/%d}/"]',
        "feeds: []",
        "discovery: names no list; give feeds, sitemaps, sections, archives, apis or",
    ),
    "archive without a day": (
        "{date:%Y/%m/%d}",
        "today",
        "is the same address on every day; write the day as '{date:%Y-%m/%d}'",
    ),
    "archive by a parameter that is left out": (
        "/{date:%Y/%m/%d}/",
        "/?archive_date={date:%Y-%m-%d}",
        "is the same address on every day; write the day as '{date:%Y-%m/%d}'",
    ),
    "archive with other braces": (
        "{date:%Y/%m/%d}",
        "{day}",
        "is not an address for each day; write the day as '{date:%Y-%m/%d}'",
    ),
    "bad key of an archive": (
        'archives: ["https://harbour.example/{date:%Y/%m/%d}/"]',
        'archives: [{url: "https://harbour.example/{date:%Y/%m/%d}/", folow: a}]',
        "discovery.archives.0.folow: is not a key; did you mean 'follow'?",
    ),
    "JSON list without a link": (
        "  feeds:",
        "  apis: [{url: https://harbour.example/api}]\n  feeds:",
        "discovery.apis.0.link: is missing; add 'link: …'",
    ),
    "bad JMESPath": (
        "  feeds:",
        "  apis: [{url: https://harbour.example/api, link: 'a['}]\n  feeds:",
        "discovery.apis.0.link: 'a[' is not a JMESPath expression",
    ),
    "JSON list with other braces": (
        "  feeds:",
        "  apis: [{url: 'https://harbour.example/{day}', link: a}]\n  feeds:",
        "is not an address of a list; in braces may stand {since}, {until},",
    ),
    "JSON list whose next is not told": (
        "  feeds:",
        "  apis: [{url: 'https://harbour.example/?o={next}', link: a}]\n  feeds:",
        "discovery.apis.0: url: has '{next}'; say in 'next' what fills it",
    ),
    "JSON list by a parameter that is left out": (
        "  feeds:",
        "  apis: [{url: 'https://harbour.example/?from={page}', link: a}]\n  feeds:",
        "is the same address on every page; give the parameter another name",
    ),
    "WordPress nowhere": (
        "  feeds:",
        "  wordpress: 7\n  feeds:",
        "discovery.wordpress: '7' is neither true nor an http(s) address",
    ),
    "WordPress at no address": (
        "  feeds:",
        "  wordpress: harbour\n  feeds:",
        "discovery.wordpress: 'harbour' is not an http(s) address",
    ),
    "bad selector": (
        "  feeds:",
        '  sections: [{url: https://harbour.example/, links: "a["}]\n  feeds:',
        "discovery.sections.0.links: 'a[' is not a CSS selector",
    ),
    "bad hint": (
        "id: harbour",
        "id: harbour\nextraction: {body: 'p..x'}",
        "extraction.body: 'p..x'",
    ),
    "sample that does not fit": (
        "/20260526/a-story",
        "/about",
        "samples: 'https://harbour.example/about' fits none of 'articles'",
    ),
    "a key twice": (
        "region: gba",
        "region: gba\nregion: gba",
        "line 5, column 1: the key 'region' stands twice; keep one",
    ),
    "bad indentation": ("region: gba", "region: gba\n   x: [", "cannot be read as YAML: line 5"),
    "foreign tag": ("region: gba", "region: !!python/name:os.system", "cannot be read as YAML:"),
    "id of another file": ("id: harbour", "id: pier", "id: 'pier' must be the file's name,"),
    "bad id": ("id: harbour", "id: Harbour-1", "id: 'Harbour-1' is not small letters, digits"),
    "value of many lines": ('"5 * * * *"', '"a\\nb"', "schedule: 'a b' is not a cron expression"),
}


def _write(folder: Path, text: str, name: str = "harbour") -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_good_file_is_good(tmp_path: Path) -> None:
    assert load_source(_write(tmp_path, GOOD)).name == "Harbour Post"


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_line_names_file_key_and_fix(mistake: str, tmp_path: Path) -> None:
    right, wrong, told = MISTAKES[mistake]
    assert right in GOOD
    path = _write(tmp_path, GOOD.replace(right, wrong).lstrip("\n"))
    with pytest.raises(CatalogueError) as caught:
        load_source(path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in lines)
    assert any(told in line for line in lines), lines
    # a regex or key that is wrong also leaves a key missing or a sample without a match
    assert len(lines) <= 2
    assert max(map(len, lines)) < len(str(path)) + 300


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no keys; a source starts with 'id:' and 'name:'"),
        (b"- a\n- b\n", "holds no keys"),
        (b"\xff\xfe", "is not UTF-8 text; save it as UTF-8"),
        (b"a: \x00", "cannot be read as YAML:"),
        (b"? [a, b]\n: c\n", "cannot be read as YAML:"),
    ],
)
def test_a_file_that_is_no_source(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "harbour.yaml"
    path.write_bytes(content)
    with pytest.raises(CatalogueError) as caught:
        load_source(path)
    assert str(caught.value).startswith(f"{path}: {told}")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read: No such file"):
        load_source(tmp_path / "harbour.yaml")


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    _write(tmp_path, GOOD.replace("kind: online", "kind: blog"))
    (tmp_path / "b").mkdir()
    _write(tmp_path / "b", GOOD.replace("[en]", "[zh]").replace('"5 *', '"x *'))
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    lines = str(caught.value).splitlines()
    assert len(lines) == 3
    assert all(": kind: " in x or ": languages.0: " in x or ": schedule: " in x for x in lines)


def test_the_same_id_in_two_folders(tmp_path: Path) -> None:
    for region in ("a", "b"):
        (tmp_path / region).mkdir()
        _write(tmp_path / region, GOOD)
    with pytest.raises(CatalogueError) as caught:
        load_catalogue(tmp_path)
    first, second = tmp_path / "a" / "harbour.yaml", tmp_path / "b" / "harbour.yaml"
    assert str(caught.value) == f"{second}: id: 'harbour' is taken by {first}"
