"""The ledger: the truth about every meeting, part by part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from domain.acts import Act
from domain.mails import MailKey, MailOutcome, SendResult
from domain.meeting import Meeting, Member, MemberRow, Order, Plan
from domain.ports.alerts import Alerts
from domain.ports.bounces import Bounces
from domain.ports.changes import Changes
from domain.ports.checks import Checks
from domain.ports.ledger_rows import (
    Decision,
    InvitedTo,
    MailRow,
    OpenedSurvey,
    PostingJob,
    Pull,
    StoredFile,
    Wait,
)
from domain.ports.purges import Purges
from domain.ports.restorations import Restorations
from domain.ports.text_choices import TextChoices
from domain.verdict import Verdict


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


class Surveys(Protocol):
    """The questionnaires in use."""

    def open(self, survey: OpenedSurvey) -> OpenedSurvey:
        """Keeps the round's first questionnaire; returns the one that stands."""
        ...

    def of(self, meeting_id: str, round: int) -> OpenedSurvey | None: ...


class Clocks(Protocol):
    """The clocks of rehearsed meetings."""

    def rehearse(self, meeting_id: str, shows: datetime, wait_seconds: float) -> None: ...

    def allow(self, meeting_id: str, until: datetime) -> None:
        """The clock may leap as far as `until` and no further."""
        ...


class Files(Protocol):
    def of(self, meeting_id: str, group: str | None = None) -> tuple[StoredFile, ...]: ...

    def add(self, file: StoredFile) -> None: ...

    def keep_only(self, meeting_id: str, group: str, documents: Iterable[str]) -> None:
        """Forgets the group's other documents; their bytes stay in the object store."""
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


class Commitments(Protocol):
    """What the cluster agreed to do, as the coordinator wrote it down."""

    def of(self, meeting_id: str) -> tuple[str, ...]: ...

    def replace(self, meeting_id: str, texts: Sequence[str]) -> None:
        """Raises Refused once round 2 is released: its documents are built of what stood then."""
        ...


class Acts(Protocol):
    """What has been done to a meeting by hand, in the order of its doing; nothing is ever taken out."""

    def add(self, act: Act, *, after: int | None = None) -> Act:
        """Returns it with its number and time.

        `after` is the number of the last act that its doer had seen: Refused when there is a later one, so
        that what two do at once is done once.
        """
        ...

    def of(self, meeting_id: str) -> tuple[Act, ...]: ...


class Mails(Protocol):
    """The mail ledger: one row per MailKey, committed before the message leaves."""

    def claim(self, key: MailKey, message_id: str) -> MailOutcome | None:
        """None when this call claimed it (send now); otherwise the outcome that stands."""
        ...

    def get(self, key: MailKey) -> MailRow | None: ...

    def handing_over(self, key: MailKey) -> None: ...

    def settle(self, key: MailKey, result: SendResult, next_try: datetime | None = None) -> None: ...

    def of(self, meeting_id: str, round: int | None = None) -> tuple[MailRow, ...]: ...

    def being_handed_over(self) -> tuple[str, ...]:
        """The meetings with a mail that is handed over right now, or was when its run died."""
        ...

    def unknown(self) -> Collection[str]:
        """The meetings with mails that may have arrived or not, in the order of their ids."""
        ...


class Pulls(Protocol):
    def freeze(self, pull: Pull) -> Pull:
        """Writes the pull once and returns the one that stands, with its content hash."""
        ...

    def get(self, meeting_id: str, round: int) -> Pull | None:
        """Raises Refused when the stored content no longer matches its hash."""
        ...


class Records(Protocol):
    """Small facts of a round: steps done, decisions, verdicts, releases, waits, runs."""

    def is_done(self, meeting_id: str, round: int, step: str) -> bool: ...

    def done_at(self, meeting_id: str, round: int, step: str) -> datetime | None:
        """When it was last done (wall clock); None where it never was."""
        ...

    def mark_done(self, meeting_id: str, round: int, step: str, summary: str) -> None: ...

    def steps_done(self, meeting_id: str, round: int) -> Mapping[str, str]: ...

    def decision(self, meeting_id: str, round: int, kind: str) -> Decision | None: ...

    def decide(self, meeting_id: str, round: int, decision: Decision) -> Decision:
        """Keeps the first decision of its kind; returns the one that stands."""
        ...

    def decide_anew(self, meeting_id: str, round: int, decision: Decision) -> None:
        """The last decision of its kind stands: for what may still be changed."""
        ...

    def verdict(self, meeting_id: str, round: int) -> Verdict | None: ...

    def set_verdict(self, meeting_id: str, round: int, verdict: Verdict, pull_hash: str) -> None: ...

    def release(self, meeting_id: str, round: int) -> Mapping[str, Any] | None: ...

    def set_release(self, meeting_id: str, round: int, release: Mapping[str, Any]) -> None:
        """A second release raises Refused when its pull, form, figures, comparison or texts are others.

        Raises TryAgain when it was built of another choice of texts than the one that stands now.
        """
        ...

    def waiting(self, meeting_id: str, round: int) -> Wait | None: ...

    def set_waiting(self, wait: Wait) -> None: ...

    def clear_waiting(self, meeting_id: str, round: int) -> None: ...


class Ledger(Protocol):
    @property
    def meetings(self) -> Meetings: ...

    @property
    def members(self) -> Members: ...

    @property
    def invitations(self) -> Invitations: ...

    @property
    def surveys(self) -> Surveys: ...

    @property
    def files(self) -> Files: ...

    @property
    def mails(self) -> Mails: ...

    @property
    def postings(self) -> Postings: ...

    @property
    def commitments(self) -> Commitments: ...

    @property
    def coordinator_links(self) -> CoordinatorLinks: ...

    @property
    def acts(self) -> Acts: ...

    @property
    def alerts(self) -> Alerts: ...

    @property
    def bounces(self) -> Bounces: ...

    @property
    def changes(self) -> Changes: ...

    @property
    def pulls(self) -> Pulls: ...

    @property
    def text_choices(self) -> TextChoices: ...

    @property
    def records(self) -> Records: ...

    @property
    def restorations(self) -> Restorations: ...

    @property
    def purges(self) -> Purges: ...

    @property
    def checks(self) -> Checks: ...

    @property
    def clocks(self) -> Clocks: ...

    def free_lost_leases(self) -> int:
        """Clears the leases that dead processes let run out; returns how many there were."""
        ...

    def check_lease(self) -> None:
        """Raises LeaseLost when this ledger carries a fencing token and another run has a newer one."""
        ...

    def holding(self, meeting_id: str) -> AbstractContextManager[Ledger]:
        """A ledger whose writes for the meeting carry a fresh fencing token, renewed until left.

        Raises Refused when another run holds the lease; its writes raise LeaseLost once it is lost.
        """
        ...
