"""The care of the taxonomy: what its phrases do in real texts, and what labels can teach it."""

from crawlers.tagging.check import Finding, check_phrases, misses
from crawlers.tagging.retag import retag
from crawlers.tagging.texts import Text, TextsError, texts_of

__all__ = ["Finding", "Text", "TextsError", "check_phrases", "misses", "retag", "texts_of"]
