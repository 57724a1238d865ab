"""The sorts of text a source file holds, each checked where it stands and told what to write."""

import re
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import jmespath
from croniter import croniter
from cssselect import HTMLTranslator, SelectorError
from jmespath.exceptions import JMESPathError
from pydantic import AfterValidator, Field

from crawlers.sources.template import Instant, fill, gaps
from crawlers.url import normalise

_CRON_FIELDS = 5


def _cron(value: str) -> str:
    if len(value.split()) != _CRON_FIELDS or not croniter.is_valid(value):
        raise ValueError("is not a cron expression; five fields such as '*/30 * * * *' are")
    return value


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is not a regular expression ({error})") from error
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError) as error:
        raise ValueError("is not an IANA time zone such as 'Asia/Hong_Kong'") from error
    return value


def address(value: str) -> str:
    """`value`, if it is an http(s) address; raises ValueError with what to write instead."""
    try:
        parts = urlsplit(value)
    except ValueError as error:
        raise ValueError(f"is not an http(s) address ({error})") from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not an http(s) address; it starts with 'https://'")
    return value


def _day_address(value: str) -> str:
    fix = "write the day as '{date:%Y-%m/%d}'; nothing else stands in braces"
    try:
        # the archive tells pages apart by their normalised URL
        days = [normalise(value.format(date=datetime(2026, 1, day))) for day in (1, 2)]
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        raise ValueError(f"is not an address for each day; {fix}") from error
    if days[0] == days[1]:
        raise ValueError(f"is the same address on every day; {fix}")
    return address(value)


def _api_address(value: str) -> str:
    moment = Instant.of(datetime(2026, 1, 1).astimezone())
    names: dict[str, Any] = {"since": moment, "until": moment, "date": moment}
    try:
        # the archive tells pages apart by their normalised URL
        pages = [normalise(fill(value, page=n, next=str(n), **names)) for n in (1, 2)]
        walks = bool(gaps(value) & {"page", "next"})
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        known = "{since}, {until}, {date:%Y-%m-%d}, {page} and {next}"
        raise ValueError(f"is not an address of a list; in braces may stand {known}") from error
    if walks and pages[0] == pages[1]:
        raise ValueError("is the same address on every page; give the parameter another name")
    return address(value)


def _selector(value: str) -> str:
    try:
        HTMLTranslator().css_to_xpath(value)
    except SelectorError as error:
        raise ValueError(f"is not a CSS selector ({error})") from error
    return value


def _expression(value: str) -> str:
    try:
        jmespath.compile(value)
    except JMESPathError as error:
        told = str(error).partition("\n")[0]
        raise ValueError(f"is not a JMESPath expression ({told})") from error
    return value


Cron = Annotated[str, AfterValidator(_cron)]
TimeZone = Annotated[str, AfterValidator(_timezone)]
Address = Annotated[str, AfterValidator(address)]
DayAddress = Annotated[Address, AfterValidator(_day_address)]
ApiAddress = Annotated[str, AfterValidator(_api_address)]
Regex = Annotated[str, AfterValidator(_regex)]
Selector = Annotated[str, AfterValidator(_selector)]
Expression = Annotated[str, AfterValidator(_expression)]
"""JMESPath, https://jmespath.org/specification.html"""
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,62}$")]
