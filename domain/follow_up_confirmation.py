"""The question before a follow-up begins: shall it still be held? Silence mails no member."""

from __future__ import annotations

from enum import StrEnum

from domain.errors import Refused
from domain.late_follow_up import CONFIRMED, confirmation_of
from domain.meeting import ROUND_2
from domain.planning import follow_up_notice
from domain.ports import Decision, Services
from domain.rounds import is_finished

NOT_NOW = "Opfølgningen kan ikke bekræftes nu. Skriv til konsulenten, hvis datoerne ikke passer."


class Word(StrEnum):
    """Of the coordinator, on whether the follow-up with its present dates is to begin."""

    NOT_DUE, ASKED, GIVEN, MISSING = "not due", "asked", "given", "missing"


def word_on_follow_up(meeting_id: str, services: Services) -> Word:
    """MISSING: the opening has come without a word, so nobody is mailed and the consultant rings."""
    if is_confirmed(meeting_id, services):
        return Word.GIVEN
    if is_asked(meeting_id, services):
        return Word.ASKED
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if plan is None or is_finished(meeting_id, ROUND_2, services):
        return Word.NOT_DUE
    return Word.MISSING if services.clock.now(meeting_id) >= plan.survey_opens else Word.NOT_DUE


def is_confirmed(meeting_id: str, services: Services) -> bool:
    """Whether the follow-up with its present dates has been said yes to, or its members are asked already."""
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if plan is None:
        return False
    if services.ledger.surveys.of(meeting_id, ROUND_2):
        return True
    said = services.ledger.records.decision(meeting_id, ROUND_2, confirmation_of(plan))
    return said is not None and said.choice == CONFIRMED


def is_asked(meeting_id: str, services: Services) -> bool:
    """Whether the coordinator can answer: once asked, until the opening; then an operator decides."""
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if plan is None or is_finished(meeting_id, ROUND_2, services) or is_confirmed(meeting_id, services):
        return False
    now = services.clock.now(meeting_id)
    has_come = now >= follow_up_notice(plan, services.calendar) or _is_awaited(meeting_id, services)
    return has_come and now < plan.survey_opens


def confirm_follow_up(meeting_id: str, by: str, services: Services) -> None:
    """Yes, as planned; the first word on these dates stands. Raises Refused when it is not asked for now."""
    plan = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if plan is None or not is_asked(meeting_id, services):
        raise Refused(NOT_NOW)
    services.ledger.records.decide(meeting_id, ROUND_2, Decision(confirmation_of(plan), CONFIRMED, {}, by))


def _is_awaited(meeting_id: str, services: Services) -> bool:
    """A run that was started by hand asks earlier."""
    wait = services.ledger.records.waiting(meeting_id, ROUND_2)
    return wait is not None and wait.state == "AwaitingFollowUpConfirmation"
