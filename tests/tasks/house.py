"""A house for the steps' tests: ledger, answers, letters, files and package are real, the rest small."""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from adapters.appointments import IcsAppointments
from adapters.danish_calendar import DanishCalendar
from adapters.folder_store import FolderStore
from adapters.ledger import SqlLedger
from adapters.letters import JinjaLetters
from adapters.packages import PackageFolders
from adapters.premises import HomeFolder
from adapters.sealed_answers import SealedAnswerStore
from adapters.seating import SolverSeater
from adapters.settings import TEMPLATES
from adapters.tokens import SecretTokens
from domain.errors import ConfigurationError, NotFound, TryAgain
from domain.mails import MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import COPENHAGEN, Consultant, MemberRow, Plan
from domain.package import Limits, Package
from domain.ports import Ledger, MailTransport, Packages, Premises, StuckRun
from domain.questionnaire import Answers, Questionnaire
from domain.report import DeckModel
from domain.retention import RetentionLimits
from domain.verdict import Outcome, Verdict
from tests.ledgers import ORDER, START, HandClock, sqlite_engine

CONSULTANT = Consultant("kiap", "Mette Mønster", "mette@kiap.example", "12 34 56 78")
CARETAKER = Consultant("caretaker", "KiAP", "drift@kiap.example")


@cache
def trivsel() -> Package:
    return PackageFolders([TEMPLATES / "packages"], TEMPLATES / "contacts.yaml").get("trivsel")


@cache
def letters() -> JinjaLetters:
    return JinjaLetters(TEMPLATES)


class House:
    """Implements `domain.ports.Services`; its one meeting is ordered, and planned when `planned`."""

    base_url = "https://klyngeflow.example"
    mail_domain = "kiap.example"

    def __init__(self, folder: Path, *, planned: bool = True) -> None:
        self.folder = folder
        self.wall = HandClock(START)
        self.clock = WallClock(self.wall)
        self.database = SqlLedger(sqlite_engine(folder), self.wall, lease_seconds=60)
        self.ledger: Ledger = self.database
        self.answers = SealedAnswerStore(folder / "answers", patience=0.2)
        self.objects = FolderStore(folder / "files")
        self.server = MailServer()
        self.transport: MailTransport = self.server
        self.calendar = DanishCalendar()
        self.packages: Packages = OnePackage(trivsel())
        self.letters = letters()
        self.documents: Any = PlainDocuments()
        self.deck: Any = PlainDeck()
        self.pictures: Any = None
        self.appointments = IcsAppointments()
        self.seater = SolverSeater()
        self.judge = SetJudge(Verdict(Outcome.RELEASE, ()))
        self.tokens = SecretTokens(b"s" * 32)
        self.runs = PretendRuns()
        self.premises: Premises = HomeFolder(folder, None, least_free_bytes=0)
        self.retention = RetentionLimits()
        self.id = self.database.meetings.add(ORDER, CONSULTANT.id, START)
        if planned:
            self.database.meetings.set_plan(self.id, self.planned())

    def consultant(self, consultant_id: str) -> Consultant:
        if consultant_id != CONSULTANT.id:
            raise ConfigurationError("no such consultant")
        return CONSULTANT

    def consultant_for(self, region: str) -> Consultant:
        return CONSULTANT

    @property
    def caretaker(self) -> Consultant:
        return CARETAKER

    def writing_with(self, ledger: Ledger) -> House:
        held = copy.copy(self)
        held.ledger = ledger
        return held

    # --- the people of the meeting ---------------------------------------------------------------------

    def planned(self, round: int = 1) -> Plan:
        opens = datetime(2027, 2, 18, 8, tzinfo=COPENHAGEN) + timedelta(days=280 * (round - 1))
        return Plan(
            round=round,
            survey_opens=opens,
            reminders=(opens + timedelta(days=5), opens + timedelta(days=11)),
            survey_closes=opens + timedelta(days=14, hours=4),
            delivery=opens + timedelta(days=15, hours=8),
            meeting_starts=opens + timedelta(days=21, hours=8),
            thanks=opens + timedelta(days=22, hours=1),
        )

    def at(self, moment: datetime) -> None:
        self.wall.shows = moment

    def have_members(self, count: int = 12) -> None:
        rows = [MemberRow(f"laege{i}@klinik.example", f"Læge {i}") for i in range(count)]
        self.database.members.replace(self.id, rows)

    def answer(self, count: int, round: int = 1, texts: Mapping[str, str] | None = None) -> None:
        """The first members, by their address, answer; everyone differs a little."""
        items = self.packages.get("trivsel").questionnaire.scale_items
        for number, member in enumerate(self.ledger.members.of(self.id)[:count]):
            token = self.tokens.hash(self.tokens.invitation(self.id, round, member.id))
            values = {item.id: 1 + (number * round + place) % 5 for place, item in enumerate(items)}
            given = Answers(values, {key: f"{text} {number}" for key, text in (texts or {}).items()})
            self.answers.submit(f"{self.id}/{round}", token, given)

    # --- what has left the house ------------------------------------------------------------------------

    def mails(self, kind: MailKind | None = None) -> list[OutgoingMail]:
        return [mail for mail in self.server.taken if kind in (None, mail.kind)]

    def outcomes(self) -> Counter[tuple[str, str]]:
        rows = self.ledger.mails.of(self.id)
        return Counter((row.key.kind.value, row.outcome.value) for row in rows)


