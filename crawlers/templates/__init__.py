"""A site's template: what several of its articles agree on, in selectors and lines to be read.

The general readers look at each page alone and err now and then at its edges. Held side by side,
the pages of one site show which element every one of them found the article in, and which lines
are the site's and not the article's. `learn` says so in a form that stands beside the source's
file, is read before them, and is checked like it. `reasons` says when it is due to be learned
anew, `renew` what comes of it.
"""

from crawlers.templates.learning import FEWEST, Fit, TemplateError, fit_of, learn
from crawlers.templates.renewal import OLD, Renewal, reasons, renew
from crawlers.templates.samples import Sample, newest_day, sample_of, samples_of
from crawlers.templates.written import changes, text_of

__all__ = [
    "FEWEST",
    "OLD",
    "Fit",
    "Renewal",
    "Sample",
    "TemplateError",
    "changes",
    "fit_of",
    "learn",
    "newest_day",
    "reasons",
    "renew",
    "sample_of",
    "samples_of",
    "text_of",
]
