"""Another coordinator takes the meeting over."""

from __future__ import annotations

from domain.acts import Act, ActKind
from domain.changes.alone import alone_with
from domain.changes.reasons import new_act
from domain.changes.situation import Situation, situation
from domain.changes.words import consultant_hears
from domain.coordinators import NewCoordinator
from domain.errors import Refused
from domain.ports import Services


def what_replacing_does(meeting_id: str, new: NewCoordinator, services: Services) -> tuple[str, ...]:
    """In sentences. Raises Refused as `replace_coordinator` does."""
    stands = _replaceable(meeting_id, new, services)
    old = stands.meeting.order
    return (
        f"{new.name} ({new.email}) bliver mødeleder i stedet for {old.coordinator_name}.",
        "Det gamle link til mødelederens side dør med det samme, og et nyt bliver lavet.",
        f"{new.name} får en velkomst med det nye link og med alt, hvad der er aftalt og sendt indtil nu.",
        f"{old.coordinator_name} får en kort mail med tak og mister adgangen.",
        "Medlemmerne mærker ingenting.",
        consultant_hears(),
        *_post(stands, new),
    )


def replace_coordinator(
    meeting_id: str,
    new: NewCoordinator,
    *,
    by: str,
    reason: str,
    services: Services,
    after: int | None = None,
) -> Act:
    """Raises Refused when it is the same person, or there is nothing left to coordinate."""
    with alone_with(meeting_id, services, after) as held:
        stands = _replaceable(meeting_id, new, held)
        is_built = stands.did("report_building") and stands.now < stands.first.meeting_starts
        detail = {"kit": stands.kit}
        act = new_act(ActKind.COORDINATOR_REPLACED, meeting_id, by, reason, detail, stands.round)
        undone = ["report_building"] if is_built else []
        return held.ledger.changes.hand_over(act, new, undone, after=after)


def _replaceable(meeting_id: str, new: NewCoordinator, services: Services) -> Situation:
    stands = situation(meeting_id, services)
    order = stands.meeting.order
    if new.email.casefold() == order.coordinator_email.casefold():
        raise Refused("Det er den mailadresse, mødelederen har nu. Skriv den nye mødeleders.")
    return stands


def _post(stands: Situation, new: NewCoordinator) -> list[str]:
    if all(job.is_posted for job in stands.post):
        return []
    where = "den nye postadresse" if new.postal_address else "den gamle postadresse, for der er ingen ny"
    return [f"Det, der skal sendes med posten, går til {where}."]
