"""Rerunning: one meeting from a chosen step on, without mailing anybody twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.errors import Refused
from domain.follow_up_choice import NO, follow_up_choice
from domain.mails import MailKind, MailOutcome
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Services
from domain.verdict import Outcome
from tasks.data_quality_gate import data_quality_gate
from tasks.delivery import delivery
from tasks.follow_up import follow_up, schedule_follow_up
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing, uninvited
from tasks.occasion import occasion
from tasks.report_building import report_building
from tasks.step import Step
from tasks.survey_collection import survey_collection
from tasks.upkeep import is_finished, start_round, unfinished_rounds

STEPS: dict[str, Step] = {
    "kit": kit_mailing,
    "members": member_mailing,
    "survey": survey_collection,
    "gate": data_quality_gate,
    "report": report_building,
    "delivery": delivery,
}
FROM = (*STEPS, "follow-up")
REBUILT = (data_quality_gate, report_building, delivery)
MAILED_BY = {kit_mailing.name: MailKind.COORDINATOR_KIT, member_mailing.name: MailKind.INVITATION}
ON_THEIR_WAY = (MailOutcome.CLAIMED, MailOutcome.HANDED_OVER, MailOutcome.DEFERRED, MailOutcome.HELD)
NOTHING_TO_REDO = "Nothing of it was unfinished, or could be built from frozen answers yet."
UNDECIDED = "waits for a decision in the Prefect UI; what was built before stands"


def steps_to_redo(meeting_id: str, services: Services, from_step: str) -> list[tuple[int, Step]]:
    """Of the steps that were done before, from the chosen one on, in every round: what is rebuilt from the
    pull, or has something to finish. What was never done is left to the meeting's own run, which does it
    in its time. Raises Refused for an unknown step.
    """
    if from_step not in FROM:
        raise Refused(f"There is no step {from_step}. Choose one of: {', '.join(FROM)}.")
    rounds = (ROUND_2,) if from_step == "follow-up" else (ROUND_1, ROUND_2)
    first = 0 if from_step == "follow-up" else FROM.index(from_step)
    return [
        (round, step)
        for round in rounds
        for step in list(STEPS.values())[first:]
        if services.ledger.records.is_done(meeting_id, round, step.name)
        and (step in REBUILT or _has_a_rest(meeting_id, services, round, step))
    ]


def redo(
    meeting_id: str, services: Services, from_step: str, run: Callable[[Step], Callable[..., str]]
) -> Iterator[str]:
    """Runs the steps again under the lease in `services`; gives a line per step, when it is done.

    `run` picks how: as a task of the engine (`step.again`), or as the bare function. A step stays done
    while it is done again, so that a rerun that fails can be repeated.
    """
    for round, step in steps_to_redo(meeting_id, services, from_step):
        if step in (report_building, delivery) and _asks_a_human(meeting_id, services, round):
            outcome = UNDECIDED
        else:
            outcome = run(step)(meeting_id, services, round=round)
        yield f"round {round}, {step.name}: {outcome}"
    if from_step == "follow-up" and services.ledger.records.is_done(meeting_id, ROUND_1, follow_up.name):
        yield _scheduled(meeting_id, services)


def start_unfinished(meeting_id: str, services: Services) -> None:
    """Each round that is not over has a live run then, also one that had failed too often, and one that
    was waiting to try again does so now. Call it without the lease. Raises TryAgain without an engine.
    """
    for round in unfinished_rounds(meeting_id, services):
        wait = services.ledger.records.waiting(meeting_id, round)
        start_round(meeting_id, round, services)
        if wait and wait.state == "AwaitingRetry":
            services.runs.wake(meeting_id)


def _has_a_rest(meeting_id: str, services: Services, round: int, step: Step) -> bool:
    """A mail that never left, or a member without one; after the close no member is mailed any more."""
    if step is member_mailing and services.ledger.pulls.get(meeting_id, round):
        return False
    on_their_way = any(
        row.key.kind is MAILED_BY.get(step.name) and row.outcome in ON_THEIR_WAY
        for row in services.ledger.mails.of(meeting_id, round)
    )
    return on_their_way or (step is member_mailing and uninvited(meeting_id, services, round))


def _asks_a_human(meeting_id: str, services: Services, round: int) -> bool:
    verdict = services.ledger.records.verdict(meeting_id, round)
    asks = verdict is not None and verdict.outcome in (Outcome.ASK, Outcome.STOP)
    return asks and services.ledger.records.decision(meeting_id, round, "release") is None


def _scheduled(meeting_id: str, services: Services) -> str:
    if services.ledger.meetings.plan(meeting_id, ROUND_2):
        if is_finished(meeting_id, ROUND_2, services):
            return "round 2 is over"
        if services.runs.is_live(meeting_id, ROUND_2):
            return "round 2 has its run already"
    choice, months = follow_up_choice(meeting_id, services)
    if choice == NO:
        return "round 2 was declined; nothing was scheduled"
    schedule_follow_up(occasion(meeting_id, services, ROUND_1), services, months)
    return "round 2 was scheduled"
