"""The house of an invented survey: real, but for blank mails and PDFs and a server that keeps none."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from adapters.wiring import LiveServices, prepare
from cli.preview.stage import ADDRESS, CONSULTANT, ORDERED, Case, StageClock, invented_order
from cli.rehearsal import stage
from cli.rehearsal.script import cast
from domain.mails import MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import Plan
from domain.package import Package
from domain.planning import plan_first_round
from domain.ports import AnswerStore, Text
from survey_app.server_logs import JsonLines

MakeStore = Callable[[Path], AnswerStore]
PACKAGE = "trivsel"


class ReachesPeople:
    """Implements `domain.ports.MailTransport`: as a real mail server, it leaves no file on our machine."""

    reaches_people = True

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:  # noqa: ARG002
        handing_over()
        return SendResult(MailOutcome.SENT)

    def was_delivered(self, message_id: str) -> bool | None:  # noqa: ARG002
        return None


class BlankLetters:
    """Implements `domain.ports.Letters`: what a mail says leaves no file, and takes time to write."""

    def compose(self, kind: MailKind, package: Package, context: Mapping[str, Any]) -> Text:  # noqa: ARG002
        return Text(kind.value, "", "")

    def compose_alert(self, context: Mapping[str, Any]) -> Text:  # noqa: ARG002
        return Text("alert", "", "")


class BlankPdfs:
    """Implements `domain.ports.Documents`, for the same reason."""

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:  # noqa: ARG002
        return b"%PDF-1.7"


@dataclass(frozen=True)
class Stage:
    services: LiveServices
    clock: StageClock
    meeting_id: str
    plan: Plan


def set_up(
    place: Path, ours: LiveServices, members: int, make_store: MakeStore, ledger_url: str = ""
) -> Stage:
    """A meeting of invented members, whose survey is about to open; all its files lie in `place`/system.

    `ours` lends what costs time to load and keeps nothing.
    """
    package = ours.packages.get(PACKAGE)
    settings = stage.build(place, package.id, Path(package.folder))
    services = LiveServices(settings.model_copy(update={"database_url": ledger_url}))
    clock = StageClock()
    services.base_url, services.mail_domain = ADDRESS, "klynge.example"
    services.packages, services.clock = ours.packages, clock
    services.transport, services.letters, services.documents = ReachesPeople(), BlankLetters(), BlankPdfs()
    services.answers = make_store(services.settings.home / "answers")
    prepare(services)
    order = invented_order(package, Case(members, members))
    meeting_id = services.ledger.meetings.add(order, CONSULTANT, ORDERED)
    plan = plan_first_round(order.meeting_starts, package.timing, services.calendar, ORDERED)
    services.ledger.meetings.set_plan(meeting_id, plan)
    services.ledger.members.replace(meeting_id, cast(str(members)))
    return Stage(services, clock, meeting_id, plan)


@contextmanager
def pages_log_to(file: Path) -> Iterator[None]:
    """As the pages' own process logs."""
    file.parent.mkdir(exist_ok=True)
    handler = logging.FileHandler(file)
    handler.setFormatter(JsonLines())
    log = logging.getLogger("klyngeflow")
    level, propagate = log.level, log.propagate
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        log.propagate = propagate
        handler.close()
