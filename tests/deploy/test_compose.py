"""docker-compose.yml and the image: what an operator may rely on before anything is started."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from crawlers.settings import ROOT, Settings

COMPOSE = ROOT / "docker-compose.yml"
SERVERS = {"postgres", "redis"}
AIRFLOW = {"api-server", "scheduler", "dag-processor", "triggerer", "worker"}
PINNED = re.compile(r":[\w.-]*\d[\w.-]*$|@sha256:[0-9a-f]{64}$")
VARIABLE = re.compile(r"\$\{(\w+)")
Service = dict[str, Any]


def services() -> dict[str, Service]:
    """Service by name, as the file says it."""
    return dict(yaml.safe_load(COMPOSE.read_text())["services"])


def defaults(text: str) -> str:
    """`text` as compose reads it where no variable is set.

    >>> defaults("${ADDRESS:-127.0.0.1}:${PORT:-8080}:8080")
    '127.0.0.1:8080:8080'
    """
    return re.sub(r"\$\{\w+:-([^{}]*)\}", r"\1", text)


def names() -> list[str]:
    """Every service, for a test of each."""
    return sorted(services())


@pytest.fixture(params=names())
def service(request: pytest.FixtureRequest) -> Service:
    """Each service in turn."""
    return services()[request.param]


def test_every_part_of_the_cluster_is_there() -> None:
    assert {*SERVERS, *AIRFLOW, "newsstand"} <= services().keys()


def test_the_newsstand_comes_only_when_asked_for() -> None:
    with_profile = [name for name, one in services().items() if one.get("profiles")]
    assert with_profile == ["newsstand"]
    assert services()["newsstand"]["profiles"] == ["newsstand"]


def test_each_service_says_whether_it_is_well_or_ends(service: Service) -> None:
    ends = service.get("restart") == "no"
    assert ends != bool(service.get("healthcheck")), "a health check, or restart: no"


def test_what_ends_is_waited_for() -> None:
    ending = {name for name, one in services().items() if one.get("restart") == "no"}
    waited = {
        name
        for one in services().values()
        for name, how in one.get("depends_on", {}).items()
        if how["condition"] == "service_completed_successfully"
    }
    assert ending == waited


def test_no_service_is_given_a_secret_in_words(service: Service) -> None:
    for name, value in (service.get("environment") or {}).items():
        if re.search(r"PASSWORD|SECRET|TOKEN|_KEY|BROKER_URL", name):
            by_file = name.endswith(("_FILE", "_CMD")) and "/var/lib/" in value
            assert by_file or value is None, f"{name} holds its value; name a file of the volume"


def test_no_address_holds_a_password() -> None:
    assert not re.findall(r"://[^/\s@]*:[^/\s@]+@", COMPOSE.read_text())
    assert "ALL_ADMINS" not in COMPOSE.read_text()


def test_only_the_ui_is_published_and_only_on_loopback() -> None:
    published = {name: one["ports"] for name, one in services().items() if "ports" in one}
    assert published.keys() == {"api-server"}
    assert [defaults(port) for port in published["api-server"]] == ["127.0.0.1:8080:8080"]


def test_no_service_borrows_the_host(service: Service) -> None:
    assert not {"privileged", "pid", "ipc", "cap_add", "devices"} & service.keys()
    assert service.get("network_mode") in (None, "none")
    assert not [v for v in service.get("volumes", []) if v.startswith(("/", ".", "~"))]
    assert "no-new-privileges:true" in service["security_opt"]


def test_images_are_pinned(service: Service) -> None:
    assert PINNED.search(defaults(service["image"])), service["image"]


def test_the_image_is_pinned_hashed_and_not_root() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text()
    bases = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    assert bases
    assert all(PINNED.search(base) for base in bases)
    assert dockerfile.count("--require-hashes") == dockerfile.count("--requirement ")
    assert re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE)[-1] not in ("root", "0")


def test_only_our_own_services_see_our_secrets() -> None:
    for name, one in services().items():
        mounts = [volume.partition(":")[0] for volume in one.get("volumes", [])]
        assert "secrets" not in mounts or name not in {*SERVERS, "newsstand"}
        assert "server-secrets" not in mounts or name in {*SERVERS, "secrets", "init"}


def test_workers_can_be_many() -> None:
    assert not {"container_name", "hostname", "ports"} & services()["worker"].keys()


def test_our_settings_are_ones_that_exist() -> None:
    given = {name for one in services().values() for name in one.get("environment") or {}}
    ours = {name.lower().removeprefix("newsdelta_") for name in given if name[:3] == "NEW"}
    assert ours <= Settings.model_fields.keys()


def test_every_variable_is_explained() -> None:
    asked = set(VARIABLE.findall(COMPOSE.read_text()))
    example = set(re.findall(r"^#?(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    guide = set(re.findall(r"`(\w+)[`=]", (ROOT / "docs" / "cluster.md").read_text()))
    assert asked <= example | guide, "say it in .env.example or docs/cluster.md"
    assert example <= asked | {n for n in example if n.startswith("AWS_")}


@pytest.fixture(scope="module")
def docker() -> str:
    """A docker client that knows compose."""
    client = shutil.which("docker")
    if client is None or _run(client, "version").returncode:
        pytest.skip("there is no docker client with compose here")
    return client


def _run(client: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: os.environ[name] for name in ("PATH", "HOME", "DOCKER_CONFIG") if name in os.environ
    }
    return subprocess.run(
        [client, "compose", *arguments],
        cwd=ROOT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_compose_takes_the_file(docker: str, tmp_path: Path) -> None:
    empty = _env_file(tmp_path)
    call = ("--env-file", empty, "--profile", "newsstand", "config")
    done = _run(docker, *call, NEWSDELTA_CONTACT="https://example.org/bot")
    assert done.returncode == 0, done.stderr
    read = yaml.safe_load(done.stdout)
    assert read["services"].keys() == services().keys()
    agent = read["services"]["worker"]["environment"]["NEWSDELTA_USER_AGENT"]
    assert agent.endswith("(+https://example.org/bot)")


def test_without_a_contact_compose_says_what_to_do(docker: str, tmp_path: Path) -> None:
    done = _run(docker, "--env-file", _env_file(tmp_path), "config")
    assert done.returncode != 0
    assert "NEWSDELTA_CONTACT" in done.stderr
    assert "set it in .env to a web page or e-mail address" in done.stderr


def _env_file(folder: Path) -> str:
    """An empty one, so that a person's own .env plays no part."""
    path = folder / "empty.env"
    path.touch()
    return str(path)
