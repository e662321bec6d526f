"""A small house behind the ports for the pages' tests; only its answer store and tokens are real."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from adapters.danish_calendar import DanishCalendar
from adapters.resolver import RecordedResolver
from adapters.sealed_answers import SealedAnswerStore
from adapters.tokens import SecretTokens
from domain.acts import Act
from domain.bounces import Bounce
from domain.errors import LeaseTaken, NotFound
from domain.mails import MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import COPENHAGEN, Consultant, Meeting, Member, MemberRow, Order, Plan
from domain.package import Contact, Package
from domain.ports import Decision, InvitedTo, OpenedSurvey, PostingJob, Receipt, StoredFile, Text, Wait
from domain.questionnaire import Item, Questionnaire, Scale, Section

MEETING = "trivsel-abcdef"
STARTS = datetime(2027, 3, 18, 16, 0, tzinfo=COPENHAGEN)
OPENS, CLOSES = STARTS - timedelta(days=21), STARTS - timedelta(days=7)

QUESTIONNAIRE = Questionnaire(
    scales={"agreement": Scale(("Helt uenig", "Uenig", "Hverken eller", "Enig", "Helt enig"))},
    sections=(
        Section(
            "work",
            "Arbejdet",
            (
                Item("q1", "Jeg når mit arbejde.", scale="agreement", favourable=(4, 5)),
                Item("q2", "Jeg holder mine pauser.", scale="agreement", favourable=(4, 5)),
            ),
            intro="Tænk på den seneste måned.",
        ),
        Section("words", "Egne ord", (Item("t1", "Hvad glæder dig?", kind="text"),)),
    ),
    intro="Her er nogle spørgsmål.",
)

PACKAGE = Package(
    id="trivsel",
    title="Trivsel og arbejdsglæde",
    version="1.0",
    summary="",
    folder="",
    questionnaire=QUESTIONNAIRE,
    kit=(),
    delivery=(),
    programme=(),
    deck=(),
    comparison_deck=(),
    contacts=(
        Contact("syd", "Region Syddanmark", email="syd@example.dk"),
        Contact("midt", "Region Midtjylland", email="midt@example.dk", phone="1122 3344"),
        Contact("plo", "PLO", person="Lene", phone="5566 7788"),
    ),
    texts={"help": "Hjælp er til at få.\n\n<script>alert(1)</script>"},
)

ORDER = Order(
    package_id="trivsel",
    cluster="Klynge Ærø",
    region="Region Midtjylland",
    coordinator_name="Åse Koordinator",
    coordinator_email="aase@example.dk",
    phone="11 22 33 44",
    postal_address="Vej 1, 8000 Aarhus",
    meeting_starts=STARTS,
    members_expected=12,
)


def plan(round: int = 1, shift: timedelta = timedelta()) -> Plan:
    return Plan(
        round=round,
        survey_opens=OPENS + shift,
        reminders=(OPENS + shift + timedelta(days=5),),
        survey_closes=CLOSES + shift,
        delivery=STARTS + shift - timedelta(days=5),
        meeting_starts=STARTS + shift,
        thanks=STARTS + shift + timedelta(days=1),
    )


class SetClock:
    def __init__(self, shows: datetime) -> None:
        self.shows = shows

    def now(self, meeting_id: str | None = None) -> datetime:
        return self.shows

    def real_now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class MemoryLedger:
    """The parts of the ledger that the pages use, each its own port."""

    meeting: Meeting
    plans: dict[int, Plan]
    people: list[Member]
    by_hash: dict[str, InvitedTo] = field(default_factory=dict)
    kept_files: list[StoredFile] = field(default_factory=list)
    decisions: dict[tuple[int, str], Decision] = field(default_factory=dict)
    waits: dict[int, Wait] = field(default_factory=dict)
    opened: dict[int, OpenedSurvey] = field(default_factory=dict)
    done: set[tuple[int, str]] = field(default_factory=set)
    jobs: list[PostingJob] = field(default_factory=list)
    agreed: tuple[str, ...] = ()
    released: set[int] = field(default_factory=set)
    releases: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    link_generation: int = 0
    receipts: list[Receipt] = field(default_factory=list)
    done_by_hand: list[Act] = field(default_factory=list)
    bounced: list[Bounce] = field(default_factory=list)
    is_held: bool = False  # whether a run works on the meeting right now
    replaced: int = 0

    @property
    def meetings(self) -> Any:
        return SimpleNamespace(
            get=self._meeting,
            all=lambda: (self.meeting,),
            plan=lambda meeting_id, round: self.plans.get(round),
        )

    @property
    def members(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id: tuple(self.people), replace=self._replace)

    @property
    def invitations(self) -> Any:
        return SimpleNamespace(
            find=self.by_hash.get,
            of=lambda meeting_id, round: {
                to.member_id: known for known, to in self.by_hash.items() if to.round == round
            },
        )

    @property
    def surveys(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id, round: self.opened.get(round))

    @property
    def acts(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id: tuple(self.done_by_hand))

    @property
    def mails(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id, round=None: ())

    @property
    def bounces(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id: tuple(self.bounced))

    @property
    def changes(self) -> Any:
        return SimpleNamespace(members=lambda act, rows: self._replace(act.meeting_id, rows))

    @property
    def files(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id, group=None: tuple(self.kept_files))

    @property
    def records(self) -> Any:
        return SimpleNamespace(
            decision=lambda meeting_id, round, kind: self.decisions.get((round, kind)),
            decide=lambda meeting_id, round, said: self.decisions.setdefault((round, said.kind), said),
            decide_anew=self._decide_anew,
            waiting=lambda meeting_id, round: self.waits.get(round),
            is_done=lambda meeting_id, round, step: (round, step) in self.done,
            release=lambda meeting_id, round: self._release(round),
        )

    @property
    def purges(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id: tuple(self.receipts))

    @property
    def postings(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id: tuple(self.jobs), add=self._post)

    @property
    def coordinator_links(self) -> Any:
        return SimpleNamespace(
            generation=lambda meeting_id: self.link_generation,
            generations=lambda: {self.meeting.id: self.link_generation},
        )

    @contextmanager
    def holding(self, meeting_id: str) -> Iterator[MemoryLedger]:
        if self.is_held:
            raise LeaseTaken("a run is at work")
        yield self

    @property
    def commitments(self) -> Any:
        return SimpleNamespace(of=lambda meeting_id: self.agreed, replace=self._agree)

    def _meeting(self, meeting_id: str) -> Meeting:
        if meeting_id != self.meeting.id:
            raise NotFound("no such meeting")
        return self.meeting

    def _replace(self, meeting_id: str, rows: Sequence[MemberRow]) -> tuple[int, int, int]:
        before = len(self.people)
        self.people = [Member(f"n{i}", r.email, r.name, r.practice_number) for i, r in enumerate(rows)]
        self.replaced += 1
        return len(rows), 0, before

    def _release(self, round: int) -> Mapping[str, Any] | None:
        return self.releases.get(round) or ({"form": "data"} if round in self.released else None)

    def _post(self, job: PostingJob) -> PostingJob:
        self.jobs = self.jobs or [job]
        return self.jobs[0]

    def _agree(self, meeting_id: str, texts: Sequence[str]) -> None:
        self.agreed = tuple(texts)

    def _decide_anew(self, meeting_id: str, round: int, decision: Decision) -> None:
        self.decisions[round, decision.kind] = decision


class OnePackage:
    def __init__(self, package: Package) -> None:
        self.package = package

    def get(self, package_id: str) -> Package:
        if package_id != self.package.id:
            raise NotFound("no such package")
        return self.package

    def ids(self) -> tuple[str, ...]:
        return (self.package.id,)


class PlainDocuments:
    """Stands for the typesetting: the data as text."""

    def render(self, name: str, data: Mapping[str, Any]) -> bytes:
        return f"%PDF {name} {data}".encode()


class PlainLetters:
    def compose(self, kind: MailKind, package: Package, context: Mapping[str, Any]) -> Text:
        return Text("Dine egne svar", "Tak", "<p>Tak</p>")


class RecordingTransport:
    def __init__(self, reaches_people: bool = True) -> None:
        self.reaches_people = reaches_people
        self.outcomes: list[MailOutcome] = []
        self.mails: list[OutgoingMail] = []

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        handing_over()
        self.mails.append(mail)
        return SendResult(self.outcomes.pop(0) if self.outcomes else MailOutcome.SENT)

    def was_delivered(self, message_id: str) -> bool | None:
        return None


class RecordingRuns:
    def __init__(self) -> None:
        self.woken: list[str] = []

    def wake(self, meeting_id: str) -> bool:
        self.woken.append(meeting_id)
        return True


class MemoryObjects:
    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def get(self, key: str) -> bytes:
        if key not in self.kept:
            raise NotFound("no such file")
        return self.kept[key]


class House:
    """Implements what the pages need of `domain.ports.Services`."""

    base_url = "http://testserver"
    mail_domain = "kiap.example"

    def __init__(self, folder: Path, package: Package = PACKAGE, addresses: Iterable[str] = ()) -> None:
        people = [
            Member(f"m{number}", address, f"Læge {number}")
            for number, address in enumerate(addresses or [f"laege{i}@klinik.example" for i in range(12)])
        ]
        self.tokens = SecretTokens(b"s" * 32)
        self.ledger = MemoryLedger(Meeting(MEETING, ORDER, "kiap", OPENS), {1: plan()}, people)
        self.answers = SealedAnswerStore(folder / "answers", patience=0.2)
        self.packages = OnePackage(package)
        self.documents: Any = PlainDocuments()
        self.letters: Any = PlainLetters()
        self.transport = RecordingTransport()
        self.objects = MemoryObjects()
        self.calendar = DanishCalendar()
        self.clock = SetClock(OPENS + timedelta(days=1))
        self.runs = RecordingRuns()
        self.resolver: Any = RecordedResolver()
        self.invite(1)

    def invite(self, round: int) -> None:
        for member in self.ledger.people:
            self.ledger.by_hash[self.tokens.hash(self.token(member.id, round))] = InvitedTo(
                MEETING, round, member.id
            )
        hashes = [known for known, to in self.ledger.by_hash.items() if to.round == round]
        self.answers.invite(f"{MEETING}/{round}", hashes)

    def token(self, member_id: str = "m0", round: int = 1) -> str:
        return self.tokens.invitation(MEETING, round, member_id)

    def consultant_for(self, region: str) -> Consultant:
        return self.consultant("kiap")

    def consultant(self, consultant_id: str) -> Consultant:
        return Consultant("kiap", "KiAP", "klynger@kiap.example")
