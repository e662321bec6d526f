"""What the limits of a meeting's data are counted from, read from the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.acts import ActKind
from domain.changes.called_off import is_called_off
from domain.meeting import ROUND_1, ROUND_2, Meeting, Plan
from domain.ports import Services
from domain.retention import Facts
from domain.rounds import LAST_STEPS, unfinished_rounds

FROZEN_BY = "survey_collection"


def facts_of(meeting: Meeting, services: Services) -> Facts:
    plans = [services.ledger.meetings.plan(meeting.id, round) for round in (ROUND_1, ROUND_2)]
    first, second = plans
    return Facts(
        meeting_starts=first.meeting_starts if first else meeting.order.meeting_starts,
        closed=dict(_closed(meeting.id, services, [plan for plan in plans if plan])),
        is_live=_is_live(meeting.id, services),
        followed_up=_followed_up(meeting.id, services, second) if second else None,
        cancelled=_cancelled(meeting.id, services),
    )


def _is_live(meeting_id: str, services: Services) -> bool:
    unfinished = unfinished_rounds(meeting_id, services)
    return any(not is_called_off(meeting_id, round, services) for round in unfinished)


def _closed(meeting_id: str, services: Services, plans: list[Plan]) -> Iterator[tuple[int, datetime]]:
    for plan in plans:
        if services.ledger.records.is_done(meeting_id, plan.round, FROZEN_BY):
            yield plan.round, plan.survey_closes


def _followed_up(meeting_id: str, services: Services, plan: Plan) -> datetime | None:
    """The later of plan and deed: a rehearsed meeting's own clock is ahead of the ledger's."""
    done = services.ledger.records.done_at(meeting_id, ROUND_2, LAST_STEPS[ROUND_2])
    return max(done, plan.delivery) if done else None


def _cancelled(meeting_id: str, services: Services) -> datetime | None:
    """The earlier of two counts."""
    acts = services.ledger.acts.of(meeting_id)
    return next((act.at for act in acts if act.kind is ActKind.CANCELLED), None)
