"""A made-up regional press on one loopback server, and the truth about it.

Six papers in four languages publish every day, past or to come; texts follow from seed, paper and
date alone. `serve` runs the server in a thread, `truth` says what a perfect crawl of a window
loads, `troubles` what it rejects, `coverage` counts. `python -m newsstand --help` for a person.
"""

from newsstand.press import Press
from newsstand.serving import PortTakenError, Stand, serve
from newsstand.truth import (
    Coverage,
    ExpectedReject,
    Tally,
    TruthArticle,
    coverage,
    troubles,
    truth,
)

__all__ = [
    "Coverage",
    "ExpectedReject",
    "PortTakenError",
    "Press",
    "Stand",
    "Tally",
    "TruthArticle",
    "coverage",
    "serve",
    "troubles",
    "truth",
]
