"""Makes no DAG: tells a person of failures and alarms by an Airflow notifier of their choice.

NEWSDELTA_NOTIFIER is the dotted path of a notifier class, NEWSDELTA_NOTIFIER_ARGS the JSON object
of its arguments. Airflow renders the notifier's template fields: besides its own context they see
`sentence`, one line on what happened, and `alarms`, a list of sentences.
"""

import json
import logging
from collections.abc import Callable
from importlib import import_module
from typing import Any

from airflow.sdk import BaseNotifier

from crawlers.drift import QuarantineError
from crawlers.settings import Settings

_LOG = logging.getLogger(__name__)

Tell = Callable[[Any, list[str]], None]


class NotifierError(ValueError):
    """A notifier that cannot be made; one sentence."""


def teller(path: str, arguments: str) -> Tell | None:
    """A function of Airflow's context and the alarms that notifies; None without a `path`.

    Raises:
        NotifierError: there is no such notifier, or it does not take these arguments.
    """
    if not path:
        return None
    kind, keywords = _class(path), _keywords(arguments)
    _make(kind, keywords)

    def tell(context: Any, alarms: list[str]) -> None:
        # Anew each time: rendering changes a notifier for good.
        sentence = _sentence(context, alarms)
        _make(kind, keywords)({**context, "alarms": alarms, "sentence": sentence})

    return tell


def chosen(settings: Settings) -> Tell | None:
    """The teller that the settings name; None as well where they are wrong, which
    notifier_settings.py shows: the sites go on meanwhile."""
    try:
        return teller(settings.notifier, settings.notifier_args)
    except NotifierError as error:
        _LOG.warning("%s", error)
        return None


def quietly(tell: Tell, context: Any, alarms: list[str]) -> None:
    """Notify; that it cannot be done fails no task."""
    try:
        tell(context, alarms)
    except Exception:
        _LOG.exception("the notifier failed")


def on_failure(tell: Tell | None) -> Callable[[Any], None] | None:
    """The callback of a task that failed."""
    if tell is None:
        return None

    def failed(context: Any) -> None:
        error = context.get("exception")
        quarantined = isinstance(getattr(error, "__cause__", None), QuarantineError)
        tell(context, [str(error)] if quarantined else [])

    return failed


def _class(path: str) -> type[BaseNotifier]:
    module, _, name = path.rpartition(".")
    try:
        kind = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise NotifierError(f"NEWSDELTA_NOTIFIER: there is no {path}: {error}") from error
    if not (isinstance(kind, type) and issubclass(kind, BaseNotifier)):
        raise NotifierError(f"NEWSDELTA_NOTIFIER: {path} is no notifier of Airflow")
    return kind


def _keywords(arguments: str) -> dict[str, Any]:
    try:
        keywords = json.loads(arguments or "{}")
    except ValueError as error:
        raise NotifierError(f"NEWSDELTA_NOTIFIER_ARGS is no JSON: {error}") from error
    if not isinstance(keywords, dict):
        raise NotifierError('NEWSDELTA_NOTIFIER_ARGS is a JSON object such as {"text": "…"}')
    return keywords


def _make(kind: type[BaseNotifier], keywords: dict[str, Any]) -> BaseNotifier:
    try:
        return kind(**keywords)
    except Exception as error:
        raise NotifierError(
            f"NEWSDELTA_NOTIFIER_ARGS: {kind.__name__} does not take them: {error}"
        ) from error


def _sentence(context: Any, alarms: list[str]) -> str:
    task = context.get("task_instance") or context.get("ti")
    where = f"{task.dag_id} {task.task_id}" if task else "newsdelta"
    what = "; ".join(alarms) or str(context.get("exception") or "failed")
    return f"{where}: {what}"
