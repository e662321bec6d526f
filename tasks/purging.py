"""Purging: what is expired goes, first where it lies outside the ledger, then from it, with a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from domain.errors import KlyngeflowError, LeaseTaken, TryAgain
from domain.meeting import ROUND_1, ROUND_2, Meeting
from domain.ports import Receipt, Services
from domain.retention import Due, What, all_due, what_is_expired
from domain.rounds import unfinished_rounds
from tasks.member_mailing import round_key
from tasks.retention_facts import Keys, facts_of, may_have_expired

HOUSE_REST, A_DAY = timedelta(hours=20), timedelta(days=1)


@dataclass(frozen=True)
class Purged:
    """`failed` are sentences; what failed is tried again by the next upkeep."""

    receipts: tuple[Receipt, ...]
    failed: tuple[str, ...]


def in_short(receipt: Receipt) -> str:
    return f"{receipt.what.value} of {receipt.meeting_id}" if receipt.meeting_id else receipt.what.value


def purge(services: Services) -> Purged:
    """Everything that is expired now, of every meeting and of the house. Needs no engine."""
    receipts: list[Receipt] = []
    failed: list[str] = []
    purged = services.ledger.purges.purged()
    for meeting in services.ledger.meetings.all():
        try:
            receipts += purge_meeting(meeting, services, purged.get(meeting.id, ()))
        except LeaseTaken:  # a run is at work; the next upkeep does it
            continue
        except KlyngeflowError as fault:  # one broken meeting must not keep everybody else's data
            failed.append(f"{meeting.id} (retention): {fault}")
    receipts += _purge_house(services, failed)
    _sweep(services)
    return Purged(tuple(receipts), tuple(failed))


def purge_meeting(meeting: Meeting, services: Services, purged: Keys) -> list[Receipt]:
    """Raises LeaseTaken while a run works on the meeting."""
    if not expired(meeting, services, purged):
        return []
    with services.ledger.holding(meeting.id) as held:
        holding = services.writing_with(held)
        receipts = []
        for due in expired(meeting, holding, held.purges.purged().get(meeting.id, ())):
            _delete_outside(meeting.id, due, holding)
            receipts.append(held.purges.erase(meeting.id, due))
        return receipts


def expired(meeting: Meeting, services: Services, purged: Keys) -> tuple[Due, ...]:
    """Nothing of a rehearsal: its people are invented, and who plays it wants to look at it afterwards."""
    if meeting.rehearsal:
        return ()
    now = services.clock.now(meeting.id)
    if not may_have_expired(meeting, services, purged, now):
        return ()
    return what_is_expired(facts_of(meeting, services), services.retention, purged, now)


def still_to_go(meeting: Meeting, services: Services) -> tuple[Due, ...]:
    """What is there yet, and the day it goes as far as can be said today; the earliest first."""
    if meeting.rehearsal:
        return ()
    purged = services.ledger.purges.purged().get(meeting.id, ())
    coming = all_due(facts_of(meeting, services), services.retention)
    return tuple(sorted((due for due in coming if due.key not in purged), key=lambda due: due.on))


def _delete_outside(meeting_id: str, due: Due, services: Services) -> None:
    """Safe to repeat: a kill before the receipt is written has it done once more."""
    match due.what:
        case What.ANSWERS:
            for round in (ROUND_1, ROUND_2):
                services.answers.delete(round_key(meeting_id, round))
        case What.FILES:
            services.objects.delete_under(f"meetings/{meeting_id}")
        case What.PEOPLE:
            mails = services.ledger.mails.of(meeting_id)
            services.premises.forget_mails([mail.message_id for mail in mails])


def _purge_house(services: Services, failed: list[str]) -> list[Receipt]:
    limits = services.retention
    ages = {What.RUNS: limits.runs_days, What.LOGS: limits.logs_days, What.OUTBOX: limits.outbox_days}
    receipts = []
    for what, days in ages.items():
        try:
            if _was_long_ago(what, services) and (count := _forget(what, days, services)):
                rule = f"older than {days} days"
                receipts.append(services.ledger.purges.note(what, {what.value: count}, rule))
        except TryAgain:  # the engine is not up; its records are older next time
            continue
        except KlyngeflowError as fault:
            failed.append(f"{what.value} (retention): {fault}")
    return receipts


def _was_long_ago(what: What, services: Services) -> bool:
    """The house is cleaned once a day: every minute something would be a minute too old."""
    last = services.ledger.purges.last_noted(what)
    return last is None or services.clock.real_now() - last > HOUSE_REST


def _sweep(services: Services) -> None:
    """The engine's database is large, and it deletes its logs a while after their runs: once a day."""
    services.ledger.purges.sweep()
    since = services.ledger.purges.engine_unswept_since()
    if since and services.clock.real_now() - since > A_DAY and services.premises.sweep_engine():
        services.ledger.purges.engine_swept()


def _forget(what: What, days: int, services: Services) -> int:
    now = services.clock.real_now()
    before = now - timedelta(days=days)
    match what:
        case What.RUNS:
            return services.runs.forget_ended_before(before, lambda: _unfinished(services))
        case What.LOGS:
            return services.premises.forget_logs_before(before, now)
        case _:
            return services.premises.forget_mails_before(before)


def _unfinished(services: Services) -> list[tuple[str, int]]:
    meetings = services.ledger.meetings.all()
    return [(meeting.id, round) for meeting in meetings for round in unfinished_rounds(meeting.id, services)]
