"""A site's template: what several of its articles agree on, in selectors and lines to be read.

The general readers look at each page alone and err now and then at its edges. Held side by side,
the pages of one site show which element every one of them found the article in, and which lines
are the site's and not the article's. `learn` says so in a form that stands beside the source's
file, is read before them, and is checked like it.
"""

import re
from collections.abc import Iterable
from datetime import date
from statistics import fmean

import yaml

from crawlers.clean.article import extract_article
from crawlers.clean.likeness import likeness
from crawlers.model import Article
from crawlers.sources import Learned, Source
from crawlers.templates.samples import Sample, sample_of, samples_of, untold
from crawlers.templates.selectors import agreed

__all__ = ["FEWEST", "Sample", "TemplateError", "learn", "sample_of", "samples_of", "text_of"]

FEWEST = 3
"""Articles below which nothing can be said of a site."""
_LIKE = 0.9
"""How like the readers' text a template's must be, on the average."""


class TemplateError(ValueError):
    """A template that cannot be learned; the message is one sentence."""


def learn(source: Source, samples: Iterable[Sample], today: date) -> Learned:
    """The template of a source, from pages of it.

    Raises:
        TemplateError: too few pages, or pages that agree on no element that holds the text.
    """
    pages = list(samples)
    if len(pages) < FEWEST:
        raise TemplateError(
            f"{source.id}: {len(pages)} articles to learn from; it takes {FEWEST} at least"
        )
    hints = agreed(pages, source.zone)
    if hints.body is None:
        raise TemplateError(
            f"{source.id}: {len(pages)} articles agree on no element that holds their text"
        )
    found = Learned(**hints.model_dump(), learned=today, pages=len(pages), fit=0.0)
    fit = fmean(_fit(source, found, page) for page in pages)
    if fit < _LIKE:
        raise TemplateError(
            f"{source.id}: the elements found give {fit:.0%} of what the readers find; "
            f"{_LIKE:.0%} is asked for"
        )
    return found.model_copy(update={"fit": round(fit, 3)})


def _fit(source: Source, learned: Learned, page: Sample) -> float:
    """How like the text by the template is to the readers', without the lines it leaves out."""
    told = untold(source).model_copy(update={"learned": learned})
    read = extract_article(page.html, page.url, told, content_type=page.content_type)
    body = read.body if isinstance(read, Article) else ""
    rules = [re.compile(rule) for rule in learned.drop_lines]
    lines = page.article.body.split("\n")
    return likeness(body.split("\n"), [x for x in lines if not any(r.search(x) for r in rules)])


def text_of(learned: Learned) -> str:
    """The template as the file that stands beside the source's."""
    head = "# Learned by `newsdelta sources learn`; read before the general readers, after the\n"
    head += "# source's own selectors. Edit the source's file, not this one: it is written anew.\n"
    keys = learned.model_dump(mode="json", exclude_defaults=True)
    order = (
        "learned",
        "pages",
        "fit",
        *(key for key in keys if key not in ("learned", "pages", "fit")),
    )
    plain = {key: keys[key] for key in order if key in keys}
    return head + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100)
