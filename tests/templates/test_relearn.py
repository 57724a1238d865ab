"""Templates that are due are learned anew, and no knowledge is thrown away with the old ones."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from paper import LATER, SUBJECTS, Command, page, paragraphs, redesigned
from press import run

from crawlers.batch import Batch
from crawlers.clean import extract_article
from crawlers.database import Database
from crawlers.drift import accept
from crawlers.model import Article
from crawlers.sources import Learned, Source, load_source
from crawlers.templates import Sample, fit_of, renew, sample_of

Archive = Callable[..., Batch]
MISTAKE = 2
MORE = [f"{one} of the {other}" for one in SUBJECTS for other in ("north", "south", "east")]


@pytest.fixture
def learned(paper: Path, archive: Archive, newsdelta: Command) -> Path:
    """The file of the template learned of the paper as it was on 2 August 2026."""
    archive("2026-08-02", SUBJECTS)
    done = newsdelta("sources", "learn", "paper")
    assert done.returncode == 0, done.stderr
    return paper / "paper.learned.yaml"


def template_of(file: Path) -> Learned:
    template = load_source(file.with_name("paper.yaml")).learned
    assert template is not None
    return template


def test_a_template_that_fits_is_left_alone(learned: Path, newsdelta: Command) -> None:
    before = learned.read_bytes()
    done = newsdelta("sources", "learn")
    assert (done.returncode, done.stdout) == (0, "1 templates, 0 due, 0 learned anew\n")
    assert "no news database is there to tell of alarms" in done.stderr
    assert learned.read_bytes() == before


def test_a_redesigned_site_is_learned_anew_and_its_old_pages_can_still_be_read(
    learned: Path, archive: Archive, newsdelta: Command
) -> None:
    archive("2026-08-09", LATER, redesigned)
    before = learned.read_bytes()
    told = newsdelta("sources", "learn", "--dry-run")
    due = "paper is due: it finds a text on 50% of the newest 10 articles; 70% is asked for"
    assert due in told.stdout
    assert learned.read_bytes() == before
    done = newsdelta("sources", "learn", "--due")
    assert done.returncode == 0, done.stderr
    for line in (
        "learned of 5 articles, fit 0.000 → 1.000",
        "title: h1.head → h1.headline",
        "body: div.story → div.text",
        "earlier: + until 2026-08-09",
        "1 templates, 1 due, 1 learned anew",
    ):
        assert line in done.stdout
    site = load_source(learned.with_name("paper.yaml"))
    for looks in (page, redesigned):
        article = extract_article(looks("chapel"), "https://paper.test/news/chapel", site)
        assert isinstance(article, Article)
        assert (article.extractor, article.title) == ("template", "News of the chapel today")
        assert article.body.split("\n") == paragraphs("chapel")
    assert "0 due" in newsdelta("sources", "learn").stdout


def test_a_template_grows_old_by_the_articles_it_has_not_seen(
    learned: Path, archive: Archive, newsdelta: Command
) -> None:
    assert "days younger" not in newsdelta("sources", "learn").stdout
    archive("2026-11-25", LATER)
    checked = newsdelta("sources", "check")
    assert checked.returncode == 0
    assert "of 5 articles, the newest of 2026-08-02; fit 1.000" in checked.stdout
    assert "the newest archived article is 115 days younger" in checked.stdout
    assert "its template is due, 'newsdelta sources learn paper' renews it" in checked.stderr
    done = newsdelta("sources", "learn")
    assert "the newest article is 115 days younger than those it knows" in done.stdout
    assert "selectors and lines: as before" in done.stdout
    template = template_of(learned)
    assert (template.newest, template.pages, template.earlier) == (date(2026, 11, 25), 10, ())
    assert newsdelta("sources", "check").stderr == ""


def test_a_template_stays_where_nothing_better_can_be_learned(
    learned: Path, archive: Archive, newsdelta: Command
) -> None:
    odd = dict(zip(LATER, ("a", "b", "c", "d", "e"), strict=True))
    archive(
        "2026-08-09",
        LATER,
        lambda one: page(one).replace(b"story", odd[one].encode()).replace(b"=col", b"=v1"),
    )
    before = learned.read_bytes()
    done = newsdelta("sources", "learn")
    assert done.returncode == 0
    assert "the old template stays: 5 articles agree on no element" in done.stdout
    assert "1 templates, 1 due, 0 learned anew" in done.stdout
    assert learned.read_bytes() == before


def test_a_template_stays_where_the_new_one_would_fit_worse(source: Source) -> None:
    """A person put both looks of a site into one template; pages tell only of the commoner."""
    both = Learned(body="div.story, div.text", learned=date(2026, 8, 1), pages=9, fit=1.0)
    came = renew(source.model_copy(update={"learned": both}), mixed(source), date(2026, 11, 1))
    assert came.new is None
    assert "fits" in came.why


def test_pages_of_another_part_of_the_site_are_no_redesign(source: Source) -> None:
    """The newest five all stand on another host, whose looks the template never read."""
    old = Learned(body="div.story", learned=date(2026, 8, 1), pages=9, fit=1.0)
    site = source.model_copy(update={"learned": old, "hosts": ("money.paper.test",)})
    common = [sample_at(site, 1, f"https://paper.test/news/{one}", page(one)) for one in MORE]
    other = [
        sample_at(site, 2, f"https://money.paper.test/news/{one}", redesigned(one)) for one in LATER
    ]
    came = renew(site, [*common, *other], date(2026, 11, 1))
    assert came.new is not None
    assert (came.new.body, came.new.earlier) == ("div.story", ())


def sample_at(source: Source, day: int, url: str, html: bytes) -> Sample:
    found = sample_of(source, url, html, fetched_at=datetime(2026, 8, day, tzinfo=UTC))
    assert found
    return found


def mixed(source: Source) -> list[Sample]:
    looks = [*((one, page(one)) for one in (*SUBJECTS, *LATER[:3])), ("x", redesigned("x"))]
    read = (sample_of(source, f"https://paper.test/news/{one}", html) for one, html in looks)
    return [sample for sample in read if sample]


def test_a_template_that_finds_nothing_fits_nothing(source: Source) -> None:
    """Other readers find the text all the same; that does not count for it."""
    dead = Learned(body="div.gone", learned=date(2026, 8, 1), pages=9, fit=1.0)
    assert fit_of(source, dead, mixed(source)).mean == 0.0


@pytest.fixture
def source(paper: Path) -> Source:
    return load_source(paper / "paper.yaml")


# -- alarms -------------------------------------------------------------------------------------


def raise_alarm(url: str, source: Source, name: str, seen: str) -> None:
    database = Database(url)
    with database.transaction() as session:
        database.sync_source(session, source)
    run(
        url,
        "insert into news.alarms "
        "(source_id, name, severity, sentence, batch_id, last_batch_id, last_seen_at) "
        f"values ('paper', '{name}', 'warn', 'few', 'paper/a', 'paper/a', '{seen}')",
    )


@pytest.mark.parametrize(
    ("name", "seen", "due"),
    [
        ("redesign", "2126-01-01", True),
        ("titles lost", "2126-01-01", True),
        ("silence", "2126-01-01", False),
        ("redesign", "2026-01-01", False),
    ],
)
def test_an_alarm_since_it_was_learned_makes_a_template_due(
    learned: Path, newsdelta: Command, database_url: str, name: str, seen: str, due: bool
) -> None:
    source = load_source(learned.with_name("paper.yaml"))
    raise_alarm(database_url, source, name, seen)
    words = ("sources", "learn", "--dry-run")
    told = newsdelta(*words, NEWSDELTA_DATABASE_URL=database_url).stdout
    assert (f"paper is due: alarm '{name}' of {seen}" in told) == due
    accept("paper", Database(database_url))
    assert "0 due" in newsdelta(*words, NEWSDELTA_DATABASE_URL=database_url).stdout


def test_an_alarm_has_a_template_learned_where_there_was_none(
    paper: Path, archive: Archive, newsdelta: Command, database_url: str
) -> None:
    archive("2026-08-09", LATER)
    assert "0 templates" in newsdelta("sources", "learn").stdout
    raise_alarm(database_url, load_source(paper / "paper.yaml"), "redesign", "2026-08-09")
    done = newsdelta("sources", "learn", NEWSDELTA_DATABASE_URL=database_url)
    assert "body: div.story" in done.stdout
    assert template_of(paper / "paper.learned.yaml").body == "div.story"


# -- trouble ------------------------------------------------------------------------------------


def test_a_database_that_does_not_answer_is_told_and_done_without(
    learned: Path, archive: Archive, newsdelta: Command
) -> None:
    archive("2026-08-09", LATER, redesigned)
    nowhere = "postgresql://nobody@127.0.0.1:1/none"
    done = newsdelta("sources", "learn", NEWSDELTA_DATABASE_URL=nowhere)
    assert done.returncode == 0
    assert "templates are looked at by age and fit alone" in done.stderr
    assert template_of(learned).body == "div.text"


def test_a_damaged_archive_stops_its_own_source_alone(
    learned: Path, archive: Archive, newsdelta: Command
) -> None:
    for kind in (".yaml", ".learned.yaml"):
        text = learned.with_name(f"paper{kind}").read_text().replace("id: paper", "id: early")
        learned.with_name(f"early{kind}").write_text(text)
    broken = archive("2026-08-09", LATER, source="early")
    (broken.path / "crawl-001.warc.gz").write_bytes(b"no archive")
    archive("2026-08-09", LATER, redesigned)
    done = newsdelta("sources", "learn")
    assert done.returncode == MISTAKE
    assert "newsdelta: early: " in done.stderr
    assert "Traceback" not in done.stderr
    assert template_of(learned).body == "div.text"


def test_the_due_can_be_asked_of_one_source(learned: Path, newsdelta: Command) -> None:
    done = newsdelta("sources", "learn", "paper", "--due")
    assert done.stdout == "1 templates, 0 due, 0 learned anew\n"
    assert newsdelta("sources", "learn", "papre", "--due").returncode == MISTAKE
