"""The daily roll-ups that the coverage and completeness views read, and what is summed from them:
languages, regions, weeks and months, and what the days before let expect."""

from crawlers.database import Database, Session
from crawlers.model import Counts


def roll_up(database: Database) -> Counts:
    """Count the queued days again, and how complete the days are that the queued runs were about;
    `days` is how many were counted again.

    The cost follows the days that changed, not the archive.
    """
    with database.transaction() as session:
        session.execute("stories/lock")
        session.execute("stories/stage_days")
        days = session.execute("stories/take_days")
        count_again(session, days)
    return {"days": days}


def count_again(session: Session, days: int) -> None:
    """Count the `days` that stand in the temporary table of taken days, and what is summed from
    them; the caller holds the lock."""
    runs = session.execute("completeness/take_runs")
    if days:
        session.execute("stories/roll_up")
        session.execute("stories/roll_up_weeks")
        session.execute("stories/roll_up_names")
        session.execute("stories/roll_up_languages")
        session.execute("stories/roll_up_regions")
        session.execute("completeness/roll_up")
    if days or runs:
        session.execute("completeness/roll_up_periods")
        session.execute("stories/roll_up_baselines")
