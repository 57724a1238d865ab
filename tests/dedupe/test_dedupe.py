"""The same thing is never understood twice, and nothing else is taken for the same thing."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.batch import Batch
from crawlers.dedupe import dedupe
from crawlers.dedupe.canonical import claims_of
from crawlers.held import HeldPage, NothingHeld
from crawlers.model import Page, Reason, Stage
from crawlers.sources import Source

HOME = "https://www.herald.test"
S1, S2, AMP, PRINT = f"{HOME}/story/1", f"{HOME}/story/2", f"{HOME}/amp/1", f"{HOME}/print/1"
MOBILE = "https://m.herald.test/story/1"
Make = Callable[..., Batch]


def page(text: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><p>{text}</p></body></html>".encode()


def canonical(url: str) -> str:
    return f'<link rel="canonical" href="{url}">'


def outcome(batch: Batch) -> dict[str, str]:
    """For each requested URL the reason it was rejected, or `= canonical URL`."""
    fresh = {one.page.url: f"= {one.url}" for one in batch.fresh()}
    rejects = [one for one in batch.rejects() if one.stage == Stage.DEDUPE]
    assert all(one.detail and one.way == "feed" for one in rejects)
    return fresh | {one.url: str(one.reason) for one in rejects}


class HeldPages:
    """Pages of other batches; counts the questions asked."""

    def __init__(self, *pages: HeldPage) -> None:
        self._pages = pages
        self.questions = 0

    def by_url(self, urls: Sequence[str]) -> Mapping[str, HeldPage]:
        self.questions += 1
        return {one.url: one for one in self._pages if one.url in urls}

    def by_digest(self, digests: Sequence[str]) -> Mapping[str, HeldPage]:
        self.questions += 1
        return {one.digest: one for one in self._pages if one.digest in digests}


def test_new_pages_pass_under_their_own_url(batch_of: Make, source: Source) -> None:
    batch = batch_of((S1 + "?utm_source=rss", page("one")), (S2, page("two")))
    assert dedupe(batch, NothingHeld(), source) == {"fresh": 2}
    assert outcome(batch) == {S1 + "?utm_source=rss": f"= {S1}", S2: f"= {S2}"}
    assert batch.counts(Stage.DEDUPE) == {"fresh": 2}


def test_twins_are_one_article_and_its_own_page_stands_for_it(
    batch_of: Make, source: Source
) -> None:
    head = canonical(S1)
    batch = batch_of(
        (AMP, page("amp", head)),
        (MOBILE, page("mobile", head)),
        (S1, page("desk", head)),
        (PRINT, page("print", '<meta property="og:url" content="/story/1">')),
    )
    counts = dedupe(batch, NothingHeld(), source)
    assert counts == {"fresh": 1, "same article under another URL": 3}
    assert outcome(batch)[S1] == f"= {S1}"


def test_a_twin_that_only_the_article_names_is_known(batch_of: Make, source: Source) -> None:
    head = f'<link rel="amphtml" href="{AMP}"><link rel="alternate" media="x" href="{MOBILE}">'
    batch = batch_of((AMP, page("amp")), (S1, page("desk", head)), (MOBILE, page("mobile")))
    assert dedupe(batch, NothingHeld(), source)["fresh"] == 1
    assert outcome(batch)[S1] == f"= {S1}"


def test_a_redirect_leads_to_the_url_the_article_is_known_by(
    batch_of: Make, source: Source
) -> None:
    batch = batch_of((f"{HOME}/story/1-old-slug", page("one"), S1), (S2, page("two"), f"{HOME}/"))
    dedupe(batch, NothingHeld(), source)
    assert outcome(batch) == {f"{HOME}/story/1-old-slug": f"= {S1}", S2: f"= {S2}"}


@pytest.mark.parametrize(
    "link",
    [
        "https://www.herald.test/",
        "/",
        "",
        "https://elsewhere.test/story/9",
        "https://notherald.test/story/9",
        "https://www.herald.test/section/9",
        "javascript:void(0)",
        "http://[broken",
        "https://www.herald.test/story/9" + "9" * 3000,
    ],
)
def test_an_implausible_canonical_link_is_not_believed(
    batch_of: Make, source: Source, link: str
) -> None:
    batch = batch_of((S1, page("one", canonical(link))), (S2, page("two", canonical(link))))
    dedupe(batch, NothingHeld(), source)
    assert outcome(batch) == {S1: f"= {S1}", S2: f"= {S2}"}


def test_without_a_source_the_site_is_the_measure(batch_of: Make) -> None:
    batch = batch_of(
        (MOBILE, page("mobile", canonical(S1))),
        (S2, page("two", canonical("https://elsewhere.test/story/2"))),
    )
    dedupe(batch, NothingHeld())
    assert outcome(batch) == {MOBILE: f"= {S1}", S2: f"= {S2}"}


def test_a_canonical_link_that_every_page_shares_is_a_fault_of_the_site(
    batch_of: Make, source: Source
) -> None:
    urls = [f"{HOME}/story/{number}" for number in range(10, 20)]
    for text in ("{}", "All about the {} that was seen on Monday by those who live there."):
        said = [text.format(chr(97 + n) * 5) for n in range(len(urls))]
        pages = [(url, page(one, canonical(urls[0]))) for url, one in zip(urls, said, strict=True)]
        batch = batch_of(*pages, run=f"run-{len(text)}")
        assert dedupe(batch, NothingHeld(), source) == {"fresh": 10}


def test_one_article_under_thousands_of_addresses_is_one(batch_of: Make, source: Source) -> None:
    """A counter and a clock differ from one to the next; one page of another article lies."""
    urls = [f"{HOME}/story/{number}" for number in range(10, 2010)]
    own = "The ferry sails an hour earlier from Monday on, said the company. Seen {} times."
    pages = [(url, page(own.format(n), canonical(urls[0]))) for n, url in enumerate(urls)]
    other = page("The market opens an hour later, said the council.", canonical(urls[0]))
    batch = batch_of(*pages, (S1, other))
    assert dedupe(batch, NothingHeld(), source) == {
        "fresh": 2,
        "same article under another URL": len(urls) - 1,
    }
    assert {one.url for one in batch.fresh()} == {urls[0], S1}


def test_byte_identical_pages_are_one(batch_of: Make, source: Source) -> None:
    batch = batch_of((S1, page("same")), (S2, page("same")))
    assert dedupe(batch, NothingHeld(), source) == {"fresh": 1, "identical page": 1}
    assert outcome(batch) == {S1: f"= {S1}", S2: "identical page"}


def test_lists_and_errors_are_no_articles(batch_of: Make, source: Source) -> None:
    assert dedupe(batch_of((S1, page("gone")), status=404), NothingHeld(), source) == {"fresh": 0}


def test_a_url_fetched_twice_in_one_run_is_one_article(batch_of: Make, source: Source) -> None:
    batch = batch_of((S1, page("first")), (S1, page("second")))
    assert dedupe(batch, NothingHeld(), source)["fresh"] == 1
    assert len(list(batch.fresh())) == 1


class TestAgainstWhatIsHeld:
    """One page of this run against one held page."""

    @pytest.fixture
    def judge(self, batch_of: Make, source: Source) -> Callable[..., str]:
        def judged(asked: str, head: str = "", **held: Any) -> str:
            batch = batch_of((asked, page("one", head)))
            (fetched,) = batch.pages()
            about = {"batch": "herald/earlier", "digest": fetched.digest, "url": asked, **held}
            dedupe(batch, HeldPages(HeldPage.model_validate(about)), source)
            return outcome(batch)[asked]

        return judged

    def test_an_unchanged_page_goes_no_further(self, judge: Callable[..., str]) -> None:
        assert judge(S1) == Reason.UNCHANGED
        assert judge(S1, reason=Reason.NO_ARTICLE_TEXT) == Reason.UNCHANGED

    def test_a_changed_page_passes_on(self, judge: Callable[..., str]) -> None:
        assert judge(S1, digest="sha1:OTHER") == f"= {S1}"

    def test_what_this_batch_itself_left_is_ignored(self, judge: Callable[..., str]) -> None:
        assert judge(S1, batch="herald/run-1") == f"= {S1}"

    def test_a_page_that_was_outside_an_earlier_window_is_read_again(
        self, judge: Callable[..., str]
    ) -> None:
        assert judge(S1, reason=Reason.OUTSIDE_WINDOW) == f"= {S1}"

    def test_the_same_bytes_under_another_url_are_known(self, judge: Callable[..., str]) -> None:
        assert judge(S1, url=S2) == Reason.IDENTICAL_PAGE

    def test_another_url_of_a_held_article_is_known(self, judge: Callable[..., str]) -> None:
        assert judge(AMP, canonical(S1), url=S1, digest="sha1:OTHER") == Reason.SAME_ARTICLE

    def test_the_canonical_url_itself_is_not_its_own_twin(self, judge: Callable[..., str]) -> None:
        assert judge(S1, canonical(S1), url=S1, digest="sha1:OTHER") == f"= {S1}"

    def test_a_held_reject_does_not_hide_an_article(self, judge: Callable[..., str]) -> None:
        held = {"url": S1, "digest": "sha1:OTHER", "reason": Reason.HTTP_ERROR}
        assert judge(AMP, canonical(S1), **held) == f"= {S1}"


def test_a_batch_can_be_run_again_from_here(batch_of: Make, source: Source) -> None:
    batch = batch_of((S1, page("one")), (S2, page("one")))
    first = dedupe(batch, NothingHeld(), source), outcome(batch)
    own = [HeldPage(url=one.url, batch=batch.id, digest=one.digest) for one in batch.pages()]
    assert (dedupe(batch, HeldPages(*own), source), outcome(batch)) == first


def test_a_thousand_pages_take_a_handful_of_questions(batch_of: Make, source: Source) -> None:
    batch = batch_of(*((f"{HOME}/story/{n}", page(str(n))) for n in range(1001)))
    held = HeldPages()
    assert dedupe(batch, held, source) == {"fresh": 1001}
    assert held.questions <= 6


def test_an_unreadable_record_passes_on_for_clean_to_count(batch_of: Make, source: Source) -> None:
    batch = batch_of((S1, page("one")))
    archive = batch.path / "a.warc.gz"
    archive.write_bytes(archive.read_bytes()[:-30])
    assert dedupe(batch, NothingHeld(), source) == {"fresh": 1}


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"<link rel=canonical href='"]))
def test_any_page_makes_plausible_claims_or_none(body: bytes, start: bytes) -> None:
    asked = Page.model_validate(
        {"url": S1, "final_url": S1, "kind": "article", "status": 200, "content_type": "",
         "fetched_at": "2026-11-16T00:00:00Z", "digest": "", "warc": "a", "offset": 0}
    )  # fmt: skip
    claims = claims_of(start + body, asked, None)
    assert claims.canonical is None or "herald.test/" in claims.canonical
