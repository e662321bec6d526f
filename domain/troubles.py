"""What may stand in the way of a meeting or of the whole house, and what is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class TroubleKind(StrEnum):
    """First what a meeting's consultant sees to, then what is the house's."""

    RUN_GIVEN_UP = "run given up"
    PACKAGE_BROKEN = "package broken"
    RELEASE = "release"
    LATE_FOLLOW_UP = "late follow-up"
    FOLLOW_UP_UNCONFIRMED = "follow-up unconfirmed"
    TEXTS = "texts"
    MEMBERS_LATE = "members late"
    CONSULTATION = "consultation"
    MAIL_UNKNOWN = "mail unknown"
    MAIL_REJECTED = "mail rejected"

    RUNS_STUCK = "runs stuck"
    ENGINE_SILENT = "engine silent"
    CHILD_DIES = "child dies"
    MAIL_SERVER = "mail server"
    CHECKSUM = "checksum"
    DISK = "disk"
    RETENTION = "retention"
    BOUNCES_UNREAD = "bounces unread"


@dataclass(frozen=True)
class Trouble:
    """What stands in the way now. Kind, meeting and round make it the same one as a minute ago.

    `sentence` is Danish and names no person. `meeting_id` is empty for what is the house's own.
    """

    kind: TroubleKind
    sentence: str
    meeting_id: str = ""
    round: int = 0

    @property
    def key(self) -> tuple[TroubleKind, str, int]:
        return self.kind, self.meeting_id, self.round


@dataclass(frozen=True)
class KnownTrouble:
    """A trouble, whom it is told to, since when it stands, and how often and when it was told last."""

    trouble: Trouble
    recipient: str  # a consultant's id
    since: datetime
    told_at: datetime | None = None
    times: int = 0
    stands: bool = True


class NewsKind(StrEnum):
    NEW = "new"
    AGAIN = "again"
    SOLVED = "solved"


@dataclass(frozen=True)
class News:
    """One entry of an alert mail."""

    kind: NewsKind
    trouble: Trouble
    since: datetime
    times: int = 0  # how often it had been told before
