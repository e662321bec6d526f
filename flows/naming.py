"""The run's name: of one that an operator started by hand, or whose meeting has been moved."""

from __future__ import annotations

from prefect import get_client
from prefect.runtime import flow_run

from domain.meeting import ROUND_1
from domain.ports import Services
from domain.run_names import run_name, run_tags


def keep_name(meeting_id: str, round: int, services: Services) -> None:
    """Names and tags the current run as its meeting stands now."""
    meeting = services.ledger.meetings.get(meeting_id)
    package = services.packages.get(meeting.order.package_id)
    name = run_name(meeting, package, services.ledger.meetings.plan(meeting_id, ROUND_1), round)
    tags = run_tags(meeting, round)
    if flow_run.name != name:
        with get_client(sync_client=True) as client:
            client.update_flow_run(flow_run.id, name=name, tags=[*tags, *(set(flow_run.tags) - set(tags))])
