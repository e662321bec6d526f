"""Nothing changes under a run that is at work: a change holds the meeting's lease while it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from domain.act_words import check_nothing_since
from domain.errors import LeaseTaken
from domain.ports import Services
from domain.purges import check_people_kept

AT_WORK = "Der arbejdes på mødet lige nu, så intet er ændret. Prøv igen om et øjeblik."


@contextmanager
def alone_with(meeting_id: str, services: Services, after: int | None = None) -> Iterator[Services]:
    """Services that write under the lease. Raises LeaseTaken while the meeting's run has it, Refused once its
    people are forgotten. `after` as for `domain.ports.Acts.add`, asked before the rules: whoever comes second
    hears that somebody was first, not that it cannot be done twice.
    """
    services.ledger.meetings.get(meeting_id)
    check_people_kept(meeting_id, services)
    try:
        with services.ledger.holding(meeting_id) as held:
            if after is not None:
                acts = held.acts.of(meeting_id)
                check_nothing_since(after, acts[-1] if acts else None)
            yield services.writing_with(held)
    except LeaseTaken:
        raise LeaseTaken(AT_WORK) from None
