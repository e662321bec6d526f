"""What a step needs to mail somebody: the recipient, the message, and all outcomes in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.claimed_mail import send_claimed
from domain.coordinators_link import coordinators_page
from domain.errors import TryAgain
from domain.mails import FileAttachment, MailKey, MailKind, MailOutcome, OutgoingMail
from domain.meeting import Meeting
from domain.ports import Services
from tasks.occasion import Occasion


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
    round: int | None = None,
    sequence: int = 1,
    resent: int = 0,
    carries: tuple[FileAttachment, ...] = (),
    **context: Any,
) -> MailOutcome:
    """Sends unless the ledger says that it has been; returns the outcome that stands.

    `round` is the one that the mail belongs to, where that has no dates any more and the occasion is another;
    `resent` is the number of the act that asked for it once more, see `MailKey`.
    """
    key = MailKey(occasion.id, round or occasion.round, kind, to.id, sequence, resent)

    def compose(message_id: str) -> OutgoingMail:
        text = services.letters.compose(kind, occasion.package, _context(occasion, services) | context)
        return OutgoingMail(
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

    return send_claimed(key, compose, services)


def all_settled(outcomes: Iterable[MailOutcome]) -> str:
    """A summary in counts. Raises TryAgain while any mail waits for its server, without a number: it is
    logged, and of those to whoever is missing the number would tell how many have answered.
    """
    counts = Counter(outcomes)
    if MailOutcome.HELD in counts:
        raise TryAgain("Mails are held until an operator arms the sending.")
    if MailOutcome.DEFERRED in counts:
        raise TryAgain(
            "Mails wait: the mail server could not take them yet. They are tried again by themselves."
        )
    return ", ".join(f"{count} {outcome.value}" for outcome, count in counts.items()) or "no mail"


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
    return coordinators_page(services, occasion.id)
