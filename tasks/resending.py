"""Resending: the mails that somebody has asked to have sent once more leave, each of them once."""

from __future__ import annotations

from collections.abc import Callable

from domain.errors import LeaseTaken
from domain.mails import MailKey, MailKind, MailOutcome
from domain.ports import Services
from domain.resending import owed
from tasks.delivery import deliver
from tasks.follow_up import announce
from tasks.kit_mailing import send_kit
from tasks.mailing import consultant, coordinator, send
from tasks.member_mailing import invite
from tasks.occasion import Occasion, occasion
from tasks.thanks import thank

Sender = Callable[[Occasion, Services, MailKey], MailOutcome]


def send_resent(meeting_id: str, services: Services) -> int:
    """How many left. Where a run works on the meeting none do; upkeep sends them a moment later."""
    if not owed(meeting_id, services):
        return 0
    try:
        with services.ledger.holding(meeting_id) as held:
            services = services.writing_with(held)
            outcomes = [send_again(key, services) for key in owed(meeting_id, services)]
    except LeaseTaken:
        return 0
    return outcomes.count(MailOutcome.SENT)


def send_again(key: MailKey, services: Services) -> MailOutcome:
    """One resent mail, made of what is true now."""
    return SENDERS[key.kind](occasion(key.meeting_id, services, key.round), services, key)


def _invitation(it: Occasion, services: Services, key: MailKey) -> MailOutcome:
    (member,) = (m for m in services.ledger.members.of(it.id) if m.id == key.recipient)
    return invite(it, services, member, key.resent)


def _plain(it: Occasion, services: Services, key: MailKey) -> MailOutcome:
    """A mail that says nothing but what every mail may say."""
    to = consultant(it) if key.recipient == "consultant" else coordinator(it.meeting)
    return send(it, services, key.kind, to, sequence=key.sequence, resent=key.resent)


SENDERS: dict[MailKind, Sender] = {
    MailKind.INVITATION: _invitation,
    MailKind.ORDER_RECEIVED: _plain,
    MailKind.CONSULTANT_NEW_ORDER: _plain,
    MailKind.COORDINATOR_NUDGE: _plain,
    MailKind.COORDINATOR_KIT: lambda it, services, key: send_kit(it, services, key.sequence, key.resent),
    MailKind.COORDINATOR_DELIVERY: lambda it, services, key: deliver(it, services, key.sequence, key.resent),
    MailKind.COORDINATOR_THANKS: lambda it, services, key: thank(it, services, key.resent),
    MailKind.COORDINATOR_FOLLOW_UP: lambda it, services, key: announce(
        it, services, key.sequence, key.resent
    ),
}
"""One for each kind that `domain.resending` lets through."""
