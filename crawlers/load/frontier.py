"""How each URL that a list, an earlier run or a person proposed stands after a batch."""

from collections.abc import Mapping
from typing import Any

from crawlers.batch import Batch
from crawlers.database import Session
from crawlers.load.rows import list_keys
from crawlers.model import Reason, Window
from crawlers.revisits import AGES, outcome_of

_OUTCOMES = {reason.value: outcome_of(reason, None) for reason in Reason}


def note_listed(
    session: Session,
    keys: Mapping[str, Any],
    batch: Batch,
    window: Window,
    *,
    judged: bool,
    whole: bool,
) -> None:
    """Merge what the staged batch says of each URL into `news.frontier`.

    `judged`: it is known what became of every page; `whole`: the articles are in the tables.
    """
    lists, listed_at = list_keys(batch.lists())
    values = {
        **keys,
        "judged": judged,
        "lists": lists,
        "listed_at": listed_at,
        "window_end": window.end,
        "unchanged": Reason.UNCHANGED.value,
        "same": Reason.SAME_ARTICLE.value,
        "unkept": Reason.NOT_AN_ARTICLE_URL.value,
        "outcomes": _OUTCOMES,
        "ages": list(AGES),
    }
    session.execute("load/gather_frontier", values)
    if whole:
        session.execute("load/name_frontier", values)
    session.execute("load/merge_frontier", values)
