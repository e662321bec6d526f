"""One place that names every real thing a step may use."""

from __future__ import annotations

from typing import Protocol

from domain.meeting import Consultant
from domain.ports.documents import Appointments, Deck, Documents, Packages, Pictures
from domain.ports.domains import Resolver
from domain.ports.engine import Judge, Runs
from domain.ports.ledger import Ledger
from domain.ports.mailing import Letters, MailTransport
from domain.ports.operator_links import OperatorLinks
from domain.ports.premises import Premises
from domain.ports.seating import Seater
from domain.ports.storage import AnswerStore, ObjectStore, Tokens
from domain.ports.time import Calendar, Clock
from domain.retention import RetentionLimits


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
    def resolver(self) -> Resolver: ...

    @property
    def objects(self) -> ObjectStore: ...

    @property
    def documents(self) -> Documents: ...

    @property
    def appointments(self) -> Appointments: ...

    @property
    def deck(self) -> Deck: ...

    @property
    def pictures(self) -> Pictures: ...

    @property
    def seater(self) -> Seater: ...

    @property
    def judge(self) -> Judge: ...

    @property
    def tokens(self) -> Tokens: ...

    @property
    def operator_links(self) -> OperatorLinks: ...

    @property
    def runs(self) -> Runs: ...

    @property
    def premises(self) -> Premises: ...

    @property
    def retention(self) -> RetentionLimits: ...

    def consultant(self, consultant_id: str) -> Consultant: ...

    def consultant_for(self, region: str) -> Consultant: ...

    @property
    def caretaker(self) -> Consultant:
        """Whoever is told of the house's own faults."""
        ...

    def writing_with(self, ledger: Ledger) -> Services:
        """The same services over another ledger: one that holds a lease."""
        ...
