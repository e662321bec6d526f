"""What the ledger keeps: one dataclass for each kind of row that is read back whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from domain.mails import TO_THOSE_MISSING, MailKey, MailOutcome
from domain.questionnaire import Answers, Questionnaire


@dataclass(frozen=True)
class InvitedTo:
    meeting_id: str
    round: int
    member_id: str


@dataclass(frozen=True)
class StoredFile:
    """One delivered document. `group` is "kit", "meeting" or "follow-up"."""

    meeting_id: str
    round: int
    group: str
    document: str
    name: str
    key: str
    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Pull:
    """A frozen pull: immutable, its content hash checked on every read.

    `answers` hold scale values only and `texts` each free-text item's texts, both in an order that
    says nothing: who wrote a text cannot be told from what they answered. `salt` is the round's seal:
    decks print the hash, and without a secret in it somebody could try out which answers give it.
    """

    meeting_id: str
    round: int
    package_version: str
    questionnaire: Questionnaire
    invited: int
    used: int
    answers: tuple[Answers, ...]
    texts: Mapping[str, tuple[str, ...]]
    salt: str = ""
    content_hash: str = ""

    def __repr__(self) -> str:
        return f"Pull({self.meeting_id}, round {self.round}, {len(self.answers)} answers)"


@dataclass(frozen=True)
class OpenedSurvey:
    """What a round asks, from its opening on, whatever becomes of the package meanwhile."""

    meeting_id: str
    round: int
    package_version: str
    questionnaire: Questionnaire


@dataclass(frozen=True)
class Decision:
    """A human decision. `kind`: consultation, release, follow_up. `detail`: dates, codes, numbers."""

    kind: str
    choice: str
    detail: Mapping[str, Any]
    initials: str


@dataclass(frozen=True)
class MailRow:
    key: MailKey
    message_id: str
    outcome: MailOutcome
    attempts: int
    detail: str
    first_try: datetime
    next_try: datetime | None

    @property
    def mark(self) -> str:
        """What an operator calls it by; says nothing of anybody. Those to whoever is missing share one:
        a message's own could be worked out from its recipient's id."""
        if self.key.kind in TO_THOSE_MISSING:
            return f"{self.key.kind.value}-{self.key.round}"
        return self.message_id[1:9]


@dataclass(frozen=True)
class Wait:
    """What a round waits for: the state's name, until when on its own clock, and on the wall's."""

    meeting_id: str
    round: int
    state: str
    until: datetime | None
    wakes_at: datetime | None = None


@dataclass(frozen=True)
class PostingJob:
    """`document` is the sheet to print; `posted_by` are an operator's initials once it is ticked off.

    Both days are those of the meeting's own clock.
    """

    meeting_id: str
    document: str
    copies: int
    made_on: date
    posted_on: date | None = None
    posted_by: str = ""

    @property
    def paper(self) -> str:
        return "A3" if self.document.endswith("_a3") else "A4"

    @property
    def is_posted(self) -> bool:
        return self.posted_on is not None
