"""The addresses that take no mail, as far as mail servers have said so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from domain.bounces import BounceKind
from domain.mails import TO_THOSE_MISSING, MailKey, MailOutcome
from domain.ports import Ledger, MailRow

COMPLAINT = "complaint"


def failing_addresses(meeting_id: str, ledger: Ledger) -> Mapping[str, str]:
    """Recipient (a present member's id, "coordinator", "consultant") -> why no mail gets there: a code
    such as 5.1.1 or 550, or "complaint". A corrected address is a new member and begins anew.

    Only mails that do not depend on who has answered count, also for operators.
    """
    present = {member.id for member in ledger.members.of(meeting_id)} | {"coordinator", "consultant"}
    return {
        key.recipient: why
        for key, why in _failures(meeting_id, ledger)
        if key.recipient in present and key.kind not in TO_THOSE_MISSING
    }


def members_to_correct(meeting_id: str, ledger: Ledger) -> frozenset[str]:
    """For the coordinator: ids of present members whom no mail reaches."""
    members = {member.id for member in ledger.members.of(meeting_id)}
    return frozenset(failing_addresses(meeting_id, ledger).keys() & members)


def _failures(meeting_id: str, ledger: Ledger) -> Iterator[tuple[MailKey, str]]:
    for row in ledger.mails.of(meeting_id):
        if _was_refused(row):
            yield row.key, row.detail[:3]
    for bounce in ledger.bounces.of(meeting_id):
        yield bounce.key, COMPLAINT if bounce.kind is BounceKind.COMPLAINT else bounce.code


def _was_refused(row: MailRow) -> bool:
    """The server said no to the recipient, and not to the mail or to us."""
    return row.outcome is MailOutcome.REJECTED and bool(re.fullmatch(r"5\d\d at RCPT", row.detail))
