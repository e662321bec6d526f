"""What has been said about a follow-up, by whoever may say it."""

from __future__ import annotations

from domain.meeting import ROUND_1
from domain.ports import Services

YES, NO, LATER = "yes", "no", "later"


def follow_up_choice(meeting_id: str, services: Services) -> tuple[str, int | None]:
    """What was agreed: the choice (later when nothing was) and the months, if given.

    The coordinator's own word, given on the page, stands over what was said at the consultation.
    """
    records = services.ledger.records
    said = records.decision(meeting_id, ROUND_1, "follow_up")
    if said is None:
        said = records.decision(meeting_id, ROUND_1, "consultation")
        choice = said.detail.get("follow_up", LATER) if said else LATER
    else:
        choice = said.choice
    months = said.detail.get("months") if said else None
    return choice, int(months) if months else None
