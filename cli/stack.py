"""Everything on one machine: the Prefect server, its worker and the pages, as children of this process."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from adapters.settings import PROJECT, Settings
from cli.children import Child, Children
from domain.errors import ConfigurationError, KlyngeflowError

SECONDS_TO_START = 90.0


@dataclass(frozen=True)
class Stack:
    """What runs where."""

    settings: Settings
    children: Children
    server: Child
    worker: Child
    web: Child

    @property
    def prefect_url(self) -> str:
        return self.settings.prefect_api_url.removesuffix("/api")


def engine_environment(settings: Settings) -> dict[str, str]:
    """The environment of every child: our settings, made absolute, and Prefect confined to our folder."""
    home = settings.home.resolve()
    environment = {
        **os.environ,
        **_own_settings(settings),
        "KLYNGEFLOW_HOME": str(home),
        "PREFECT_HOME": str(home / "prefect"),
        "PREFECT_API_URL": settings.prefect_api_url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_WORKER_QUERY_SECONDS": "1",
        "PREFECT_WORKER_PREFETCH_SECONDS": "1",
        "PREFECT_LOGGING_LEVEL": "INFO",
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    return environment


def _own_settings(settings: Settings) -> dict[str, str]:
    """The settings as variables again, so that a child in another folder reads the same ones."""
    values = {}
    for name in settings.model_fields_set:
        value = getattr(settings, name)
        value = value.get_secret_value() if hasattr(value, "get_secret_value") else value
        value = value.resolve() if isinstance(value, Path) else value
        if value is not None:
            values[f"KLYNGEFLOW_{name.upper()}"] = str(value)
    return values


@contextmanager
def running_stack(settings: Settings, tell: Callable[[str], None]) -> Iterator[Stack]:
    """Starts everything, waits until it answers, and stops everything on leaving.

    Ctrl-C, and a plain `kill`, arrive in the caller as KeyboardInterrupt, in the background too.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    _refuse_taken_ports(settings)
    environment = engine_environment(settings)
    os.environ.update({k: v for k, v in environment.items() if k.startswith(("PREFECT_", "KLYNGEFLOW_"))})
    logs = settings.home.resolve() / "logs"

    def child(name: str, *command: str) -> Child:
        return Child(name, [sys.executable, *command], environment, PROJECT, logs / f"{name}.log")

    with Children(tell) as children:
        server = children.add(
            child(
                "server",
                "-m",
                "prefect",
                "server",
                "start",
                "--host",
                "127.0.0.1",
                "--port",
                str(settings.prefect_port),
            )
        )
        web = children.add(
            child(
                "pages",
                "-m",
                "uvicorn",
                "survey_app.server:app_factory",
                "--factory",
                "--host",
                settings.web_host,
                "--port",
                str(settings.web_port),
                "--no-access-log",
                "--log-level",
                "warning",
                "--no-server-header",
            )
        )
        _wait_for(f"{settings.prefect_api_url}/health", server)
        deploy(environment, settings.worker_limit)
        worker = children.add(
            child(
                "worker",
                "-m",
                "prefect",
                "worker",
                "start",
                "--pool",
                "klyngeflow",
                "--type",
                "process",
                "--name",
                "klyngeflow",
            )
        )
        _wait_for(f"http://{settings.web_host}:{settings.web_port}/healthz", web)
        yield Stack(settings, children, server, worker, web)


def _refuse_taken_ports(settings: Settings) -> None:
    """Before anything starts: a second stack would talk to the first one's server."""
    ports = {
        "KLYNGEFLOW_PREFECT_PORT": ("127.0.0.1", settings.prefect_port),
        "KLYNGEFLOW_WEB_PORT": (settings.web_host, settings.web_port),
    }
    for variable, address in ports.items():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(address)
            except OSError:
                raise ConfigurationError(
                    f"Port {address[1]} is taken. Is `klyngeflow up` running already? "
                    f"Otherwise set {variable} to a free port."
                ) from None


def deploy(environment: dict[str, str], most_runs: int) -> None:
    """Makes the work pool and the deployments of prefect.yaml; repeating it changes nothing."""
    make_pool(most_runs)
    done = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise KlyngeflowError(f"prefect deploy failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def make_pool(most_runs: int) -> None:
    """A process pool whose runs are one Python each, in our folder: without `command` there would be two.

    The limit is the pool's: a worker's own one breaks when a run wakes before its last process has left.
    """
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
    from prefect.exceptions import ObjectAlreadyExists
    from prefect.workers.process import ProcessWorker

    from adapters.prefect_runs import POOL

    template = ProcessWorker.get_default_base_job_template()
    variables = template["variables"]["properties"]
    variables["command"]["default"] = f"{sys.executable} -m prefect.engine"
    variables["working_dir"]["default"] = str(PROJECT)
    with get_client(sync_client=True) as client:
        try:
            client.create_work_pool(
                WorkPoolCreate(
                    name=POOL, type="process", base_job_template=template, concurrency_limit=most_runs
                )
            )
        except ObjectAlreadyExists:
            client.update_work_pool(
                POOL, WorkPoolUpdate(base_job_template=template, concurrency_limit=most_runs)
            )


def _wait_for(url: str, child: Child) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=2).is_success:
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise KlyngeflowError(f"{child.name} did not answer at {url} in time. Its log: {child.log}")
