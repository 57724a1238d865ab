"""What a site's articles agree on: learned, kept, read by, and refused where it does not hold."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from upath import UPath

from crawlers.batch import ArchiveWriter, Exchange
from crawlers.clean import extract_article
from crawlers.model import Article
from crawlers.settings import ROOT
from crawlers.sources import CatalogueError, load_source, source_of_host
from crawlers.templates import Sample, TemplateError, learn, sample_of, text_of

SITE = source_of_host("https://paper.test/")
TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, tzinfo=UTC)
MISTAKE = 2
YAML = """id: paper
name: The Paper
home: https://paper.test/
region: gba
kind: newspaper
languages: [en]
timezone: Asia/Hong_Kong
schedule: "0 * * * *"
discovery: {feeds: [https://paper.test/feed]}
articles: ['https://paper\\.test/news/\\d+']
"""
SUBJECTS = ("ferry", "market", "library", "harbour", "school")


def paragraphs(subject: str) -> list[str]:
    return [
        f"The {subject} opens an hour earlier from Monday on, said the council that runs it.",
        f"Nobody who was asked about the {subject} had anything to say against it, or for it.",
        f"The decision on the {subject} is final, and the minutes of the sitting are public.",
    ]


def page(subject: str) -> bytes:
    text = "".join(f"<p>{line}</p>" for line in paragraphs(subject))
    return (
        f"<html><head><title>News of the {subject} | The Paper</title></head><body>"
        "<ul class=top><li><a href=/>Home</a></li><li><a href=/w>World</a></li></ul>"
        f"<div class=col><h1 class=head>News of the {subject} today</h1>"
        f"<div class=story>{text}"
        "<div class=tools><span>Aa</span> <span>Make the letters of this page larger.</span></div>"
        "<p>The Paper is printed on the island by people who live on it, since 1901.</p>"
        "</div></div></body></html>"
    ).encode()


def samples() -> list[Sample]:
    urls = [f"https://paper.test/news/{n}" for n, _ in enumerate(SUBJECTS)]
    read = [sample_of(SITE, url, page(one)) for url, one in zip(urls, SUBJECTS, strict=True)]
    return [one for one in read if one]


def test_a_template_leaves_out_what_every_page_repeats() -> None:
    template = learn(SITE, samples(), TODAY)
    assert (template.title, template.body) == ("h1.head", "div.story")
    told = SITE.model_copy(update={"learned": template})
    article = extract_article(page("bakery"), "https://paper.test/news/9", told)
    assert isinstance(article, Article)
    assert article.extractor == "template"
    assert article.title == "News of the bakery today"
    assert article.body.split("\n") == paragraphs("bakery")


def test_too_few_pages_teach_nothing() -> None:
    with pytest.raises(TemplateError, match="2 articles to learn from; it takes 3"):
        learn(SITE, samples()[:2], TODAY)


def test_pages_that_have_nothing_in_common_teach_nothing() -> None:
    looks = [
        page(one).replace(b"class=story", f"class={one}".encode()).replace(b"class=col", b"")
        for one in SUBJECTS
    ]
    some = [sample_of(SITE, f"https://paper.test/{n}", html) for n, html in enumerate(looks)]
    with pytest.raises(TemplateError, match="agree on no element"):
        learn(SITE, filter(None, some), TODAY)


def test_the_file_beside_the_source_is_read_with_it(tmp_path: Path) -> None:
    (tmp_path / "paper.yaml").write_text(YAML, encoding="utf-8")
    template = learn(SITE, samples(), TODAY)
    (tmp_path / "paper.learned.yaml").write_text(text_of(template), encoding="utf-8")
    assert load_source(tmp_path / "paper.yaml").learned == template
    (tmp_path / "paper.learned.yaml").write_text("learned: 2026-11-25\nbody: '#a'\n")
    with pytest.raises(CatalogueError, match=r"paper.learned.yaml: pages: "):
        load_source(tmp_path / "paper.yaml")


def test_the_command_learns_from_an_archive(tmp_path: Path) -> None:
    (tmp_path / "paper.yaml").write_text(YAML, encoding="utf-8")
    archive = tmp_path / "a.warc.gz"
    with ArchiveWriter(UPath(archive)) as writer:
        for number, subject in enumerate(SUBJECTS):
            url = f"https://paper.test/news/{number}"
            writer.write(Exchange(url, 200, [("Content-Type", "text/html")], page(subject), AT))
    words = ("sources", "learn", "paper", str(archive))
    done = newsdelta(tmp_path, *words, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "body: div.story" in done.stdout
    assert not (tmp_path / "paper.learned.yaml").exists()
    assert "kept: " in newsdelta(tmp_path, *words).stdout
    learned = load_source(tmp_path / "paper.yaml").learned
    assert learned is not None
    assert (learned.body, learned.pages) == ("div.story", len(SUBJECTS))
    none = newsdelta(tmp_path, "sources", "learn", "paper")
    assert none.returncode == MISTAKE
    assert "0 articles to learn from" in none.stderr


def newsdelta(folder: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    more = {
        "PYTHONPATH": str(ROOT),
        "NEWSDELTA_CATALOGUE": str(folder),
        "NEWSDELTA_HOME": str(folder / "home"),
    }
    return subprocess.run(
        [sys.executable, "-m", "newsdelta.command", *words],
        env={**os.environ, **more},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
