"""The addresses that take no mail, as far as mail servers have said so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from domain.acts import ActKind
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
    since = _coordinator_since(meeting_id, ledger)
    for row in ledger.mails.of(meeting_id):
        if _was_refused(row) and not _is_of_the_last_one(row.key, row.first_try, since):
            yield row.key, row.detail[:3]
    for bounce in ledger.bounces.of(meeting_id):
        if not _is_of_the_last_one(bounce.key, bounce.at, since):
            yield bounce.key, COMPLAINT if bounce.kind is BounceKind.COMPLAINT else bounce.code


def _coordinator_since(meeting_id: str, ledger: Ledger) -> datetime | None:
    """When the present coordinator took over (wall clock); None where it is the first one."""
    took_over = [act.at for act in ledger.acts.of(meeting_id) if act.kind is ActKind.COORDINATOR_REPLACED]
    return took_over[-1] if took_over else None


def _is_of_the_last_one(key: MailKey, at: datetime, since: datetime | None) -> bool:
    return key.recipient == "coordinator" and since is not None and at < since


def _was_refused(row: MailRow) -> bool:
    """The server said no to the recipient, and not to the mail or to us."""
    return row.outcome is MailOutcome.REJECTED and bool(re.fullmatch(r"5\d\d at RCPT", row.detail))
