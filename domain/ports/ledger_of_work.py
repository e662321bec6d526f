"""What the ledger knows of the work: what was asked, decided, done, mailed and made, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, Protocol

from domain.acts import Act
from domain.mails import MailKey, MailOutcome, SendResult
from domain.ports.ledger_rows import (
    Decision,
    MailRow,
    OpenedSurvey,
    Pull,
    StoredFile,
    Wait,
)
from domain.verdict import Verdict


class Surveys(Protocol):
    """The questionnaires in use."""

    def open(self, survey: OpenedSurvey) -> OpenedSurvey:
        """Keeps the round's first questionnaire; returns the one that stands."""
        ...

    def of(self, meeting_id: str, round: int) -> OpenedSurvey | None: ...


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


class Files(Protocol):
    def of(self, meeting_id: str, group: str | None = None) -> tuple[StoredFile, ...]: ...

    def add(self, file: StoredFile) -> None: ...

    def keep_only(self, meeting_id: str, group: str, documents: Iterable[str]) -> None:
        """Forgets the group's other documents; their bytes stay in the object store."""
        ...


class Clocks(Protocol):
    """The clocks of rehearsed meetings."""

    def rehearse(self, meeting_id: str, shows: datetime, wait_seconds: float) -> None: ...

    def allow(self, meeting_id: str, until: datetime) -> None:
        """The clock may leap as far as `until` and no further."""
        ...
