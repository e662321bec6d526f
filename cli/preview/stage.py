"""The stage of a preview: an invented cluster in a folder that goes away, and mails that stay here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from adapters.wiring import LiveServices, prepare
from cli.rehearsal import stage
from domain.mails import MailOutcome, OutgoingMail, SendResult
from domain.meeting import COPENHAGEN, Order
from domain.package import Package

ORDERED = datetime(2027, 1, 11, 9, tzinfo=COPENHAGEN)
MEETING = datetime(2027, 3, 11, 16, tzinfo=COPENHAGEN)
ADDRESS = "https://klynger.example"
CONSULTANT = "proeve"


@dataclass(frozen=True)
class Case:
    """How many of how many members answer, in both rounds."""

    answers: int
    members: int

    def __str__(self) -> str:
        return f"{self.answers} af {self.members} har svaret"


CASES = (Case(4, 24), Case(5, 24), Case(9, 24), Case(19, 24), Case(40, 44))


class KeepsMails:
    """Implements `domain.ports.MailTransport`: every mail is taken and none goes anywhere."""

    reaches_people = False

    def __init__(self) -> None:
        self.mails: list[OutgoingMail] = []

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        handing_over()
        self.mails.append(mail)
        return SendResult(MailOutcome.SENT)

    def was_delivered(self, message_id: str) -> bool | None:
        return any(mail.message_id == message_id for mail in self.mails)


class StageClock:
    """Implements `domain.ports.Clock`: stands still until it is moved."""

    def __init__(self) -> None:
        self.shows = ORDERED

    def now(self, meeting_id: str | None = None) -> datetime:  # noqa: ARG002 - all meetings live by it
        return self.shows

    def real_now(self) -> datetime:
        return self.shows.astimezone(UTC)

    def set_alarm(self, meeting_id: str, due: datetime) -> datetime:  # noqa: ARG002
        return due


@dataclass(frozen=True)
class Stage:
    """The real services of one case, with a mail server and a clock of our own."""

    services: LiveServices
    clock: StageClock
    kept: KeepsMails


def set_up(place: Path, package: Package) -> Stage:
    """Everything lies in `place`; nothing reaches anybody."""
    services = LiveServices(stage.build(place, package.id, Path(package.folder)))
    clock, kept = StageClock(), KeepsMails()
    services.base_url = ADDRESS
    services.clock, services.transport = clock, kept
    prepare(services)
    return Stage(services, clock, kept)


def invented_order(package: Package, case: Case) -> Order:
    return Order(
        package_id=package.id,
        cluster="Eksempelby",
        region="Region Midtjylland",
        coordinator_name="Ida Eksempel",
        coordinator_email="ida@klynge.example",
        phone="12 34 56 79",
        postal_address="Lægehuset\nEksempelvej 1\n8000 Aarhus C",
        meeting_starts=MEETING,
        members_expected=case.members,
        meeting_place="Lægehuset, Eksempelvej 1",
    )
