"""What addresses have in common, as an expression."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.probe.shapes import day_template, families
from crawlers.probe.ways import page_template
from crawlers.settings import ROOT
from crawlers.sources import Source, load_catalogue
from crawlers.url import normalise

TODAY = date(2026, 11, 20)
REAL = [
    source
    for source in load_catalogue(ROOT / "crawlers" / "sources").values()
    if source.region == "gba" and source.samples
]


@pytest.mark.parametrize("source", REAL, ids=lambda source: source.id)
def test_real_addresses_are_fitted_by_what_is_learned_of_them(source: Source) -> None:
    urls = [normalise(url) for url in source.samples]
    expressions = [family.expression() for family in families(urls, TODAY)]
    unfitted = [url for url in urls if not any(re.match(one, url) for one in expressions)]
    assert not unfitted
    for url in urls:
        matches = filter(None, (re.match(one, url) for one in expressions))
        days = [found["date"] for found in matches if "date" in found.groupdict()]
        named = source.url_day(url)
        if days and named:
            assert re.sub(r"\D", "", days[0]) == f"{named:%Y%m%d}"


def test_a_new_headline_of_a_known_section_fits() -> None:
    urls = [
        f"https://a.test/{name}/2026/11/1{day}/some-headline-{day}/"
        for day, name in enumerate(("hk", "biz", "art"))
    ]
    (family,) = families(urls, TODAY)
    assert re.match(family.expression(), "https://www.a.test/sport/2026/11/19/slow/")
    assert not re.match(family.expression(), "https://www.a.test/sport/2026/11/19/slow/amp/")
    assert not re.match(family.expression(), "https://b.test/sport/2026/11/19/slow/")


@pytest.mark.parametrize(
    "url",
    ["https://a.test/tag/11-22-33/", "https://a.test/photo-1-2-3.jpg", "https://a.test/about/us"],
)
def test_what_is_never_an_article_has_no_shape(url: str) -> None:
    assert families([url], TODAY) == []


ADDRESSES = st.from_regex(
    r"https?://a\.test/[a-zA-Z0-9_\-./%é港?=&+()\[\]{}|*$^\\]{0,40}", fullmatch=True
)


@given(st.lists(ADDRESSES, max_size=8))
def test_any_address_is_fitted_by_its_own_expression(urls: list[str]) -> None:
    for family in families(urls, TODAY):
        rule = re.compile(family.expression())
        for url in family.urls:
            if url.isascii() and "%" not in url and "?" not in url and "#" not in url:
                assert rule.match(url), family.expression()


@given(st.text(max_size=60), st.text(max_size=60))
def test_templates_of_any_text_are_addresses_or_none(one: str, other: str) -> None:
    day = day_template(f"http://a.test/{one}", TODAY)
    assert day is None or day.format(date=TODAY).startswith("http://a.test/")
    numbered = page_template(f"http://a.test/{one}", f"http://a.test/{other}")
    assert numbered is None or "{page}" in numbered
