"""Every document of a package for a case, by the steps themselves: really typeset and drawn, no engine."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from adapters.deck import PowerPointDeck
from adapters.documents import TypstDocuments
from adapters.packages import PackageFolders
from adapters.seating import SolverSeater
from adapters.settings import TEMPLATES
from data_contracts.invented_answers import invent_answers
from domain import sheets
from domain.filed import KIT
from domain.meeting import MemberRow
from domain.own_key import READING_KEY_DIGITS, own_code
from domain.package import FLOOR_ANY, Package
from domain.ports import Pull
from domain.postings import posting_job
from domain.questionnaire import Answers, Item, Questionnaire
from domain.verdict import Outcome, Verdict
from survey_app.mine.own_key import key_of
from tasks.documents import without_numbers
from tasks.filing import PPTX, file_away
from tasks.occasion import occasion
from tasks.posting import papers
from tasks.report_building import group_of, report_building
from tests.ledgers import ORDER, START
from tests.tasks.house import CONSULTANT, House, OnePackage

PACKAGES = ("samarbejde", "trivsel")
LONG_CLUSTER = "Sydøstsjælland, Møn og de små øer mellem Bøgestrøm og Grønsund"
COMMITMENTS = (
    "Vi holder ti minutters fælles pause kl. 10",
    "Sololægerne ringer til hinanden om fredagen",
    "Hver praksis ser på sin plan igen den første mandag i måneden, og en af lægerne samler op for alle",
)


@dataclass(frozen=True)
class Case:
    """One meeting: how many answered in round 1, and in round 2 when there is one, of how many members."""

    package: str
    answers: int
    second: int | None = None
    members: int = 24
    longest: bool = False
    seed: int = 1

    def __str__(self) -> str:
        rounds = f"{self.answers}" if self.second is None else f"{self.answers}-then-{self.second}"
        return f"{self.package}-{rounds}-of-{self.members}{'-longest' if self.longest else ''}"


@dataclass(frozen=True)
class Document:
    """One finished file; `name` is such as `meeting/handouts`."""

    name: str
    content: bytes
    is_deck: bool

    @property
    def kind(self) -> str:
        return self.name.rpartition("/")[2]

    @property
    def file_name(self) -> str:
        return self.name.replace("/", "-") + (".pptx" if self.is_deck else ".pdf")


@cache
def package_of(package_id: str) -> Package:
    return PackageFolders([TEMPLATES / "packages"], TEMPLATES / "contacts.yaml").get(package_id)


@cache
def drawing() -> tuple[TypstDocuments, PowerPointDeck]:
    return TypstDocuments(), PowerPointDeck()


class LookHouse(House):
    """A house that draws for real, with a meeting of any package."""

    def __init__(self, folder: Path, package: Package, *, members: int, cluster: str = "Aarhus Nord") -> None:
        super().__init__(folder, planned=False)
        self.packages = OnePackage(package)
        self.documents, self.deck = drawing()
        self.seater = SolverSeater()
        order = replace(
            ORDER,
            package_id=package.id,
            cluster=cluster,
            members_expected=members,
            meeting_place="Medicinerhuset, 1. sal",
        )
        self.id = self.database.meetings.add(order, CONSULTANT.id, START)
        self.database.meetings.set_plan(self.id, self.planned())
        self.database.members.replace(self.id, clinic_members(members))

    def freeze(self, round: int, answers: Sequence[Answers], invited: int) -> None:
        """The round's pull is frozen and released; texts leave their answers, as at the survey's close."""
        package = self.packages.get(self.ledger.meetings.get(self.id).order.package_id)
        self.database.meetings.set_plan(self.id, self.planned(round))
        pull = self.database.pulls.freeze(
            Pull(
                meeting_id=self.id,
                round=round,
                package_version=package.version,
                questionnaire=package.questionnaire,
                invited=invited,
                used=len(answers),
                answers=tuple(Answers(one.values) for one in answers),
                texts={
                    item.id: tuple(sorted(one.texts[item.id] for one in answers if item.id in one.texts))
                    for item in package.questionnaire.text_items
                },
                salt="looks",
            )
        )
        outcome = Outcome.RELEASE if len(answers) >= FLOOR_ANY else Outcome.TOO_FEW
        self.database.records.set_verdict(self.id, round, Verdict(outcome, ()), pull.content_hash)

    def report(self, round: int) -> list[Document]:
        report_building.fn(self.id, self, round=round)
        return self.filed(group_of(round))

    def kit(self) -> list[Document]:
        it = occasion(self.id, self, 1)
        file_away(it, self, KIT, it.package.kit, without_numbers(it, self))
        return self.filed(KIT)

    def posted(self, package: Package) -> list[Document]:
        """What is printed for the envelope, whether it is sent by itself or ordered."""
        assert package.posting
        meeting = self.ledger.meetings.get(self.id)
        job = self.database.postings.add(posting_job(meeting, package.posting, self.clock.now().date()))
        names = ("plan", "address_label", "packing_slip")
        made = zip(names, papers(job, self), strict=True)
        return [Document(f"post/{name}", file.content, is_deck=False) for name, (_, file) in made]

    def filed(self, group: str) -> list[Document]:
        return [
            Document(f"{group}/{file.document}", self.objects.get(file.key), file.media_type == PPTX)
            for file in self.ledger.files.of(self.id, group)
        ]


def clinic_members(count: int) -> list[MemberRow]:
    """Practices of one to five GPs in turn, each GP with a name and the practice's number."""
    rows: list[MemberRow] = []
    practice, size = 0, 0
    while len(rows) < count:
        practice, size = practice + 1, size % 5 + 1
        for _ in range(min(size, count - len(rows))):
            number = len(rows)
            name = f"{_FIRST[number % len(_FIRST)]} {_LAST[(number // 3) % len(_LAST)]}"
            rows.append(MemberRow(f"laege{number}@praksis.example", name, f"{10000 + practice}"))
    return rows


