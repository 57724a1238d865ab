"""What clean measures of a batch: the numbers that its history is made of."""

from crawlers.clean.measures import Measures, print_of_page
from crawlers.model import Article, Reason, Reject, Stage

REFUSED = Reject(url="http://a.test/", stage=Stage.CLEAN, reason=Reason.NO_ARTICLE_TEXT)


def article(number: int, body: str, **more: object) -> Article:
    return Article.model_validate(
        {
            "url": f"https://herald.example/{number}",
            "title": f"Title {number}",
            "body": body,
            "language": "en",
            "script": "Latn",
            "words": len(body.split()),
            "text_digest": "0" * 64,
            "extractor": "selectors",
            "published_from": "metadata",
            **more,
        }
    )


def test_articles_are_counted_by_what_they_have() -> None:
    measures = Measures()
    measures.article(article(1, "one " * 100, authors=("A. Writer",)))
    measures.article(article(2, "two " * 200, title="News", published_from="url"))
    measures.article(article(3, "few", title="News", extractor="trafilatura"))
    assert measures.counts() == {
        "read": 3,
        "titled": 1,
        "dated": 2,
        "authored": 1,
        "selected": 2,
        "short": 1,
        "words": 100,
        "alike": 0,
    }


def test_captchas_are_alike_though_their_numbers_differ() -> None:
    measures = Measures()
    for ray in ("8f1c2", "77aa0", "c0ffee1"):
        page = b"<title>Wait</title><p class=x%s>Are you human? Ray ID: %s"
        measures.add(REFUSED, print_of_page(page % ((ray.encode(),) * 2)))
    measures.add(REFUSED, print_of_page(b"<title>Wait</title><p>Something else"))
    measures.article(article(1, "An article like no other"))
    assert measures.counts()["alike"] == 3


def test_an_empty_batch_has_no_measures() -> None:
    assert set(Measures().counts().values()) == {0}


def test_a_hostile_page_costs_no_more_than_its_size() -> None:
    measures = Measures()
    for html in (b"<" * 5_000_000, b"a" * 5_000_000, b"<a" * 2_000_000, b"<script>" * 500_000):
        measures.add(REFUSED, print_of_page(html))
    assert measures.counts()["alike"] == 0
