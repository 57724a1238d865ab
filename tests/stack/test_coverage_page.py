"""The Coverage page of the running stack says what the newsstand published."""

from collections import Counter
from typing import Any

import httpx
from livestack import Running, eventually

from newsdelta.stack import VIEWER


def viewer(running: Running) -> httpx.Client:
    """A client that is logged in as the user who may only read, and asks for the crawled days."""
    url, password = running.stack.airflow_url, running.stack.passwords[VIEWER]
    login = {"username": VIEWER, "password": password}
    token = httpx.post(f"{url}/auth/token", json=login, trust_env=False).json()["access_token"]
    first, end = (str(at.date()) for at in (running.window.start, running.window.end))
    return httpx.Client(
        base_url=f"{url}/coverage/api/",
        headers={"Authorization": f"Bearer {token}"},
        params={"region": "newsstand", "since": first, "until": end},
        trust_env=False,
        timeout=60,
    )


def rows(client: httpx.Client, path: str, **asked: str) -> list[dict[str, Any]]:
    answer = client.get(path, params=asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["rows"]
    return found


def test_its_numbers_are_the_newsstands(running: Running) -> None:
    truth = running.published(running.window.start, running.window.end)["counts"]
    with viewer(running) as client:
        sources = {
            name: (counts["articles"], counts["originals"])
            for name, counts in truth["by_source"].items()
        }
        eventually(lambda: voices(client) == sources, 120)  # the coverage DAG has rolled up
        things = client.get("choices").json()["things"]
        subjects = {one["parent_id"] for one in things if one["dimension"] == "topic"} - {None}
        found: Counter[str] = Counter()
        for subject in subjects:
            for row in rows(client, "topics", topic=subject):
                if row["topic_id"] not in subjects:
                    found[row["topic_id"]] += row["articles"]
        beats = {one["id"] for one in things if one["parent_id"] in subjects}
        published = {topic: n["articles"] for topic, n in truth["by_topic"].items()}
        assert found == {topic: n for topic, n in published.items() if topic in beats}


def voices(client: httpx.Client) -> dict[str, tuple[int, int]]:
    return {
        row["source_id"]: (row["articles"], row["originals"])
        for row in rows(client, "voices")
        if row["articles"]
    }


def test_an_articles_page_is_read_from_the_archive(running: Running) -> None:
    with viewer(running) as client:
        newest = rows(client, "articles", source="ns_river_daily")[0]
        page = client.get(f"articles/{newest['article_id']}/page")
        assert page.headers["content-type"] == "text/plain; charset=utf-8"
        assert newest["title"] in page.text
        (source,) = rows(client, "sources", source="ns_river_daily")
        assert source["last_run"]
        assert source["loaded"] > 0


def test_every_dag_leads_to_its_source(running: Running) -> None:
    plugins = running.airflow._call("GET", "/api/v2/plugins")["plugins"]
    views = [view for one in plugins if one["name"] == "coverage" for view in one["external_views"]]
    assert {view["destination"] for view in views} == {"nav", "dag"}
