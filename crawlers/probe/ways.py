"""The lists a source file will name: which feeds, sitemaps, day pages and sections hold articles,
and how one walks on from them. What is found is tried before it is believed."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from crawlers.clean.decode import decode
from crawlers.clean.markup import Markup, text_of
from crawlers.crawl.candidates import key_of
from crawlers.crawl.lists import BrokenListError, Found, join, read_links
from crawlers.probe.samples import Samples
from crawlers.probe.shapes import day_in, day_template
from crawlers.probe.survey import Survey
from crawlers.templates.names import names
from crawlers.visit import Answer

_FEW = 3
"""Links to articles from which on a page is a list."""
_FEEDS, _MAPS, _SECTIONS, _ARCHIVES = 10, 6, 15, 4
_DATED_PAGES = 100
_NEXT = re.compile(
    r"(?i)^\W*(?:next(?: page)?|older(?: posts)?|more|2|下一?[页頁]|后一页|後一頁|更多|"
    r"pr[oó]xim[ao]|seguinte|mais antig[ao]s)\W*$"
)
_TWO = re.compile(r"(?<!\d)2(?!\d)")
_MOST = 0.8
"""Share of a list's own links that the element around them must hold."""


def ways(survey: Survey, samples: Samples) -> dict[str, Any]:
    """The key `discovery` of the draft."""
    known = samples.pattern
    if known is None:
        return {}
    found: dict[str, Any] = {}
    feeds = [url for url, one in survey.feeds.items() if _articles(one.found, known)]
    maps = [url for url, one in survey.sitemaps.items() if _articles(one.found, known)]
    lists = _lists(survey, known)
    archives = _archives(survey, lists, known)
    if feeds:
        found["feeds"] = feeds[:_FEEDS]
    if maps:
        found["sitemaps"] = maps[:_MAPS]
    if survey.wordpress:
        found["wordpress"] = True
    if archives:
        found["archives"] = archives
    if not (maps or archives or survey.wordpress):
        sections = _sections(survey, lists, samples)
        walked = [one for one in sections if "{page}" in one["url"] or "next" in one]
        # A feed has the newest: sections that cannot be walked back add nothing to it.
        chosen = walked if feeds else sections
        if chosen:
            found["sections"] = chosen[:_SECTIONS]
    return found


def _articles(found: Iterable[Found], known: re.Pattern[str]) -> list[str]:
    keys = dict.fromkeys(key_of(link.url) for link in found)
    return [key for key in keys if known.match(key)]


def _links(page: Answer, css: str = "a[href]") -> list[Found]:
    try:
        return read_links(page.body, page.content_type, page.url, css).found
    except BrokenListError:
        return []


def _lists(survey: Survey, known: re.Pattern[str]) -> list[Answer]:
    """The pages read so far that are lists of articles; the front page comes last."""
    found = [
        page
        for page in survey.pages.values()
        if not known.match(key_of(page.url)) and len(_articles(_links(page), known)) >= _FEW
    ]
    return sorted(found, key=lambda page: page.url == survey.home.url)


def _archives(survey: Survey, lists: list[Answer], known: re.Pattern[str]) -> list[Any]:
    """Addresses with a day in them that lead to lists for the days before, too."""
    today = survey.now.astimezone(survey.zone).date()
    # The page of a day that has only begun need not hold anything yet.
    begun = [page.url for page in survey.pages.values() if not known.match(key_of(page.url))]
    whole = [*survey.feeds, *(page.url for page in lists), *begun]
    templates = dict.fromkeys(
        template for url in whole if (template := day_template(url, today)) is not None
    )
    kept = []
    for template in list(templates)[: 2 * _ARCHIVES]:
        days = [today - timedelta(days=back) for back in (1, 2)]
        answers = survey.visit.ask(template.format(date=day) for day in days)
        if any(_articles(_links(page), known) for page in answers):
            kept.append(template)
    return kept[:_ARCHIVES]


