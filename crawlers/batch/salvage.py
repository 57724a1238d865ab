"""What a crawl that was killed leaves behind: a WARC part, whole up to its last exchange."""

import os
import re
import zlib
from pathlib import Path

from upath import UPath

from crawlers.batch.batch import BatchError, replacing
from crawlers.batch.members import Members

_BLOCK = 1 << 16
_HEAD = 1 << 10
_ANSWER = re.compile(rb"\nwarc-type: (?:response|revisit)\r", re.IGNORECASE)


def salvage(part: UPath) -> UPath | None:
    """Cut `part` behind its last whole response and give it its final name, which is returned.

    A part without a whole response is removed, and None returned.

    Raises:
        BatchError: the part is not merely cut short but damaged.
    """
    final = part.with_name(part.name.removesuffix(".part"))
    try:
        end = _whole(part)
    except zlib.error as error:
        raise BatchError(
            f"{part} is damaged ({error}); remove it to fetch its pages again"
        ) from error
    if end == 0:
        part.unlink()
        return None
    _cut(part, end, final)
    return final


def _whole(part: UPath) -> int:
    """Where the last whole response ends; 0 when there is none."""
    good = position = 0
    head = b""
    with part.open("rb") as file:
        members = Members(file)
        try:
            while data := members.read(_BLOCK):
                start = members.starts.pop(position, None)
                if start is not None:  # a member begins, so the one before it is whole
                    good, head = (start if _is_response(head) else good), b""
                head = (head + data)[:_HEAD]
                position += len(data)
            return members.consumed if _is_response(head) else good
        except EOFError:
            start = members.starts.get(position)
            return start if start is not None and _is_response(head) else good


def _is_response(head: bytes) -> bool:
    return bool(_ANSWER.search(head))


def _cut(part: UPath, end: int, final: UPath) -> None:
    if isinstance(part, Path):
        os.truncate(part, end)
        part.rename(final)
        return
    with part.open("rb") as source, replacing(final) as target:
        while end > 0 and (block := source.read(min(end, _BLOCK))):
            target.write(block)
            end -= len(block)
    part.unlink()
