"""A run follows what somebody changes of its meeting while it sleeps."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import FlowRun

from adapters.settings import load_settings
from adapters.wiring import LiveServices
from domain.dates import day
from domain.meeting import ROUND_1, MemberRow
from domain.planning import plan_first_round
from domain.ports import Decision
from tests.flows.engine_client import engine_of
from tests.flows.rehearsal_process import Rehearsal
from tests.ledgers import ORDER

SECONDS = 90


@pytest.fixture
def services(rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch) -> LiveServices:
    """Of the rehearsal's own house."""
    told = re.search(r"((?:KLYNGEFLOW_\w+=\S+ )+)klyngeflow", rehearsal.screen)
    assert told
    for name in [name for name in os.environ if name.startswith("KLYNGEFLOW_")]:
        monkeypatch.delenv(name)
    for pair in told[1].split():
        monkeypatch.setenv(*pair.split("=", 1))
    return LiveServices(load_settings())


@pytest.fixture
def client(rehearsal: Rehearsal) -> Iterator[SyncPrefectClient]:
    with engine_of(rehearsal) as client:
        yield client


def started(services: LiveServices, cluster: str) -> str:
    """A meeting sixty days ahead whose consultation is over; its clock stands near the survey's close."""
    now = services.clock.now()
    starts = (now + timedelta(days=60)).replace(hour=16, minute=0, second=0, microsecond=0)
    order = replace(ORDER, cluster=cluster, meeting_starts=starts)
    consultant = services.consultant_for(order.region)
    meeting_id = services.ledger.meetings.add(order, consultant.id, now, rehearsal=True)
    services.ledger.clocks.rehearse(meeting_id, starts - timedelta(days=9), wait_seconds=3600)
    agreed = Decision("consultation", "confirmed", {"follow_up": "yes", "months": 9}, "AB")
    services.ledger.records.decide(meeting_id, ROUND_1, agreed)
    return meeting_id


def run_of(services: LiveServices, client: SyncPrefectClient, meeting_id: str) -> FlowRun:
    """The newest: where upkeep has just begun to start another one, it comes within the moment."""
    ids: list[str | None] = []

    def has_begun() -> bool:
        row = services.database.runs.latest(meeting_id, ROUND_1)
        ids.append(row.flow_run_id if row else None)
        return bool(ids[-1])

    assert comes(has_begun)
    return client.read_flow_run(UUID(ids[-1]))


def comes(about: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + SECONDS
    while not about():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.5)
    return True


def test_a_meeting_moved_while_members_answer_sleeps_until_the_new_close(
    rehearsal: Rehearsal, services: LiveServices, client: SyncPrefectClient
) -> None:
    meeting_id = started(services, "Flyttet")
    rows = [MemberRow(f"laege{number}@klinik.example") for number in range(12)]
    services.ledger.members.replace(meeting_id, rows)
    services.runs.start(meeting_id)
    assert comes(lambda: run_of(services, client, meeting_id).state_name == "AwaitingAnswers")
    before = services.ledger.records.waiting(meeting_id, ROUND_1)
    plan = services.ledger.meetings.plan(meeting_id, ROUND_1)
    assert before
    assert plan
    to = f"{plan.meeting_starts + timedelta(days=7):%Y-%m-%d}"
    said = rehearsal.command("change", "move", meeting_id, "--to", to, "--by", "AB", "--yes")
    assert said.returncode == 0, said.stderr
    assert comes(lambda: services.ledger.records.waiting(meeting_id, ROUND_1) not in (before, None))
    after = services.ledger.records.waiting(meeting_id, ROUND_1)
    moved = services.ledger.meetings.plan(meeting_id, ROUND_1)
    assert after
    assert moved
    assert after.until in (*moved.reminders, moved.survey_closes)
    assert moved.survey_closes > plan.survey_closes
    assert comes(lambda: run_of(services, client, meeting_id).state_name == "AwaitingAnswers")
    assert day(moved.meeting_starts) in run_of(services, client, meeting_id).name


def test_a_consultation_form_that_is_open_while_the_meeting_is_moved_shows_the_new_date(
    rehearsal: Rehearsal, services: LiveServices, client: SyncPrefectClient
) -> None:
    now = services.clock.now()
    starts = (now + timedelta(days=60)).replace(hour=16, minute=0, second=0, microsecond=0)
    order = replace(ORDER, cluster="Flyttet tidligt", meeting_starts=starts)
    meeting_id = services.ledger.meetings.add(order, services.consultant_for(order.region).id, now)
    services.runs.start(meeting_id)
    assert comes(lambda: day(starts) in form_of(run_of(services, client, meeting_id), client))
    moved = starts + timedelta(days=7)
    said = rehearsal.command("change", "move", meeting_id, "--to", f"{moved:%Y-%m-%d}", "--by", "AB", "--yes")
    assert said.returncode == 0, said.stderr
    assert comes(lambda: day(moved) in form_of(run_of(services, client, meeting_id), client))


def form_of(run: FlowRun, client: SyncPrefectClient) -> str:
    """What the form says that is open now; empty while none is."""
    keys = run.state.state_details.run_input_keyset if run.state and run.state.is_paused() else None
    return client.read_flow_run_input(run.id, keys["description"]) if keys else ""


def test_a_meeting_cancelled_while_its_list_is_missing_ends_its_run_for_good(
    rehearsal: Rehearsal, services: LiveServices, client: SyncPrefectClient
) -> None:
    meeting_id = started(services, "Aflyst")
    services.runs.start(meeting_id)
    assert comes(lambda: run_of(services, client, meeting_id).state_name == "AwaitingMembers")
    said = rehearsal.command("change", "cancel", meeting_id, "--by", "AB", "--yes")
    assert said.returncode == 0, said.stderr
    ended = run_of(services, client, meeting_id)
    assert ended.state
    assert (ended.state_name, ended.state.is_cancelled()) == ("Aflyst", True)
    upkeep = rehearsal.command("upkeep")
    assert upkeep.returncode == 0, upkeep.stderr
    assert run_of(services, client, meeting_id).id == ended.id


def test_a_run_started_for_a_cancelled_meeting_ends_at_once_in_the_same_state(
    rehearsal: Rehearsal, services: LiveServices, client: SyncPrefectClient
) -> None:
    meeting_id = started(services, "Startet for sent")
    order = services.ledger.meetings.get(meeting_id).order
    timing = services.packages.get(order.package_id).timing
    planned = plan_first_round(order.meeting_starts, timing, services.calendar, services.clock.real_now())
    services.ledger.meetings.set_plan(meeting_id, planned)
    said = rehearsal.command("change", "cancel", meeting_id, "--by", "AB", "--yes")
    assert said.returncode == 0, said.stderr
    services.runs.start(meeting_id)
    assert comes(lambda: run_of(services, client, meeting_id).state_name == "Aflyst")
