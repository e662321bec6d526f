"""Bounces and complaints: what other mail servers report of mails that had been taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.mails import MailKey


class BounceKind(StrEnum):
    """HARD: the address takes no mail. COMPLAINT: its owner, or their server, calls our mails unwanted."""

    HARD = "hard"
    COMPLAINT = "complaint"


@dataclass(frozen=True)
class Report:
    """What a bounce or complaint says; whose mail it was is known by the Message-ID alone.

    `code` is an enhanced status code such as 5.1.1 (RFC 3463), empty where the report has none.
    """

    message_id: str
    kind: BounceKind
    code: str = ""


@dataclass(frozen=True)
class Bounce:
    """A report about a mail of ours. Holds no address."""

    key: MailKey
    kind: BounceKind
    code: str
    at: datetime
