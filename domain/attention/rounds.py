"""What a round may need a human for on its way from the order to the meeting."""

from __future__ import annotations

from collections.abc import Iterator

from domain.attention.attention import Attention, Need
from domain.dates import day
from domain.errors import KlyngeflowError, TryAgain
from domain.meeting import ROUND_1
from domain.planning import THANKS_AT, at
from domain.ports import Services
from domain.postings import is_late, must_have_left
from domain.rounds import is_finished


def given_up_run(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    try:
        has_been_given_up = bool(services.runs.why_given_up(meeting_id, round))
    except TryAgain:
        return
    if has_been_given_up:
        sentence = (
            "Kørslen er gået i stå efter flere forsøg. Dens besked siger hvorfor; ret det, og kør mødet igen."
        )
        yield Attention(Need.RUN_GIVEN_UP, sentence, None, round)


def broken_package(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    package_id = services.ledger.meetings.get(meeting_id).order.package_id
    try:
        services.packages.get(package_id)
    except KlyngeflowError:
        if not is_finished(meeting_id, round, services):
            sentence = (
                "Mødets pakke kan ikke læses, så mødet kommer ikke videre. "
                f"»klyngeflow check {package_id}« viser, hvad der skal rettes."
            )
            yield Attention(Need.PACKAGE_BROKEN, sentence, None, round)


def consultation(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    if is_asked("AwaitingConsultation", "consultation", meeting_id, round, services):
        ordered_at = services.ledger.meetings.get(meeting_id).ordered_at
        sentence = f"Mødet blev bestilt {day(ordered_at)}. Ring til mødelederen, og bekræft mødet."
        yield Attention(Need.CONSULTATION, sentence, ordered_at, round)


def release(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    plan = services.ledger.meetings.plan(meeting_id, round)
    if plan and is_asked("AwaitingRelease", "release", meeting_id, round, services):
        sentence = f"Tag stilling til tallene: materialet skal sendes {day(plan.delivery)}."
        yield Attention(Need.RELEASE, sentence, plan.survey_closes, round)


def late_members(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    """Whoever hands the list in late moves the opening; at the close it is too late for answers."""
    plan = services.ledger.meetings.plan(meeting_id, round)
    wait = services.ledger.records.waiting(meeting_id, round)
    if plan is None or wait is None or wait.state != "AwaitingMembers":
        return
    is_missing = not services.ledger.members.of(meeting_id)
    if is_missing and plan.survey_opens <= services.clock.now(meeting_id) < plan.survey_closes:
        sentence = (
            f"Medlemslisten mangler. Spørgeskemaet skulle åbne {day(plan.survey_opens)} "
            f"og lukker {day(plan.survey_closes)}: ring til mødelederen."
        )
        yield Attention(Need.MEMBERS_LATE, sentence, plan.survey_opens, round)


def late_posting(meeting_id: str, round: int, services: Services) -> Iterator[Attention]:
    plan = services.ledger.meetings.plan(meeting_id, ROUND_1)
    if plan is None or round != ROUND_1:
        return
    now = services.clock.now(meeting_id)
    last_day = must_have_left(plan, services.calendar)
    for job in services.ledger.postings.of(meeting_id):
        if is_late(job, job.made_on, plan, services.calendar, now):
            sentence = f"Posten skulle være sendt {day(last_day)}. Send den, og kryds den af."
            yield Attention(Need.POSTING_LATE, sentence, at(last_day, THANKS_AT), round)


def is_asked(state: str, decision: str, meeting_id: str, round: int, services: Services) -> bool:
    """Whether the round waits in that state, and nobody has decided."""
    records = services.ledger.records
    wait = records.waiting(meeting_id, round)
    waits = wait is not None and wait.state == state
    return waits and records.decision(meeting_id, round, decision) is None
