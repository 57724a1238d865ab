"""Data-quality checks: each a file of `sql/queries/check` that counts the rows breaking a rule.

The head of a file says `-- severity: serious` (rows that contradict one another) or `notice` (a
source that behaves oddly). They look at what is new, so they cost what is new.
"""

import logging
import re
from dataclasses import dataclass

from crawlers.database import Database, statement, statements
from crawlers.model import Counts

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Finding:
    """What one check found."""

    check: str
    serious: bool
    rows: int
    """How many rows break the rule."""
    example: str | None
    """One of them, for a person."""


def check(database: Database) -> Counts:
    """How many rows break each rule, and `serious`: how many break one that must hold."""
    found = findings(database)
    for finding in found:
        if finding.rows:
            level = logging.ERROR if finding.serious else logging.WARNING
            _log.log(level, "%s: %d, e.g. %s", finding.check, finding.rows, finding.example)
    counts = {finding.check: finding.rows for finding in found}
    return {**counts, "serious": sum(finding.rows for finding in found if finding.serious)}


def findings(database: Database) -> list[Finding]:
    """What every check found, those without a broken row too."""
    found = []
    for name in statements("check"):
        (row,) = database.fetch(name)
        serious = re.search(r"^-- severity: serious$", statement(name), re.MULTILINE) is not None
        found.append(Finding(name.partition("/")[2], serious, row["rows"], row["example"]))
    return found
