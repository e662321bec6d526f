"""The machine was off for 45 days: Prefect's scheduled times and our own have passed, each follow-up once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.states import Scheduled

from adapters.wiring import LiveServices
from domain.mails import MailKind
from domain.meeting import ROUND_1, ROUND_2
from tests.faults.engine.operation import Operation, operating
from tests.faults.engine.people import Cluster
from tests.faults.engine.reference import in_place, play

pytestmark = pytest.mark.long

PATIENCE = 600
ASKED, BEGUN = "AwaitingFollowUpDecision", "AwaitingFollowUpConfirmation"
# How many days ago its survey should have opened, as the machine is switched on again.
OPENED = {44: ASKED, 31: ASKED, -3: BEGUN}


@pytest.fixture
def operation(tmp_path: Path) -> Iterator[Operation]:
    with operating(tmp_path) as operation:
        yield operation


def test_after_45_days_switched_off_each_follow_up_begins_once_or_asks(
    operation: Operation, now: datetime
) -> None:
    clusters = {days: planned(operation, number, now) for number, days in enumerate(OPENED)}
    operation.start()
    for one in clusters.values():
        operation.wait_for("its run", lambda one=one: operation.is_live(one.id, ROUND_2), PATIENCE)
    runs = {days: operation.run_of(one.id, ROUND_2).id for days, one in clusters.items()}
    operation.stop()
    for days, one in clusters.items():
        open_so_many_days_ago(one, days, now)
    operation.start()
    with operation.engine(), get_client(sync_client=True) as client:
        for run in runs.values():
            client.set_flow_run_state(run, Scheduled(scheduled_time=now - timedelta(days=30)), force=True)
    for days, one in clusters.items():
        operation.wait_for(
            f"{OPENED[days]}", lambda one=one, state=OPENED[days]: waits_as(one, state), PATIENCE
        )
    for _ in range(2):
        operation.command("upkeep")
    for days, one in clusters.items():
        assert waits_as(one, OPENED[days])
        kinds = [row.key.kind for row in one.services.ledger.mails.of(one.id, ROUND_2)]
        assert kinds == ([MailKind.COORDINATOR_FOLLOW_UP] if OPENED[days] == BEGUN else [])
        assert operation.run_of(one.id, ROUND_2).id == runs[days]


def planned(operation: Operation, number: int, now: datetime) -> Cluster:
    """Its first round is over, and its follow-up scheduled months ahead."""
    aside = LiveServices(operation.settings)
    clock = in_place(aside, now)
    cluster = Cluster(aside, number, now, follow_up=True)
    play(cluster, clock, now, until=ROUND_1)
    return cluster.seen_by(operation.services)


def open_so_many_days_ago(cluster: Cluster, days: int, now: datetime) -> None:
    """As if the calendar had gone on so far while nothing ran: its dates come that much nearer."""
    plan = cluster.services.ledger.meetings.plan(cluster.id, ROUND_2)
    assert plan is not None
    nearer = plan.survey_opens - (now - timedelta(days=days))
    dates = ("survey_opens", "survey_closes", "delivery", "meeting_starts", "thanks")
    moved = {name: getattr(plan, name) - nearer for name in dates}
    reminders = tuple(one - nearer for one in plan.reminders)
    cluster.services.ledger.meetings.set_plan(cluster.id, replace(plan, reminders=reminders, **moved))


def waits_as(cluster: Cluster, state: str) -> bool:
    wait = cluster.services.ledger.records.waiting(cluster.id, ROUND_2)
    return wait is not None and wait.state == state
