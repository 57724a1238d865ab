"""JSON lists in any state give links or one phrase, and ids tell plausible times or none."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.crawl.json_lists import Span, api_address, read_api
from crawlers.crawl.lists import BrokenListError
from crawlers.crawl.signposts import read_alternates, read_robots
from crawlers.sources import Api
from crawlers.sources.codes import moment_of_codes

HKT = ZoneInfo("Asia/Hong_Kong")
URL = "http://paper.test/api"
API = Api(
    url=URL + "?p={page}", items="items", link="u", published="p", title="t", next="n", pages=3
)
DAY = datetime(2026, 11, 15, tzinfo=HKT)
SPAN = Span(DAY, datetime(2026, 11, 16, tzinfo=HKT), DAY)

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["items", "u", "p", "t", "n", "x"]), inner, max_size=5)
    ),
    max_leaves=20,
)


@given(values.map(lambda data: json.dumps(data).encode()) | st.binary(max_size=80))
def test_any_bytes_are_a_json_list_or_broken(body: bytes) -> None:
    try:
        listing = read_api(body, "application/json", URL, HKT, API)
    except BrokenListError as error:
        assert "\n" not in str(error)
        return
    for link in listing.found:
        assert link.url.startswith(("http://", "https://"))
        assert link.url.isprintable()
        assert link.title is None or link.title.isprintable()
        assert link.published_at is None or link.published_at.tzinfo is not None


@given(st.binary(max_size=200))
def test_any_bytes_are_signposts(body: bytes) -> None:
    assert all(link.url.isprintable() for link in read_robots(body, URL).children)
    assert all(link.url.isprintable() for link in read_alternates(body, "text/html", URL))


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        (1794715200, "2026-11-15T12:00:00+08:00"),
        (1794715200000, "2026-11-15T12:00:00+08:00"),
        ("1794715200", "2026-11-15T12:00:00+08:00"),
        ("2026-11-15 12:00:00.0", "2026-11-15T12:00:00+08:00"),
        ("2026-11-15T04:00:00Z", "2026-11-15T04:00:00+00:00"),
        ("2026-11-15", "2026-11-15T00:00:00+08:00"),
        (float("nan"), None),
        (10**30, None),
        (True, None),
        (-5, None),
        ("soon", None),
    ],
)
def test_times_of_json_lists(published: object, expected: str | None) -> None:
    body = json.dumps({"items": [{"u": "/a", "p": published}]}).encode()
    found = read_api(body, "application/json", URL, HKT, API).found[0].published_at
    assert (found.isoformat() if found else None) == expected


@pytest.mark.parametrize(
    ("url", "page", "following", "expected"),
    [
        ("/x?p={page}", 1, None, "/x?p=1"),
        ("/x?p={page}", 3, None, "/x?p=3"),
        ("/x?a=1&o={next}", 1, None, "/x?a=1"),
        ("/x?a=1&o={next}", 2, "b c&d", "/x?a=1&o=b%20c%26d"),
        ("/x?a=1&o={next}", 2, None, None),
        ("/x", 2, None, None),
        ("/x?s={since}&u={until:unix}", 1, None, "/x?s=2026-11-14T16:00:00Z&u=1794758400"),
        ("/{date:%Y%m%d}.js", 1, None, "/20261115.js"),
    ],
)
def test_addresses_of_json_lists(
    url: str, page: int, following: str | None, expected: str | None
) -> None:
    api = Api(url="http://paper.test" + url, link="u", next="n")
    told = api_address(api, SPAN, page, following)
    assert told == (expected and "http://paper.test" + expected)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ({"oid": "603c56f0e4b04e1918c8e7a0"}, ("2021-03-01T00:00:00+08:00", "day")),
        ({"ms": "1596825748734"}, ("2020-08-08T00:00:00+08:00", "day")),
        ({"ts": "20260524182036795"}, ("2026-05-24T18:20:36+08:00", "second")),
        ({"gcs": "N25GKBVnty"}, ("2025-07-11T00:00:00+08:00", "day")),
        ({"gcs": "N26EeXXXXX"}, ("2026-05-31T00:00:00+08:00", "day")),
        ({"gcs": "N26BeXXXXX"}, None),
        ({"oid": "00000000" + "0" * 16}, None),
        ({"oid": None, "ts": "20269999999999999"}, None),
        ({}, None),
    ],
)
def test_ids_tell_their_time(
    groups: dict[str, str | None], expected: tuple[str, str] | None
) -> None:
    told = moment_of_codes(groups, HKT)
    assert (told and (told[0].isoformat(), told[1])) == expected


@given(st.dictionaries(st.sampled_from(["ts", "ms", "oid", "gcs"]), st.text(max_size=30)))
def test_any_id_tells_a_time_or_none(groups: dict[str, str | None]) -> None:
    told = moment_of_codes(groups, UTC)
    assert told is None or told[0].tzinfo is not None
