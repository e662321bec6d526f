"""Where a meeting stands, in the fewest words: what its last round waits for, and which date comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.meeting import ROUND_2, Meeting, Plan
from domain.ports import Services
from domain.rounds import is_finished, rounds_of
from domain.states import IN_SHORT, STATES

OVER, AT_WORK = "Afsluttet", "I gang lige nu"
LATER, LATER_IN_SHORT = "Venter på, at opfølgningen begynder", "Opfølgningen er planlagt"


@dataclass(frozen=True)
class Standing:
    """`next_is` says what `next_at` is the date of; both are empty when nothing lies ahead.

    `in_short` is the state for a narrow column.
    """

    state: str
    round: int
    is_over: bool
    next_is: str = ""
    next_at: datetime | None = None
    in_short: str = ""


def standing(meeting: Meeting, services: Services) -> Standing:
    round = rounds_of(meeting.id, services)[-1]
    is_over = is_finished(meeting.id, round, services)
    plan = services.ledger.meetings.plan(meeting.id, round)
    now = services.clock.now(meeting.id)
    ahead = [] if is_over else [(label, when) for label, when in _dates(plan, meeting) if when > now]
    label, when = min(ahead, key=lambda one: one[1], default=("", None))
    wait = None if is_over else services.ledger.records.waiting(meeting.id, round)
    if wait:
        return Standing(STATES[wait.state], round, is_over, label, when, IN_SHORT[wait.state])
    is_later = round == ROUND_2 and plan is not None and now < plan.survey_opens
    state = OVER if is_over else LATER if is_later else AT_WORK
    return Standing(state, round, is_over, label, when, LATER_IN_SHORT if state == LATER else state)


def _dates(plan: Plan | None, meeting: Meeting) -> Iterator[tuple[str, datetime]]:
    if plan is None:
        yield "Ønsket møde", meeting.order.meeting_starts
        return
    yield "Spørgeskemaet åbner", plan.survey_opens
    yield "Spørgeskemaet lukker", plan.survey_closes
    yield "Materialet sendes", plan.delivery
    yield "Mødet" if plan.round != ROUND_2 else "Opfølgningen", plan.meeting_starts
