"""Mails that were broken off: their run died while it handed them over, and its step may never run again."""

from __future__ import annotations

from domain.claimed_mail import settle_handed_over
from domain.errors import KlyngeflowError, LeaseTaken
from domain.mails import MailOutcome
from domain.ports import Services


def settle_broken_off(services: Services, failed: list[str]) -> tuple[str, ...]:
    """The meetings of which a mail was settled, as its own step would have: it is shown, not sent again."""
    settled = []
    for meeting_id in services.ledger.mails.being_handed_over():
        try:
            with services.ledger.holding(meeting_id) as held:
                if _settle_all(meeting_id, services.writing_with(held)):
                    settled.append(meeting_id)
        except LeaseTaken:  # somebody is at work, perhaps at this very mail
            continue
        except KlyngeflowError as fault:
            failed.append(f"{meeting_id} (mails): {fault}")
    return tuple(settled)


def _settle_all(meeting_id: str, services: Services) -> int:
    """How many; looked for under the lease, for whoever had it before may have settled them."""
    rows = services.ledger.mails.of(meeting_id)
    broken_off = [row for row in rows if row.outcome is MailOutcome.HANDED_OVER]
    for row in broken_off:
        settle_handed_over(row.key, row.message_id, services)
    return len(broken_off)
