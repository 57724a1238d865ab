"""Full-text search: what is asked of the database, and what an older archive still lacks."""

from datetime import date

from crawlers.database import Database, Rows
from crawlers.model import Counts

AT_ONCE = 500
"""Articles per transaction."""
AT_MOST = 100_000
"""Articles of an older archive that one call reads; the next goes on."""
MARKS = ("\u27e6", "\u27e7")
"""What stands before and after each match in a snippet, and nowhere else in it."""


def search(
    database: Database,
    query: str,
    *,
    since: date | None = None,
    until: date | None = None,
    source: str | None = None,
    language: str | None = None,
    topic: str | None = None,
    place: str | None = None,
    region: str | None = None,
    most: int = 50,
) -> Rows:
    """The articles that answer `query`, the best first: the columns of `news.search_result`.

    Words mean all of them, in any form and either Chinese script; `"quoted words"` stand together,
    `OR` divides alternatives, `-word` must not be there. Any text is a query. The days are from
    `since` to before `until`; `language` is `en`, or with its script `zh-Hant`; a topic or place
    has those below it; a region is that of the source. `sql/functions/search.sql` tells of the
    order.
    """
    asked = {
        "query": query,
        "source": source,
        "language": language,
        "topic": topic,
        "place": place,
        "region": region,
    }
    told = {name: value and _storable(value) for name, value in asked.items()}
    return database.fetch("search/find", {**told, "since": since, "until": until, "most": most})


def index(database: Database, at_most: int = AT_MOST) -> Counts:
    """Make partitions for the months that want one, and documents for articles that were archived
    before there were searches; `indexed` is how many articles were read.

    A load makes the documents of its own articles, so there is nothing to do but once. It may be
    stopped at any moment, and called at once by several processes.
    """
    database.execute("search/make_months")
    indexed = 0
    while indexed < at_most:
        (row,) = database.fetch("search/index", {"limit": min(AT_ONCE, at_most - indexed)})
        if row["articles"] == 0:
            break
        indexed += row["articles"]
    return {"indexed": indexed}


def waiting(database: Database) -> int:
    """How many articles cannot be found yet, as `index` has not come to them."""
    (row,) = database.fetch("search/waiting")
    return int(row["articles"])


def _storable(text: str) -> str:
    """Postgres text holds no NUL, and UTF-8 no lone surrogate."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
