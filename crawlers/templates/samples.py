"""Pages to learn a site's template from, and what the general readers made of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from upath import UPath

from crawlers.batch import Batch, BatchError, read_record
from crawlers.clean.article import extract_article
from crawlers.clean.decode import decode
from crawlers.clean.markup import Markup
from crawlers.model import Article
from crawlers.sources import Extraction, Source


@dataclass(frozen=True)
class Sample:
    """An article's page, and what was made of it without being told anything of the site."""

    url: str
    html: bytes
    content_type: str
    article: Article
    shape: str
    """Pages of one shape have one template: which expression of the source fits the address."""

    @property
    def markup(self) -> Markup:
        """The page, parsed anew: reading it may change the tree."""
        return Markup(self._text, self.url)

    @cached_property
    def _text(self) -> str:
        return decode(self.html, self.content_type)


def untold(source: Source) -> Source:
    """The source as if nothing were known of how its articles are read."""
    return source.model_copy(update={"extraction": Extraction(), "learned": None})


def samples_of(source: Source, data_root: str, most: int) -> Iterator[Sample]:
    """Articles of the source's newest batches, at most `most`, spread over a batch's articles."""
    folder = UPath(data_root) / source.id
    batches = sorted(folder.iterdir(), key=lambda path: path.name) if folder.exists() else []
    left = most
    for path in reversed(batches):
        some = list(_of_batch(source, Batch(path), left))
        yield from some
        left -= len(some)
        if left <= 0:
            return


def _of_batch(source: Source, batch: Batch, most: int) -> Iterator[Sample]:
    try:
        pages = [one.page for one in batch.articles() if one.page and not one.page.of_feed]
    except BatchError:
        return
    step = max(1, len(pages) // max(most, 1))
    for page in pages[::step][:most]:
        record = read_record(batch.path / page.warc, page.offset)
        url = page.candidate.url if page.candidate else page.url
        found = sample_of(source, url, record.body, record.content_type)
        if found:
            yield found


def sample_of(source: Source, url: str, html: bytes, content_type: str = "") -> Sample | None:
    """The page as a sample, unless the general readers find no article in it."""
    article = extract_article(html, url, untold(source), content_type=content_type)
    if not isinstance(article, Article):
        return None
    fitting = source.match(url)
    shape = fitting.re.pattern if fitting else ""
    return Sample(url, html, content_type, article, shape)


def letters(text: str) -> str:
    """Letters and digits alone, small."""
    return "".join(char for char in text.casefold() if char.isalnum())
