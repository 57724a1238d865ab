"""What is true of the made-up press: what a perfect crawl of a window loads and rejects.

An article belongs to the window its publication falls in. Of a copy group (one wire story) only
the article published first is an original, ties going to the paper whose id comes first; every
other article is an original of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from pydantic import AwareDatetime, BaseModel, ConfigDict

from crawlers.model import Reason, Stage
from newsstand import troubles as trap_days
from newsstand.outlets import NightCourier, sites
from newsstand.outlets.harbour_gazette import HarbourGazette
from newsstand.outlets.night_courier import BROKEN_FEED
from newsstand.press import Press
from newsstand.site import Site
from newsstand.story import Story, between
from newsstand.troubles import REASONS

_TICK = timedelta(microseconds=1)


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class TruthArticle(_Frozen):
    """One article as a perfect crawl at `now` understands it."""

    url: str
    """Canonical."""
    source: str
    title: str
    body: str
    """Paragraphs separated by one newline."""
    authors: tuple[str, ...]
    published_at: AwareDatetime
    modified_at: AwareDatetime | None
    """When it was revised last, where the page says so."""
    section: str | None
    language: str
    script: str
    topics: tuple[str, ...]
    """Taxonomy ids, sorted."""
    copy_group: str | None
    """The wire story it is a copy of."""
    event: str | None
    """The event it reports, as papers of other languages do."""
    revisions: tuple[AwareDatetime, ...]
    """When its text was changed, up to `now`."""


class ExpectedReject(_Frozen):
    """An address that must end as a reject."""

    url: str
    source: str
    stage: Stage
    reason: Reason
    published_at: AwareDatetime | None
    """What the lists say; None for a list."""


class Tally(_Frozen):
    """How many articles, and how many of them are no copies."""

    articles: int = 0
    originals: int = 0


class Coverage(_Frozen):
    """Articles with and without copies: in all, by topic, by source, by language and script."""

    total: Tally
    by_topic: dict[str, Tally]
    by_source: dict[str, Tally]
    by_language: dict[str, Tally]


def truth(
    since: datetime,
    until: datetime,
    now: datetime,
    *,
    per_day: int | None = None,
    outlets: Collection[str] | None = None,
    seed: str = Press.seed,
) -> list[TruthArticle]:
    """The articles that appear in [since, until) and by `now`, by source and time."""
    press = Press(seed, per_day)
    return [
        article
        for name, site in sites(press).items()
        if outlets is None or name in outlets
        for article in articles_of(site, since, until, now)
    ]


def articles_of(
    site: Site, since: datetime, until: datetime, now: datetime
) -> Iterator[TruthArticle]:
    """One paper's articles of the window, one at a time."""
    for story in between(site.press, site.paper, since, min(until, now + _TICK)):
        yield _told(site, story, now)


def troubles(
    since: datetime,
    until: datetime,
    now: datetime,
    *,
    per_day: int | None = None,
    outlets: Collection[str] | None = None,
    seed: str = Press.seed,
) -> list[ExpectedReject]:
    """The addresses that must end as rejects when [since, until), whole days, is crawled at `now`.

    Beside these, candidates outside the window and those already held are rejected.
    """
    made = sites(Press(seed, per_day))
    found = [*_twins(made, since, until, now), *_traps(made, since, until, now)]
    return [one for one in found if outlets is None or one.source in outlets]


def coverage(articles: Iterable[TruthArticle]) -> Coverage:
    """Count articles and originals."""
    articles = list(articles)
    first = _originals(articles)
    tallies: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for article in articles:
        for kind, names in _axes(article).items():
            for name in names:
                tally = tallies[kind][name]
                tally[0] += 1
                tally[1] += article.url in first
    done = {
        kind: {name: Tally(articles=a, originals=o) for name, (a, o) in sorted(names.items())}
        for kind, names in tallies.items()
    }
    parts = {key: done.get(key, {}) for key in ("by_topic", "by_source", "by_language")}
    return Coverage(total=Tally(articles=len(articles), originals=len(first)), **parts)


def _axes(article: TruthArticle) -> dict[str, tuple[str, ...]]:
    return {
        "by_topic": article.topics,
        "by_source": (article.source,),
        "by_language": (f"{article.language}-{article.script}",),
    }


def _originals(articles: list[TruthArticle]) -> set[str]:
    first: dict[str, TruthArticle] = {}
    for article in sorted(articles, key=lambda one: (one.published_at, one.source)):
        first.setdefault(article.copy_group or article.url, article)
    return {article.url for article in first.values()}


def _told(site: Site, story: Story, now: datetime) -> TruthArticle:
    modified = story.modified_at(now)
    language, _, script = story.language.partition("-")
    return TruthArticle(
        url=site.url(story),
        source=story.paper.id,
        title=story.title,
        body="\n".join(story.body(now)),
        authors=story.authors,
        published_at=story.published_at,
        modified_at=modified if site.tells_changes else None,
        section=site.rubric(story),
        language=language,
        script=script or "Latn",
        topics=tuple(sorted(story.topics)),
        copy_group=story.wire.id if story.wire else None,
        event=story.event.id if story.event else None,
        revisions=(modified,) if modified else (),
    )


def _twins(
    made: dict[str, Site], since: datetime, until: datetime, now: datetime
) -> Iterator[ExpectedReject]:
    site = made[HarbourGazette.paper.id]
    for story in between(site.press, site.paper, since, min(until, now + _TICK)):
        twin = site.twin(story) if isinstance(site, HarbourGazette) else None
        if twin:
            yield ExpectedReject(
                url=twin,
                source=site.paper.id,
                stage=Stage.DEDUPE,
                reason=Reason.SAME_ARTICLE,
                published_at=story.published_at,
            )


def _traps(
    made: dict[str, Site], since: datetime, until: datetime, now: datetime
) -> Iterator[ExpectedReject]:
    site = made[NightCourier.paper.id]
    yield ExpectedReject(
        url=site.address(BROKEN_FEED),
        source=site.paper.id,
        stage=Stage.CRAWL,
        reason=Reason.BROKEN_LIST,
        published_at=None,
    )
    for trap in trap_days.between(site.press, since, until, now):
        stage, reason = REASONS[trap.kind]
        yield ExpectedReject(
            url=trap.url,
            source=site.paper.id,
            stage=stage,
            reason=reason,
            published_at=trap.published_at,
        )
