"""What a source file may say of how the site lists its articles."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from crawlers.sources.fields import Address, ApiAddress, DayAddress, Expression, Selector, address
from crawlers.sources.template import gaps


def _switch_or_address(given: Any) -> Any:
    if not isinstance(given, bool | str):
        raise ValueError("is neither true nor an http(s) address")
    return address(given) if isinstance(given, str) else given


class Part(BaseModel):
    """A group of keys of a source file; a key it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Section(Part):
    """A list page in HTML, perhaps on several pages."""

    url: Address
    """`{page}` in it stands for the page number."""
    links: Selector = "a[href]"
    """CSS selector of the links to articles."""
    next: Selector | None = None
    """CSS selector of the link to the following page, where pages have no number."""
    pages: int = Field(default=10, ge=1, le=500)
    """How many pages are walked at most; the walk ends at a page with nothing new in the window."""


class Archive(Part):
    """The page of one day, perhaps with further pages of the same day. An address alone will do."""

    url: DayAddress
    """`{date:%Y-%m/%d}` in it stands for the day."""
    links: Selector = "a[href]"
    """CSS selector of the links to articles."""
    follow: Selector | None = None
    """CSS selector of the links to further pages; those that do not name the day are left."""
    pages: int = Field(default=60, ge=1, le=500)
    """How many pages of one day are read at most."""

    @model_validator(mode="before")
    @classmethod
    def _address_alone(cls, given: Any) -> Any:
        return {"url": given} if isinstance(given, str) else given


class Api(Part):
    """A list in JSON. Expressions are JMESPath; all but `items` and `next` are asked of an item."""

    url: ApiAddress
    """`{since}`, `{until}` stand for the window's ends, `{date:%Y-%m-%d}` for each of its days,
    `{page}` for the page number, `{next}` for what the page before said in `next`."""
    items: Expression = "@"
    """The list of items."""
    link: Expression
    """The article's address."""
    published: Expression | None = None
    """When it was published: ISO 8601, RFC 822, or Unix seconds or milliseconds."""
    title: Expression | None = None
    next: Expression | None = None
    """What leads to the following page: fills `{next}`, or is a whole address."""
    first: str = ""
    """What fills `{next}` in the first request."""
    first_page: int = Field(default=1, ge=0, le=1)
    """The number of the first page."""
    pages: int = Field(default=10, ge=1, le=500)
    """How many pages are walked at most; the walk ends at a page with nothing new in the window."""
    slack_hours: float = Field(default=0, ge=0, le=48)
    """Added to both ends of the window in the address, for a site that keeps another clock."""

    @model_validator(mode="after")
    def _next_is_told(self) -> Self:
        if "next" in gaps(self.url) and self.next is None:
            raise ValueError("url: has '{next}'; say in 'next' what fills it")
        return self


class Discovery(Part):
    """Every way the site lists its articles."""

    feeds: tuple[Address, ...] = ()
    feeds_with_text: tuple[Address, ...] = ()
    """Feeds whose entries carry the whole article: it is taken from there and not fetched."""
    sitemaps: tuple[Address, ...] = ()
    sections: tuple[Section, ...] = ()
    archives: tuple[Archive, ...] = ()
    apis: tuple[Api, ...] = ()
    wordpress: Annotated[bool | str, BeforeValidator(_switch_or_address)] = False
    """The REST interface of WordPress at `home`, or at the address given."""
    autodetect: bool = False
    """Ask robots.txt for sitemaps and the home page for feeds too."""
    undated: Literal["always", "now"] = "always"
    """Whether candidates of no known date are fetched in runs over past windows too."""

    def all_apis(self, home: str) -> tuple[Api, ...]:
        """The JSON lists, that of WordPress among them."""
        if not self.wordpress:
            return self.apis
        base = self.wordpress if isinstance(self.wordpress, str) else home
        return (*self.apis, wordpress_api(base))

    def addresses(self) -> list[str]:
        """Every address named, as written."""
        urls = [
            *self.feeds,
            *self.feeds_with_text,
            *self.sitemaps,
            *(section.url for section in self.sections),
        ]
        urls += [archive.url for archive in self.archives] + [api.url for api in self.apis]
        return [*urls, self.wordpress] if isinstance(self.wordpress, str) else urls

    def names_a_list(self) -> bool:
        """Whether there is anything to ask."""
        return bool(self.addresses() or self.wordpress or self.autodetect)


def wordpress_api(base: str) -> Api:
    """The list of posts of a WordPress site, by window.

    `after` and `before` are read in the site's own clock, which need not be the press's; hence
    the slack (https://developer.wordpress.org/rest-api/reference/posts/).
    """
    span = "after={since:%Y-%m-%dT%H:%M:%S}&before={until:%Y-%m-%dT%H:%M:%S}"
    fields = "_fields=date,date_gmt,link,title"
    return Api(
        url=f"{base.rstrip('/')}/wp-json/wp/v2/posts?{span}&per_page=100&page={{page}}&{fields}",
        link="link",
        published="date_gmt && join('', [date_gmt, 'Z']) || date",
        title="title.rendered",
        pages=100,
        slack_hours=12,
    )
