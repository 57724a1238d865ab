"""What a person does with the running system, and what must then be true."""

from datetime import datetime, timedelta

import httpx
from livestack import Running, eventually
from upath import UPath

from crawlers.batch import read_record

SOURCE = "ns_island_broadcaster"
TABLES = ("articles", "revisions", "article_topics", "article_places", "stories", "rejects")


def held(running: Running, since: datetime, until: datetime) -> set[str]:
    """URLs of the source's articles that appeared in the window."""
    return {
        row["url"]
        for row in running.rows("articles")
        if row["source_id"] == SOURCE
        and since <= datetime.fromisoformat(row["appeared_at"]) < until
    }


def test_the_first_coverage_is_the_newsstands_own(running: Running) -> None:
    assert "by source: equal to what the newsstand published." in running.printed
    assert "by topic: equal to what the newsstand published" in running.printed
    for phase in ("Postgres", "migrate", "Airflow up", "2 days of 6 sources"):
        assert f"{phase}: " in running.printed, "each phase says its seconds"


def test_the_real_sources_are_paused_and_our_own_dags_are_on(running: Running) -> None:
    dags = running.airflow._call("GET", "/api/v2/dags?limit=1000")["dags"]
    paused = {dag["dag_id"] for dag in dags if dag["is_paused"]}
    assert "rthk" in paused
    own = {"coverage", "mop_up", "retag", "retention"}
    assert not [dag for dag in paused if dag.startswith("ns_") or dag in own]


def test_counts_stand_on_the_asset_event(running: Running) -> None:
    events = running.airflow._call("GET", "/api/v2/assets/events?limit=100")["asset_events"]
    extras = {e["extra"]["source"]: e["extra"] for e in events if "source" in e["extra"]}
    assert set(extras) == {row["source_id"] for row in running.rows("articles")}
    assert all(extra["loaded"] > 0 for extra in extras.values())


def test_clearing_clean_remakes_the_articles_from_the_archive(running: Running) -> None:
    before = {table: running.rows(table) for table in TABLES}
    asked = running.requests()
    run = next(r["run"] for r in running.rows("batches") if r["source_id"] == SOURCE)
    body = {
        "dry_run": False,
        "dag_run_id": run,
        "task_ids": ["clean"],
        "include_downstream": True,
        "only_failed": False,
        "reset_dag_runs": True,
    }
    running.airflow._call("POST", f"/api/v2/dags/{SOURCE}/clearTaskInstances", body)
    eventually(lambda: running.airflow.run_state(SOURCE, run) != "success", 30)
    eventually(lambda: running.airflow.run_state(SOURCE, run) == "success")
    assert running.requests() == asked
    assert {table: running.rows(table) for table in TABLES} == before


def test_a_backfill_loads_exactly_its_days_and_again_adds_nothing(running: Running) -> None:
    end = running.window.end
    first, last = end - timedelta(days=12), end - timedelta(days=10)
    span = ("--from-date", f"{first:%Y-%m-%d}", "--to-date", f"{last:%Y-%m-%d}")
    before = {row["url"] for row in running.rows("articles")}
    running.command("backfill", "create", "--dag-id", SOURCE, *span)
    eventually(lambda: backfilled(running) == ["success"] * 3)
    eventually(lambda: completed(running))  # one at a time for each DAG
    until = last + timedelta(days=1)
    expected = running.truth(first, until, SOURCE)
    assert held(running, first, until) == expected
    assert {row["url"] for row in running.rows("articles")} == before | expected

    rows = {table: running.rows(table) for table in ("articles", "revisions")}
    again = ("--reprocess-behavior", "completed")
    running.command("backfill", "create", "--dag-id", SOURCE, *span, *again)
    eventually(lambda: backfilled(running) != ["success"] * 3, 60)
    eventually(lambda: backfilled(running) == ["success"] * 3)
    assert {table: running.rows(table) for table in ("articles", "revisions")} == rows


def completed(running: Running) -> bool:
    """Whether Airflow has closed the source's backfills."""
    path = f"/api/v2/backfills?dag_id={SOURCE}"
    return all(b["completed_at"] for b in running.airflow._call("GET", path)["backfills"])


def backfilled(running: Running) -> list[str]:
    """States of the source's backfill runs."""
    path = f"/api/v2/dags/{SOURCE}/dagRuns?run_type=backfill"
    return [run["state"] for run in running.airflow._call("GET", path)["dag_runs"]]


def test_an_article_row_leads_to_its_record(running: Running) -> None:
    for row in running.rows("articles")[:20]:
        path = UPath(running.stack.home) / "batches" / row["batch_id"] / row["warc"]
        record = read_record(path, row["warc_offset"])
        assert record.url == row["page_url"] or record.status == 200


def test_the_ui_asks_who_one_is(running: Running) -> None:
    answer = httpx.get(f"{running.stack.airflow_url}/api/v2/dags", trust_env=False)
    assert answer.status_code == 401


def test_a_window_that_ends_before_it_starts_fails_with_a_sentence(running: Running) -> None:
    conf = {"since": "2026-11-16T00:00:00+08:00", "until": "2026-11-15T00:00:00+08:00"}
    running.airflow.trigger(SOURCE, "backwards", None, conf)
    eventually(lambda: running.airflow.run_state(SOURCE, "backwards") == "failed")
    log = next((running.stack.airflow_home / "logs").rglob("*backwards*/**/*.log"))
    assert "before it starts" in log.read_text()
