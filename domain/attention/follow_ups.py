"""What a follow-up may need a human for: nobody has agreed to it, or it is far too late."""

from __future__ import annotations

from collections.abc import Iterator

from domain.attention.attention import Attention, Need
from domain.dates import day
from domain.errors import KlyngeflowError
from domain.follow_up_choice import LATER, follow_up_choice
from domain.follow_up_dates import follow_up_dates
from domain.meeting import ROUND_1, ROUND_2, Plan
from domain.ports import Services


def late_follow_up(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    plan = services.ledger.meetings.plan(meeting_id, round)
    wait = services.ledger.records.waiting(meeting_id, round)
    if round == ROUND_2 and plan and wait and wait.state == "AwaitingFollowUpDecision":
        sentence = (
            f"Opfølgningen er forsinket: den skulle åbne {day(plan.survey_opens)}. "
            "Sig, om den skal gennemføres med nye datoer eller opgives."
        )
        yield Attention(Need.LATE_FOLLOW_UP, sentence, plan.survey_opens, round)


def unconfirmed_follow_up(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    """The opening has come, and nobody has said yes."""
    plan = services.ledger.meetings.plan(meeting_id, round)
    wait = services.ledger.records.waiting(meeting_id, round)
    if plan and wait and wait.state == "AwaitingFollowUpConfirmation" and wait.until is None:
        sentence = (
            f"Mødelederen har ikke svaret på, om opfølgningen skal begynde {day(plan.survey_opens)}. "
            "Ingen medlemmer har fået mail. Ring, og svar i kørslens formular."
        )
        yield Attention(Need.FOLLOW_UP_UNCONFIRMED, sentence, plan.survey_opens, round)


def unanswered_follow_up(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    """The coordinator has had a month to answer, and there is still time for one."""
    plan = services.ledger.meetings.plan(meeting_id, ROUND_1)
    if round != ROUND_1 or plan is None or not _nobody_answered(meeting_id, services):
        return
    if _is_still_possible(meeting_id, plan, services):
        sentence = "Ingen har svaret på, om der skal være en opfølgning. Spørg mødelederen."
        yield Attention(Need.FOLLOW_UP_UNANSWERED, sentence, plan.thanks, round)


def _nobody_answered(meeting_id: str, services: Services) -> bool:
    is_over = services.ledger.records.is_done(meeting_id, ROUND_1, "follow_up")
    is_planned = services.ledger.meetings.plan(meeting_id, ROUND_2) is not None
    return is_over and not is_planned and follow_up_choice(meeting_id, services)[0] == LATER


def _is_still_possible(meeting_id: str, plan: Plan, services: Services) -> bool:
    try:
        package = services.packages.get(services.ledger.meetings.get(meeting_id).order.package_id)
    except KlyngeflowError:
        return False
    now = services.clock.now(meeting_id)
    return bool(follow_up_dates(plan.meeting_starts, package.timing, services.calendar, now))
