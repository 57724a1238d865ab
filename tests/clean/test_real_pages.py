"""Real pages: read without exception, and at least as well as trafilatura reads them alone.

The pages stand beside the project, not in it; without them there is nothing to measure.
"""

import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import escape
from typing import Any

import pytest

from crawlers.clean import extract_article
from crawlers.clean.topics import tag_topics
from crawlers.model import Article
from crawlers.settings import ROOT
from crawlers.taxonomy import load_topics

SHARED = ROOT.parent / "shared"
GOLD = SHARED / "realweb" / "gold"
SEED = SHARED / "seed" / "article.txt"
DEV = SHARED / "realweb" / "topics" / "dev.jsonl"
URL = "https://news.example/story"
TOKEN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_\u3400-\u9fff\uf900-\ufaff]+")
PLAIN_TRAFILATURA = {"hk": 0.86, "pt": 0.87, "en": 0.92}


def gold() -> Iterator[dict[str, Any]]:
    for line in (GOLD / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = TOKEN.findall(unicodedata.normalize("NFKC", text).lower())
    return Counter(tuple(tokens[at : at + 4]) for at in range(max(1, len(tokens) - 3)))


def f1(given: str, wanted: str) -> float:
    one, other = shingles(given), shingles(wanted)
    return 2 * (one & other).total() / (one.total() + other.total())


def letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in folded if char.isalnum())


@pytest.mark.skipif(not GOLD.exists(), reason="the real pages are not beside the project")
def test_bodies_titles_and_dates_of_real_pages(capsys: pytest.CaptureFixture[str]) -> None:
    bodies, titles, dates = defaultdict(list), defaultdict(list), defaultdict(list)
    for page in gold():
        html = gzip.decompress((GOLD / "pages" / f"{page['id']}.html.gz").read_bytes())
        read = extract_article(html, page["url"] or URL)
        group = page["group"]
        body, title = (read.body, read.title) if isinstance(read, Article) else ("", "")
        bodies[group].append(f1(body, page["body"]))
        titles[group].append(letters(title) == letters(page["title"]))
        if page["date"]:
            dates[group].append(str(read.published_at)[:10] == page["date"])
    means = {group: sum(scores) / len(scores) for group, scores in bodies.items()}
    with capsys.disabled():
        print(f"\nbody F1 {_shown(bodies)}; titles {_shown(titles)}; dates {_shown(dates)}")
    for group, least in PLAIN_TRAFILATURA.items():
        assert means[group] >= least, f"bodies of {group} pages fell to {means[group]:.3f}"
    assert sum(titles["hk"]) >= 0.9 * len(titles["hk"])
    assert sum(dates["hk"]) >= 0.9 * len(dates["hk"])


def _shown(scores: dict[str, list[Any]]) -> str:
    return ", ".join(f"{key} {sum(all_) / len(all_):.3f}" for key, all_ in scores.items())


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not beside the project")
def test_the_seed_article() -> None:
    blocks = SEED.read_text(encoding="utf-8").split("\n\n")
    menu, title, paragraphs = blocks[0].splitlines(), blocks[1], blocks[2:]
    related, paragraphs = paragraphs[-1], paragraphs[:-1]
    html = (
        f"<html><head><title>{escape(title)} - The Daily</title></head><body><ul>"
        + "".join(f"<li><a href='/m'>{escape(item.strip(' •'))}</a></li>" for item in menu)
        + f"</ul><div id=main><h1>{escape(title)}</h1><div id=Content>"
        + "".join(f"<p>{escape(text)}</p>" for text in paragraphs)
        + f"</div><div><h3>{escape(related)}</h3><ul><li><a href=/x>Another story</a></li></ul>"
        + "</div></div></body></html>"
    )
    article = extract_article(html.encode(), URL)
    assert isinstance(article, Article)
    assert article.title == title == "HK set to firm tech ties with mainland"
    assert article.body == "\n".join(" ".join(text.split()) for text in paragraphs)
    assert {"gba_integration", "innovation_technology"} <= {match.id for match in article.topics}
    named = {match.id for match in article.places}
    assert {"hk", "gd", "sz", "dg", "fs", "gz", "hk-northernmetropolis"} <= named
    assert {"BYD", "Huawei", "Kuka"} <= {match.id for match in article.organisations}
    assert [match.id for match in article.people] == [
        "John Lee Ka-chiu",
        "Duncan Chiu",
        "Xi Jinping",
        "Eric Chan Kwok-ki",
        "Michael Tien Puk-sun",
    ]
    assert article.people[0].words == {"John Lee Ka-chiu": 1, "Lee": 4}


@pytest.mark.skipif(not DEV.exists(), reason="the labelled texts are not beside the project")
def test_the_labelled_texts_can_all_be_tagged(capsys: pytest.CaptureFixture[str]) -> None:
    hits: dict[str, list[bool]] = defaultdict(list)
    names = {topic.id: (topic.name.en.lower(), topic.parent) for topic in load_topics()}
    for line in DEV.read_text(encoding="utf-8").splitlines():
        text = json.loads(line)
        tagged = {match.id for match in tag_topics(text["title"] or "", text["body"] or "")}
        tagged |= {parent for topic in tagged if (parent := names[topic][1])}
        hits[text["set"]].append(text["iptc"] in {names[topic][0] for topic in tagged})
    with capsys.disabled():
        print(f"\nlabelled topic among those assigned: {_shown(hits)}")
    assert hits
