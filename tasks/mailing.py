"""Sends a mail exactly once: claimed in the ledger before it leaves, settled after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from domain.errors import TryAgain
from domain.mails import FileAttachment, MailKey, MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import Meeting
from domain.ports import Services
from tasks.occasion import Occasion

MOST_ATTEMPTS = 5
RETRY_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(hours=24)


@dataclass(frozen=True)
class Recipient:
    """`id` is what the ledger keeps: a member id, "coordinator" or "consultant"."""

    id: str
    name: str
    address: str

    def __repr__(self) -> str:
        return f"Recipient({self.id})"


def coordinator(meeting: Meeting) -> Recipient:
    return Recipient("coordinator", meeting.order.coordinator_name, meeting.order.coordinator_email)


def consultant(occasion: Occasion) -> Recipient:
    return Recipient("consultant", occasion.consultant.name, occasion.consultant.email)


def send(
    occasion: Occasion,
    services: Services,
    kind: MailKind,
    to: Recipient,
    *,
    sequence: int = 1,
    carries: tuple[FileAttachment, ...] = (),
    **context: Any,
) -> MailOutcome:
    """Sends unless the ledger says that it has been; returns the outcome that stands."""
    key = MailKey(occasion.id, occasion.round, kind, to.id, sequence)
    message_id = key.message_id(services.mail_domain)
    standing = _standing(key, message_id, services)
    if standing is not None:
        return standing
    text = services.letters.compose(kind, occasion.package, _context(occasion, services) | context)
    mail = OutgoingMail(
        message_id=message_id,
        kind=kind,
        to_name=to.name,
        to_address=to.address,
        reply_to_name=occasion.consultant.name,
        reply_to_address=occasion.consultant.email,
        subject=text.subject,
        text=text.plain,
        html=text.html,
        attachments=carries,
        date=services.clock.now(occasion.id),
    )
    result = services.transport.deliver(mail, lambda: services.ledger.mails.handing_over(key))
    return _settle(key, result, services)


def all_settled(outcomes: Iterable[MailOutcome]) -> str:
    """A summary in counts. Raises TryAgain while any mail waits for its server."""
    counted: dict[MailOutcome, int] = {}
    for outcome in outcomes:
        counted[outcome] = counted.get(outcome, 0) + 1
    if MailOutcome.DEFERRED in counted:
        raise TryAgain(
            f"{counted[MailOutcome.DEFERRED]} mails wait: the mail server could not take them yet. "
            "They are tried again by themselves."
        )
    return ", ".join(f"{count} {outcome.value}" for outcome, count in counted.items()) or "no mail"


def _standing(key: MailKey, message_id: str, services: Services) -> MailOutcome | None:
    """None when this call may send now. A mail handed over by a run that died is asked after, or unknown."""
    standing = services.ledger.mails.claim(key, message_id)
    if standing is not MailOutcome.HANDED_OVER:
        return standing
    delivered = services.transport.was_delivered(message_id)
    if delivered is False:
        services.ledger.mails.settle(key, SendResult(MailOutcome.DEFERRED, "the run died before delivery"))
        return services.ledger.mails.claim(key, message_id)
    outcome = MailOutcome.SENT if delivered else MailOutcome.UNKNOWN
    services.ledger.mails.settle(key, SendResult(outcome, "the run died during delivery"))
    return outcome


def _settle(key: MailKey, result: SendResult, services: Services) -> MailOutcome:
    next_try = None
    if result.outcome is MailOutcome.DEFERRED:
        row = services.ledger.mails.get(key)
        now = services.clock.real_now()
        if row and (row.attempts >= MOST_ATTEMPTS or now - row.first_try > GIVE_UP_AFTER):
            result = SendResult(MailOutcome.REJECTED, f"given up after {row.attempts} tries: {result.detail}")
        else:
            next_try = now + RETRY_AFTER
    services.ledger.mails.settle(key, result, next_try)
    return result.outcome


def _context(occasion: Occasion, services: Services) -> dict[str, Any]:
    return {
        "meeting": occasion.meeting,
        "order": occasion.meeting.order,
        "package": occasion.package,
        "plan": occasion.plan,
        "round": occasion.round,
        "consultant": occasion.consultant,
        "contacts": occasion.package.contacts,
        "link": page_of(occasion, services),
    }


def page_of(occasion: Occasion, services: Services) -> str:
    """The coordinator's own page, where all files lie."""
    return f"{services.base_url}/k/{services.tokens.coordinator(occasion.id)}"
