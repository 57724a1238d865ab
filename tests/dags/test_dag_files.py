"""The DAGs that Airflow reads from `dags/`."""

import shutil
from itertools import pairwise
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

from crawlers.settings import ROOT
from crawlers.sources import load_catalogue

CATALOGUE = load_catalogue(ROOT / "crawlers" / "sources")


@pytest.fixture(scope="module")
def bag() -> DagBag:
    return DagBag(str(ROOT / "dags"))


def test_no_dag_file_has_an_import_error(bag: DagBag) -> None:
    assert bag.import_errors == {}


def test_there_is_one_dag_per_source_and_five_for_all(bag: DagBag) -> None:
    assert set(bag.dags) == {*CATALOGUE, "briefing", "coverage", "mop_up", "retag", "retention"}


@pytest.mark.parametrize("source_id", CATALOGUE)
def test_a_source_is_crawled_deduped_cleaned_loaded(bag: DagBag, source_id: str) -> None:
    dag, source = bag.dags[source_id], CATALOGUE[source_id]
    stages = ["crawl", "dedupe", "clean", "load"]
    assert [task.task_id for task in dag.topological_sort()] == stages
    assert all(dag.get_task(a).downstream_task_ids == {b} for a, b in pairwise(stages))
    assert dag.get_task("crawl").max_active_tis_per_dag == 1
    assert all(task.execution_timeout and task.retries for task in dag.tasks)
    assert dag.timetable.expression == source.schedule
    assert {source.region, source.kind, *source.languages} <= dag.tags
    assert source.home in (dag.doc_md or "")
    assert not dag.catchup


def test_every_dag_file_says_what_it_is_for() -> None:
    for path in Path(ROOT / "dags").glob("*.py"):
        assert path.read_text().startswith('"""')


def test_one_bad_file_is_told_and_stops_one_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "crawlers" / "sources" / "newsstand", tmp_path / "newsstand")
    (tmp_path / "newsstand" / "ns_river_daily.yaml").write_text("id: ns_river_daily\nhome: here\n")
    monkeypatch.setenv("NEWSDELTA_CATALOGUE", str(tmp_path))
    bag = DagBag(str(ROOT / "dags"))
    (told,) = bag.import_errors.values()
    assert "ns_river_daily.yaml: home: 'here' is not an http(s) address" in told
    others = {path.stem for path in tmp_path.rglob("*.yaml")} - {"ns_river_daily"}
    assert set(bag.dags) == others | {"briefing", "coverage", "mop_up", "retag", "retention"}