def text_of(mail: OutgoingMail) -> str:
    """The plain part on one line, so that wrapping does not matter."""
    return " ".join(mail.text.split())


class WallClock:
    def __init__(self, wall: HandClock) -> None:
        self._wall = wall

    def now(self, meeting_id: str | None = None) -> datetime:
        return self._wall().astimezone(COPENHAGEN)

    def real_now(self) -> datetime:
        return self._wall()

    def set_alarm(self, meeting_id: str, due: datetime) -> datetime:
        return due


class OnePackage:
    def __init__(self, package: Package) -> None:
        self.package = package

    def get(self, package_id: str) -> Package:
        if package_id != self.package.id:
            raise NotFound("no such package")
        return self.package

    def ids(self) -> tuple[str, ...]:
        return (self.package.id,)

    def changed(self, **changes: Any) -> OnePackage:
        return OnePackage(replace(self.package, **changes))


class PlainDocuments:
    """Stands for the typesetting: the data as text."""

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:
        return f"%PDF {name} {json.dumps(data, sort_keys=True, default=str)}".encode()


class PlainDeck:
    def render(self, model: DeckModel) -> bytes:
        return f"PK {model!r}".encode()


class SetJudge:
    def __init__(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self.asked: list[tuple[int, int, int]] = []

    def judge(
        self,
        questionnaire: Questionnaire,
        answers: Sequence[Answers],
        invited: int,
        used: int,
        limits: Limits | None = None,
    ) -> Verdict:
        self.asked.append((len(answers), invited, used))
        return self.verdict


class PretendRuns:
    """An engine that can be out of reach; a run that was started is live until it is lost."""

    def __init__(self) -> None:
        self.answers = True
        self.live: set[tuple[str, int]] = set()
        self.given_up: dict[tuple[str, int], str] = {}
        self.started: list[tuple[str, int, datetime | None]] = []
        self.woken: list[str] = []
        self.steered: list[tuple[str, str, int, datetime | None]] = []
        self.stuck_now: list[StuckRun] = []

    def start(self, meeting_id: str, round: int = 1, due: datetime | None = None) -> bool:
        if self.answers:
            self.started.append((meeting_id, round, due))
            self.live.add((meeting_id, round))
        return self.answers

    def is_live(self, meeting_id: str, round: int) -> bool:
        if not self.answers:
            raise TryAgain("The engine did not answer.")
        return (meeting_id, round) in self.live

    def why_given_up(self, meeting_id: str, round: int) -> str:
        return self.given_up.get((meeting_id, round), "")

    def address(self, meeting_id: str, round: int) -> str:
        return f"/runs/flow-run/{meeting_id}-{round}" if (meeting_id, round) in self.live else ""

    def retire_lost(self) -> int:
        if not self.answers:
            raise TryAgain("The engine did not answer.")
        return 0

    def forget_ended_before(
        self, moment: datetime, unfinished: Callable[[], Collection[tuple[str, int]]]
    ) -> int:
        if not self.answers:
            raise TryAgain("The engine did not answer.")
        return 0

    def stuck(self) -> tuple[StuckRun, ...]:
        if not self.answers:
            raise TryAgain("The engine did not answer.")
        return tuple(self.stuck_now)

    def resume(self, meeting_id: str, round: int, form: Mapping[str, Any]) -> None:
        raise TryAgain("nobody asks")

    def wake(self, meeting_id: str) -> bool:
        if self.answers:
            self.woken.append(meeting_id)
        return self.answers

    def look_again(self, meeting_id: str, round: int) -> None:
        self.steered.append((self._reached("look again"), meeting_id, round, None))

    def put_off(self, meeting_id: str, round: int, due: datetime) -> None:
        self.steered.append((self._reached("put off"), meeting_id, round, due))

    def call_off(self, meeting_id: str, round: int) -> None:
        self.steered.append((self._reached("call off"), meeting_id, round, None))
        self.live.discard((meeting_id, round))

    def _reached(self, what: str) -> str:
        if not self.answers:
            raise TryAgain("The engine did not answer.")
        return what


class Killed(BaseException):
    """The process dies here: no code of ours may catch it."""


class MailServer:
    """Answers each mail as told, in order, then takes all. `knows` is what it says of what it has."""

    reaches_people = True

    def __init__(self, *answers: SendResult, knows: bool = False) -> None:
        self.script = list(answers)
        self.taken: list[OutgoingMail] = []
        self._knows = knows

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        result = self.script.pop(0) if self.script else SendResult(MailOutcome.SENT)
        if result.outcome in (MailOutcome.SENT, MailOutcome.UNKNOWN):
            handing_over()
            self.taken.append(mail)
        return result

    def was_delivered(self, message_id: str) -> bool | None:
        return any(mail.message_id == message_id for mail in self.taken) if self._knows else None


class DyingServer(MailServer):
    """The process dies while it talks to the server: before the mail is handed over, or right after."""

    def __init__(self, *, when: str, knows: bool) -> None:
        super().__init__(knows=knows)
        self._when: str | None = when

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        when, self._when = self._when, None
        if when == "before":
            raise Killed
        handing_over()
        if when == "handed over":
            raise Killed
        self.taken.append(mail)
        if when == "taken":
            raise Killed
        return SendResult(MailOutcome.SENT)


def addresses(mails: Iterable[OutgoingMail]) -> list[str]:
    return sorted(mail.to_address for mail in mails)
