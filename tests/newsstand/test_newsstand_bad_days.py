"""A paper's bad day: its pages change at midnight, its lists and the truth do not."""

from datetime import date, datetime, timedelta

import httpx
import pytest

from newsstand import serve, truth
from newsstand.__main__ import main
from newsstand.press import ZONE

BAD = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=ZONE)
PAPER = "ns_harbour_gazette"


def pages(trouble: str, now: datetime) -> list[tuple[str, str]]:
    """Title and page of each article of the day before, as they are at `now`."""
    with (
        serve(now=now, bad_days={PAPER: (trouble, BAD)}) as stand,
        httpx.Client(proxy=stand.url, trust_env=False) as client,
    ):
        day = NOON - timedelta(hours=36)
        articles = truth(day, day + timedelta(days=1), now, outlets=[PAPER])
        answers = [(one.title, client.get(one.url)) for one in articles]
        assert all(answer.status_code == 200 for _, answer in answers)
        return [(title, answer.text) for title, answer in answers]


@pytest.mark.parametrize("trouble", ["redesign", "blocked", "paywall"])
def test_before_the_day_all_is_well(trouble: str) -> None:
    before = NOON - timedelta(hours=12, minutes=1)
    assert all("entry-content" in page for _, page in pages(trouble, before))


def test_a_redesigned_page_has_neither_title_nor_text() -> None:
    assert all(title not in page and "x-app" in page for title, page in pages("redesign", NOON))


def test_a_blocked_paper_gives_one_page_with_a_number_of_its_own() -> None:
    given = [page for _, page in pages("blocked", NOON)]
    assert all("not a robot" in page for page in given)
    assert len(set(given)) == len(given) > 1


def test_behind_the_paywall_titles_and_two_sentences_are_left() -> None:
    for title, page in pages("paywall", NOON):
        assert title in page
        body = page.partition('<div class="entry-content">')[2].partition("</div>")[0]
        assert "Subscribe to go on" in body
        assert body.count("<p>") == 2


@pytest.mark.parametrize(("trouble", "status"), [("dead feed", 404), ("frozen feed", 200)])
def test_the_feed_dies_and_the_sitemap_goes_on(trouble: str, status: int) -> None:
    now = NOON + timedelta(days=1)
    with (
        serve(now=now, bad_days={PAPER: (trouble, BAD)}) as stand,
        httpx.Client(proxy=stand.url, trust_env=False) as client,
    ):
        site = "http://harbour-gazette.newsstand.test"
        feed = client.get(f"{site}/feed/")
        assert feed.status_code == status
        assert "20 Nov 2026" not in feed.text
        assert "/2026/11/21/" in client.get(f"{site}/news-sitemap.xml").text


@pytest.mark.parametrize(
    ("argument", "words"),
    [
        ("ns_nobody=redesign@2026-11-20", "there is no paper 'ns_nobody'"),
        ("ns_river_daily=flood@2026-11-20", "there is no trouble 'flood'"),
        ("ns_river_daily=redesign", "write ns_river_daily=redesign@2026-11-20"),
    ],
)
def test_a_mistake_is_said(argument: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--bad-day", argument])
    assert words in capsys.readouterr().err
