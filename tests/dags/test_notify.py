"""Who is told of failures and alarms, and how a wrong setting is told."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from airflow.dag_processing.dagbag import DagBag
from airflow.sdk.exceptions import AirflowFailException

from crawlers.drift import QuarantineError
from crawlers.settings import ROOT

CONTEXT: dict[str, Any] = {"ti": SimpleNamespace(dag_id="rthk", task_id="load")}


def settings(path: Path, text: str) -> str:
    return json.dumps({"file": str(path), "text": text})


def bag(monkeypatch: pytest.MonkeyPatch, notifier: str, arguments: str) -> DagBag:
    monkeypatch.setenv("NEWSDELTA_NOTIFIER", notifier)
    monkeypatch.setenv("NEWSDELTA_NOTIFIER_ARGS", arguments)
    return DagBag(str(ROOT / "dags"))


def test_each_alarm_is_told_in_the_words_the_settings_give(tmp_path: Path) -> None:
    import notify

    told = tmp_path / "told"
    tell = notify.teller("bell.Bell", settings(told, "{{ sentence }} ({{ alarms | length }})"))
    assert tell
    tell(CONTEXT, ["paywall: median 61 words, usually 480"])
    tell(CONTEXT, ["silence: 1 articles", "dead feed: gone"])
    assert told.read_text().splitlines() == [
        "rthk load: paywall: median 61 words, usually 480 (1)",
        "rthk load: silence: 1 articles; dead feed: gone (2)",
    ]


def test_a_task_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    arguments = settings(told, "{{ sentence }} {{ alarms }}")
    dag = bag(monkeypatch, "bell.Bell", arguments).dags["ns_river_daily"]
    for task in dag.tasks:
        (callback,) = task.on_failure_callback
        callback({**CONTEXT, "exception": ValueError("no room")})
    quarantined = AirflowFailException("not loaded")
    quarantined.__cause__ = QuarantineError("not loaded")
    callback({**CONTEXT, "exception": quarantined})
    assert told.read_text().splitlines() == [
        *["rthk load: no room []"] * 4,
        "rthk load: not loaded ['not loaded']",
    ]


def test_without_a_notifier_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    dag = bag(monkeypatch, "", "").dags["ns_river_daily"]
    assert [task.on_failure_callback for task in dag.tasks] == [[]] * 4


@pytest.mark.parametrize(
    ("notifier", "arguments", "sentence"),
    [
        ("bell.Gong", "{}", "NEWSDELTA_NOTIFIER: there is no bell.Gong"),
        ("nowhere", "{}", "NEWSDELTA_NOTIFIER: there is no nowhere"),
        ("pathlib.Path", "{}", "NEWSDELTA_NOTIFIER: pathlib.Path is no notifier"),
        ("bell.Bell", "{", "NEWSDELTA_NOTIFIER_ARGS is no JSON"),
        ("bell.Bell", "[]", "NEWSDELTA_NOTIFIER_ARGS is a JSON object"),
        ("bell.Bell", '{"tone": 1}', "NEWSDELTA_NOTIFIER_ARGS: Bell does not take them"),
    ],
)
def test_a_wrong_setting_is_one_sentence_and_stops_no_site(
    monkeypatch: pytest.MonkeyPatch, notifier: str, arguments: str, sentence: str
) -> None:
    read = bag(monkeypatch, notifier, arguments)
    ((file, told),) = read.import_errors.items()
    assert file.endswith("notifier_settings.py")
    assert sentence in told
    assert "ns_river_daily" in read.dags
