"""The ports: what the rules and steps need from the outside world. `adapters/` implements them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from domain.figures import Comparison
from domain.mails import MailKey, MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import Consultant, Meeting, Member, MemberRow, Order, Plan
from domain.package import Limits, Package
from domain.questionnaire import Answers, Questionnaire
from domain.report import DeckModel
from domain.verdict import Verdict


class Clock(Protocol):
    """Our own clock; all business times are decided by it, none by an engine's."""

    def now(self, meeting_id: str | None = None) -> datetime:
        """Aware Copenhagen time, as the given meeting lives it (a rehearsed meeting has its own)."""
        ...

    def real_now(self) -> datetime:
        """Aware UTC wall clock, for leases and retries."""
        ...

    def set_alarm(self, meeting_id: str, due: datetime) -> datetime:
        """The meeting sleeps until `due` on its own clock; returns when that is on the wall clock."""
        ...


class Calendar(Protocol):
    def is_working_day(self, day: date) -> bool:
        """Neither weekend nor Danish public holiday."""
        ...


class Packages(Protocol):
    def get(self, package_id: str) -> Package:
        """Raises NotFound naming the known packages, BadInput when the folder has faults."""
        ...

    def ids(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Text:
    """A composed mail text: both parts say the same."""

    subject: str
    plain: str
    html: str


class Letters(Protocol):
    """Composes a mail's subject and both parts from its template and the package's own words."""

    def compose(self, kind: MailKind, package: Package, context: Mapping[str, Any]) -> Text: ...


class MailTransport(Protocol):
    """Hands finished messages to the world, one recipient each."""

    reaches_people: bool
    """False for the Maildir outbox of an unconfigured machine."""

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        """Calls `handing_over` right before the point after which delivery cannot be denied any more.

        DEFERRED: a passing fault before that point, safe to repeat. REJECTED: refused for good.
        UNKNOWN: the connection died after it. Raises whatever `handing_over` raises, nothing else.
        """
        ...

    def was_delivered(self, message_id: str) -> bool | None:
        """True or False where the transport can tell, None where nobody can (SMTP)."""
        ...


@dataclass(frozen=True)
class StoredObject:
    key: str
    sha256: str
    size: int


class ObjectStore(Protocol):
    """Immutable files by key; the same key with other bytes is an error (`Refused`)."""

    def put(self, key: str, content: bytes, media_type: str) -> StoredObject:
        """Whole or absent, checksum verified. Raises TryAgain for passing faults."""
        ...

    def get(self, key: str) -> bytes:
        """Raises NotFound, or Refused when the bytes do not match their checksum."""
        ...

    def uri(self, key: str) -> str:
        """Where an operator finds the object."""
        ...


class SubmitResult(StrEnum):
    ACCEPTED = "accepted"
    ALREADY_RECEIVED = "already_received"
    CLOSED = "closed"
    UNKNOWN_LINK = "unknown_link"


class AnswerStore(Protocol):
    """The open rounds' answers, apart from the ledger. `round_key` is "<meeting id>/<round>".

    Nothing here ties an answer to a link: see DESIGN, "Confidential by construction".
    """

    def invite(self, round_key: str, token_hashes: Iterable[str]) -> None:
        """Opens the round when new; adds the links that it does not know yet, unused."""
        ...

    def submit(self, round_key: str, token_hash: str, answers: Answers) -> SubmitResult:
        """Marks the link used and keeps the answers, in one transaction, or changes nothing."""
        ...

    def is_used(self, round_key: str, token_hash: str) -> bool: ...

    def used(self, round_key: str) -> frozenset[str]:
        """Hashes of the links that have been used."""
        ...

    def close(self, round_key: str) -> None:
        """From now on `submit` says CLOSED. Repeating it is fine; an unknown round is left closed."""
        ...

    def read_closed(self, round_key: str) -> tuple[Answers, ...]:
        """All answers in an order that says nothing. Only after `close`."""
        ...

    def delete(self, round_key: str) -> None:
        """Removes the round and its file. Repeating it is fine."""
        ...

    def exists(self, round_key: str) -> bool: ...


class Documents(Protocol):
    """Typst sheets: `name` is a template in templates/documents/, `data` is what JSON can carry."""

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:
        """A4 PDF bytes; the same data give the same bytes."""
        ...


class Deck(Protocol):
    def render(self, model: DeckModel) -> bytes:
        """PowerPoint bytes; the same model gives the same bytes."""
        ...


class Pictures(Protocol):
    """matplotlib pictures as PNG bytes, deterministic."""

    def comparison(self, rows: Sequence[Any]) -> bytes:
        """Differences with intervals and noise band; `rows` are domain.report.PairRow."""
        ...

    def timeline(self, plan: Plan, now: datetime) -> bytes:
        """The meeting's dates for operators."""
        ...


class Tokens(Protocol):
    """Personal links. A token is 128 bits, derived from the installation's secret; only hashes are stored."""

    def invitation(self, meeting_id: str, round: int, member_id: str) -> str: ...

    def coordinator(self, meeting_id: str) -> str: ...

    def hash(self, token: str) -> str: ...


class Judge(Protocol):
    """The data-quality gate over one frozen pull (Great Expectations)."""

    def judge(
        self,
        questionnaire: Questionnaire,
        answers: Sequence[Answers],
        invited: int,
        used: int,
        limits: Limits | None = None,
    ) -> Verdict:
        """`limits` are the package's; without them the floors decide what is too few."""
        ...


class Runs(Protocol):
    """The engine, seen from outside it. Best effort: upkeep repeats what was lost."""

    def start(self, meeting_id: str, round: int = 1, due: datetime | None = None) -> bool:
        """Makes sure that the round has a live run, due now or at `due` (wall clock).

        False when the engine is out of reach.
        """
        ...

    def is_live(self, meeting_id: str, round: int) -> bool:
        """Whether the engine has the round's run waiting, starting, working, or stopped by an operator.

        Raises TryAgain when the engine is out of reach.
        """
        ...

    def retire_lost(self) -> int:
        """Ends the engine's record of runs whose process is gone, so that they give back their place in
        the pool; returns how many. Raises TryAgain when the engine is out of reach.
        """
        ...

    def resume(self, meeting_id: str, round: int, form: Mapping[str, Any]) -> None:
        """Answers the form of a suspended run, as an operator does. Raises TryAgain when there is none."""
        ...

    def wake(self, meeting_id: str) -> bool:
        """Makes the meeting's waiting runs look at the ledger now. False when none could be woken."""
        ...


# --- the ledger -----------------------------------------------------------------------------------


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
    says nothing: who wrote a text cannot be told from what they answered.
    """

    meeting_id: str
    round: int
    package_version: str
    questionnaire: Questionnaire
    invited: int
    used: int
    answers: tuple[Answers, ...]
    texts: Mapping[str, tuple[str, ...]]
    content_hash: str = ""

    def __repr__(self) -> str:
        return f"Pull({self.meeting_id}, round {self.round}, {len(self.answers)} answers)"


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


@dataclass(frozen=True)
class Wait:
    """What a round waits for: the state's name, until when on its own clock, and on the wall's."""

    meeting_id: str
    round: int
    state: str
    until: datetime | None
    wakes_at: datetime | None = None


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


class Clocks(Protocol):
    """The clocks of rehearsed meetings."""

    def rehearse(self, meeting_id: str, shows: datetime, wait_seconds: float) -> None: ...

    def allow(self, meeting_id: str, until: datetime) -> None:
        """The clock may leap as far as `until` and no further."""
        ...


class Files(Protocol):
    def of(self, meeting_id: str, group: str | None = None) -> tuple[StoredFile, ...]: ...

    def add(self, file: StoredFile) -> None: ...


class Mails(Protocol):
    """The mail ledger: one row per MailKey, committed before the message leaves."""

    def claim(self, key: MailKey, message_id: str) -> MailOutcome | None:
        """None when this call claimed it (send now); otherwise the outcome that stands."""
        ...

    def get(self, key: MailKey) -> MailRow | None: ...

    def handing_over(self, key: MailKey) -> None: ...

    def settle(self, key: MailKey, result: SendResult, next_try: datetime | None = None) -> None: ...

    def of(self, meeting_id: str, round: int | None = None) -> tuple[MailRow, ...]: ...


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

    def mark_done(self, meeting_id: str, round: int, step: str, summary: str) -> None: ...

    def steps_done(self, meeting_id: str, round: int) -> Mapping[str, str]: ...

    def undo(self, meeting_id: str, round: int, steps: Iterable[str]) -> None:
        """Forgets that the steps are done (rerun); mails and pulls stay."""
        ...

    def decision(self, meeting_id: str, round: int, kind: str) -> Decision | None: ...

    def decide(self, meeting_id: str, round: int, decision: Decision) -> Decision:
        """Keeps the first decision of its kind; returns the one that stands."""
        ...

    def verdict(self, meeting_id: str, round: int) -> Verdict | None: ...

    def set_verdict(self, meeting_id: str, round: int, verdict: Verdict, pull_hash: str) -> None: ...

    def release(self, meeting_id: str, round: int) -> Mapping[str, Any] | None: ...

    def set_release(self, meeting_id: str, round: int, release: Mapping[str, Any]) -> None:
        """A second release of other data raises Refused."""
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
    def files(self) -> Files: ...

    @property
    def mails(self) -> Mails: ...

    @property
    def pulls(self) -> Pulls: ...

    @property
    def records(self) -> Records: ...

    @property
    def clocks(self) -> Clocks: ...

    def holding(self, meeting_id: str) -> AbstractContextManager[Ledger]:
        """A ledger whose writes for the meeting carry a fresh fencing token, renewed until left.

        Raises Refused when another run holds the lease; its writes raise LeaseLost once it is lost.
        """
        ...


@dataclass(frozen=True)
class ComparisonReport:
    comparison: Comparison
    rows: tuple[Any, ...]


class Services(Protocol):
    """One place names every real thing; `adapters.wiring` makes it, tests make their own."""

    @property
    def ledger(self) -> Ledger: ...

    @property
    def answers(self) -> AnswerStore: ...

    @property
    def base_url(self) -> str: ...

    @property
    def mail_domain(self) -> str: ...

    @property
    def clock(self) -> Clock: ...

    @property
    def calendar(self) -> Calendar: ...

    @property
    def packages(self) -> Packages: ...

    @property
    def letters(self) -> Letters: ...

    @property
    def transport(self) -> MailTransport: ...

    @property
    def objects(self) -> ObjectStore: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def deck(self) -> Deck: ...

    @property
    def pictures(self) -> Pictures: ...

    @property
    def judge(self) -> Judge: ...

    @property
    def tokens(self) -> Tokens: ...

    @property
    def runs(self) -> Runs: ...

    def consultant(self, consultant_id: str) -> Consultant: ...

    def consultant_for(self, region: str) -> Consultant: ...

    def writing_with(self, ledger: Ledger) -> Services:
        """The same services over another ledger: one that holds a lease."""
        ...
