"""What an article's text is: whole, cut off for those who do not pay, pictures, or a running
report."""

import re
from typing import Any

from crawlers.clean.markup import Markup
from crawlers.model import Form

FEW_WORDS = 40
"""Fewer words beside pictures are a photo story."""
STUB_WORDS, SHORT_WORDS = 150, 300
"""Fewer words are all that a site gives away which says that it gives not all; fewer above a call
to subscribe are the beginning of an article."""
_PICTURES = 3
_CALL = 1200
_HIDDEN = 400
_CLOSED = re.compile(r"^(false|no|0)$", re.IGNORECASE)
_TIERS = re.compile(r"locked|premium|subscri|paid", re.IGNORECASE)
_CALLS = (
    "//*[contains(@class, 'paywall') or contains(@id, 'paywall') or contains(@class, 'subscri') or "
    "contains(@class, 'premium') or contains(@class, 'member') or contains(@class, 'piano')]"
)
_PAYWALL = re.compile(
    r"(subscribe|sign in|log in|register) (now )?to (continue|read|unlock|keep|access|view)|"
    r"(for|to) subscribers only|subscriber[- ]only|this (article|content|story) is (for|exclusive)|"
    r"already (a|have a?) (subscriber|subscription|account)|read the full (story|article) with|"
    r"(訂閱|订阅|登入|登錄|登录|加入會員|成為會員|付費|付费).{0,12}"
    r"(閱讀|阅读|睇|看|瀏覽|浏览|解鎖|解锁).{0,6}(全文|餘下|余下|更多)|"
    r"(全文|餘下內容|余下内容).{0,8}(只供|僅供|仅供|限).{0,8}(訂戶|订户|會員|会员|訂閱)|"
    r"(本文|此文章|本篇).{0,8}(為|为|屬|属).{0,6}(會員|会员|訂戶|订户|付費|付费)|"
    r"(conteúdo|matéria|reportagem) exclusiv[ao].{0,20}assinantes|"
    r"(assine|faça login|inicie sessão).{0,30}(continuar|ler|acessar|aceder)|só para assinantes",
    re.IGNORECASE,
)
_PHOTOS = re.compile(
    r"【?(圖輯|图辑|多圖|多图|組圖|组图|相集|攝影集|圖集|图集)】?|"
    r"\b(in pictures|in photos|photo (essay|gallery)|gallery)\b|"
    r"(fotogaleria|galeria de (fotos|imagens))",
    re.IGNORECASE,
)
_LIVE = re.compile(
    r"^(live\s*[:：|]|live updates|as it happened)|持續更新|持续更新|不斷更新|直播.{0,4}更新|"
    r"ao vivo",
    re.IGNORECASE,
)


def form_of(page: Markup, title: str, words: int) -> Form:
    """The form of the article on `page`, whose text has `words` words."""
    kinds = {str(kind) for node in page.json_ld for kind in _listed(node.get("@type"))}
    if "LiveBlogPosting" in kinds or _LIVE.search(title):
        return "live"
    if _is_cut(page, words):
        return "partial"
    if words < FEW_WORDS and _is_gallery(page, title, kinds):
        return "photos"
    return "text"


def _is_cut(page: Markup, words: int) -> bool:
    """Whether there is more for those who pay, which the page does not hold."""
    if words >= SHORT_WORDS:
        return False
    if _says_closed(page) and words < STUB_WORDS:
        return not _holds_closed_part(page)
    texts = ("".join(element.itertext())[:_CALL] for element in page.xpath(_CALLS)[:20])
    return any(_PAYWALL.search(text) for text in texts)


def _says_closed(page: Markup) -> bool:
    """https://developers.google.com/search/docs/appearance/structured-data/paywalled-content"""
    stated = (str(node.get("isAccessibleForFree", "")) for node in page.json_ld)
    tier = page.meta("article:content_tier") or ""
    return any(map(_CLOSED.match, stated)) or bool(_TIERS.search(tier))


def _holds_closed_part(page: Markup) -> bool:
    """Whether the part that JSON-LD calls closed is there all the same."""
    for node in page.json_ld:
        for part in _listed(node.get("hasPart")):
            selector = part.get("cssSelector") if isinstance(part, dict) else None
            found = page.select(selector)[:5] if isinstance(selector, str) else []
            if any(len("".join(element.itertext())) > _HIDDEN for element in found):
                return True
    return False


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_gallery(page: Markup, title: str, kinds: set[str]) -> bool:
    if _PHOTOS.search(title) or "ImageGallery" in kinds:
        return True
    return len(page.xpath("//figure[.//img]")) >= _PICTURES
