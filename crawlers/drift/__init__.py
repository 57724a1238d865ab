"""Whether a batch is what its source usually gives: named alarms, and quarantine before loading.

`watch` holds a batch against the history of its source, `judge` decides without a database,
`accept` takes the new state for the right one, `quarantined` names the batches that wait,
`sentences` tells what a batch raised, `seen` which sources may have to be learned anew.
"""

from crawlers.drift.alarms import Alarm, AlarmName, Severity
from crawlers.drift.facts import Facts
from crawlers.drift.judge import judge
from crawlers.drift.rhythm import Rhythm
from crawlers.drift.volume import Volume
from crawlers.drift.watch import (
    QuarantineError,
    Verdict,
    accept,
    quarantined,
    seen,
    sentences,
    watch,
    watch_lists,
)

__all__ = [
    "Alarm",
    "AlarmName",
    "Facts",
    "QuarantineError",
    "Rhythm",
    "Severity",
    "Verdict",
    "Volume",
    "accept",
    "judge",
    "quarantined",
    "seen",
    "sentences",
    "watch",
    "watch_lists",
]
