"""What the limits of a meeting's data are counted from, read from the ledger."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from domain.acts import ActKind
from domain.meeting import ROUND_1, ROUND_2, Meeting, Plan
from domain.ports import Services
from domain.retention import WHOLE_MEETING, Facts, What, soonest
from domain.rounds import LAST_STEPS, unfinished_rounds

FROZEN_BY = "survey_collection"
Keys = Collection[tuple[What, int]]


def facts_of(meeting: Meeting, services: Services) -> Facts:
    plans = _plans(meeting.id, services)
    return Facts(
        meeting_starts=_starts(meeting, plans),
        closed=dict(_closed(meeting.id, services, plans)),
        is_live=bool(unfinished_rounds(meeting.id, services)),
        followed_up=_followed_up(meeting.id, services, plans),
        cancelled=_cancelled(meeting.id, services),
    )


def may_have_expired(meeting: Meeting, services: Services, purged: Keys, now: datetime) -> bool:
    """False for most meetings, and soon said: upkeep asks after all of them every minute."""
    plans = _plans(meeting.id, services)
    if now >= soonest(_starts(meeting, plans), plans, services.retention, purged):
        return True
    is_forgotten = (What.PEOPLE, WHOLE_MEETING) in purged
    return not is_forgotten and _cancelled(meeting.id, services) is not None


def _plans(meeting_id: str, services: Services) -> list[Plan]:
    found = (services.ledger.meetings.plan(meeting_id, round) for round in (ROUND_1, ROUND_2))
    return [plan for plan in found if plan]


def _starts(meeting: Meeting, plans: list[Plan]) -> datetime:
    return plans[0].meeting_starts if plans else meeting.order.meeting_starts


def _closed(meeting_id: str, services: Services, plans: list[Plan]) -> Iterator[tuple[int, datetime]]:
    for plan in plans:
        if services.ledger.records.is_done(meeting_id, plan.round, FROZEN_BY):
            yield plan.round, plan.survey_closes


def _followed_up(meeting_id: str, services: Services, plans: list[Plan]) -> datetime | None:
    """The later of plan and deed: a rehearsed meeting's own clock is ahead of the ledger's."""
    planned = [plan.delivery for plan in plans if plan.round == ROUND_2]
    done = services.ledger.records.done_at(meeting_id, ROUND_2, LAST_STEPS[ROUND_2]) if planned else None
    return max(done, *planned) if done else None


def _cancelled(meeting_id: str, services: Services) -> datetime | None:
    """The earlier of two counts."""
    acts = services.ledger.acts.of(meeting_id)
    return next((act.at for act in acts if act.kind is ActKind.CANCELLED), None)
