"""The Prefect server schedules by itself what prefect.yaml says."""

from __future__ import annotations

from prefect.client.schemas.filters import FlowFilter, FlowFilterName

from tests.flows.engine_client import engine_of
from tests.flows.rehearsal_process import Rehearsal


def test_upkeep_is_scheduled(rehearsal: Rehearsal) -> None:
    upkeep = FlowFilter(name=FlowFilterName(any_=["upkeep"]))
    with engine_of(rehearsal) as client:
        runs = client.read_flow_runs(flow_filter=upkeep)
    assert any(run.state is not None and run.state.is_scheduled() for run in runs)
