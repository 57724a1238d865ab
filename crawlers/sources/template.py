"""Addresses with gaps: moments and page numbers put where braces stand."""

from datetime import UTC, datetime
from string import Formatter
from urllib.parse import quote

_GAPS = frozenset({"since", "until", "date", "page", "next"})


class Instant(datetime):
    """A moment that an address may spell in the ways sites ask for.

    >>> noon = Instant.of(datetime(2026, 1, 1, 12, tzinfo=UTC))
    >>> f"{noon} {noon:unix} {noon:ms} {noon:%Y%m%d}"
    '2026-01-01T12:00:00Z 1767268800 1767268800000 20260101'
    """

    @classmethod
    def of(cls, moment: datetime) -> "Instant":
        """The same moment in the same zone."""
        return cls.combine(moment.date(), moment.timetz())

    def __format__(self, spec: str) -> str:
        """`unix`, `ms`, a strftime format in its own zone, or nothing for ISO 8601 in UTC."""
        if spec in ("unix", "ms"):
            return str(int(self.timestamp()) * (1000 if spec == "ms" else 1))
        return self.strftime(spec) if spec else self.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def gaps(template: str) -> set[str]:
    """The names that stand in braces.

    >>> sorted(gaps("https://x.example/?day={date:%Y%m%d}&page={page}"))
    ['date', 'page']
    """
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def fill(template: str, **values: object) -> str:
    """`template` with each gap filled, percent-encoded.

    Raises:
        KeyError: a gap of another name.
        ValueError: braces or a format that mean nothing.
    """
    parts: list[str] = []
    for text, name, spec, conversion in Formatter().parse(template):
        parts.append(text)
        if name is None:
            continue
        if name not in _GAPS or conversion:
            raise KeyError(name)
        parts.append(quote(format(values[name], spec or ""), safe="/:"))
    return "".join(parts)


def days_named(template: str, day: datetime) -> list[str]:
    """How `template` spells a day, piece by piece: a page of that day has all of them.

    >>> days_named("https://x.example/{date:%Y-%m/%d}/node_1.htm", datetime(2026, 1, 2))
    ['2026-01/02']
    """
    return [format(day, spec or "") for _, name, spec, _ in Formatter().parse(template) if name]
