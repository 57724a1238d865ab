"""The text of a briefing: at most ten sentences that say no more than the numbers do."""

from collections.abc import Callable, Iterator

from crawlers.briefing.figures import Gap, Mover
from crawlers.briefing.numbers import Numbers
from crawlers.briefing.span import BEFORE
from crawlers.briefing.watch import Comparison, State
from crawlers.briefing.words import (
    counted,
    each,
    lasted,
    length,
    lengths,
    listed,
    mean,
    percent,
    short_day,
    spelled,
)

MOST = 10
FEW = 30
"""Articles below which a span is not compared with others."""
_SAME = 0.005


def sentences(numbers: Numbers) -> list[str]:
    """The text, the weightiest first."""
    if not numbers.articles:
        return list(_nothing(numbers))
    told = [sentence for part in _PARTS for sentence in part(numbers)]
    return told[:MOST]


def _nothing(numbers: Numbers) -> Iterator[str]:
    yield f"The archive holds no article of {numbers.name} for these days."
    if not numbers.catalogue:
        yield f"No source of the catalogue belongs to the region {numbers.region}."
    elif not any(day.watched for day in numbers.days):
        yield (
            f"Nobody crawled any of its {counted(numbers.catalogue, 'source')} for them, so this "
            "is no silence of the press."
        )
    else:
        yield from _holes(numbers)
    if numbers.catalogue:
        yield (
            "Switch sources on in the UI, or with newsdelta airflow dags unpause; a backfill of "
            "these days brings what their sites still list, and the briefing can be made again."
        )


def _size(numbers: Numbers) -> Iterator[str]:
    copies = numbers.articles - numbers.originals
    span, sources = numbers.span, len(numbers.telling)
    days = f"from {short_day(span.first)} to {short_day(span.last)}"
    told = (
        f"{spelled(sources)} {'source' if sources == 1 else 'sources'} published "
        f"{counted(numbers.articles, 'article')} "
        f"{days if span.days > 1 else f'on {short_day(span.first)}'}"
    )
    if not copies:
        yield f"{told}, none of them a syndicated copy."
        return
    yield (
        f"{told}: {counted(numbers.originals, 'original')} and "
        f"{counted(copies, 'syndicated copy', 'syndicated copies')} "
        f"({percent(copies / numbers.articles)})."
    )


def _holes(numbers: Numbers) -> Iterator[str]:
    days = numbers.source_days
    if not days:
        yield (
            "How much is missing is not known: the articles were imported, and no run was about "
            "these days."
        )
        return
    lost, partly = days.count(State.NOT_THERE), days.count(State.PARTLY)
    parts = []
    if lost:
        parts.append(f"{lost:,} {'was' if lost == 1 else 'were'} not crawled")
    if partly:
        misses = "misses" if partly == 1 else "miss"
        parts.append(f"{partly:,} {misses} more than 5 % of what was listed")
    if not parts:
        yield f"Nothing to speak of is missing: all {counted(len(days), 'source day')} are whole."
        return
    yield (
        f"Of {counted(len(days), 'source day')}, {' and '.join(parts)}: low counts there are "
        "holes, not silence."
    )


def _comparisons(numbers: Numbers) -> Iterator[str]:
    if numbers.articles < FEW:
        yield f"So few articles are not compared with other {lengths(numbers.span)}."
        return
    what = length(numbers.span)
    if (last := numbers.last_span) is None:
        yield (
            f"There is no {what} before to compare with: no source was watched well enough both "
            "then and now."
        )
        return
    told = f"{_held_against(last)} the {round(last.before):,} of the {what} before"
    before = f"the {BEFORE} {lengths(numbers.span)} before"
    mean_of = numbers.last_spans
    if mean_of is None:
        yield _compared(numbers, last, told)
        yield f"No source was watched well through all of {before}, so their mean is not told."
        return
    told_mean = f"{_held_against(mean_of)} a mean of {mean(mean_of.before)} in {before}"
    if (mean_of.sources, mean_of.articles) == (last.sources, last.articles):
        yield _compared(numbers, last, f"{told} and {told_mean}")
    else:
        yield _compared(numbers, last, told)
        yield _compared(numbers, mean_of, told_mean)


