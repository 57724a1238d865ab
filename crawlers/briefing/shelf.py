"""Where briefings are kept: `<data root>/briefings/<region>/`, with a list of them."""

import re
from datetime import date, timedelta

from upath import UPath

from crawlers.batch import replacing
from crawlers.briefing.page import render_index
from crawlers.briefing.span import DAYS, BriefingError, Span

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d{1,2})-days?)?\.html")


class Shelf:
    """The briefings of one region, in a folder or an object store."""

    def __init__(self, data_root: str, region: str) -> None:
        self._region = region
        self.folder = UPath(data_root) / "briefings" / region

    def path(self, span: Span) -> UPath:
        """Where the briefing of these days stands: the day after the last names it, and the
        number of days where it is no week.

        >>> str(Shelf("/data", "gba").path(Span(date(2026, 11, 16), date(2026, 11, 23))))
        '/data/briefings/gba/2026-11-23.html'
        """
        length = "" if span.days == DAYS else f"-{span.days}-day{'s' * (span.days > 1)}"
        return self.folder / f"{span.until}{length}.html"

    def put(self, span: Span, page: str, name: str) -> UPath:
        """Keep the briefing of a region called `name`, and list it; one of the same days is
        replaced. A reader never sees half a page.

        Raises:
            BriefingError: the folder cannot be written.
        """
        target = self.path(span)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            _write(target, page)
            _write(self.folder / "index.html", render_index(name, self.kept()))
        except OSError as error:
            raise BriefingError(f"{target} cannot be written: {error.strerror or error}") from error
        return target

    def kept(self) -> list[tuple[str, Span]]:
        """File names and days of the briefings there are, the newest first."""
        found = [(path.name, _span(path.name)) for path in self.folder.iterdir()]
        known = [(name, span) for name, span in found if span]
        return sorted(known, key=lambda pair: (pair[1].until, pair[1].days), reverse=True)


def _write(target: UPath, text: str) -> None:
    with replacing(target) as raw:
        raw.write(text.encode())


def _span(name: str) -> Span | None:
    if not (found := _NAME.fullmatch(name)):
        return None
    try:
        until = date.fromisoformat(found.group(1))
    except ValueError:
        return None
    return Span(until - timedelta(days=int(found.group(2) or DAYS)), until)
