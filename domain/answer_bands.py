"""How many have answered, said in the only two steps that may be shown while a survey is open."""

from __future__ import annotations

from domain.errors import KlyngeflowError
from domain.follow_up_confirmation import is_confirmed
from domain.meeting import ROUND_2
from domain.ports import Services


def are_enough(meeting_id: str, round: int, services: Services) -> bool | None:
    """Whether there are enough answers for a report; None outside the weeks when members answer, for a
    follow-up that nobody has said yes to, and while the answers or the package cannot be looked at.
    """
    plan = services.ledger.meetings.plan(meeting_id, round)
    if plan is None or not plan.survey_opens <= services.clock.now(meeting_id) < plan.survey_closes:
        return None
    if round == ROUND_2 and not is_confirmed(meeting_id, services):
        return None
    try:
        package = services.packages.get(services.ledger.meetings.get(meeting_id).order.package_id)
        return len(services.answers.used(f"{meeting_id}/{round}")) >= package.limits.any
    except KlyngeflowError:
        return None
