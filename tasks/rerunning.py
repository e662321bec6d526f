"""Rerunning: one meeting from a chosen step on, without mailing anybody twice."""

from __future__ import annotations

from collections.abc import Callable

from domain.errors import Refused
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Services
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.follow_up import NO, follow_up, follow_up_choice, schedule_follow_up
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing
from tasks.occasion import occasion
from tasks.report_building import report_building
from tasks.step import Step
from tasks.survey_collection import survey_collection

STEPS: dict[str, Step] = {
    "kit": kit_mailing,
    "members": member_mailing,
    "survey": survey_collection,
    "gate": data_quality_gate,
    "report": report_building,
    "delivery": delivery,
}
FROM = (*STEPS, "follow-up")


def steps_to_redo(meeting_id: str, services: Services, from_step: str) -> list[tuple[int, Step]]:
    """The steps that were done before, from the chosen one on, in every round; what was never done is
    left to the meeting's own run, which does it in its time. Raises Refused for an unknown step."""
    if from_step not in FROM:
        raise Refused(f"There is no step {from_step}. Choose one of: {', '.join(FROM)}.")
    redone = list(STEPS.values())[FROM.index(from_step) :]
    rounds = (ROUND_2,) if from_step == "follow-up" else (ROUND_1, ROUND_2)
    if from_step == "follow-up":
        redone = list(STEPS.values())
    return [
        (round, step)
        for round in rounds
        for step in redone
        if services.ledger.records.is_done(meeting_id, round, step.name)
        and (round == ROUND_1 or step is not kit_mailing)
    ]


def redo(
    meeting_id: str, services: Services, from_step: str, run: Callable[[Step], Callable[..., str]]
) -> list[str]:
    """Runs the steps again under the lease in `services`; returns a line per step.

    `run` picks how: as a task of the engine, or as the bare function.
    """
    lines = []
    for round, step in steps_to_redo(meeting_id, services, from_step):
        services.ledger.records.undo(meeting_id, round, [step.name])
        lines.append(f"round {round}, {step.name}: {run(step)(meeting_id, services, round=round)}")
    if from_step == "follow-up" and services.ledger.records.is_done(meeting_id, ROUND_1, follow_up.name):
        lines.append(_scheduled(meeting_id, services))
    return lines


def _scheduled(meeting_id: str, services: Services) -> str:
    if services.ledger.meetings.plan(meeting_id, ROUND_2) and services.runs.is_live(meeting_id, ROUND_2):
        return "round 2 has its run already"
    choice, months = follow_up_choice(meeting_id, services)
    if choice == NO:
        return "round 2 was declined; nothing was scheduled"
    schedule_follow_up(occasion(meeting_id, services, ROUND_1), services, months)
    return "round 2 was scheduled"
