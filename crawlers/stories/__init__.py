"""Stories: which articles carry the same text, which report one event, the daily roll-ups, and the
data-quality checks."""

from crawlers.stories.checks import Finding, check, findings
from crawlers.stories.link import link
from crawlers.stories.rollup import count_again, roll_up

__all__ = ["Finding", "check", "count_again", "findings", "link", "roll_up"]