_FIRST = (
    "Åse",
    "Bjørn",
    "Camilla",
    "Dorte",
    "Erik",
    "Freja Marie",
    "Gunnar",
    "Hanne",
    "Ib",
    "Jørgen",
    "Kirsten",
)
_LAST = ("Ærlig", "Østergaard-Christensen", "Dam", "Mølgaard", "Holm", "Søndergaard Nissen", "Vang")


def build(case: Case) -> list[Document]:
    """All documents of the case: the kit (round 1), the delivery, the own copy; or those of round 2."""
    package = package_of(case.package)
    if case.longest:
        package = with_longest_texts(package)
    cluster = LONG_CLUSTER if case.longest else "Aarhus Nord"
    with tempfile.TemporaryDirectory(prefix="klyngeflow-looks-") as folder:
        house = LookHouse(Path(folder), package, members=case.members, cluster=cluster)
        asked = package.questionnaire
        first = invent_answers(asked, case.answers, case.seed)
        house.freeze(1, first, case.members)
        if case.second is None:
            return [*house.kit(), *house.posted(package), *house.report(1), own_copy(house, package, first)]
        house.report(1)
        house.ledger.commitments.replace(house.id, COMMITMENTS)
        house.freeze(2, invent_answers(asked, case.second, case.seed + 1, lift=0.3), case.members + 1)
        return house.report(2)


def own_copy(house: LookHouse, package: Package, answers: Sequence[Answers]) -> Document:
    given = answers[0] if answers else Answers()
    code = own_code("0" * READING_KEY_DIGITS, package.questionnaire, given)
    key = key_of("https://klyngeflow.example", code)
    sheet = sheets.own_copy(
        package.questionnaire, given, package.title, package.text("help"), package.contacts, ORDER.region, key
    )
    return Document("member/own_copy", house.documents.render("own_copy", sheet), is_deck=False)


def with_longest_texts(package: Package) -> Package:
    """As long as anything the package asks, and labels as long as the rules allow, on every question."""
    asked = package.questionnaire
    longest = max((item.text for item in asked.items), key=len)
    sections = tuple(
        replace(section, items=tuple(_lengthened(item, longest) for item in section.items))
        for section in asked.sections
    )
    return replace(package, questionnaire=Questionnaire(asked.scales, sections, asked.intro))


def _lengthened(item: Item, longest: str) -> Item:
    name = item.id.replace("_", " ")
    text = f"{name}: {longest}"
    short = f"{name}: godmorgenmødernes overraskelsesmomenter"[:45].strip()
    return replace(item, text=text, short=short)
