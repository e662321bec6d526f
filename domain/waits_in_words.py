"""The message beside each waiting run: what the meeting waits for, until when, and who does what next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.dates import day, day_and_time
from domain.meeting import ROUND_1, ROUND_2, Plan
from domain.ports import Services, Wait

LEASE_IS_TAKEN = "En anden kørsel arbejder på mødet lige nu. Denne ser efter igen om lidt."


@dataclass(frozen=True)
class Waiting:
    """A wait with the dates that its sentences name."""

    wait: Wait
    plan: Plan

    @property
    def until(self) -> str:
        return day_and_time(self.wait.until) if self.wait.until else "om lidt"


def wait_in_words(wait: Wait, services: Services) -> str:
    """Whole Danish sentences, with dates and without people; empty where there is nothing to add."""
    plan = services.ledger.meetings.plan(wait.meeting_id, wait.round)
    if wait.state == "AwaitingRetry":
        return _retry(wait)
    if wait.state == "AwaitingLease":
        return LEASE_IS_TAKEN
    if plan is None or wait.state not in _SENTENCES:
        return ""
    return _SENTENCES[wait.state](Waiting(wait, plan))


def _retry(wait: Wait) -> str:
    again = day_and_time(wait.wakes_at) if wait.wakes_at else "om lidt"
    return f"Noget svarede ikke, oftest mailserveren. Intet er tabt. Kørslen prøver selv igen {again}."


def _consultation(it: Waiting) -> str:
    return (
        f"Mødet er bestilt til {day_and_time(it.plan.meeting_starts)}. Ring til mødelederen, "
        "tryk på »Resume«, og bekræft mødet i formularen."
    )


def _members(it: Waiting) -> str:
    is_last = it.wait.until is None or it.wait.until >= it.plan.survey_closes
    nudge = "Der går ikke flere rykkere" if is_last else f"Næste rykker går {it.until}"
    return (
        f"Mødelederen mangler at lægge medlemslisten ind. {nudge}. "
        f"Spørgeskemaet åbner {day(it.plan.survey_opens)} og lukker {day_and_time(it.plan.survey_closes)}."
    )


def _survey_start(it: Waiting) -> str:
    opens = day_and_time(it.plan.survey_opens)
    return f"Spørgeskemaet åbner {opens}. Så får hvert medlem sit eget link på mail."


def _answers(it: Waiting) -> str:
    is_last = it.wait.until is None or it.wait.until >= it.plan.survey_closes
    reminder = "Alle påmindelser er sendt" if is_last else f"Næste påmindelse går {it.until}"
    return f"Spørgeskemaet er åbent til {day_and_time(it.plan.survey_closes)}. {reminder}."


def _release(it: Waiting) -> str:
    return (
        "Kvalitetskontrollen beder om en beslutning om tallene: tryk på »Resume«, læs begrundelserne, og "
        f"vælg. Materialet skal sendes {day_and_time(it.plan.delivery)}."
    )


def _texts(it: Waiting) -> str:
    return (
        "Mange har skrevet med egne ord. Vælg på driftssiden, hvad klyngen skal se. Har ingen valgt "
        f"{it.until}, bliver materialet bygget uden."
    )


def _delivery(it: Waiting) -> str:
    meets = f" Mødet er {day_and_time(it.plan.meeting_starts)}." if it.plan.round == ROUND_1 else ""
    return f"Materialet er klar og sendes til mødelederen {day_and_time(it.plan.delivery)}.{meets}"


def _meeting(it: Waiting) -> str:
    return (
        f"Materialet er sendt. Mødet er {day_and_time(it.plan.meeting_starts)}. "
        f"{day(it.plan.thanks).capitalize()} siger vi tak og spørger til opfølgningen."
    )


def _follow_up_decision(it: Waiting) -> str:
    if it.plan.round == ROUND_2:
        return (
            f"Opfølgningen skulle være åbnet {day(it.plan.survey_opens)}, og ingen medlemmer har fået mail. "
            "Tryk på »Resume«, og sig, om den skal gennemføres med nye datoer eller opgives."
        )
    return (
        "Mødelederen er spurgt, om klyngen vil have en opfølgning. "
        f"Har ingen svaret {it.until}, får konsulenten besked."
    )


def _follow_up_confirmation(it: Waiting) -> str:
    if it.wait.until is None:
        return (
            f"Ingen har sagt ja til opfølgningen, som skulle være åbnet {day(it.plan.survey_opens)}. Ingen "
            "medlemmer har fået mail. Ring til mødelederen, tryk på »Resume«, og svar i formularen."
        )
    return (
        "Mødelederen er spurgt, om opfølgningen stadig skal holdes. Har ingen svaret "
        f"{it.until}, får ingen medlemmer mail; så beder kørslen om din beslutning."
    )


_SENTENCES: dict[str, Callable[[Waiting], str]] = {
    "AwaitingConsultation": _consultation,
    "AwaitingMembers": _members,
    "AwaitingSurveyStart": _survey_start,
    "AwaitingAnswers": _answers,
    "AwaitingRelease": _release,
    "AwaitingTexts": _texts,
    "AwaitingDelivery": _delivery,
    "AwaitingMeeting": _meeting,
    "AwaitingFollowUpDecision": _follow_up_decision,
    "AwaitingFollowUpConfirmation": _follow_up_confirmation,
}
