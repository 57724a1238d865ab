"""What the panels show: counts, shares, gaps, stories, health."""

from typing import Any

from fastapi import APIRouter, Request, Response

from coverage_page.answers import answer, plain
from coverage_page.asked import Asked, ByPeriod, Plain
from coverage_page.reader import Reader

router = APIRouter()
_STORIES = 24


def reader_of(request: Request) -> Reader:
    """The reader of the app that a request came to."""
    reader: Reader = request.app.state.reader
    return reader


async def rows_of(
    request: Request, asked: Asked, statement: str, name: str, most: int, **more: Any
) -> Response:
    """At most so many rows of a statement, as JSON or as the CSV file `name`; one row more is asked
    for, to tell whether there are others."""
    rows = await reader_of(request).fetch(statement, asked.values | more | {"limit": most + 1})
    return answer(name, asked, rows, most)


@router.get("/choices")
async def choices(request: Request) -> dict[str, Any]:
    """What can be asked for: regions, sources, topics, places, and which day it is."""
    reader = reader_of(request)
    regions = await reader.fetch("page/regions", {})
    things = await reader.fetch("page/choices", {})
    today = await reader.fetch("page/today", {"timezone": request.app.state.settings.timezone})
    return {
        "today": today[0]["today"].isoformat(),
        "timezone": request.app.state.settings.timezone,
        "has_articles": today[0]["has_articles"],
        "regions": [plain(row) for row in regions],
        "things": [plain(row) for row in things],
    }


@router.get("/topics")
async def topics(asked: ByPeriod, request: Request) -> Response:
    """Articles by topic and day, week or month: the subjects, or the beats below the topic."""
    ways = ("page/topics_of_source", "page/topics_of_language", "page/topics_of_region")
    return await rows_of(request, asked, _shortest(asked, *ways), "topics", 20_000)


@router.get("/completeness")
async def completeness(asked: ByPeriod, request: Request) -> Response:
    """How complete each day, week or month is, of the source or of all of the region."""
    rows = await reader_of(request).fetch("page/completeness", asked.values)
    return answer("completeness", asked, rows, 366)


@router.get("/trends")
async def trends(asked: Plain, request: Request) -> Response:
    """Topics rising and falling: seven whole days to the end of the span against what is usual."""
    zone = request.app.state.settings.timezone
    return await rows_of(request, asked, "page/trends", "trends", 200, timezone=zone)


@router.get("/voices")
async def voices(asked: Plain, request: Request) -> Response:
    """Each source's share of the articles on the topic, or of all."""
    return await rows_of(request, asked, "page/voices", "share-of-voice", 200)


@router.get("/gaps")
async def gaps(asked: Plain, request: Request) -> Response:
    """What sources leave out, or have more of, than their peers: the last 28 days."""
    return await rows_of(request, asked, "page/gaps", "gaps", 5_000)


@router.get("/places")
async def places(asked: Plain, request: Request) -> Response:
    """Articles by place: of the chosen place those within it."""
    ways = ("page/places_of_source", "page/places_of_language", "page/places_of_region")
    return await rows_of(request, asked, _shortest(asked, *ways), "places", 1_000)


def _shortest(asked: Asked, of_source: str, of_language: str, of_region: str) -> str:
    """The statement on the roll-up with the fewest rows that tells what is asked."""
    if asked.source:
        return of_source
    return of_language if asked.language else of_region


@router.get("/stories")
async def stories(asked: Plain, request: Request) -> Response:
    """The texts that most sources carry: a row for each article that carries one."""
    rows = await reader_of(request).fetch("page/stories", asked.values | {"stories": _STORIES})
    return answer("stories", asked, rows, 2_000)


@router.get("/firsts")
async def firsts(asked: Plain, request: Request) -> Response:
    """Who had the texts first that several sources carry, and how long before the next."""
    return await rows_of(request, asked, "page/firsts", "first-to-report", 200)


@router.get("/syndication")
async def syndication(asked: Plain, request: Request) -> Response:
    """Who carries what others had first, and how much of all it publishes that is."""
    return await rows_of(request, asked, "page/syndication", "syndication", 500)


@router.get("/sources")
async def sources(asked: Plain, request: Request) -> Response:
    """The sources' health: last success, funnel, alarms, completeness of the week."""
    return await rows_of(request, asked, "page/sources", "sources", 500)


@router.get("/days")
async def days(asked: Plain, request: Request) -> Response:
    """What became of the URLs that each source listed, day by day."""
    return await rows_of(request, asked, "page/days", "completeness-by-source", 40_000)
