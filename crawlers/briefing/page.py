"""The page: one HTML file with its pictures, no script, and nothing asked of any other address.

Names and titles come from crawled pages and may be hostile: everything is escaped, and a link
leads to http or https alone.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from crawlers.briefing import charts, words
from crawlers.briefing.figures import Subject
from crawlers.briefing.numbers import Numbers
from crawlers.briefing.sentences import sentences
from crawlers.briefing.span import Span
from crawlers.briefing.watch import Day, Source, State

TITLE = 180
"""Characters of a headline that are shown."""
HOLES = 30
"""Rows of missing days that are shown."""
FIRSTS = 12
"""Sources of which it is shown how often they were first."""


def render(numbers: Numbers) -> str:
    """The briefing as HTML; the same numbers always give the same text."""
    return _environment().get_template("briefing.html").render(_told(numbers))


def render_index(name: str, kept: Sequence[tuple[str, Span]]) -> str:
    """The list of a region's briefings as HTML, of file names and days."""
    return _environment().get_template("index.html").render(name=name, kept=kept)


def link(url: str) -> str:
    """`url` where a reader may follow it, else nothing.

    >>> link("https://paper.example/1"), link("javascript:alert(1)"), link("https://[")
    ('https://paper.example/1', '', '')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def title(text: str) -> str:
    """A headline, not too long.

    >>> len(title(1000 * "long "))
    180
    """
    told = words.plain(text)
    return told if len(told) <= TITLE else f"{told[: TITLE - 1].rstrip()}…"


def _told(numbers: Numbers) -> dict[str, Any]:
    lead, *rest = sentences(numbers)
    return {
        "n": numbers,
        "lead": lead,
        "rest": rest,
        "most_in_cell": max((_most(one, numbers.span) for one in numbers.subjects), default=0),
        "most_of_source": max((s.articles(numbers.span) for s in numbers.telling), default=0),
        "most_moved": max((max(one.articles, one.mean) for one in numbers.movers), default=0),
        "most_shared": max((max(g.share, g.peers_share) for g in numbers.gaps), default=0),
        "history": {day.day: day for day in numbers.history},
        "silent": _silent(numbers),
        "unwatched": max(numbers.catalogue - len(numbers.sources), 0),
        "most_carried": max((one.stories for one in numbers.firsts), default=0),
        "firsts": numbers.firsts[:FIRSTS],
        "more_firsts": max(len(numbers.firsts) - FIRSTS, 0),
        "holes": numbers.holes[:HOLES],
        "more_holes": max(len(numbers.holes) - HOLES, 0),
    }


def _most(subject: Subject, span: Span) -> int:
    return max(subject.by_day.get(day, 0) for day in span)


def _silent(numbers: Numbers) -> list[Source]:
    """The sources that have runs, and no article in the span."""
    return [
        source
        for source in numbers.sources
        if not source.articles(numbers.span) and source.is_watched
    ]


def _total_line(history: Mapping[date, Day]) -> list[str]:
    return charts.line([_value(day, day.articles) for day in history.values()])


def _subject_line(subject: Subject, history: Mapping[date, Day]) -> list[str]:
    return charts.line([_value(day, subject.by_day.get(day.day, 0)) for day in history.values()])


def _value(day: Day, count: int) -> int | None:
    """A count that can be drawn: a day that is not there has none."""
    return count if day.is_there and day.is_whole else None


def _states(source: Source, span: Span) -> str:
    """The days of a source in words, for those who do not see the picture."""
    states = [source.state(day) for day in span]
    return ", ".join(f"{states.count(state)} {state}" for state in State if state in states)


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    shown = (
        *(words.change, words.counted, words.lasted, words.length, words.lengths, words.listed),
        *(words.long_span, words.mean, words.percent, words.short_day, charts.part, charts.shade),
        *(link, title),
    )
    made.filters.update({function.__name__: function for function in shown})
    made.globals.update(
        total_line=_total_line,
        subject_line=_subject_line,
        states=_states,
        width=charts.WIDTH,
        height=charts.HEIGHT,
    )
    return made
