"""robots.txt as RFC 9309 has it, where Protego is more generous."""

import re

from scrapy.crawler import Crawler
from scrapy.robotstxt import ProtegoRobotParser

LIMIT = 500 << 10
"""Bytes of a robots.txt that are read (section 2.5 asks for 500 KiB at least)."""

LARGEST = 4 << 20
"""Bytes of a robots.txt that are taken: one that is larger still cannot be had."""

_AGENT = re.compile(r"\s*user[- ]?agent\s*:?(?P<name>[^#]*)", re.IGNORECASE)
_NOBODY = "!"


class Exclusion(ProtegoRobotParser):
    """The rules of one robots.txt for our product."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, robotstxt_body: bytes) -> "Exclusion":
        """Called by Scrapy."""
        product = crawler.settings["ROBOTSTXT_USER_AGENT"]
        return cls(for_product(robotstxt_body, product), crawler.spider)


def product_of(user_agent: str) -> str:
    """The product token a user agent is known by in robots.txt, in lower case (section 2.2.1).

    >>> product_of("Newsdelta/0.1 (+https://example.org)")
    'newsdelta'
    """
    found = re.match(r"[^\s/;()*]+", user_agent.strip())
    return found[0].lower() if found else _NOBODY


def for_product(body: bytes, product: str) -> bytes:
    """The first 500 KiB of a robots.txt, whole lines, with every group that is neither for
    `product` nor for everybody made nobody's: Protego takes a group `news` for one of
    `newsdelta`."""
    if len(body) > LIMIT:
        body = body[: max(body.rfind(b"\n", 0, LIMIT), 0)]
    lines = body.decode("utf-8-sig", "ignore").splitlines()
    return "\n".join(_named(line, product) for line in lines).encode()


def _named(line: str, product: str) -> str:
    found = _AGENT.match(line)
    name = found["name"].strip() if found else "*"
    if name in ("", "*"):
        return line
    return f"User-agent: {product if product_of(name) == product else _NOBODY}"
