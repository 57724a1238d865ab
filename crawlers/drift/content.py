"""The alarms that pages tell: of several that fit, the one that explains most.

A share is an outlier when it lies beyond everything in the history by a wide margin, not when it
lies beyond some quantile: a false alarm costs a day of news.
"""

from collections.abc import Callable, Sequence
from statistics import median

from crawlers.drift.alarms import Alarm, AlarmName, Severity
from crawlers.drift.facts import ENOUGH, Facts

RUNS = 5
"""Runs of history below which nothing is said."""
_MOST, _JUMP = 0.5, 0.3
_OFTEN, _EVER, _HARDLY = 0.8, 0.5, 0.1
_SHRUNK, _BELOW_ALL = 0.4, 0.75
_GROWN = 4

Share = Callable[[Facts], float]
History = Sequence[Facts]


def content_alarms(now: Facts, history: History) -> list[Alarm]:
    """At most one alarm of the content, and nothing while the history is short."""
    if len(history) < RUNS or now.asked < ENOUGH:
        return []
    found = (check(now, history) for check in (_refused, _blocked, _redesign, _paywall, _lost))
    first = next((alarm for alarm in found if alarm), None)
    return [first] if first else []


def _refused(now: Facts, history: History) -> Alarm | None:
    if now.refused < ENOUGH or not _jumps(now, history, lambda one: one.refused / one.asked):
        return None
    usual = _usual_of(history, lambda one: one.refused / one.asked)
    sentence = f"{now.refused} of {now.asked} articles were refused, usually {usual}"
    return Alarm(AlarmName.BLOCKED, Severity.WARN, sentence)


def _blocked(now: Facts, history: History) -> Alarm | None:
    if now.pages < ENOUGH or not _jumps(now, history, _alike):
        return None
    usual = _usual_of(history, _alike)
    sentence = f"{now.same} of {now.pages} pages say the same, usually {usual}"
    return Alarm(AlarmName.BLOCKED, Severity.QUARANTINE, sentence)


def _redesign(now: Facts, history: History) -> Alarm | None:
    if now.pages < ENOUGH:
        return None
    if _jumps(now, history, _empty):
        usual = _usual_of(history, _empty)
        sentence = f"{now.lost} of {now.pages} pages hold no text or title, usually {usual}"
        return Alarm(AlarmName.REDESIGN, Severity.QUARANTINE, sentence)
    signs = _signs(now, history)
    unselected = _vanishes(now, history, lambda one: _of_read(one.selected, one))
    if len(signs) > 1 or (unselected and signs):
        return Alarm(AlarmName.REDESIGN, Severity.QUARANTINE, "; ".join(signs))
    if unselected:
        sentence = f"the selectors found the text of {now.selected} of {now.read} pages, usually "
        sentence += _usual_of(history, lambda one: _of_read(one.selected, one))
        return Alarm(AlarmName.REDESIGN, Severity.WARN, sentence)
    return None


def _signs(now: Facts, history: History) -> list[str]:
    """What else a page has lost, a phrase each."""
    signs = [
        f"{mine} of {now.read} pages have {what}, usually {_usual_of(history, share)}"
        for mine, what, share in (
            (now.titled, "a title of their own", _titled),
            (now.dated, "a date", _dated),
        )
        if _vanishes(now, history, share)
    ]
    lengths = _lengths(history)
    if _shrinks(now, history) or (lengths and now.words > _GROWN * max(lengths)):
        signs.append(_words(now, history))
    return signs


def _paywall(now: Facts, history: History) -> Alarm | None:
    if now.read < ENOUGH or not _shrinks(now, history):
        return None
    return Alarm(AlarmName.PAYWALL, Severity.QUARANTINE, _words(now, history))


def _lost(now: Facts, history: History) -> Alarm | None:
    if now.read < ENOUGH:
        return None
    for name, share in ((AlarmName.DATES_LOST, _dated), (AlarmName.TITLES_LOST, _titled)):
        if _vanishes(now, history, share):
            (sentence,) = _signs(now, history)
            return Alarm(name, Severity.WARN, sentence)
    return None


# -- measures -----------------------------------------------------------------------------


def _alike(one: Facts) -> float:
    return one.same / one.pages if one.pages else 0.0


def _empty(one: Facts) -> float:
    return one.lost / one.pages if one.pages else 0.0


def _titled(one: Facts) -> float:
    return _of_read(one.titled, one)


def _dated(one: Facts) -> float:
    return _of_read(one.dated, one)


def _of_read(number: int, one: Facts) -> float:
    return number / one.read if one.read else 1.0


def _jumps(now: Facts, history: History, share: Share) -> bool:
    """Whether `share` is most of it, and far above all there ever was."""
    return share(now) >= max(_MOST, max(map(share, history)) + _JUMP)


def _vanishes(now: Facts, history: History, share: Share) -> bool:
    """Whether `share` is nearly nothing where it always was most."""
    before = [share(one) for one in history if one.read]
    if now.read < ENOUGH or len(before) < RUNS:
        return False
    return median(before) >= _OFTEN and min(before) >= _EVER and share(now) <= _HARDLY


def _shrinks(now: Facts, history: History) -> bool:
    """Whether texts are far shorter than usual, and clearly shorter than ever."""
    before = _lengths(history)
    if now.read < ENOUGH or len(before) < RUNS:
        return False
    return now.words <= min(_SHRUNK * median(before), _BELOW_ALL * min(before))


def _lengths(history: History) -> list[int]:
    return [one.words for one in history if one.read]


def _words(now: Facts, history: History) -> str:
    return f"median {now.words} words, usually {int(median(_lengths(history)))}"


def _usual_of(history: History, share: Share) -> str:
    return f"{median(map(share, history)):.0%}"
