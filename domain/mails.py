"""What a mail is to the rules: its kind, its one recipient, and what became of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class MailKind(StrEnum):
    """One template folder entry per kind: templates/mail/<kind>.md.j2."""

    CONSULTANT_NEW_ORDER = "consultant_new_order"
    ORDER_RECEIVED = "order_received"
    COORDINATOR_KIT = "coordinator_kit"
    COORDINATOR_NUDGE = "coordinator_nudge"
    COORDINATOR_LINK = "coordinator_link"
    INVITATION = "invitation"
    REMINDER = "reminder"
    OWN_COPY = "own_copy"
    COORDINATOR_DELIVERY = "coordinator_delivery"
    COORDINATOR_THANKS = "coordinator_thanks"
    COORDINATOR_FOLLOW_UP = "coordinator_follow_up"
    CONSULTANT_ATTENTION = "consultant_attention"
    CONSULTANT_POSTING = "consultant_posting"
    CONSULTANT_POSTING_LATE = "consultant_posting_late"
    CONSULTANT_CHANGE = "consultant_change"
    COORDINATOR_MOVED = "coordinator_moved"
    COORDINATOR_EXTENDED = "coordinator_extended"
    COORDINATOR_CANCELLED = "coordinator_cancelled"
    COORDINATOR_WELCOME = "coordinator_welcome"
    COORDINATOR_FAREWELL = "coordinator_farewell"
    COORDINATOR_MEMBERS = "coordinator_members"
    COORDINATOR_FOLLOW_UP_CHANGED = "coordinator_follow_up_changed"
    MEMBER_MOVED = "member_moved"
    MEMBER_EXTENDED = "member_extended"
    MEMBER_CANCELLED = "member_cancelled"
    ALERT = "alert"


class MailOutcome(StrEnum):
    """CLAIMED is written before anything leaves; HANDED_OVER just before the message's last dot may pass.

    HELD waits for an operator's word, see `domain.ports.Restorations`.
    """

    CLAIMED = "claimed"
    HANDED_OVER = "handed_over"
    DEFERRED = "deferred"
    HELD = "held"
    SENT = "sent"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class MailKey:
    """What makes a mail the same mail: no two rows of the ledger share it.

    `resent` is 0 for the mail that a step or an act owes by itself, else the number of the act by which
    somebody had it sent once more: it never meets a reminder's number or another act's.
    """

    meeting_id: str
    round: int
    kind: MailKind
    recipient: str  # member id, "coordinator" or "consultant": never an address
    sequence: int = 1
    resent: int = 0

    def message_id(self, domain: str) -> str:
        """Deterministic, so that a mail made twice is recognised as one (RFC 5322 3.6.4)."""
        parts = [self.meeting_id, str(self.round), self.kind.value, self.recipient, str(self.sequence)]
        if self.resent:
            parts.append(str(self.resent))
        return f"<{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:32]}@{domain}>"


TO_ALL_MEMBERS = frozenset({MailKind.INVITATION, MailKind.MEMBER_MOVED, MailKind.MEMBER_CANCELLED})
"""Their mails say nothing of whoever got one."""
TO_THOSE_MISSING = frozenset({MailKind.REMINDER, MailKind.MEMBER_EXTENDED})
"""That one was sent to somebody tells that they had not answered: never shown beside a person."""

ENCLOSING = (MailKind.COORDINATOR_KIT, MailKind.COORDINATOR_DELIVERY)
"""They carry documents. Where the server finds one too big, it is sent once more as links."""
AS_LINKS = 2
"""The sequence of what is then sent."""
TOO_BIG = "552"
"""What transports say of a mail that is larger than the server takes."""


@dataclass(frozen=True)
class FileAttachment:
    name: str
    content: bytes
    media_type: str

    def __repr__(self) -> str:
        return f"FileAttachment({len(self.content)} bytes)"


@dataclass(frozen=True)
class OutgoingMail:
    """A finished message for one recipient, text and HTML, before it becomes bytes."""

    message_id: str
    kind: MailKind
    to_name: str
    to_address: str
    reply_to_name: str
    reply_to_address: str
    subject: str
    text: str
    html: str
    attachments: tuple[FileAttachment, ...] = ()
    date: datetime | None = None  # when it is sent, by the meeting's own clock; None: now

    def __repr__(self) -> str:
        return f"OutgoingMail({self.kind.value}, {len(self.attachments)} attachments)"


@dataclass(frozen=True)
class SendResult:
    """What the mail server said. `detail` is a code and our own words, never an address."""

    outcome: MailOutcome
    detail: str = ""
