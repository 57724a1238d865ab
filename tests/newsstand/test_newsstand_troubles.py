"""The misbehaving paper: every kind of trouble once in three days, each as bad as announced."""

import http.client
from datetime import date, datetime, timedelta

import feedparser
import httpx
import pytest

from crawlers.model import Reason
from newsstand import Stand, troubles
from newsstand.press import Press, midnight
from newsstand.troubles import REASONS, Kind, Trap, traps

LATE = datetime.max.replace(tzinfo=midnight(date(2026, 1, 1)).tzinfo)
OUTLET = ["ns_night_courier"]


@pytest.fixture(scope="module")
def of_kind(now: datetime) -> dict[Kind, Trap]:
    days = [now.date() - timedelta(days=back) for back in (1, 2, 3)]
    return {trap.kind: trap for day in days for trap in traps(Press(), day, LATE)}


def test_any_three_days_hold_every_kind_and_a_day_only_a_handful() -> None:
    first = date(2026, 11, 1)
    for start in range(30):
        days = [first + timedelta(days=start + more) for more in range(3)]
        kinds = [[trap.kind for trap in traps(Press(), day, LATE)] for day in days]
        assert sorted(kind for day in kinds for kind in day) == sorted(Kind)
        assert all(len(day) <= 4 for day in kinds)
    assert set(REASONS) == set(Kind)


def test_the_lists_show_the_troubles_among_the_news(
    client: httpx.Client, of_kind: dict[Kind, Trap]
) -> None:
    for trap in of_kind.values():
        page = client.get(f"http://night-courier.newsstand.test/archive/{trap.day}/").text
        assert f'href="{trap.path}"' in page
    feed = client.get("http://night-courier.newsstand.test/feed.xml").text
    assert any(trap.url in feed for trap in of_kind.values())


def test_expected_rejects_name_the_address_the_step_and_the_reason(
    now: datetime, of_kind: dict[Kind, Trap]
) -> None:
    until = midnight(now.date())
    expected = {
        one.url: one.reason
        for one in troubles(until - timedelta(days=3), until, now, outlets=OUTLET)
    }
    broken = [url for url, reason in expected.items() if reason is Reason.BROKEN_LIST]
    assert broken == ["http://night-courier.newsstand.test/feeds/late.xml"]
    for kind, trap in of_kind.items():
        assert expected[trap.url] is REASONS[kind][1]
    assert len(expected) == len(Kind) + 1


@pytest.mark.parametrize(
    ("kind", "status"),
    [(Kind.ERROR, 500), (Kind.GONE, 404), (Kind.MEMBERS, 403), (Kind.EMPTY, 200)],
)
def test_plain_failures(
    client: httpx.Client, of_kind: dict[Kind, Trap], kind: Kind, status: int
) -> None:
    assert client.get(of_kind[kind].url).status_code == status


def test_the_loop_never_ends(client: httpx.Client, of_kind: dict[Kind, Trap]) -> None:
    with pytest.raises(httpx.TooManyRedirects):
        client.get(of_kind[Kind.LOOP].url, follow_redirects=True)


def test_the_way_off_site_is_not_gone_by_the_server(
    client: httpx.Client, of_kind: dict[Kind, Trap]
) -> None:
    answer = client.get(of_kind[Kind.OFFSITE].url)
    assert answer.status_code == 301
    assert client.get(answer.headers["location"]).status_code == 502


def test_the_slow_page_outlasts_the_papers_time_out(
    client: httpx.Client, of_kind: dict[Kind, Trap]
) -> None:
    with pytest.raises(httpx.ReadTimeout):
        client.get(of_kind[Kind.SLOW].url, timeout=2.5)


def test_large_pages_are_larger_than_the_paper_may_send(
    client: httpx.Client, of_kind: dict[Kind, Trap]
) -> None:
    told = client.get(of_kind[Kind.OVERSIZED].url)
    untold = client.get(of_kind[Kind.ENDLESS].url)
    assert len(told.content) == int(told.headers["content-length"]) > 300_000
    assert "content-length" not in untold.headers
    assert len(untold.content) > 300_000


def test_the_truncated_page_ends_before_its_length(stand: Stand, of_kind: dict[Kind, Trap]) -> None:
    line = http.client.HTTPConnection("127.0.0.1", stand.port, timeout=10)
    line.request("GET", of_kind[Kind.TRUNCATED].url)
    answer = line.getresponse()
    with pytest.raises(http.client.IncompleteRead):
        answer.read()
    line.close()


def test_the_picture_calls_itself_html(client: httpx.Client, of_kind: dict[Kind, Trap]) -> None:
    answer = client.get(of_kind[Kind.BINARY].url)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.content.startswith(b"\x89PNG")


def test_the_broken_feed_gives_nothing(client: httpx.Client) -> None:
    answer = client.get("http://night-courier.newsstand.test/feeds/late.xml")
    feed = feedparser.parse(answer.content)
    assert feed.bozo
    assert not feed.entries
