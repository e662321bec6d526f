"""The Prefect server itself runs without a fault, and schedules what prefect.yaml says."""

from __future__ import annotations

from prefect.client.schemas.filters import FlowFilter, FlowFilterName

from tests.flows.engine_client import engine_of
from tests.flows.rehearsal_process import Rehearsal


def test_the_server_tells_of_no_fault(rehearsal: Rehearsal) -> None:
    log = (rehearsal.home / "logs/server.log").read_text(encoding="utf-8")
    assert rehearsal.prefect_url in log
    assert "Traceback" not in log
    assert "| ERROR" not in log


def test_upkeep_is_scheduled(rehearsal: Rehearsal) -> None:
    upkeep = FlowFilter(name=FlowFilterName(any_=["upkeep"]))
    with engine_of(rehearsal) as client:
        runs = client.read_flow_runs(flow_filter=upkeep)
    assert any(run.state is not None and run.state.is_scheduled() for run in runs)
