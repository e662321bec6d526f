"""The ledger: the truth about every meeting, in one database of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import Engine

from adapters.ledger.acts import ActBook
from adapters.ledger.alerts import AlertBook
from adapters.ledger.bounces import BounceBook
from adapters.ledger.changes import ChangeBook
from adapters.ledger.checks import CheckBook
from adapters.ledger.clocks import ClockBook
from adapters.ledger.commitments import CommitmentBook
from adapters.ledger.coordinator_links import CoordinatorLinkBook
from adapters.ledger.engine import reading
from adapters.ledger.files import FileBook
from adapters.ledger.leases import Lease, Leases
from adapters.ledger.mails import MailBook
from adapters.ledger.meetings import MeetingBook
from adapters.ledger.people import InvitationBook, MemberBook
from adapters.ledger.postings import PostingBook
from adapters.ledger.pulls import PullBook
from adapters.ledger.purges import PurgeBook
from adapters.ledger.records import RecordBook
from adapters.ledger.restorations import RestorationBook
from adapters.ledger.runs import RunBook
from adapters.ledger.surveys import SurveyBook
from adapters.ledger.text_choices import TextChoiceBook


class SqlLedger:
    """Implements `domain.ports.Ledger`; one attribute per part. `now` is the wall clock."""

    def __init__(
        self, engine: Engine, now: Callable[[], datetime], lease_seconds: float, lease: Lease | None = None
    ) -> None:
        self.engine, self._now, self._lease_seconds, self._lease = engine, now, lease_seconds, lease
        self.leases = Leases(engine, now, lease_seconds)
        self.meetings = MeetingBook(engine, now, lease)
        self.members = MemberBook(engine, now, lease)
        self.invitations = InvitationBook(engine, now, lease)
        self.surveys = SurveyBook(engine, now, lease)
        self.files = FileBook(engine, now, lease)
        self.mails = MailBook(engine, now, lease)
        self.postings = PostingBook(engine, now, lease)
        self.commitments = CommitmentBook(engine, now, lease)
        self.coordinator_links = CoordinatorLinkBook(engine, now, lease)
        self.acts = ActBook(engine, now, lease)
        self.changes = ChangeBook(engine, now, lease)
        self.alerts = AlertBook(engine, now, lease)
        self.bounces = BounceBook(engine, now, lease)
        self.pulls = PullBook(engine, now, lease)
        self.text_choices = TextChoiceBook(engine, now, lease)
        self.records = RecordBook(engine, now, lease)
        self.runs = RunBook(engine, now, lease)
        self.restorations = RestorationBook(engine, now, lease)
        self.clocks = ClockBook(engine, now, lease)
        self.purges = PurgeBook(engine, now, lease)
        self.checks = CheckBook(engine, now, lease)

    def free_lost_leases(self) -> int:
        return self.leases.free_lost()

    def check_lease(self) -> None:
        if self._lease:
            with reading(self.engine) as connection:
                self._lease.check(connection)

    @contextmanager
    def holding(self, meeting_id: str) -> Iterator[SqlLedger]:
        lease = self.leases.take(meeting_id)
        with self.leases.kept(lease):
            yield SqlLedger(self.engine, self._now, self._lease_seconds, lease)
