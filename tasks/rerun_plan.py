"""What a rerun will do and what it will not, step by step, said before it does anything."""

from __future__ import annotations

from collections.abc import Iterator

from domain.changes.called_off import is_called_off, is_cancelled
from domain.errors import Refused, TryAgain
from domain.follow_up_choice import NO, follow_up_choice
from domain.mails import MailKind, MailOutcome
from domain.meeting import ROUND_1, ROUND_2
from domain.ports import Services
from domain.rerunning import FROM_STEPS, PlannedStep, RerunPlan
from domain.rounds import is_finished, unfinished_rounds
from domain.verdict import Outcome
from tasks.data_quality_gate import data_quality_gate, frozen_pull
from tasks.delivery import delivery
from tasks.follow_up import follow_up
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing, round_key, uninvited
from tasks.report_building import report_building
from tasks.step import Step
from tasks.survey_collection import survey_collection

STEPS: dict[str, Step] = {
    "kit": kit_mailing,
    "members": member_mailing,
    "survey": survey_collection,
    "gate": data_quality_gate,
    "report": report_building,
    "delivery": delivery,
}
REBUILT = (data_quality_gate, report_building, delivery)
ON_THEIR_WAY = (MailOutcome.CLAIMED, MailOutcome.HANDED_OVER, MailOutcome.DEFERRED, MailOutcome.HELD)
MAILS = {
    kit_mailing.name: MailKind.COORDINATOR_KIT,
    member_mailing.name: MailKind.INVITATION,
    delivery.name: MailKind.COORDINATOR_DELIVERY,
}
IN_WORDS = {
    kit_mailing.name: ("mail 1 gøres færdig", "mail 1 er sendt og sendes ikke igen"),
    member_mailing.name: (
        "medlemmer, der mangler deres mail eller link, får det",
        "alle på listen har fået deres mail",
    ),
    survey_collection.name: ("", "besvarelserne er frosset og bliver ikke rørt"),
    data_quality_gate.name: ("de frosne besvarelser bedømmes igen", ""),
    report_building.name: ("præsentation og ark bygges igen af de frosne besvarelser", ""),
    delivery.name: ("mail 2 efterses og sendes kun, hvis den aldrig er gået", ""),
}
"""Of each step: what is done, and why it is not although it could be."""
NOT_YET = "»{}« er ikke nået endnu; mødets egen kørsel gør det til tiden"
UNDECIDED = "»{}« venter på en beslutning i Prefect; det, der er bygget, står"
CLOSED = "spørgeskemaet er lukket, så ingen får flere links til det"
LOST = "Den åbne undersøgelse er gået tabt og åbnes på ny: de samme links virker, og alle skal svare igen."
FOLLOW_UP = {
    "over": "Opfølgningen er afsluttet og bliver ikke planlagt igen.",
    "live": "Opfølgningen har sin kørsel og bliver ikke planlagt igen.",
    "declined": "Opfølgningen er takket nej til og bliver ikke planlagt.",
    "to schedule": "Opfølgningen bliver planlagt.",
}


def plan_rerun(meeting_id: str, services: Services, from_step: str) -> RerunPlan:
    """Raises Refused for an unknown step, or for a pull that nothing can be built from any more."""
    steps = tuple(planned_steps(meeting_id, services, from_step))
    for step in steps:
        if step.is_redone and step.name == report_building.name:
            frozen_pull(meeting_id, services, step.round)
    return RerunPlan(steps, tuple(_remarks(meeting_id, services, from_step, steps)))


def planned_steps(meeting_id: str, services: Services, from_step: str) -> Iterator[PlannedStep]:
    """From the chosen one on, in every round that is planned."""
    if from_step not in FROM_STEPS:
        raise Refused(f"There is no step {from_step}. Choose one of: {', '.join(FROM_STEPS)}.")
    rounds = (ROUND_2,) if from_step == "follow-up" else (ROUND_1, ROUND_2)
    first = 0 if from_step == "follow-up" else list(FROM_STEPS).index(from_step)
    if is_cancelled(meeting_id, services):
        raise Refused("Mødet er aflyst, så der er intet at gøre om. Bestil et nyt møde i stedet.")
    for round in rounds:
        planned = services.ledger.meetings.plan(meeting_id, round)
        if planned and not is_called_off(meeting_id, round, services):
            for key in list(STEPS)[first:]:
                if (round, key) != (ROUND_2, "kit"):  # the kit is the first round's alone
                    yield _planned(meeting_id, services, round, key)


