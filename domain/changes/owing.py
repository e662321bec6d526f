"""What a change owes once it is in the ledger: mails, and a run that follows."""

from __future__ import annotations

from domain.acts import Act, ActKind

OWING = (
    ActKind.MOVED,
    ActKind.EXTENDED,
    ActKind.CANCELLED,
    ActKind.COORDINATOR_REPLACED,
    ActKind.MEMBERS_CHANGED,
    ActKind.FOLLOW_UP_AGREED,
    ActKind.FOLLOW_UP_DECLINED,
)


def told(act: Act) -> str:
    """The step, always of round 1, that is done when all whom the act concerns have been mailed.

    The follow-up's own steps say only whether its run has begun.
    """
    return f"change_told_{act.number}"


def followed(act: Act) -> str:
    """The step that is done when the act's run knows of it."""
    return f"change_followed_{act.number}"
