"""A template as text: the file that stands beside the source's, and what a new one changes."""

from collections.abc import Iterator
from typing import Any

import yaml

from crawlers.sources import Hints, Learned

_HEAD = """\
# Learned by `newsdelta sources learn`; read before the general readers, after the
# source's own selectors. Edit the source's file, not this one: it is written anew.
"""
_FIRST = ("learned", "newest", "pages", "fit")
_NOTHING = "nothing"


def text_of(learned: Learned) -> str:
    """The template as the file that stands beside the source's."""
    keys = learned.model_dump(mode="json", exclude_defaults=True)
    plain = {key: keys[key] for key in (*_FIRST, *keys) if key in keys}
    if "earlier" in plain:
        plain["earlier"] = [_until_first(one) for one in plain.pop("earlier")]
    return _HEAD + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=100)


def _until_first(version: dict[str, Any]) -> dict[str, Any]:
    return {"until": version["until"], **version}


def changes(old: Learned | None, new: Learned) -> Iterator[str]:
    """What is otherwise in `new`, a line for each selector or expression."""
    before = old or Hints()
    for part in ("title", "body", "date", "author"):
        was, now = getattr(before, part), getattr(new, part)
        if was != now:
            yield f"{part}: {was or _NOTHING} → {now or _NOTHING}" if old else f"{part}: {now}"
    for part in ("drop", "drop_lines"):
        had, has = getattr(before, part), getattr(new, part)
        yield from (f"{part}: - {one}" for one in had if one not in has)
        yield from (f"{part}: + {one}" for one in has if one not in had)
    known = old.earlier if old else ()
    yield from (f"earlier: + until {one.until}" for one in new.earlier if one not in known)
