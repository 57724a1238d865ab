"""The texts of the press: what can be written, by language, and how a story is put together.

`telling` turns templates into text, `writer` puts a story together, and the folders `en`, `zh`
and `pt` hold the words: `lexicon.yaml` (names and values), `topics*.yaml` (headlines, leads and
facts by topic), `filler.yaml` (sentences that fit any news).
"""

from newsstand.texts.writer import closing, headline, paragraphs

__all__ = ["closing", "headline", "paragraphs"]
