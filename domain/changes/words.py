"""What people hear of a change, in the sentences that are shown before it is made."""

from __future__ import annotations

from domain.changes.situation import Situation


def papers(stands: Situation, what: str) -> list[str]:
    """What the coordinator gets; `what` has changed in it."""
    if not stands.did("kit_mailing"):
        return [f"Mødelederen får {what} på mail. Materialet er ikke sendt endnu."]
    return [
        f"Mødelederen får en mail med {what}, en ny kalenderaftale og de papirer, der ser anderledes ud nu."
    ]


def members_hear(stands: Situation, what: str) -> str:
    """All who have been invited, whether or not they have answered."""
    if not stands.told:
        return "Medlemmerne får ingen mail; KiAP har ikke skrevet til dem endnu."
    return f"{_members(len(stands.told))} har fået besked fra KiAP før og får nu {what} på mail."


def missing_hear(stands: Situation, what: str) -> str:
    """Those who have not answered: the others are not concerned."""
    if not stands.told:
        return "Medlemmerne får ingen mail; KiAP har ikke skrevet til dem endnu."
    return f"De medlemmer, der ikke har svaret, får {what} på mail."


def consultant_hears() -> str:
    return "Konsulenten får besked på mail."


def _members(count: int) -> str:
    return "Ét medlem" if count == 1 else f"{count} medlemmer"
