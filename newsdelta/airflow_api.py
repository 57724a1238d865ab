"""A small client of Airflow's public REST API (v2): what `newsdelta up` asks of it."""

from typing import Any

import httpx

from newsdelta.errors import StackError

Json = dict[str, Any]
NOT_FOUND, CONFLICT = 404, 409


class Airflow:
    """The API server at `url`, spoken to as one user."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._login = {"username": user, "password": password}
        self._http = httpx.Client(base_url=url, timeout=30, trust_env=False)

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()

    def healthy(self) -> bool:
        """Whether every component reports itself healthy."""
        return not self._unhealthy()

    def _unhealthy(self) -> list[str]:
        try:
            health = self._http.get("/api/v2/monitor/health").json()
        except (httpx.TransportError, ValueError):
            return ["api-server"]
        parts = ("metadatabase", "scheduler", "dag_processor", "triggerer")
        return [part for part in parts if health.get(part, {}).get("status") != "healthy"]

    def import_errors(self) -> list[str]:
        """One line for each DAG file that cannot be read."""
        errors = self._call("GET", "/api/v2/importErrors")["import_errors"]
        return [f"{e['filename']}: {e['stack_trace'].strip().splitlines()[-1]}" for e in errors]

    def dag_ids(self) -> set[str]:
        """Every DAG that has been read."""
        return set(self.next_dates())

    def next_dates(self) -> dict[str, str | None]:
        """By DAG, the logical date of the run its schedule makes next."""
        dags = self._call("GET", "/api/v2/dags?limit=1000")["dags"]
        return {dag["dag_id"]: dag["next_dagrun_logical_date"] for dag in dags}

    def unpause(self, dag_id: str) -> None:
        """Let the DAG's schedule run."""
        self._call("PATCH", f"/api/v2/dags/{dag_id}", {"is_paused": False})

    def trigger(self, dag_id: str, run_id: str, logical_date: str | None, conf: Json) -> None:
        """Start a run named `run_id`; one of that name that failed is run again from there.

        With the `logical_date` of an interval it stands for the scheduled run of that interval.
        """
        for date in (logical_date, None):
            body = {"dag_run_id": run_id, "logical_date": date, "conf": conf}
            answer = self._request("POST", f"/api/v2/dags/{dag_id}/dagRuns", body)
            if answer.status_code != CONFLICT:
                self._checked(answer)
                return
            if self.run_state(dag_id, run_id) is not None:  # else the date has a run already
                break
        self._run_failed_again(dag_id, run_id)

    def _run_failed_again(self, dag_id: str, run_id: str) -> None:
        if self.run_state(dag_id, run_id) == "failed":
            body = {"dry_run": False, "only_failed": True}
            self._call("POST", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}/clear", body)

    def run_state(self, dag_id: str, run_id: str) -> str | None:
        """`queued`, `running`, `success` or `failed`; None when there is no such run."""
        answer = self._request("GET", f"/api/v2/dags/{dag_id}/dagRuns/{run_id}", None)
        if answer.status_code == NOT_FOUND:
            return None
        return str(self._checked(answer)["state"])

    def task_states(self, dag_ids: list[str], run_id: str) -> dict[tuple[str, str], str]:
        """State by DAG and task of the runs named `run_id`; `none` before it is scheduled."""
        body = {"dag_ids": dag_ids, "dag_run_ids": [run_id], "page_limit": 1000}
        tasks = self._call("POST", "/api/v2/dags/~/dagRuns/~/taskInstances/list", body)
        return {
            (task["dag_id"], task["task_id"]): task["state"] or "none"
            for task in tasks["task_instances"]
        }

    def _call(self, method: str, path: str, body: Json | None = None) -> Json:
        return self._checked(self._request(method, path, body))

    def _request(self, method: str, path: str, body: Json | None) -> httpx.Response:
        if "Authorization" not in self._http.headers:
            token = self._checked(self._http.post("/auth/token", json=self._login))
            self._http.headers["Authorization"] = f"Bearer {token['access_token']}"
        return self._http.request(method, path, json=body)

    @staticmethod
    def _checked(answer: httpx.Response) -> Json:
        if answer.is_error:
            where = f"{answer.request.method} {answer.request.url.path}"
            raise StackError(
                f"Airflow answers {answer.status_code} to {where}: {answer.text[:300]}"
            )
        return dict(answer.json())
