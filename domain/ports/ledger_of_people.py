"""What the ledger knows of orders and people: who meets, who is invited, whose link it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from domain.meeting import Meeting, Member, MemberRow, Order, Plan
from domain.ports.ledger_rows import (
    InvitedTo,
    PostingJob,
)


class Meetings(Protocol):
    def add(self, order: Order, consultant_id: str, ordered_at: datetime, *, rehearsal: bool = False) -> str:
        """Stores the order and returns its meeting id; the same order again returns the same id."""
        ...

    def get(self, meeting_id: str) -> Meeting: ...

    def all(self) -> tuple[Meeting, ...]: ...

    def plan(self, meeting_id: str, round: int) -> Plan | None: ...

    def set_plan(self, meeting_id: str, plan: Plan) -> None: ...


class Members(Protocol):
    def of(self, meeting_id: str) -> tuple[Member, ...]: ...

    def replace(self, meeting_id: str, rows: Sequence[MemberRow]) -> tuple[int, int, int]:
        """Makes `rows` the member list in one transaction; returns (added, changed, removed)."""
        ...


class Invitations(Protocol):
    def find(self, token_hash: str) -> InvitedTo | None: ...

    def add(self, meeting_id: str, round: int, hashes_by_member: Mapping[str, str]) -> None: ...

    def of(self, meeting_id: str, round: int) -> Mapping[str, str]:
        """Member id -> token hash."""
        ...

    def withdraw(self, meeting_id: str, round: int, member_ids: Iterable[str]) -> None:
        """Their links are unknown from now on."""
        ...


class CoordinatorLinks(Protocol):
    """Which of its links is a coordinator's present one, and how often it has been asked for by mail."""

    def generation(self, meeting_id: str) -> int:
        """0 until it is renewed for the first time."""
        ...

    def generations(self) -> Mapping[str, int]:
        """Of the meetings whose link has been renewed."""
        ...

    def renew(self, meeting_id: str, most: int, within: timedelta) -> int:
        """From now on every earlier link is dead and the new one is to be mailed; returns its generation.

        In one transaction: a mail that leaves in between would carry the dead link and count as the new
        one's. Raises Refused as `ask_for_mail`, and the link is as it was.
        """
        ...

    def ask_for_mail(self, meeting_id: str, most: int, within: timedelta) -> int:
        """Notes that the link is to be mailed; returns the mail's number, counted from 1.

        Raises Refused when it has been asked for `most` times `within` that time.
        """
        ...

    def asked_for(self, meeting_id: str) -> int:
        """The number of the last mail asked for; 0 where none was."""
        ...


class Postings(Protocol):
    """What goes by post: one job for each meeting and document."""

    def add(self, job: PostingJob) -> PostingJob:
        """Keeps the first job of its document; returns the one that stands."""
        ...

    def of(self, meeting_id: str) -> tuple[PostingJob, ...]: ...

    def open(self) -> tuple[PostingJob, ...]:
        """Not ticked off yet, of all meetings."""
        ...

    def tick_off(self, meeting_id: str, posted_on: date, initials: str) -> tuple[PostingJob, ...]:
        """Marks the meeting's open jobs as posted; returns them."""
        ...


class Commitments(Protocol):
    """What the cluster agreed to do, as the coordinator wrote it down."""

    def of(self, meeting_id: str) -> tuple[str, ...]: ...

    def replace(self, meeting_id: str, texts: Sequence[str]) -> None:
        """Raises Refused once round 2 is released: its documents are built of what stood then."""
        ...
