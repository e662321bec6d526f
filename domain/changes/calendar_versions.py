"""Which version of an appointment, or of an announcement, is the present one: a change makes a later one."""

from __future__ import annotations

from domain.acts import ActKind
from domain.ports import Services

OF_THE_MEETING = (
    ActKind.MOVED,
    ActKind.EXTENDED,
    ActKind.COORDINATOR_REPLACED,
    ActKind.CANCELLED,
)
OF_THE_FOLLOW_UP = (
    ActKind.EXTENDED,
    ActKind.COORDINATOR_REPLACED,
    ActKind.FOLLOW_UP_AGREED,
    ActKind.FOLLOW_UP_DECLINED,
)


def meeting_version(meeting_id: str, services: Services) -> int:
    """0 for what mail 1 carried."""
    return _last(meeting_id, OF_THE_MEETING, services)


def follow_up_version(meeting_id: str, services: Services) -> int:
    """Even: the announcement repeats the dates one version later."""
    return 2 * _last(meeting_id, OF_THE_FOLLOW_UP, services)


def announcement_number(meeting_id: str, services: Services) -> int:
    """1 for a follow-up that was never moved."""
    return 1 + _last(meeting_id, (ActKind.FOLLOW_UP_AGREED,), services)


def _last(meeting_id: str, kinds: tuple[ActKind, ...], services: Services) -> int:
    acts = services.ledger.acts.of(meeting_id)
    return max((act.number for act in acts if act.kind in kinds), default=0)