def _sections(survey: Survey, lists: list[Answer], samples: Samples) -> list[dict[str, Any]]:
    known = samples.pattern
    if known is None:
        return []
    today = survey.now.astimezone(survey.zone).date()
    pages = [page for page in lists if day_in(page.url, today) is None]
    found: list[dict[str, Any]] = []
    behind: set[str] = set()
    for page in pages[: 2 * _SECTIONS]:
        if key_of(page.url) in behind:
            continue
        section, following = _section(survey, page, known)
        behind |= following
        if page.url == survey.home.url and found and "next" not in section:
            continue  # it shows what the sections have
        if "{page}" in section["url"] and _all_dated(page, samples):
            section["pages"] = _DATED_PAGES
        found.append(section)
    return found


def _all_dated(page: Answer, samples: Samples) -> bool:
    """Whether the addresses tell the day, so that a walk knows where to end."""
    found = [key_of(link.url) for link in _links(page)]
    fitting = [
        family.dated
        for expression, family in samples.accepted.items()
        if any(re.match(expression, key) for key in found)
    ]
    return bool(fitting) and all(fitting)


def _section(
    survey: Survey, page: Answer, known: re.Pattern[str]
) -> tuple[dict[str, Any], set[str]]:
    """A list page and how its further pages are reached, if that could be found; and which pages
    that makes a part of it."""
    anchor = _next_anchor(page)
    target = join(page.url, anchor.get("href")) if anchor is not None else None
    second = survey.visit.one(target) if target and survey.owns(target) else None
    mine = _articles(_links(page), known)
    fresh = set(_articles(_links(second), known)) - set(mine) if second else set()
    if anchor is None or target is None or not fresh or second is None:
        return {"url": page.url}, set()
    others = set(_articles(_links(second), known))
    css = _container(page, [url for url in mine if url not in others])
    links = {"links": css} if css else {}
    numbered = page_template(page.url, target)
    if numbered:
        first = survey.visit.one(numbered.replace("{page}", "1"))
        if first and set(_articles(_links(first), known)) & set(mine):
            return {"url": numbered, **links}, {key_of(second.url), key_of(first.url)}
    named = [name for name in _anchor_names(anchor) if _leads(page, name, target)]
    way = {"next": named[0]} if named else {}
    return {"url": page.url, **links, **way}, {key_of(second.url)}


def page_template(first: str, second: str) -> str | None:
    """The address of any page of a list, from those of its first and its second.

    >>> page_template("http://a.test/city/", "http://a.test/city/?page=2")
    'http://a.test/city/?page={page}'
    """
    one, two = urlsplit(first), urlsplit(second)
    if one.netloc != two.netloc or set("{}") & set(second):
        return None
    places = list(_TWO.finditer(second, len(f"{two.scheme}://{two.netloc}")))
    if not places:
        return None
    at = places[-1]
    return f"{second[: at.start()]}{{page}}{second[at.end() :]}"


def _next_anchor(page: Answer) -> Any | None:
    anchors = Markup(decode(page.body, page.content_type), page.url).xpath("//a[@href]")
    own = [one for one in anchors if one.get("href", "")[:1] != "#"]
    for fits in (
        lambda one: "next" in (one.get("rel") or "").split(),
        lambda one: _NEXT.match(text_of(one)) and _TWO.search(one.get("href")),
        lambda one: _NEXT.match(text_of(one)),
    ):
        found = next((one for one in own if fits(one)), None)
        if found is not None:
            return found
    return None


def _anchor_names(anchor: Any) -> list[str]:
    rel = ['a[rel~="next"]'] if "next" in (anchor.get("rel") or "").split() else []
    return [*rel, *names(anchor)]


def _leads(page: Answer, css: str, target: str) -> bool:
    found = _links(page, css)
    return bool(found) and key_of(found[0].url) == key_of(target)


def _container(page: Answer, urls: list[str]) -> str | None:
    """A selector of the list's own links: those that its second page does not show."""
    markup = Markup(decode(page.body, page.content_type), page.url)
    own = set(urls)
    anchors = [
        one
        for one in markup.xpath("//a[@href]")
        if (url := join(page.url, one.get("href"))) and key_of(url) in own
    ]
    held: dict[Any, int] = {}
    for anchor in anchors:
        for above in anchor.iterancestors():
            held[above] = held.get(above, 0) + 1
    near = [above for above, count in held.items() if count >= _MOST * len(anchors)]
    for above in sorted(near, key=lambda one: sum(1 for _ in one.iter())):
        for name in names(above):
            if len(markup.select(name)) == 1:
                return f"{name} a[href]"
    return None
