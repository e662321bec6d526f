"""Upkeep: every unfinished meeting has a live run, whatever was lost, killed or switched off."""

from __future__ import annotations

from dataclasses import dataclass

from domain.coordinators_link import mail_link
from domain.errors import KlyngeflowError, LeaseTaken, TryAgain
from domain.follow_up_choice import LATER, follow_up_choice
from domain.follow_up_confirmation import is_confirmed
from domain.meeting import ROUND_1, ROUND_2, Meeting
from domain.ports import Services
from domain.rounds import unfinished_rounds
from domain.ticked_texts import are_awaited
from tasks.broken_off import settle_broken_off
from tasks.change_mailing import carry_out_changes
from tasks.change_running import delete_answers_called_off
from tasks.follow_up import schedule_agreed_later
from tasks.member_mailing import round_key, uninvited
from tasks.posting import has_to_be_told, tell_consultant
from tasks.purging import in_short, purge
from tasks.resending import send_resent
from tasks.starting import start_round


@dataclass(frozen=True)
class Kept:
    """What upkeep did: meeting ids only."""

    started: tuple[str, ...]
    woken: tuple[str, ...]
    failed: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    purged: tuple[str, ...] = ()
    freed: int = 0
    settled: tuple[str, ...] = ()

    def __str__(self) -> str:
        parts = []
        if self.started:
            parts.append(f"started {', '.join(self.started)}")
        if self.woken:
            parts.append(f"woke {', '.join(self.woken)}")
        if self.told:
            parts.append(f"told the consultant of the post of {', '.join(self.told)}")
        if self.settled:
            parts.append(f"settled mails that were broken off of {', '.join(self.settled)}")
        if self.purged:
            parts.append(f"deleted by retention {', '.join(self.purged)}")
        if self.freed:
            parts.append(f"freed {self.freed} leases of dead runs")
        if self.failed:
            parts.append(f"could not help {'; '.join(self.failed)}")
        return "; ".join(parts) or "nothing to do"


def keep_up(services: Services) -> Kept:
    """Raises TryAgain when the engine is out of reach; nothing is lost, the next upkeep does it."""
    started: list[str] = []
    woken: list[str] = []
    failed: list[str] = []
    purged = _purged(services, failed)
    settled = settle_broken_off(services, failed)
    told = _told_of_post(services, failed)
    _send_resent(services, failed)
    failed += carry_out_changes(services)
    for meeting in services.ledger.meetings.all():
        try:
            if _is_scheduled_late(meeting, services):
                started.append(f"{meeting.id} (round {ROUND_2})")
            _delete_left_answers(meeting, services)
            mail_link(meeting.id, services)
            for round in unfinished_rounds(meeting.id, services):
                if services.runs.is_live(meeting.id, round):
                    if _has_what_it_waits_for(meeting, round, services) and services.runs.wake(meeting.id):
                        woken.append(meeting.id)
                elif not services.runs.why_given_up(meeting.id, round):
                    start_round(meeting.id, round, services)
                    started.append(f"{meeting.id} (round {round})")
        except TryAgain:
            raise
        except KlyngeflowError as fault:  # one broken meeting must not stop everybody else's
            failed.append(f"{meeting.id}: {fault}")
    services.runs.retire_lost()
    freed = services.ledger.free_lost_leases()
    return Kept(tuple(started), tuple(woken), tuple(failed), told, purged, freed, settled)


def _purged(services: Services, failed: list[str]) -> tuple[str, ...]:
    """First of all: what is expired is not worked on any more, engine or no engine."""
    done = purge(services)
    failed += done.failed
    return tuple(in_short(receipt) for receipt in done.receipts)


def _is_scheduled_late(meeting: Meeting, services: Services) -> bool:
    """A yes to the follow-up that came when the first round was over."""
    try:
        return schedule_agreed_later(meeting.id, services)
    except LeaseTaken:  # a rerun is at work; the next upkeep does it
        return False


def _told_of_post(services: Services, failed: list[str]) -> tuple[str, ...]:
    """The meetings whose consultant was mailed: about what a coordinator has ordered, or what is late."""
    told = []
    for job in services.ledger.postings.open():
        try:
            if has_to_be_told(job, services):
                with services.ledger.holding(job.meeting_id) as held:
                    if tell_consultant(job, services.writing_with(held)):
                        told.append(job.meeting_id)
        except LeaseTaken:  # its run is at work; the next upkeep does it
            continue
        except KlyngeflowError as fault:
            failed.append(f"{job.meeting_id} (post): {fault}")
    return tuple(told)


def _send_resent(services: Services, failed: list[str]) -> None:
    """What somebody asked for on the operator page, or by a command that was killed before it left."""
    for meeting in services.ledger.meetings.all():
        try:
            send_resent(meeting.id, services)
        except KlyngeflowError as fault:
            failed.append(f"{meeting.id} (resending): {fault}")


def _delete_left_answers(meeting: Meeting, services: Services) -> None:
    """A store that outlived its pull, because the process died in between."""
    delete_answers_called_off(meeting.id, services)
    for round in (ROUND_1, ROUND_2):
        key = round_key(meeting.id, round)
        if services.answers.exists(key) and services.ledger.pulls.get(meeting.id, round):
            services.answers.delete(key)


def _has_what_it_waits_for(meeting: Meeting, round: int, services: Services) -> bool:
    """A wake-up that was lost: what the run waits for is there, and it still sleeps until its alarm."""
    wait = services.ledger.records.waiting(meeting.id, round)
    match wait.state if wait else "":
        case "AwaitingMembers":
            return bool(services.ledger.members.of(meeting.id))
        case "AwaitingAnswers":
            return uninvited(meeting.id, services, round)
        case "AwaitingTexts":
            return not are_awaited(meeting.id, round, services)
        case "AwaitingFollowUpConfirmation":
            return is_confirmed(meeting.id, services)
        case "AwaitingFollowUpDecision" if round == ROUND_1:
            return follow_up_choice(meeting.id, services)[0] != LATER
        case _:
            return False
