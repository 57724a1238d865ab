"""An article on several pages is one article, whole or not at all."""

from crawlers.clean import clean
from crawlers.dedupe import dedupe
from crawlers.held import NothingHeld
from crawlers.sources import Source

from .conftest import DAY, HOST, Paper, Reply

NOON = "Sun, 15 Nov 2026 12:00:00 +0800"


def text(number: int) -> str:
    """A page's own paragraph."""
    return f"On page {number} the ferry timetable is explained once more, word by word, to all."


def on_pages(paper: Paper, pages: int, last: str = "") -> Source:
    """A story on several pages, each with a link to the next one; `last` is the last one's."""
    for number in range(1, pages + 1):
        following = f"/a/20261115-long-{number + 1}" if number < pages else last
        link = f'<a class="next" href="{following}">Next page</a>' if following else ""
        paper.replies[f"/a/20261115-long-{number}"] = Reply(
            f"<html><head><title>A long read</title></head><body><h1>A long read</h1>"
            f"<div class='text'><p>{text(number)}</p></div>{link}</body></html>".encode()
        )
    feed = paper.feed("/feed.xml", [(HOST + "/a/20261115-long-1", NOON)])
    extraction = {"next_page": "a.next", "body": "div.text", "title": "h1"}
    return paper.source({"feeds": [feed]}, extraction=extraction)


def test_the_pages_are_joined_in_order(paper: Paper) -> None:
    source = on_pages(paper, 3, last="/a/20261115-long-1")
    result = paper.crawl(source)
    result.check()
    (page,) = [page for page in result.pages if page.kind == "article"]
    assert [part.url for part in page.parts] == [HOST + f"/a/20261115-long-{n}" for n in (2, 3)]
    batch = paper.batch()
    dedupe(batch, NothingHeld(), source)
    assert clean(source, DAY, batch) == {"clean": 1}
    (article,) = batch.articles()
    assert article.body == "\n".join(map(text, (1, 2, 3)))
    assert article.url == HOST + "/a/20261115-long-1"
    assert paper.count()["/a/20261115-long-2"] == 1


def test_a_page_that_a_list_names_too_is_no_article_of_its_own(paper: Paper) -> None:
    source = on_pages(paper, 2)
    items: list[tuple[str, str | None]] = [
        (HOST + f"/a/20261115-long-{number}", NOON) for number in (1, 2)
    ]
    paper.feed("/feed.xml", items)
    paper.crawl(source).check()
    batch = paper.batch()
    assert dedupe(batch, NothingHeld(), source) == {"fresh": 1, "same article under another URL": 1}
    clean(source, DAY, batch)
    (article,) = batch.articles()
    assert article.body == "\n".join(map(text, (1, 2)))


def test_an_article_without_its_last_page_is_asked_for_again(paper: Paper) -> None:
    source = on_pages(paper, 2, last="/a/20261115-gone")
    result = paper.crawl(source)
    result.check()
    assert not result.articles
    told = {"/a/20261115-long-1": ("HTTP error", "page 3: HTTP 404")}
    assert result.reasons == told


def test_pages_without_end_are_followed_thirty_times(paper: Paper) -> None:
    source = on_pages(paper, 40)
    (page,) = [page for page in paper.crawl(source).pages if page.kind == "article"]
    assert len(page.parts) == 29
