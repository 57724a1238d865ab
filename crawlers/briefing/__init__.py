"""The briefing: what a region's press wrote in a week, as one HTML page that needs nothing else."""

from crawlers.briefing.making import Briefing, brief, told_regions
from crawlers.briefing.shelf import Shelf
from crawlers.briefing.span import BriefingError, Span, asked_span, run_span

__all__ = [
    "Briefing",
    "BriefingError",
    "Shelf",
    "Span",
    "asked_span",
    "brief",
    "run_span",
    "told_regions",
]
