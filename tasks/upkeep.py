"""Upkeep: every unfinished meeting has a live run, whatever was lost, killed or switched off."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import KlyngeflowError, TryAgain
from domain.meeting import ROUND_1, ROUND_2, Meeting
from domain.planning import follow_up_notice
from domain.ports import Services
from tasks.follow_up import LATER, follow_up_choice

LAST_STEPS = {ROUND_1: "follow_up", ROUND_2: "delivery"}


@dataclass(frozen=True)
class Kept:
    """What upkeep did: meeting ids only."""

    started: tuple[str, ...]
    woken: tuple[str, ...]
    failed: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = []
        if self.started:
            parts.append(f"started {', '.join(self.started)}")
        if self.woken:
            parts.append(f"woke {', '.join(self.woken)}")
        if self.failed:
            parts.append(f"could not start {'; '.join(self.failed)}")
        return "; ".join(parts) or "nothing to do"


def keep_up(services: Services) -> Kept:
    """Raises TryAgain when the engine is out of reach; nothing is lost, the next upkeep does it."""
    started, woken, failed = [], [], []
    for meeting in services.ledger.meetings.all():
        for round in _unfinished(meeting, services):
            try:
                if not services.runs.is_live(meeting.id, round):
                    _start(meeting, round, services)
                    started.append(f"{meeting.id} (round {round})")
                elif _has_what_it_waits_for(meeting, round, services) and services.runs.wake(meeting.id):
                    woken.append(meeting.id)
            except TryAgain:
                raise
            except KlyngeflowError as fault:  # one broken package must not stop everybody else's meeting
                failed.append(f"{meeting.id} (round {round}): {fault}")
    services.runs.retire_lost()
    return Kept(tuple(started), tuple(woken), tuple(failed))


def _unfinished(meeting: Meeting, services: Services) -> list[int]:
    ledger = services.ledger
    planned = [ROUND_1]
    if ledger.meetings.plan(meeting.id, ROUND_2):
        planned.append(ROUND_2)
    return [r for r in planned if not ledger.records.is_done(meeting.id, r, LAST_STEPS[r])]


def _start(meeting: Meeting, round: int, services: Services) -> None:
    due = None
    plan = services.ledger.meetings.plan(meeting.id, ROUND_2)
    if round == ROUND_2 and plan and not services.ledger.records.steps_done(meeting.id, ROUND_2):
        due = services.clock.set_alarm(meeting.id, follow_up_notice(plan, services.calendar))
    if not services.runs.start(meeting.id, round, due):
        raise TryAgain(f"The engine does not answer; {meeting.id} is started by the next upkeep.")


def _has_what_it_waits_for(meeting: Meeting, round: int, services: Services) -> bool:
    """A wake-up that was lost: what the run waits for is there, and it still sleeps until its alarm."""
    wait = services.ledger.records.waiting(meeting.id, round)
    match wait.state if wait else "":
        case "AwaitingMembers":
            return bool(services.ledger.members.of(meeting.id))
        case "AwaitingFollowUpDecision":
            return follow_up_choice(meeting.id, services)[0] != LATER
        case _:
            return False
