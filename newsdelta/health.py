"""Whether a service of a cluster is well: `python -m newsdelta.health URL [PART]`.

docker-compose.yml asks this of the services every half minute, so it imports nothing heavy:
Airflow's own `jobs check` takes seconds of a core.
"""

import sys

import httpx

SECONDS = 15


def complaint(url: str, part: str | None = None) -> str | None:
    """What is wrong, or None.

    Well is a server that answers `url` with status 200; with `part`, one whose answer, such as
    Airflow's `/api/v2/monitor/health`, says that this part is `healthy`.
    """
    try:
        answer = httpx.get(url, timeout=SECONDS, trust_env=False).raise_for_status()
        status = answer.json()[part]["status"] if part else "healthy"
    except httpx.HTTPError as error:
        return f"{url} does not answer: {error}"
    except (ValueError, LookupError, TypeError):
        return f"{url} does not speak of {part}"
    return None if status == "healthy" else f"{part} is {status}"


if __name__ == "__main__":
    sys.exit(complaint(*sys.argv[1:]))
