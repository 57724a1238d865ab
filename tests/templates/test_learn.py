"""What a site's articles agree on: learned, kept, read by, and refused where it does not hold."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from paper import SUBJECTS, YAML, Command, page, paragraphs
from upath import UPath

from crawlers.batch import ArchiveWriter, Exchange
from crawlers.clean import extract_article
from crawlers.model import Article
from crawlers.sources import CatalogueError, load_source, source_of_host
from crawlers.templates import Sample, TemplateError, learn, sample_of, text_of

SITE = source_of_host("https://paper.test/")
TODAY = date(2026, 11, 25)
AT = datetime(2026, 11, 25, tzinfo=UTC)
MISTAKE = 2


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


def test_the_command_learns_from_an_archive(tmp_path: Path, newsdelta: Command) -> None:
    (tmp_path / "paper.yaml").write_text(YAML.replace("[a-z]", "[0-9]"), encoding="utf-8")
    archive = tmp_path / "a.warc.gz"
    with ArchiveWriter(UPath(archive)) as writer:
        for number, subject in enumerate(SUBJECTS):
            url = f"https://paper.test/news/{number}"
            writer.write(Exchange(url, 200, [("Content-Type", "text/html")], page(subject), AT))
    words = ("sources", "learn", "paper", str(archive))
    done = newsdelta(*words, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "body: div.story" in done.stdout
    assert not (tmp_path / "paper.learned.yaml").exists()
    assert "kept: " in newsdelta(*words).stdout
    learned = load_source(tmp_path / "paper.yaml").learned
    assert learned is not None
    assert (learned.body, learned.pages) == ("div.story", len(SUBJECTS))
    none = newsdelta("sources", "learn", "paper")
    assert none.returncode == MISTAKE
    assert "0 articles to learn from" in none.stderr
