"""Members come or go; while a survey is open that is an act of its own, told in counts."""

from __future__ import annotations

from collections.abc import Sequence

from domain.acts import Act, ActKind
from domain.changes.called_off import is_called_off
from domain.changes.reasons import new_act
from domain.dates import day_and_time
from domain.errors import Refused
from domain.meeting import ROUND_1, ROUND_2, MemberRow
from domain.ports import Services
from domain.purges import check_people_kept


def change_members(
    meeting_id: str, rows: Sequence[MemberRow], *, by: str, services: Services
) -> tuple[int, int, int]:
    """Makes `rows` the list; returns how many are new, changed and gone. `by` as for every act.

    Raises Refused for a cancelled meeting and once the survey has closed. Needs no lease: a run that works
    reads the list at its next step, and a link that no longer fits is put right after it.
    """
    check_people_kept(meeting_id, services)
    meetings = services.ledger.meetings
    plan = meetings.plan(meeting_id, ROUND_2) or meetings.plan(meeting_id, ROUND_1)
    if is_called_off(meeting_id, plan.round if plan else ROUND_1, services):
        raise Refused("Det er aflyst, så der skal ikke bruges en medlemsliste.")
    if plan is None:
        return services.ledger.members.replace(meeting_id, rows)
    if services.clock.now(meeting_id) >= plan.survey_closes:
        raise Refused(
            f"Spørgeskemaet lukkede {day_and_time(plan.survey_closes)}, så listen kan ikke ændres. "
            "Får klyngen en opfølgning, kan den ændres igen, når opfølgningen er planlagt."
        )
    if services.ledger.surveys.of(meeting_id, plan.round) is None:
        return services.ledger.members.replace(meeting_id, rows)
    return services.ledger.changes.members(_act(meeting_id, by, plan.round), rows)


def _act(meeting_id: str, by: str, round: int) -> Act:
    return new_act(ActKind.MEMBERS_CHANGED, meeting_id, by, "other", {}, round)
