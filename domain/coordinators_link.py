"""The coordinator's personal link: the present one of a meeting, and its mail to who has lost it."""

from __future__ import annotations

from datetime import timedelta

from domain.claimed_mail import may_be_tried, send_claimed
from domain.errors import LeaseTaken
from domain.mails import MailKey, MailKind, MailOutcome, OutgoingMail
from domain.meeting import ROUND_1
from domain.ports import Services

# Enough for somebody who has lost it, too few to fill a mailbox from a public page.
MOST_MAILS, WITHIN = 3, timedelta(days=1)


def coordinators_page(services: Services, meeting_id: str) -> str:
    """The address with the key that opens the coordinator's page now; every earlier one is dead."""
    generation = services.ledger.coordinator_links.generation(meeting_id)
    return f"{services.base_url}/k/{services.tokens.coordinator(meeting_id, generation)}"


def link_mail_is_due(meeting_id: str, services: Services) -> bool:
    """Whether the last mail asked for is still to be sent."""
    number = services.ledger.coordinator_links.asked_for(meeting_id)
    return number > 0 and may_be_tried(services.ledger.mails.get(_key(meeting_id, number)), services)


def mail_link(meeting_id: str, services: Services) -> bool:
    """Sends the last mail asked for, if it is due; whether it left. Where a run works on the meeting,
    upkeep sends it a moment later: without the lease two senders could both claim it.
    """
    if not link_mail_is_due(meeting_id, services):
        return False
    try:
        with services.ledger.holding(meeting_id) as held:
            services = services.writing_with(held)
            key = _key(meeting_id, services.ledger.coordinator_links.asked_for(meeting_id))
            outcome = send_claimed(key, lambda message_id: _mail(meeting_id, message_id, services), services)
    except LeaseTaken:
        return False
    return outcome is MailOutcome.SENT


def _key(meeting_id: str, number: int) -> MailKey:
    return MailKey(meeting_id, ROUND_1, MailKind.COORDINATOR_LINK, "coordinator", number)


def _mail(meeting_id: str, message_id: str, services: Services) -> OutgoingMail:
    meeting = services.ledger.meetings.get(meeting_id)
    plan = services.ledger.meetings.plan(meeting_id, ROUND_1)
    package = services.packages.get(meeting.order.package_id)
    consultant = services.consultant(meeting.consultant_id)
    context = {
        "meeting": meeting.planned(plan) if plan else meeting,
        "consultant": consultant,
        "link": coordinators_page(services, meeting_id),
    }
    text = services.letters.compose(MailKind.COORDINATOR_LINK, package, context)
    return OutgoingMail(
        message_id=message_id,
        kind=MailKind.COORDINATOR_LINK,
        to_name=meeting.order.coordinator_name,
        to_address=meeting.order.coordinator_email,
        reply_to_name=consultant.name,
        reply_to_address=consultant.email,
        subject=text.subject,
        text=text.plain,
        html=text.html,
        date=services.clock.now(meeting_id),
    )
