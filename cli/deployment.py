"""Makes what the engine needs: the work pool, the deployments of prefect.yaml, and the automations."""

from __future__ import annotations

import subprocess
import sys

from ruamel.yaml import YAML

from adapters.settings import PROJECT
from domain.errors import KlyngeflowError


def deploy(environment: dict[str, str], most_runs: int) -> None:
    """Makes the work pool, the deployments of prefect.yaml and the automations; repeating it changes nothing.

    Raises TryAgain while the engine is out of reach.
    """
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
    _automate()


def _automate() -> None:
    from adapters.prefect_runs import prefect_client
    from cli.automations import make_automations

    with prefect_client() as client:
        make_automations(client)


def names_in_file() -> set[str]:
    """Of the deployments of prefect.yaml."""
    written = YAML(typ="safe").load((PROJECT / "prefect.yaml").read_text(encoding="utf-8"))
    return {one["name"] for one in written["deployments"]}


def make_pool(most_runs: int) -> None:
    """A process pool whose runs are one Python each, in our folder: without `command` there would be two.

    The limit is the pool's: a worker's own one breaks when a run wakes before its last process has left.
    """
    from prefect.client.schemas.actions import WorkPoolCreate, WorkPoolUpdate
    from prefect.exceptions import ObjectAlreadyExists
    from prefect.workers.process import ProcessWorker

    from adapters.prefect_runs import POOL, prefect_client

    template = ProcessWorker.get_default_base_job_template()
    variables = template["variables"]["properties"]
    variables["command"]["default"] = f"{sys.executable} -m prefect.engine"
    variables["working_dir"]["default"] = str(PROJECT)
    with prefect_client() as client:
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
