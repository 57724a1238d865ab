"""Ids that tell when they were made: named groups of an article pattern, read as moments."""

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Literal

Told = tuple[datetime, Literal["second", "day"]]

_YEARS = range(1995, 2101)
_DAY_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcde"


def moment_of_codes(groups: Mapping[str, str | None], zone: tzinfo) -> Told | None:
    """What the groups `ts`, `ms`, `oid` and `gcs` tell, the most trusted first; None for nothing.

    `ts` is digits of a moment in `zone` (YYYYMMDDHHMMSS and perhaps fractions), `ms` Unix
    milliseconds, `oid` a MongoDB ObjectId whose first four bytes are Unix seconds, `gcs` an id of
    Macao's Government Information Bureau. All but `ts` are given to a story as it is begun, so
    they are trusted for the day alone.
    """
    readers = (("ts", _digits), ("ms", _milliseconds), ("oid", _object_id), ("gcs", _bureau_id))
    for name, read in readers:
        code = groups.get(name)
        try:
            moment = read(code, zone) if code else None
        except (ValueError, IndexError, OverflowError, OSError):
            continue
        if moment and moment.year in _YEARS:
            return (moment, "second") if name == "ts" else (_day_of(moment), "day")
    return None


def _digits(code: str, zone: tzinfo) -> datetime:
    return datetime.strptime(code[:14], "%Y%m%d%H%M%S").replace(tzinfo=zone)


def _milliseconds(code: str, zone: tzinfo) -> datetime:
    return datetime.fromtimestamp(int(code[:13]) / 1000, UTC).astimezone(zone)


def _object_id(code: str, zone: tzinfo) -> datetime:
    """
    >>> _object_id("603c56f0e4b04e1918c8e7a0", UTC).isoformat()
    '2021-03-01T02:52:32+00:00'
    """
    return datetime.fromtimestamp(int(code[:8], 16), UTC).astimezone(zone)


def _bureau_id(code: str, zone: tzinfo) -> datetime:
    """
    >>> _bureau_id("N25GKBVnty", UTC).date().isoformat()
    '2025-07-11'
    """
    year, month, day = 2000 + int(code[1:3]), ord(code[3]) - ord("A") + 1, code[4]
    return datetime(year, month, _DAY_LETTERS.index(day) + 1, tzinfo=zone)


def _day_of(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