def _compared(numbers: Numbers, one: Comparison, told: str) -> str:
    if one.sources == len(numbers.telling):
        are = "article is" if one.articles == 1 else "articles are"
        return f"The {one.articles:,} {are} {told}."
    return (
        f"The {counted(one.sources, 'source')} watched well throughout published "
        f"{counted(one.articles, 'article')}, {told}."
    )


def _held_against(one: Comparison) -> str:
    if not one.before or abs(share := one.articles / one.before - 1) < _SAME:
        return "after" if not one.before else "as many as"
    if share >= 1:
        return f"{mean(share + 1)} times as many as"
    return f"{percent(abs(share))} {'more' if share > 0 else 'fewer'} than"


def _subjects(numbers: Numbers) -> Iterator[str]:
    if not numbers.subjects:
        yield "No article was found to be on any topic."
        return
    first, *others = numbers.subjects[:3]
    told = (
        f"{first.name} had most articles, {first.articles:,} of {numbers.articles:,} "
        f"({percent(first.articles / numbers.articles)})"
    )
    rest = " and ".join(f"{one.name} ({one.articles:,})" for one in others)
    yield f"{told}, before {rest}." if rest else f"{told}."


def _rising(numbers: Numbers) -> Iterator[str]:
    rose = [one for one in numbers.movers if one.z > 0]
    fell = [one for one in numbers.movers if one.z < 0]
    if rose:
        yield _moved(rose, "rose", numbers)
    if fell:
        yield _moved(fell, "fell", numbers)
    if not rose and not fell and numbers.last_spans and numbers.articles >= FEW:
        yield (
            "No topic rose or fell by more than chance would make it, against the mean of the "
            f"{BEFORE} {lengths(numbers.span)} before."
        )


def _moved(movers: list[Mover], verb: str, numbers: Numbers) -> str:
    first, *others = movers
    told = (
        f"{first.topic} {verb} most: {counted(first.articles, 'article')} against a mean of "
        f"{mean(first.mean)} {each(numbers.span)}"
    )
    if first.bursts:
        told += f", with a burst on {listed([short_day(day) for day in first.bursts])}"
    if others:
        told += f"; so did {listed([one.topic for one in others])}"
    return f"{told}."


def _places(numbers: Numbers) -> Iterator[str]:
    if numbers.places:
        told = [f"{one.name} ({one.articles:,})" for one in numbers.places[:3]]
        yield f"Most articles were on {listed(told)}."


def _names(numbers: Numbers) -> Iterator[str]:
    if numbers.names:
        told = [f"{one.name} ({one.articles:,})" for one in numbers.names[:3]]
        yield f"Of organisations and people, most were on {listed(told)}."


def _firsts(numbers: Numbers) -> Iterator[str]:
    stories = numbers.stories
    if not stories.count:
        return
    was = "was" if stories.count == 1 else "were"
    told = f"{counted(stories.count, 'text')} {was} carried by several sources"
    ahead = max(numbers.firsts, key=lambda one: one.firsts, default=None)
    if ahead is None or not ahead.firsts:
        yield f"{told}; their times do not tell who was first."
        return
    yield (
        f"{told}; {ahead.source} was first with {ahead.firsts:,} of its {ahead.told:,} whose "
        f"times tell, by {lasted(ahead.median_lead)} in the median."
    )


def _gaps(numbers: Numbers) -> Iterator[str]:
    if numbers.gaps:
        yield _gap(numbers.gaps[0])


def _gap(gap: Gap) -> str:
    how = "less" if gap.z < 0 else "more"
    return (
        f"Over 28 days {gap.source} wrote {how} on {gap.topic} than its peers: "
        f"{gap.articles:,} of {counted(gap.of_articles, 'article')} ({percent(gap.share)}) against "
        f"{gap.peers_articles:,} of {gap.peers_of_articles:,} ({percent(gap.peers_share)}), "
        f"z {gap.z:+.1f}."
    ).replace("z -", "z −")


_PARTS: tuple[Callable[[Numbers], Iterator[str]], ...] = (
    _size,
    _holes,
    _comparisons,
    _subjects,
    _rising,
    _places,
    _firsts,
    _gaps,
    _names,
)
