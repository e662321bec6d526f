"""The floors: flows that do nothing but what the engine itself needs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect import flow, get_client
from prefect.client.schemas.objects import State, StateDetails, StateType
from prefect.exceptions import Pause
from prefect.runtime import flow_run


@flow(name="empty")
def empty() -> None:
    """Ends at once."""


@flow(name="napping")
def napping() -> None:
    """Falls asleep at once, as a waiting meeting does."""
    tomorrow = StateDetails(scheduled_time=datetime.now(UTC) + timedelta(days=1))
    state = State(type=StateType.SCHEDULED, name="Napping", state_details=tomorrow)
    with get_client(sync_client=True) as client:
        client.set_flow_run_state(flow_run.id, state)
    raise Pause(state=state)
