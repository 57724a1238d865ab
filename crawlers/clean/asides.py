"""What the name, role, class or id of an element tells of what stands in it: menus, adverts,
comments, captions, and the other things beside articles."""

import re
from functools import lru_cache
from typing import Any

_TAGS = frozenset((
    "aside", "footer", "figcaption", "form", "nav", "button", "menu", "dialog",
))  # fmt: skip
_ROLES = frozenset((
    "navigation", "complementary", "banner", "contentinfo", "dialog", "search", "alert", "menu",
    "menubar", "toolbar",
))  # fmt: skip
_NEVER = frozenset(("main", "article", "body"))
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_STATE = re.compile(r"\b(?:has|have|with|without|no|is|js|hide|show)[-_]?[A-Za-z]+", re.IGNORECASE)
"""What is said of a part's state names the part it is not: `has-sidebar`, `no-comments`."""
_WORDS = frozenset((
    "ad", "ads", "adv", "advert", "advertisement", "advertisements", "advertising", "adsense",
    "adslot", "banner", "banners", "bio", "biography", "breadcrumb", "breadcrumbs", "byline",
    "caption", "captions", "comment", "comments", "commentlist", "consent", "cookie", "cookies",
    "copyright", "credit", "credits", "disqus", "donate", "donation", "dropdown", "fb",
    "feedback", "footer", "footnav", "gdpr", "hidden", "hide", "login", "mailchimp", "masthead",
    "menu", "menus", "modal", "mostread", "nav", "navbar", "navigation", "navi", "newsletter",
    "newsletters", "offscreen", "optin", "outbrain", "overlay", "pager", "pagination", "paging",
    "paywall", "player", "popular", "popup", "print", "promo", "promos", "promoted", "promotion",
    "promotional", "rating", "ratings", "readmore", "recirc", "recirculation", "recommend",
    "recommendation", "recommendations", "recommended", "related", "relatedposts", "respond",
    "share", "sharebar", "sharedaddy", "shareit", "sharing", "shares", "sidebar", "signup",
    "skip", "social", "socials", "sponsor", "sponsored", "sponsorship", "subscribe",
    "subscription", "syndication", "taboola", "tags", "taglist", "toolbar", "tooltip", "topbar",
    "trending", "upsell", "video", "videos", "vjs",
))  # fmt: skip
_PHRASES = re.compile(
    r"author[-_]?(bio|box|info|card|profile|desc|about)|about[-_]?(the[-_]?)?author|post[-_]?author|"
    r"entry[-_]?(meta|footer|utility|tags)|post[-_]?(meta|footer|tags|nav|info)|article[-_]?(meta|"
    r"footer|tags|info|tools)|sr[-_]only|visually[-_]?hidden|screen[-_]?reader|read[-_]?(next|more|"
    r"also)|see[-_]?also|more[-_]?(stories|news|from|articles|posts)|you[-_]?may|up[-_]?next|"
    r"next[-_]?(post|article)|prev(ious)?[-_]?(post|article)|back[-_]?to[-_]?top|site[-_]?(header|"
    r"footer)|page[-_]?(header|footer)|main[-_]?(header|footer|menu)|global[-_]?(header|footer)|"
    r"call[-_]?to[-_]?action|(^|[\s_-])cta([\s_-]|$)|email[-_]?(form|capture)|jp[-_]relatedposts|"
    r"table[-_]?of[-_]?contents|(^|[\s_-])toc([\s_-]|$)|hot[-_]?news|latest[-_]?news|"
    r"news[-_]?list|side[-_]?(bar|col|rail)|right[-_]?(col|rail|bar|side)|left[-_]?(col|rail|bar)",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"related|sidebar|event|recommend|gallery|comment-list|(^|\s)(comments?|menu|nav)(\s|$)",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"comment|respond|disqus|footer|side[-_]?bar|bio|author|cookie|consent|gdpr|modal|popup|overlay|"
    r"subscri|newsletter|disclaim|disclos|login|caption|copyright|credit|donat|advert|sponsor|promo|"
    r"republi|paywall|sign[-_]?up|masthead|banner|feedback|read[-_]?more|teaser",
    re.IGNORECASE,
)


def elements_of_article(body: Any) -> list[Any]:
    """The elements of a page in their order, without those that are named for other articles, for
    comments or menus, and what stands in them. A class of the page itself says nothing."""
    found: list[Any] = []
    stack = [body]
    while stack:
        element = stack.pop()
        if element.tag in ("aside", "nav", "footer"):
            continue
        if element is not body and _ELSEWHERE.search(_names(element)):
            continue
        found.append(element)
        stack += reversed(element)
    return found


def is_named(node: Any) -> bool:
    """Whether an element is named for something that stands beside articles."""
    if node.tag in _TAGS or node.get("role") in _ROLES:
        return True
    names = _names(node)
    return bool(names) and node.tag not in _NEVER and _are_aside(names)


def is_surely_aside(node: Any) -> bool:
    """Whether what an element is named for is never the article, however much text it has."""
    if node.tag in _TAGS or node.get("role") in _ROLES or is_caption(node):
        return True
    return bool(_SURE.search(_names(node)))


def is_caption(node: Any) -> bool:
    """Whether an element holds what is said of a picture."""
    return node.tag == "figcaption" or "caption" in (node.get("class") or "").lower()


def is_hidden(node: Any) -> bool:
    """Whether an element is not shown until a script shows it."""
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    style = node.get("style")
    return style is not None and "none" in style and "display:none" in style.replace(" ", "")


def _names(node: Any) -> str:
    return f"{node.get('class') or ''} {node.get('id') or ''}".strip()


@lru_cache(maxsize=8192)
def _are_aside(names: str) -> bool:
    words = {word.lower() for word in _WORD.findall(_STATE.sub(" ", names))}
    return not _WORDS.isdisjoint(words) or bool(_PHRASES.search(names))
