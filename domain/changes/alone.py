"""Nothing changes under a run that is at work: a change holds the meeting's lease while it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from domain.errors import LeaseTaken
from domain.ports import Services
from domain.purges import check_people_kept

AT_WORK = "Der arbejdes på mødet lige nu, så intet er ændret. Prøv igen om et øjeblik."


@contextmanager
def alone_with(meeting_id: str, services: Services) -> Iterator[Services]:
    """Services that write under the lease. Raises LeaseTaken while the meeting's run has it, Refused once its
    people are forgotten.
    """
    services.ledger.meetings.get(meeting_id)
    check_people_kept(meeting_id, services)
    try:
        with services.ledger.holding(meeting_id) as held:
            yield services.writing_with(held)
    except LeaseTaken:
        raise LeaseTaken(AT_WORK) from None
