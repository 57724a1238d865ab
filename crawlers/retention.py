"""What is kept for how long: the texts of articles in the database, the batches in the data root.

Both are kept for ever unless a person says for how many months. A text goes with the month in
which its article was first fetched, all its revisions with it; a batch goes with everything in its
folder, but not while it waits in quarantine. What they were counted as stays: articles with
headlines, dates, topics, places, names and stories, roll-ups and funnels. A search finds an
article without its text by the title.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime

from crawlers.batch import Batch
from crawlers.database import Database
from crawlers.model import Counts

AT_ONCE = 50
"""Batches noted in one transaction."""
Tell = Callable[[int, str], None]
"""Told how many texts a month had and which it was; how many batches are gone and the last one."""


class RetentionError(RuntimeError):
    """Something that was to go is still there; one sentence."""


def drop_texts(
    database: Database, months: int, now: datetime, tell: Tell, *, dry_run: bool = False
) -> Counts:
    """Drop the texts of the months that ended `months` months ago or earlier.

    Returns:
        `months` that went, and how many `texts`; with `dry_run` those that would go.

    Raises:
        RetentionError: others use the texts of a month; those before it are dropped.
    """
    counts = {"months": 0, "texts": 0}
    before = first_kept(months, now)
    for row in database.fetch("retention/months", {"before": before}):
        step = "retention/texts" if dry_run else "retention/drop_month"
        (gone,) = database.fetch(step, {"month": row["month"]})
        if gone["texts"] is None:
            raise RetentionError(
                f"the texts of {row['month']:%Y-%m} are in use now, so they are still there"
            )
        tell(gone["texts"], f"{row['month']:%Y-%m}")
        counts["months"] += 1
        counts["texts"] += gone["texts"]
    return counts


def drop_batches(
    database: Database,
    data_root: str,
    months: int,
    now: datetime,
    tell: Tell,
    *,
    dry_run: bool = False,
) -> Counts:
    """Remove the folders of batches fetched in months that ended `months` months ago or earlier.

    A run that was ended goes on where it was.

    Returns:
        `batches` that went; with `dry_run` those that would go.

    Raises:
        BatchError: a folder cannot be removed; those before it are gone.
    """
    bound = first_kept(months, now)
    before = datetime(bound.year, bound.month, 1, tzinfo=UTC)
    if dry_run:
        (row,) = database.fetch("retention/count_batches", {"before": before})
        return {"batches": row["batches"]}
    counts = {"batches": 0}
    while rows := database.fetch("retention/batches", {"before": before, "limit": AT_ONCE}):
        for batch in rows:
            Batch.named(data_root, batch["id"]).remove()
        database.execute("retention/note_batches", {"ids": [batch["id"] for batch in rows]})
        counts["batches"] += len(rows)
        tell(counts["batches"], rows[-1]["id"])
    return counts


def first_kept(months: int, now: datetime) -> date:
    """First day of the oldest month (UTC) that is kept, when each is kept for `months` months.

    >>> first_kept(12, datetime(2026, 11, 26, tzinfo=UTC))
    datetime.date(2025, 11, 1)
    """
    today = now.astimezone(UTC)
    year, month = divmod(12 * today.year + today.month - 1 - months, 12)
    return date(max(year, 1), month + 1, 1)