def asks_a_human(meeting_id: str, services: Services, round: int) -> bool:
    verdict = services.ledger.records.verdict(meeting_id, round)
    asks = verdict is not None and verdict.outcome in (Outcome.ASK, Outcome.STOP)
    return asks and services.ledger.records.decision(meeting_id, round, "release") is None


def follow_up_standing(meeting_id: str, services: Services) -> str:
    """ "over", "live", "declined" or "to schedule". Raises TryAgain when the engine is out of reach."""
    if services.ledger.meetings.plan(meeting_id, ROUND_2):
        if is_finished(meeting_id, ROUND_2, services):
            return "over"
        if services.runs.is_live(meeting_id, ROUND_2):
            return "live"
    return "declined" if follow_up_choice(meeting_id, services)[0] == NO else "to schedule"


def _planned(meeting_id: str, services: Services, round: int, key: str) -> PlannedStep:
    step = STEPS[key]
    redone, left = IN_WORDS[step.name]
    if not services.ledger.records.is_done(meeting_id, round, step.name):
        return PlannedStep(round, step.name, NOT_YET.format(FROM_STEPS[key]), is_redone=False)
    if step in (report_building, delivery) and asks_a_human(meeting_id, services, round):
        return PlannedStep(round, step.name, UNDECIDED.format(FROM_STEPS[key]), is_redone=False)
    if step is member_mailing and services.ledger.pulls.get(meeting_id, round):
        return PlannedStep(round, step.name, CLOSED, is_redone=False)
    mails = _first_mails(meeting_id, services, round, step)
    lacks = step is member_mailing and _lacks_links(meeting_id, services, round)
    is_redone = step in REBUILT or mails > 0 or lacks
    return PlannedStep(round, step.name, redone if is_redone else left, is_redone, mails)


def _first_mails(meeting_id: str, services: Services, round: int, step: Step) -> int:
    """How many mails of the step have not left: to a member without one, or still on their way."""
    kind = MAILS.get(step.name)
    rows = [row for row in services.ledger.mails.of(meeting_id, round) if row.key.kind is kind]
    waiting = {row.key.recipient for row in rows if row.outcome in ON_THEIR_WAY and not row.key.resent}
    if step is member_mailing and uninvited(meeting_id, services, round):
        known = {row.key.recipient for row in rows}
        waiting |= {m.id for m in services.ledger.members.of(meeting_id)} - known
    return len(waiting)


def _lacks_links(meeting_id: str, services: Services, round: int) -> bool:
    """Whether the open survey does not know all members' links, or is lost altogether."""
    is_lost = not services.answers.exists(round_key(meeting_id, round))
    return is_lost or uninvited(meeting_id, services, round)


def _remarks(
    meeting_id: str, services: Services, from_step: str, steps: tuple[PlannedStep, ...]
) -> Iterator[str]:
    for step in steps:
        if step.is_redone and step.name == report_building.name:
            yield from _of_the_report(meeting_id, services, step.round)
        is_mailing = step.is_redone and step.name == member_mailing.name
        if is_mailing and not services.answers.exists(round_key(meeting_id, step.round)):
            yield LOST
    if from_step == "follow-up" and services.ledger.records.is_done(meeting_id, ROUND_1, follow_up.name):
        yield _of_the_follow_up(meeting_id, services)
    if services.ledger.restorations.backed_up_at():
        yield "En sikkerhedskopi er lagt ind: ingen mail går af sted før `klyngeflow arm`."
    for round in unfinished_rounds(meeting_id, services):
        yield f"Runde {round} får en kørsel bagefter, hvis den ikke har en."


def _of_the_report(meeting_id: str, services: Services, round: int) -> Iterator[str]:
    """What becomes of what was released: the same numbers, whatever the package looks like now."""
    released = services.ledger.records.release(meeting_id, round)
    if released is None:
        return
    package = services.packages.get(services.ledger.meetings.get(meeting_id).order.package_id)
    if released.get("package_hash") != package.content_hash:
        yield (
            f"Pakken er ændret, siden runde {round} blev bygget. Udseende og tekster bliver de nye; ville et "
            "tal, en grænse eller sammenligningen blive en anden, bliver intet bygget, og det gamle står."
        )
    else:
        yield f"Pakken er den samme, som da runde {round} blev bygget, så filerne bliver de samme."


def _of_the_follow_up(meeting_id: str, services: Services) -> str:
    try:
        return FOLLOW_UP[follow_up_standing(meeting_id, services)]
    except TryAgain:
        return "Prefect svarer ikke; om opfølgningen mangler sin kørsel, viser sig bagefter."
