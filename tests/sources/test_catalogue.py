"""Every source file of the catalogue is right in itself: checked offline, file by file."""

import csv
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from crawlers.clean.blocks import is_prose
from crawlers.recording import differences
from crawlers.settings import ROOT
from crawlers.sources import Source, load_catalogue, load_source
from crawlers.sources.template import gaps
from crawlers.url import normalise

SOURCES = ROOT / "crawlers" / "sources"
PLACES = ROOT / "crawlers" / "taxonomy" / "places.csv"
LEARNED = sorted(SOURCES.rglob("*.learned.yaml"))
FILES = sorted({*SOURCES.rglob("*.yaml")} - {*LEARNED})
REAL = [path for path in FILES if path.parent.name == "gba"]
DAY = re.compile(r"(20\d\d)[-/]?(0[1-9]|1[0-2])[-/]?([0-3]\d)(?!\d)")
NO_SAMPLE = {"ponto_final"}
"""No address of an article of theirs was found."""


def _named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _day_in(url: str) -> str | None:
    found = DAY.search(url.partition("?")[0])
    return "-".join(found.groups()) if found else None


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_source_is_right(path: Path) -> None:
    source = load_source(path)
    assert source.id == path.stem
    for sample in source.samples:
        assert source.owns(sample), f"{path}: hosts: add the host of {sample}"
        for url in (sample, normalise(sample)):
            day = source.url_day(url)
            assert (day.date().isoformat() if day else None) == _day_in(url), (
                f"{path}: articles: the group 'date' (or 'ym' and 'd') must hold the day of {url}"
            )


@pytest.mark.parametrize("path", FILES, ids=_named)
def test_recorded_pages_are_read_as_they_were(path: Path) -> None:
    assert list(differences(load_source(path), SOURCES)) == []


@pytest.mark.parametrize("path", LEARNED, ids=_named)
def test_a_learned_template_is_the_sites_and_no_articles(path: Path) -> None:
    source = load_source(path.with_name(path.name.replace(".learned", "")))
    assert source.learned
    for hints in source.learned.of_day(None):
        named = [hints.title, hints.body, hints.date, hints.author, *hints.drop]
        assert not any(re.search(r"[#.][\w-]*\d", one or "") for one in named), "one page's own"
        assert not any(is_prose(line.strip("^$")) for line in hints.drop_lines), "an article's line"


@pytest.mark.parametrize("path", REAL, ids=_named)
def test_real_source_is_paused_polite_and_placed(path: Path) -> None:
    source = load_source(path)
    assert source.region == path.parent.name, f"{path}: region: must be the folder's name"
    assert 2 <= source.politeness.delay <= 10, f"{path}: politeness.delay: 2 to 10 seconds"
    assert source.politeness.concurrency == 1
    assert source.notes, f"{path}: notes: say how free it is and what is in doubt"
    assert source.samples or source.id in NO_SAMPLE, f"{path}: samples: add a real article's URL"
    assert source.zone.utcoffset(datetime(2026, 1, 1)) == timedelta(hours=8)


@pytest.mark.parametrize("path", REAL, ids=_named)
def test_real_source_stands_in_the_gazetteer(path: Path) -> None:
    with PLACES.open(encoding="utf-8", newline="") as lines:
        places = {row["id"] for row in csv.DictReader(lines)}
    place = load_source(path).place
    assert place in places, f"{path}: place: '{place}' is not an id of {PLACES.name}"


@pytest.mark.parametrize("path", REAL, ids=_named)
def test_lists_are_not_taken_for_articles(path: Path) -> None:
    source = load_source(path)
    day = datetime(2026, 5, 26, tzinfo=source.zone)
    lists = [source.home, *source.discovery.feeds, *source.discovery.sitemaps]
    lists += [section.url.format(page=2) for section in source.discovery.sections]
    lists += [archive.url.format(date=day) for archive in source.discovery.archives]
    taken = [url for url in lists if source.match(url) or source.match(normalise(url))]
    assert not taken, f"{path}: articles: also fits the list {taken}"


def test_the_whole_catalogue_loads() -> None:
    catalogue = load_catalogue(SOURCES)
    assert set(catalogue) == {path.stem for path in FILES}


def test_the_first_source_that_owns_a_url_is_the_one_it_belongs_to() -> None:
    catalogue = load_catalogue(SOURCES)
    for source in catalogue.values():
        for url in source.samples:
            owner = next(other for other in catalogue.values() if other.owns(url))
            assert owner is source, f"{url} of {source.id} would be taken by {owner.id}"


def test_real_sources_do_not_start_in_the_same_minute() -> None:
    starts = Counter(minute for path in REAL for minute in _minutes(load_source(path)))
    crowded = {minute: many for minute, many in starts.items() if many > 2}
    assert not crowded, f"schedule: minutes that more than two sources start in: {crowded}"


def _minutes(source: Source) -> list[str]:
    return source.schedule.split()[0].split(",")


def test_the_region_is_read_in_its_four_languages() -> None:
    read = Counter(language for path in REAL for language in load_source(path).languages)
    assert {"zh-Hant", "zh-Hans", "en", "pt"} <= set(read)
    places = Counter(load_source(path).place for path in REAL)
    assert {"hk", "mo", "gz", "sz", "gd"} <= set(places)


def test_the_catalogue_reaches_over_the_region_and_back_in_time() -> None:
    sources = [load_source(path) for path in REAL]
    back = [source.id for source in sources if _reaches_back(source)]
    assert len(sources) >= 45
    assert len(back) >= 25, back


def _reaches_back(source: Source) -> bool:
    """Whether a list of it can be asked for past days."""
    dated = any(gaps(api.url) & {"date", "since"} for api in source.discovery.apis)
    return dated or bool(source.discovery.archives or source.discovery.wordpress)
