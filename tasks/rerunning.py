"""Rerunning: one meeting from a chosen step on, without mailing anybody twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domain.follow_up_choice import follow_up_choice
from domain.meeting import ROUND_1
from domain.ports import Services
from domain.rounds import unfinished_rounds
from domain.states import step_in_words
from tasks.delivery import delivery
from tasks.follow_up import follow_up, schedule_follow_up
from tasks.occasion import occasion
from tasks.report_building import report_building
from tasks.rerun_plan import FOLLOW_UP, STEPS, asks_a_human, follow_up_standing, planned_steps
from tasks.starting import start_round
from tasks.step import Step

NOTHING_TO_REDO = "Nothing of it was unfinished, or could be built from frozen answers yet."
UNDECIDED = "waits for a decision in the Prefect UI; what was built before stands"
SCHEDULING = {
    "over": "round 2 is over",
    "live": "round 2 has its run already",
    "declined": "round 2 was declined; nothing was scheduled",
    "to schedule": "round 2 was scheduled",
}


@dataclass(frozen=True)
class Redone:
    """One line of what a rerun did; as text for a terminal, `in_words` for the Prefect UI."""

    text: str
    in_words: str

    def __str__(self) -> str:
        return self.text


def steps_to_redo(meeting_id: str, services: Services, from_step: str) -> list[tuple[int, Step]]:
    """Of the steps that were done before, from the chosen one on, in every round: what is rebuilt from the
    pull, or has something to finish. What was never done is left to the meeting's own run, which does it
    in its time. Raises Refused for an unknown step.
    """
    by_name = {step.name: step for step in STEPS.values()}
    return [
        (planned.round, by_name[planned.name])
        for planned in planned_steps(meeting_id, services, from_step)
        if planned.is_redone
    ]


def redo(
    meeting_id: str, services: Services, from_step: str, run: Callable[[Step], Callable[..., str]]
) -> Iterator[Redone]:
    """Runs the steps again under the lease in `services`; gives a line per step, when it is done.

    `run` picks how: as a task of the engine (`step.again`), or as the bare function. A step stays done
    while it is done again, so that a rerun that fails can be repeated.
    """
    for round, step in steps_to_redo(meeting_id, services, from_step):
        if step in (report_building, delivery) and asks_a_human(meeting_id, services, round):
            outcome, words = UNDECIDED, "venter på en beslutning; det, der er bygget, står"
        else:
            outcome, words = run(step)(meeting_id, services, round=round), "gjort om"
        yield Redone(f"round {round}, {step.name}: {outcome}", f"Runde {round}, {_named(step)}: {words}.")
    if from_step == "follow-up" and services.ledger.records.is_done(meeting_id, ROUND_1, follow_up.name):
        standing = _scheduled(meeting_id, services)
        yield Redone(SCHEDULING[standing], FOLLOW_UP[standing])


def start_unfinished(meeting_id: str, services: Services) -> None:
    """Each round that is not over has a live run then, also one that had failed too often, and one that
    was waiting to try again does so now. Call it without the lease. Raises TryAgain without an engine.
    """
    for round in unfinished_rounds(meeting_id, services):
        wait = services.ledger.records.waiting(meeting_id, round)
        start_round(meeting_id, round, services)
        if wait and wait.state == "AwaitingRetry":
            services.runs.wake(meeting_id)


def _named(step: Step) -> str:
    return f"»{step_in_words(step.name)}«"


def _scheduled(meeting_id: str, services: Services) -> str:
    standing = follow_up_standing(meeting_id, services)
    if standing == "to schedule":
        _, months = follow_up_choice(meeting_id, services)
        schedule_follow_up(occasion(meeting_id, services, ROUND_1), services, months)
    return standing
