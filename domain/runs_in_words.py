"""The messages on a run that has not begun yet and on one that is over."""

from __future__ import annotations

from domain.dates import day
from domain.follow_up_choice import NO, follow_up_choice
from domain.late_follow_up import is_dropped
from domain.meeting import ROUND_2, Plan
from domain.ports import Services


def start_in_words(follow_up: Plan | None) -> str:
    """`follow_up` is round 2's plan where its run waits for its day."""
    if follow_up is None:
        return "Kørslen begynder om lidt."
    return (
        f"Opfølgningen er aftalt. Spørgeskemaet åbner {day(follow_up.survey_opens)}, og mødelederen får "
        "besked i god tid før."
    )


def end_in_words(meeting_id: str, round: int, services: Services) -> str:
    if round == ROUND_2:
        if is_dropped(meeting_id, services):
            return "Opfølgningen er opgivet. Ingen har fået mail om den, og forløbet er afsluttet."
        return "De nye tal er sendt til mødelederen, og forløbet er afsluttet."
    second = services.ledger.meetings.plan(meeting_id, ROUND_2)
    if second:
        opens = day(second.survey_opens)
        return f"Mødet er afsluttet. Opfølgningen har sin egen kørsel; spørgeskemaet åbner igen {opens}."
    if follow_up_choice(meeting_id, services)[0] == NO:
        return "Mødet er afsluttet. Klyngen har takket nej til en opfølgning."
    return (
        "Mødet er afsluttet. Ingen har svaret på, om der skal være en opfølgning. "
        "Siger mødelederen ja på sin side, begynder den af sig selv."
    )
