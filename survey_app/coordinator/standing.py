"""Where the meeting stands, in two lines: what is happening now, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.dates import day
from domain.follow_up_confirmation import Word
from domain.meeting import ROUND_2, Plan
from domain.ports import Services
from domain.rounds import is_off
from survey_app.pages import day_and_time


@dataclass(frozen=True)
class Standing:
    title: str
    text: str


AT_WORK = Standing("Vi er i gang", "KiAP gør det næste klar til jer lige nu.")
OVER = Standing("Forløbet er afsluttet", "Tak for denne gang. Materialet ligger stadig her på siden.")

IS_OFF = Standing(
    "Mødet er aflyst", "Der kommer ikke mere fra os om det. I er velkomne til at bestille et nyt."
)
FOLLOW_UP_IS_OFF = Standing("Opfølgningen er aflyst", "Materialet fra mødet ligger stadig her på siden.")
IS_ASKED = Standing("Skal opfølgningen begynde?", "Uden dit svar får medlemmerne ingen mail.")
NOT_BEGUN = Standing(
    "Opfølgningen er ikke begyndt", "Medlemmerne har ikke fået mail. Konsulenten ringer til dig."
)


def standing(
    services: Services, meeting_id: str, round: int, plan: Plan | None, now: datetime, word: Word
) -> Standing:
    if is_off(meeting_id, round, services):
        return FOLLOW_UP_IS_OFF if round == ROUND_2 else IS_OFF
    wait = services.ledger.records.waiting(meeting_id, round)
    state = wait.state if wait else ""
    if word is Word.ASKED:
        return IS_ASKED
    if word is Word.MISSING or (round == ROUND_2 and state == "AwaitingFollowUpDecision"):
        return NOT_BEGUN
    if state and state != "AwaitingFollowUpConfirmation":
        return _words(plan).get(state, AT_WORK)
    if round == ROUND_2 and plan and now < plan.survey_opens:
        opens = f"Spørgeskemaet åbner igen {day(plan.survey_opens)}."
        return Standing("Opfølgningen er planlagt", opens)
    return OVER if plan and now >= plan.thanks else AT_WORK


def _words(plan: Plan | None) -> dict[str, Standing]:
    words = {
        "AwaitingConsultation": Standing(
            "Vi ringer til dig",
            "En konsulent fra KiAP ringer, så I kan aftale datoerne og jeres behov.",
        ),
        "AwaitingMembers": Standing(
            "Vi mangler medlemslisten",
            "Når den er lagt ind, får alle et link, så snart undersøgelsen åbner.",
        ),
        "AwaitingRelease": Standing(
            "KiAP ser svarene igennem",
            "Undersøgelsen er lukket. Vi ser efter, om tallene kan bruges.",
        ),
        "AwaitingTexts": Standing(
            "KiAP læser det skrevne igennem",
            "Undersøgelsen er lukket. Vi ser efter, hvad klyngen kan se af det, der er skrevet med egne ord.",
        ),
        "AwaitingFollowUpDecision": Standing(
            "Vil I følge op?", "Fortæl os, om klyngen vil have en ny opgørelse senere."
        ),
    }
    if plan is None:
        return words
    return words | {
        "AwaitingSurveyStart": Standing(
            "Klar til spørgeskemaet", f"Medlemmerne får hver deres link {day(plan.survey_opens)}."
        ),
        "AwaitingAnswers": Standing(
            "Medlemmerne svarer nu", f"Undersøgelsen lukker {day_and_time(plan.survey_closes)}."
        ),
        "AwaitingDelivery": Standing(
            "Materialet bliver gjort klar",
            f"Du får det på mail og her på siden {day(plan.delivery)}.",
        ),
        "AwaitingMeeting": Standing(
            "Alt er klar til mødet",
            f"Materialet er klar til print. Mødet er {day_and_time(plan.meeting_starts)}.",
        ),
    }
