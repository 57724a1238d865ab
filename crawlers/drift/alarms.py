"""The alarms there are. A closed list: each has one name, one severity and one sentence."""

from dataclasses import dataclass, replace
from enum import StrEnum


class AlarmName(StrEnum):
    """What seems wrong with a source."""

    REDESIGN = "redesign"
    """Pages hold no text, title or date any more where they did."""
    BLOCKED = "blocked"
    """Many addresses give one and the same page, or are refused."""
    PAYWALL = "paywall"
    """Texts are far shorter, titles and dates as before."""
    DEAD_FEED = "dead feed"
    """A list cannot be read any more, or has nothing new for far longer than ever."""
    SILENCE = "silence"
    """A day has far fewer articles than such days have."""
    DATES_LOST = "dates lost"
    TITLES_LOST = "titles lost"


CONTENT = frozenset(
    {
        AlarmName.REDESIGN,
        AlarmName.BLOCKED,
        AlarmName.PAYWALL,
        AlarmName.DATES_LOST,
        AlarmName.TITLES_LOST,
    }
)
"""Those that pages tell."""

LEARNED_ANEW = frozenset({AlarmName.REDESIGN, AlarmName.DATES_LOST, AlarmName.TITLES_LOST})
"""Those after which a template of the site may have to be learned anew."""


class Severity(StrEnum):
    """What follows from an alarm: a word, or that the batch is not loaded."""

    WARN = "warn"
    QUARANTINE = "quarantine"


@dataclass(frozen=True)
class Alarm:
    """One alarm, with the numbers in a plain sentence."""

    name: AlarmName
    severity: Severity
    sentence: str

    def __str__(self) -> str:
        return f"{self.name}: {self.sentence}"

    def advised(self, source_id: str) -> "Alarm":
        """The alarm with what to type, where a template learned anew may be the remedy."""
        if self.name not in LEARNED_ANEW or self.severity is Severity.QUARANTINE:
            return self
        advice = f"'newsdelta sources learn {source_id}' looks for new selectors"
        return replace(self, sentence=f"{self.sentence}; {advice}")
