"""What the panels show: counts, shares, gaps, stories, health."""

from typing import Any

from fastapi import APIRouter, Request, Response

from coverage_page.answers import answer, plain
from coverage_page.asked import ByPeriod, Plain
from coverage_page.reader import Reader

router = APIRouter()


def reader_of(request: Request) -> Reader:
    """The reader of the app that a request came to."""
    reader: Reader = request.app.state.reader
    return reader


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
        "regions": [plain(row) for row in regions],
        "things": [plain(row) for row in things],
    }


@router.get("/topics")
async def topics(asked: ByPeriod, request: Request) -> Response:
    """Articles by topic and day, week or month: the subjects, or the beats below the topic."""
    narrow = asked.source or asked.language
    name = "page/topics_of_sources" if narrow else "page/topics_of_region"
    rows = await reader_of(request).fetch(name, asked.values | {"limit": 20_001})
    return answer("topics", asked, rows, 20_000)


@router.get("/completeness")
async def completeness(asked: ByPeriod, request: Request) -> Response:
    """How complete each day, week or month is, of the source or of all of the region."""
    rows = await reader_of(request).fetch("page/completeness", asked.values)
    return answer("completeness", asked, rows, 366)


@router.get("/trends")
async def trends(asked: Plain, request: Request) -> Response:
    """Topics rising and falling: the last seven whole days of the span against what is usual."""
    zone = {"timezone": request.app.state.settings.timezone}
    rows = await reader_of(request).fetch("page/trends", asked.values | zone | {"limit": 201})
    return answer("trends", asked, rows, 200)


@router.get("/voices")
async def voices(asked: Plain, request: Request) -> Response:
    """Each source's share of the articles on the topic, or of all."""
    rows = await reader_of(request).fetch("page/voices", asked.values | {"limit": 201})
    return answer("share-of-voice", asked, rows, 200)


@router.get("/gaps")
async def gaps(asked: Plain, request: Request) -> Response:
    """What sources leave out, or have more of, than their peers: the last 28 days."""
    rows = await reader_of(request).fetch("page/gaps", asked.values | {"limit": 5_001})
    return answer("gaps", asked, rows, 5_000)


@router.get("/places")
async def places(asked: Plain, request: Request) -> Response:
    """Articles by place: of the chosen place those within it."""
    narrow = asked.source or asked.language
    name = "page/places_of_sources" if narrow else "page/places_of_region"
    rows = await reader_of(request).fetch(name, asked.values | {"limit": 101})
    return answer("places", asked, rows, 100)


@router.get("/stories")
async def stories(asked: Plain, request: Request) -> Response:
    """Texts that went from source to source: a row for each article that carries one."""
    rows = await reader_of(request).fetch("page/stories", asked.values | {"stories": 24})
    return answer("stories", asked, rows, 2_000)


@router.get("/firsts")
async def firsts(asked: Plain, request: Request) -> Response:
    """Who had the texts first that several sources carry, and how long before the next."""
    rows = await reader_of(request).fetch("page/firsts", asked.values | {"limit": 201})
    return answer("first-to-report", asked, rows, 200)


@router.get("/sources")
async def sources(asked: Plain, request: Request) -> Response:
    """The sources' health: last success, funnel, alarms, completeness of the week."""
    rows = await reader_of(request).fetch("page/sources", asked.values | {"limit": 501})
    return answer("sources", asked, rows, 500)


@router.get("/days")
async def days(asked: Plain, request: Request) -> Response:
    """What became of the URLs that each source listed, day by day."""
    rows = await reader_of(request).fetch("page/days", asked.values | {"limit": 40_001})
    return answer("completeness-by-source", asked, rows, 40_000)
