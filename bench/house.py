"""A house of its own for a benchmark: the real server, worker and pages in a folder that is thrown away."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from prefect import Flow
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolUpdate
from prefect.client.schemas.objects import State, StateDetails, StateType
from prefect.settings import PREFECT_API_URL, temporary_settings
from prefect.states import Scheduled

from adapters.danish_calendar import DanishCalendar
from adapters.prefect_runs import POOL
from adapters.settings import PROJECT, TEMPLATES
from adapters.wiring import LiveServices, prepare
from bench.measuring import Cost, cost_of
from cli.environment import engine_environment
from cli.rehearsal import stage
from cli.rehearsal.script import cast
from cli.stack import running_stack
from domain.meeting import COPENHAGEN, ROUND_1, Order
from domain.ports import Decision

PACKAGE = "trivsel"
MEMBERS = cast("24")


class House:
    """Its parts, and what a benchmark does in it."""

    def __init__(self, services: LiveServices, client: SyncPrefectClient) -> None:
        self.services, self.client = services, client
        self._environment = engine_environment(services.settings)

    def deployment_of(self, flow: Flow[[], None]) -> UUID:
        entrypoint = f"{flow.fn.__module__}.{flow.fn.__name__}"
        flow_id = self.client.create_flow(flow)
        return self.client.create_deployment(
            flow_id, name="bench", entrypoint=entrypoint, work_pool_name=POOL, enforce_parameter_schema=False
        )

    def new_run(self, deployment_id: UUID) -> UUID:
        """Due at once."""
        due: State[None] = Scheduled(scheduled_time=datetime.now(UTC))
        return self.client.create_flow_run_from_deployment(deployment_id, state=due).id

    def wake(self, run_id: UUID, after: timedelta = timedelta(0)) -> datetime:
        """Lets the sleeping run be due; returns when."""
        due = datetime.now(UTC) + after
        state = State(
            type=StateType.SCHEDULED, name="Awakened", state_details=StateDetails(scheduled_time=due)
        )
        self.client.set_flow_run_state(run_id, state, force=True)
        return due

    def execute(self, run_id: UUID) -> Cost:
        """Does what the worker does: one process of the engine for the run."""
        environment = self._environment | {"PREFECT__FLOW_RUN_ID": str(run_id)}
        return cost_of([sys.executable, "-m", "prefect.engine"], environment, PROJECT)

    def let_worker_run(self, does: bool) -> None:
        self.client.update_work_pool(POOL, WorkPoolUpdate(is_paused=not does))

    def order(self) -> str:
        """A meeting six weeks ahead; returns its id."""
        order = Order(
            package_id=PACKAGE,
            cluster="Eksempelby",
            region="Region Midtjylland",
            coordinator_name="Ida Eksempel",
            coordinator_email="ida@klynge.example",
            phone="12 34 56 79",
            postal_address="Eksempelvej 1, 8000 Aarhus C",
            meeting_starts=_meeting_time(),
            members_expected=len(MEMBERS),
        )
        now = self.services.clock.real_now()
        return self.services.ledger.meetings.add(order, "proeve", now, rehearsal=True)

    def sleeping_meeting(self) -> UUID:
        """The run of a meeting whose members are known and whose survey opens in weeks."""
        meeting_id = self.order()
        agreed = Decision("consultation", "confirmed", {"follow_up": "yes", "months": 9}, "PRK")
        self.services.ledger.records.decide(meeting_id, ROUND_1, agreed)
        self.services.ledger.members.replace(meeting_id, MEMBERS)
        self.services.runs.start(meeting_id)
        run = self.services.database.runs.latest(meeting_id, ROUND_1)
        run_id = UUID(run.flow_run_id if run else None)
        self.execute(run_id)
        assert self.client.read_flow_run(run_id).state_name == "AwaitingSurveyStart"
        return run_id


@contextmanager
def open_house() -> Iterator[House]:
    """Everything is up, but the worker starts nothing until it is let."""
    with tempfile.TemporaryDirectory(prefix="klyngeflow-bench-") as folder:
        services = LiveServices(stage.build(Path(folder), PACKAGE, TEMPLATES / "packages" / PACKAGE))
        prepare(services)
        with (
            temporary_settings({PREFECT_API_URL: services.settings.prefect_api_url}),
            running_stack(services.settings, print),
            get_client(sync_client=True) as client,
        ):
            house = House(services, client)
            house.let_worker_run(False)
            yield house


def _meeting_time() -> datetime:
    calendar = DanishCalendar()
    day = datetime.now(COPENHAGEN).date() + timedelta(days=42)
    while not calendar.is_working_day(day):
        day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 16, tzinfo=COPENHAGEN)
