"""Articles: lists, searches, headlines, one with all that is known of it, and its archived page."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Request, Response
from upath import UPath

from coverage_page.answers import plain
from coverage_page.asked import Articles, Plain
from coverage_page.panels import reader_of, rows_of
from crawlers.batch import BatchError, read_record

router = APIRouter()
ArticleId = Annotated[int, Path(ge=1, le=2**63 - 1)]
_NONE = "There is no such article in the archive."
_PAGE_BYTES = 4_000_000
"""Of an archived page as it is shown."""


@router.get("/articles")
async def articles(asked: Articles, request: Request) -> Response:
    """The newest articles of the span, or the best answers to a search."""
    if asked.q:
        return await rows_of(request, asked, "page/search", "articles", asked.most, query=asked.q)
    found = None
    if asked.topic or asked.place:
        wanted = asked.values | {"limit": asked.most + 1}
        found = [row["id"] for row in await reader_of(request).fetch("page/articles_on", wanted)]
    return await rows_of(request, asked, "page/articles", "articles", asked.most, articles=found)


@router.get("/headlines")
async def headlines(asked: Plain, request: Request) -> Response:
    """A few headlines for each source, of the topic on the days of the span."""
    return await rows_of(request, asked, "page/headlines", "headlines", 60)


@router.get("/articles/{article}")
async def article(article: ArticleId, request: Request) -> dict[str, Any]:
    """One article: text, evidence, changes, and what others have of it."""
    reader = reader_of(request)
    found = await reader.fetch("page/article", {"article": article})
    if not found:
        raise HTTPException(404, _NONE)
    parts = {
        part: await reader.fetch(name, {"article": article})
        for part, name in (
            ("changes", "page/article_changes"),
            ("siblings", "page/article_siblings"),
            ("events", "page/article_events"),
        )
    }
    return {
        **{key: plain(value) for key, value in found[0].items()},
        **{part: [plain(row) for row in rows] for part, rows in parts.items()},
    }


@router.get("/articles/{article}/page")
async def page(article: ArticleId, request: Request) -> Response:
    """The archived page's source as plain text: no browser runs or draws any of it."""
    reader, settings = reader_of(request), request.app.state.settings
    found = await reader.fetch("page/article", {"article": article})
    if not found:
        raise HTTPException(404, _NONE)
    row = found[0]

    def read() -> str:
        from crawlers.batch import decode as unfold
        from crawlers.clean.decode import decode

        path = UPath(settings.data_root) / row["batch_id"] / row["warc"]
        record = read_record(path, row["warc_offset"])
        if record.digest != row["page_digest"]:
            # A run that was done again after its folder had been removed wrote it anew.
            raise BatchError(f"{path} holds another page at byte {row['warc_offset']}")
        plain, _ = unfold(record.raw, record.header("content-encoding"), _PAGE_BYTES)
        return decode(plain, record.content_type)

    try:
        text = await reader.run(read)
    except (BatchError, OSError):
        raise HTTPException(404, "The archive file of this article is not there now.") from None
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'self'"}
    return Response(text, media_type="text/plain; charset=utf-8", headers=headers)
