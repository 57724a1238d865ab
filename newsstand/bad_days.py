"""Bad days: from a moment on a paper is redesigned, closed to crawlers, behind a paywall, or its
list of the newest is dead. The truth stays the truth: what it publishes does not change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from newsstand.dice import fraction
from newsstand.press import midnight

_SENTENCE = re.compile(r"[^.!?。！？]+[.!?。！？]+[\"”」』]?\s*")
_SENTENCES = 2


class Trouble(StrEnum):
    """What happens to a paper."""

    REDESIGN = "redesign"
    """Articles in other markup: no selector finds anything, the text comes by script."""
    BLOCKED = "blocked"
    """Every article is the same captcha page, with status 200."""
    PAYWALL = "paywall"
    """Two sentences of each article, and a box to subscribe."""
    DEAD_FEED = "dead feed"
    """The list of the newest is 404."""
    FROZEN_FEED = "frozen feed"
    """The list of the newest shows what it showed then."""


@dataclass(frozen=True)
class BadDay:
    """What happens, and the first day of it."""

    trouble: Trouble
    since: date

    @property
    def start(self) -> datetime:
        """The moment from which on it is so."""
        return midnight(self.since)


BadDays = Mapping[str, tuple[str, date]]
"""Paper to the name of a trouble and its first day."""


def read(bad_days: BadDays, papers: Mapping[str, Any]) -> dict[str, BadDay]:
    """The bad days by paper.

    Raises:
        ValueError: there is no such paper or trouble; one sentence.
    """
    made = {}
    for paper, (name, since) in bad_days.items():
        if paper not in papers:
            raise ValueError(f"there is no paper '{paper}'; there are {', '.join(papers)}")
        if name not in set(Trouble):
            raise ValueError(f"there is no trouble '{name}'; there are {', '.join(Trouble)}")
        made[paper] = BadDay(Trouble(name), since)
    return made


def list_answer(bad: BadDay, state: dict[str, Any]) -> Response | None:
    """The answer of the list of the newest; None for the paper's own, as of `state`."""
    if bad.trouble is Trouble.DEAD_FEED:
        return PlainTextResponse("This feed has moved.\n", 404)
    if bad.trouble is Trouble.FROZEN_FEED:
        state["now"] = bad.start
    return None


def article_answer(bad: BadDay, name: str, story: Any, request: Request) -> Response | None:
    """The page of an article of the paper called `name`; None where it is as ever."""
    if bad.trouble is Trouble.BLOCKED:
        ray = f"{fraction(story.press.seed, story.day, story.number, 'ray'):.16f}"[2:]
        return HTMLResponse(_CAPTCHA.format(ray=ray))
    if bad.trouble is Trouble.REDESIGN:
        return HTMLResponse(_SHELL.format(paper=name, menu="\n".join(_menu(story))))
    return None


def shortened(bad: BadDay, body: Sequence[str]) -> Sequence[str]:
    """The paragraphs that a page shows."""
    if bad.trouble is not Trouble.PAYWALL:
        return body
    sentences = [sentence for text in body for sentence in _SENTENCE.findall(text)]
    return ["".join(sentences[:_SENTENCES]).strip(), _BOX]


def _menu(story: Any) -> Iterator[str]:
    for number in range(4):
        place = int(fraction(*story.key, "menu", number) * 900)
        yield f'<li><a href="/x/{place}">{_MENU[place % len(_MENU)]}</a></li>'


_MENU = ("City", "Business", "Culture", "Sport", "World", "Weather", "Opinion", "Video")
_BOX = "Subscribe to go on reading. You have read all your free articles of this month."
_CAPTCHA = """<!DOCTYPE html>
<html><head><title>Just a moment...</title></head>
<body><h1>Are you a human being?</h1>
<p>Our systems have seen unusual traffic from your network. Please tick the box below to show that
you are not a robot. Enable JavaScript and cookies to continue to the site.</p>
<p>Ray ID: {ray}</p></body></html>
"""
_SHELL = """<!DOCTYPE html>
<html><head><title>{paper}</title></head>
<body><x-nav><ul>
{menu}
</ul></x-nav>
<x-app data-story="/api/v3/story"><noscript>Please enable JavaScript.</noscript></x-app>
</body></html>
"""
