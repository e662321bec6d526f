"""One thing that needs a human, and the kinds there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Need(StrEnum):
    """In the order of urgency: what stops a meeting stands before what can wait until tomorrow."""

    RUN_GIVEN_UP = "run_given_up"
    PACKAGE_BROKEN = "package_broken"
    RELEASE = "release"
    LATE_FOLLOW_UP = "late_follow_up"
    FOLLOW_UP_UNCONFIRMED = "follow_up_unconfirmed"
    TEXTS = "texts"
    MEMBERS_LATE = "members_late"
    MAIL_UNKNOWN = "mail_unknown"
    MAIL_REJECTED = "mail_rejected"
    POSTING_LATE = "posting_late"
    CONSULTATION = "consultation"
    FOLLOW_UP_UNANSWERED = "follow_up_unanswered"


@dataclass(frozen=True)
class Attention:
    """`sentence` is Danish, with counts and dates, never with a name, an address or an answer.

    `since` is aware: the meeting's own clock, for mails the wall clock; None where nobody knows.
    """

    need: Need
    sentence: str
    since: datetime | None
    round: int
