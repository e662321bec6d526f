"""Rerun: one meeting again from a chosen step, mailing nobody twice."""

from __future__ import annotations

from typing import Literal

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed

from domain.meeting import ROUND_1, ROUND_2
from flows.artifacts import show_round
from flows.at_work import giving_way
from tasks.rerunning import NOTHING_TO_REDO, redo, start_unfinished


@flow(name="rerun")
def rerun(
    meeting_id: str,
    from_step: Literal["kit", "members", "survey", "gate", "report", "delivery", "follow-up"] = "report",
) -> State:
    """Kører ét møde igen fra det valgte trin. Ingen får en mail to gange."""
    from adapters.wiring import open_services

    services = open_services()
    with giving_way(services), services.ledger.holding(meeting_id) as ledger:
        held = services.writing_with(ledger)
        lines = list(redo(meeting_id, held, from_step, run=lambda step: step.again))
        for round in (ROUND_1, ROUND_2):
            if held.ledger.meetings.plan(meeting_id, round):
                show_round(meeting_id, round, held)
    start_unfinished(meeting_id, services)
    return Completed(message="\n".join(lines) or NOTHING_TO_REDO)
