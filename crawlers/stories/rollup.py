"""The daily roll-ups that the coverage and completeness views read."""

from crawlers.database import Database
from crawlers.model import Counts


def roll_up(database: Database) -> Counts:
    """Count the queued days again; `days` is how many there were.

    The cost follows the days that changed, not the archive.
    """
    with database.transaction() as session:
        session.execute("stories/lock")
        session.execute("stories/stage_days")
        days = session.execute("stories/take_days")
        if days:
            session.execute("stories/roll_up")
            session.execute("completeness/roll_up")
    return {"days": days}
