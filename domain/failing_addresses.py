"""The addresses that take no mail, as far as mail servers have said so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from domain.bounces import BounceKind
from domain.mails import MailKey, MailKind, MailOutcome
from domain.ports import Ledger, MailRow

COMPLAINT = "complaint"
TO_THOSE_MISSING = (MailKind.REMINDER,)
"""That one of these was sent to somebody tells that they had not answered."""


def failing_addresses(meeting_id: str, ledger: Ledger) -> Mapping[str, str]:
    """For operators: recipient (a present member's id, "coordinator", "consultant") -> why no mail gets
    there: a code such as 5.1.1 or 550, or "complaint". A corrected address is a new member and begins anew.
    """
    present = {member.id for member in ledger.members.of(meeting_id)} | {"coordinator", "consultant"}
    return {key.recipient: why for key, why in _failures(meeting_id, ledger) if key.recipient in present}


def members_to_correct(meeting_id: str, ledger: Ledger) -> frozenset[str]:
    """For the coordinator: ids of present members whom a mail did not reach that everybody was sent.

    Reminders are left out: whoever gets one has not answered, and the coordinator must not learn that.
    """
    failing = {
        key.recipient for key, _ in _failures(meeting_id, ledger) if key.kind not in TO_THOSE_MISSING
    }
    return frozenset(failing & {member.id for member in ledger.members.of(meeting_id)})


def _failures(meeting_id: str, ledger: Ledger) -> Iterator[tuple[MailKey, str]]:
    for row in ledger.mails.of(meeting_id):
        if _was_refused(row):
            yield row.key, row.detail[:3]
    for bounce in ledger.bounces.of(meeting_id):
        yield bounce.key, COMPLAINT if bounce.kind is BounceKind.COMPLAINT else bounce.code


def _was_refused(row: MailRow) -> bool:
    """The server said no to the recipient, and not to the mail or to us."""
    return row.outcome is MailOutcome.REJECTED and bool(re.fullmatch(r"5\d\d at RCPT", row.detail))
