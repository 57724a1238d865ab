"""When a template is due to be learned anew, and what is kept of the old one.

Pure: a source with its template, pages of it, what alarms say, in; reasons and a template, out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from crawlers.sources import Earlier, Hints, Learned, Source
from crawlers.templates.learning import FEWEST, LIKE, TemplateError, fit_of, learn, likeness_on
from crawlers.templates.samples import Sample, days_of

OLD = 90
"""Days of articles a template has not seen, from which on it is looked at again."""
_HAIR = 0.005
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Renewal:
    """What came of learning a source's template anew."""

    old: Learned | None
    new: Learned | None
    """None where the old one stays."""
    fit: float | None = None
    """How well the old one fits the pages the new one was learned from."""
    why: str = ""
    """Why the old one stays, a sentence."""


def reasons(source: Source, pages: Sequence[Sample], alarms: Mapping[str, date]) -> list[str]:
    """Why the template of a source is due, a phrase each: alarms that stand and the day each was
    last seen, age, fit."""
    old, seen = source.learned, _since_redesign(source, pages)
    found = [
        f"alarm '{name}' of {day}"
        for name, day in alarms.items()
        if old is None or day >= old.learned
    ]
    if old is None or not seen:
        return found
    newest = max(days_of(seen, source.zone), default=None)
    if newest and old.age(newest) > OLD:
        found.append(f"the newest article is {old.age(newest)} days younger than those it knows")
    if lack := fit_of(source, old, seen).lack(f"the newest {len(seen)} articles"):
        found.append(f"it {lack}")
    return found


def renew(source: Source, pages: Sequence[Sample], today: date) -> Renewal:
    """Learn the template of a source anew, of the pages that have its present looks.

    The old template stays where the new one would fit worse or cannot be learned; where the site
    was redesigned it becomes an earlier version of the new one.
    """
    old = source.learned
    present = _present(source, _since_redesign(source, pages))
    try:
        new = learn(source, present, today)
    except TemplateError as error:
        return Renewal(old, None, why=str(error).removeprefix(f"{source.id}: "))
    if old is None:
        return Renewal(None, new)
    fit = fit_of(source, old, present)
    if new.fit < fit.mean - _HAIR:
        why = f"it fits {fit.mean:.1%}, what {len(present)} articles teach {new.fit:.1%}"
        return Renewal(old, None, fit.mean, why)
    redesigned = bool(fit.lack("them")) and new.body != old.body
    first = min(days_of(present, source.zone), default=today)
    past = _past(old, first) if redesigned else old.earlier
    return Renewal(old, new.model_copy(update={"earlier": past}), fit.mean)


def _since_redesign(source: Source, pages: Sequence[Sample]) -> list[Sample]:
    """The pages that are younger than every look the template has on record as past."""
    past = source.learned.earlier if source.learned else ()
    first = max((one.until for one in past), default=date.min)
    return [page for page in pages if (page.day(source.zone) or date.max) >= first]


def _present(source: Source, pages: Sequence[Sample]) -> list[Sample]:
    """The newest of the pages: those after the moment at which what is known of the site ceased to
    fit. All of them where there was none, or where too few are left to learn from."""
    ordered = sorted(pages, key=lambda page: page.fetched_at or _NEVER, reverse=True)
    known = source.learned or _as_learned(source.extraction)
    fits = [(likeness_on(source, known, page) or 0.0) >= LIKE for page in ordered]
    # A part of the site that was never read by it tells nothing of a redesign.
    read = {page.kind for page, fit in zip(ordered, fits, strict=True) if fit}
    lost = [page.kind in read and not fit for page, fit in zip(ordered, fits, strict=True)]
    # How many pages a redesign just before each of them would tell apart rightly.
    apart = [sum(lost[:at]) + sum(fits[at:]) for at in range(len(ordered) + 1)]
    at = apart.index(max(apart))
    return ordered[:at] if sum(lost[:at]) >= FEWEST else ordered


def _as_learned(hints: Hints) -> Learned:
    told = {name: getattr(hints, name) for name in Hints.model_fields}
    return Learned(**told, learned=date.min, pages=1, fit=1.0)


def _past(old: Learned, first: date) -> tuple[Earlier, ...]:
    """The versions before a redesign that is seen from the day `first` on, each once."""
    told = {name: getattr(old, name) for name in Hints.model_fields}
    rest = [one for one in old.earlier if one.body != old.body]
    return (Earlier(until=first, **told), *rest)
