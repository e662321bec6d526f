"""Sends a mail exactly once: claimed in the ledger before it leaves, settled after."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from domain.mails import MailKey, MailOutcome, OutgoingMail, SendResult
from domain.ports import MailRow, Services

SETTLED = (MailOutcome.SENT, MailOutcome.REJECTED, MailOutcome.UNKNOWN)
MOST_ATTEMPTS = 5
RETRY_AFTER = timedelta(minutes=10)
GIVE_UP_AFTER = timedelta(hours=24)


def send_claimed(key: MailKey, compose: Callable[[str], OutgoingMail], services: Services) -> MailOutcome:
    """Sends unless the ledger says that it has been; returns the outcome that stands.

    `compose` makes the message with the given message id, only when it is really to leave.
    """
    message_id = key.message_id(services.mail_domain)
    standing = _standing(key, message_id, services)
    if standing is not None:
        return standing
    mail = compose(message_id)
    result = services.transport.deliver(mail, lambda: services.ledger.mails.handing_over(key))
    return _settle(key, result, services)


def may_be_tried(mail: MailRow | None, services: Services) -> bool:
    """Whether the mail is not settled, and does not wait for its next try either."""
    if mail is None:
        return True
    is_waiting = mail.next_try is not None and mail.next_try > services.clock.real_now()
    return mail.outcome not in SETTLED and not is_waiting


def settle_handed_over(key: MailKey, message_id: str, services: Services) -> MailOutcome:
    """Of a mail whose run died over it: asked after where the transport can tell, else unknown.

    DEFERRED where it never left. Only for who holds the meeting's lease: somebody may be sending it still.
    """
    delivered = services.transport.was_delivered(message_id)
    if delivered is False:
        result = SendResult(MailOutcome.DEFERRED, "the run died before delivery")
    else:
        outcome = MailOutcome.SENT if delivered else MailOutcome.UNKNOWN
        result = SendResult(outcome, "the run died during delivery")
    services.ledger.mails.settle(key, result)
    return result.outcome


def _standing(key: MailKey, message_id: str, services: Services) -> MailOutcome | None:
    """None when this call may send now."""
    standing = services.ledger.mails.claim(key, message_id)
    if standing is not MailOutcome.HANDED_OVER:
        return standing
    settle_handed_over(key, message_id, services)
    return services.ledger.mails.claim(key, message_id)


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
