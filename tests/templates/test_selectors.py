"""Selectors on which several pages agree, of made-up pages and of real ones."""

import gzip
import json
from collections import defaultdict
from datetime import UTC
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from crawlers.settings import ROOT
from crawlers.sources import source_of_host
from crawlers.templates.samples import Sample, sample_of
from crawlers.templates.selectors import agreed

GOLD = ROOT.parent / "shared" / "realweb" / "gold"
PAGE = """<html><head><title>{title}</title></head><body>
<div class="menu"><a href="/1">Home</a> <a href="/2">World</a></div>
<h1 class="headline">{title}</h1><p class="stamp-date">{day} November 2026, 10:30</p>
<div id="story"><p>{one} The council sat until late, and went home without a word to the press.</p>
<div class="more"><a href="/x">Read about another story that is of no concern here</a></div>
<p>{two} The minutes will be read aloud at the next sitting, said the clerk of the house.</p>
<p>Printed in {day} copies</p></div></body></html>"""
WORDS = (("Ferry fares rise", "One."), ("Museum opens", "Two."), ("Rain stops play", "Three."))


SITE = source_of_host("https://a.test/").model_copy(update={"timezone": "Asia/Hong_Kong"})


def sample(url: str, html: bytes) -> Sample | None:
    return sample_of(SITE, url, html)


def made_up() -> list[Sample]:
    pages = []
    for number, (title, word) in enumerate(WORDS, 11):
        html = PAGE.format(title=title, day=number, one=word, two=word).encode()
        pages.append(sample(f"https://a.test/news/{number}", html))
    return [page for page in pages if page]


def test_what_pages_agree_on_is_named() -> None:
    hints = agreed(made_up(), SITE.zone)
    assert hints.title == "h1.headline"
    assert hints.body == "#story"
    assert hints.date == "p.stamp-date"
    assert hints.drop == ("div.more",)
    assert hints.drop_lines == ("^Printed in ",)


def test_pages_that_do_not_agree_give_no_hint() -> None:
    html = [
        f"<html><head><title>A headline of its own {tag}</title></head><body>"
        f"<{tag}>A headline of its own {tag}</{tag}><p>{'word ' * 60}</p></body></html>"
        for tag in ("h1", "h2", "h3")
    ]
    pages = [sample(f"https://a.test/{n}", text.encode()) for n, text in enumerate(html)]
    assert all(pages)
    hints = agreed([page for page in pages if page], UTC)
    assert (hints.title, hints.body, hints.date) == (None, None, None)


@pytest.mark.skipif(not GOLD.exists(), reason="the real pages are not beside the project")
def test_selectors_learned_of_real_pages_are_those_a_person_chose() -> None:
    by_host: dict[str, list[Sample]] = defaultdict(list)
    for line in (GOLD / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        page = json.loads(line)
        if page["url"] and (one := sample(page["url"], captured(GOLD, page["id"]))):
            by_host[urlsplit(page["url"]).hostname or ""].append(one)
    learned = {host: agreed(pages, UTC) for host, pages in by_host.items() if len(pages) >= 3}
    assert learned["news.rthk.hk"].body == "div.itemFullText"
    assert learned["news.rthk.hk"].title == "h2.itemTitle"
    assert learned["hd.stheadline.com"].body == "#news-content"


def captured(gold: Path, name: str) -> bytes:
    return gzip.decompress((gold / "pages" / f"{name}.html.gz").read_bytes())
