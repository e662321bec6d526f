"""Mails that need a human: unknown, rejected or held. A human's word settles them; their rows stay.

Those to whoever has not answered stand as one of each outcome, and are settled together: how many there are
would tell how many have answered, and nobody may be asked about them.
"""

from __future__ import annotations

from dataclasses import replace

from domain.acts import Act, ActKind, initials
from domain.errors import NotFound, Refused
from domain.mails import AS_LINKS, ENCLOSING, TO_THOSE_MISSING, TOO_BIG, MailKey, MailKind, MailOutcome
from domain.ports import MailRow, Services
from domain.resending import TO_MEMBERS, is_open, resend_mail

ASK_A_HUMAN = (MailOutcome.UNKNOWN, MailOutcome.REJECTED, MailOutcome.HELD)
SETTLING = (ActKind.RESENT, ActKind.MAIL_ARRIVED)


def mails_to_settle(meeting_id: str, services: Services) -> tuple[MailRow, ...]:
    """Those that nobody has settled yet and that still matter: a link to a closed survey does not."""
    acts = [act for act in services.ledger.acts.of(meeting_id) if act.kind in SETTLING]
    members = {member.id for member in services.ledger.members.of(meeting_id)}
    rows = [
        row
        for row in services.ledger.mails.of(meeting_id)
        if row.outcome in ASK_A_HUMAN
        and not any(_settles(act, row) for act in acts)
        and not _went_as_links(row)
        and _matters(row, members, services)
    ]
    return tuple({(row.mark, row.outcome): row for row in rows}.values())


def settle_as_arrived(meeting_id: str, mark: str, by: str, services: Services) -> Act:
    """The recipient has it, or knows what it said. Raises NotFound for an unknown mark, else Refused."""
    seen = services.ledger.acts.of(meeting_id)
    key = _unsettled(meeting_id, mark, services).key
    what = {"kind": key.kind.value, "recipient": _whom(key), "sequence": key.sequence}
    act = Act(meeting_id, ActKind.MAIL_ARRIVED, initials(by), detail=what, round=key.round)
    return services.ledger.acts.add(act, after=seen[-1].number if seen else 0)


def settle_by_resending(meeting_id: str, mark: str, by: str, services: Services) -> Act:
    """It has not arrived: it is owed once more. Raises as the other, and as `resend`."""
    row = _unsettled(meeting_id, mark, services)
    return resend_mail(replace(row.key, resent=0), "not_arrived", by, services)


def _unsettled(meeting_id: str, mark: str, services: Services) -> MailRow:
    rows = [row for row in services.ledger.mails.of(meeting_id) if row.mark == mark]
    if not rows:
        raise NotFound(f"Ingen mail har mærket {mark}. `klyngeflow mails {meeting_id}` viser dem.")
    asked = {row.outcome for row in mails_to_settle(meeting_id, services) if row.mark == mark}
    if not asked:
        raise Refused("Den mail er der ikke noget at afgøre ved.")
    if asked == {MailOutcome.HELD}:
        raise Refused("Mailen holdes tilbage, siden en sikkerhedskopi blev lagt ind. Se `klyngeflow arm`.")
    return max(rows, key=lambda row: row.key.sequence)


def _settles(act: Act, row: MailRow) -> bool:
    """An act settles what had been tried of that mail when it was done; not what it owes itself."""
    named = (act.round, act.detail["kind"], act.detail["recipient"])
    is_later = act.detail["sequence"] >= row.key.sequence and act.number > row.key.resent
    return is_later and named == (row.key.round, row.key.kind.value, _whom(row.key))


def _whom(key: MailKey) -> str:
    """An act may not keep who had not answered."""
    return "" if key.kind in TO_THOSE_MISSING else key.recipient


def _went_as_links(row: MailRow) -> bool:
    """A mail too big for its server is sent once more by itself, with links for the documents."""
    return row.key.kind in ENCLOSING and row.detail == TOO_BIG and row.key.sequence != AS_LINKS


def _matters(row: MailRow, members: set[str], services: Services) -> bool:
    if row.key.kind not in TO_MEMBERS or row.outcome is MailOutcome.HELD:
        return row.key.kind is not MailKind.OWN_COPY
    return row.key.recipient in members and is_open(row.key.meeting_id, row.key.round, services)
