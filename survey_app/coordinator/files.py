"""The documents on the coordinator's page: which are ready, and on what paper to print them."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import NotFound
from domain.filed import FOLLOW_UP, KIT, MEETING, in_order
from domain.package import Package
from domain.ports import Services, StoredFile

GROUPS = {MEETING: "Til mødet", FOLLOW_UP: "Til opfølgningen", KIT: "Til forberedelsen"}
PRINTS = {
    "note_sheet": "Til print: A4, ét til hver deltager",
    "handouts": "Til print: A4, ét sæt til hver deltager",
    "implementation_plan": "Til print: A4, én til hver praksis",
    "implementation_plan_a3": "Til print: A3, én til hver praksis",
    "practice_sheet": "Til print: A4, ét til hver praksis",
    "attendance_list": "Til print: A4, ét eksemplar",
    "seating_plan": "Til print: A4, et ark til hvert bord",
    "programme": "Til print: A4, ét til dig",
}


@dataclass(frozen=True)
class Shown:
    """`prints` says on what paper and how many; empty for what is read on a screen."""

    file: StoredFile
    prints: str

    @property
    def address(self) -> str:
        return f"/k/filer/{self.file.group}/{self.file.document}"

    @property
    def kilobytes(self) -> int:
        return max(self.file.size // 1000, 1)


def shown_files(
    services: Services, meeting_id: str, package: Package
) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    """By group, in the order of the meeting; of a document made again only the last."""
    last = {(file.group, file.document): file for file in ready_files(services, meeting_id)}.values()
    groups = ((title, [file for file in last if file.group == group]) for group, title in GROUPS.items())
    return tuple(
        (title, tuple(Shown(file, PRINTS.get(file.document, "")) for file in in_order(files, package)))
        for title, files in groups
        if files
    )


def ready_file(services: Services, meeting_id: str, group: str, document: str) -> StoredFile:
    """Raises NotFound where there is none, or it is not delivered yet."""
    ready = ready_files(services, meeting_id)
    found = [file for file in ready if (file.group, file.document) == (group, document)]
    if not found:
        raise NotFound("no such document")
    return found[-1]


def ready_files(services: Services, meeting_id: str) -> tuple[StoredFile, ...]:
    """The kit at once; the documents of a round when they have been delivered."""
    ledger = services.ledger
    return tuple(
        file
        for file in ledger.files.of(meeting_id)
        if file.group == KIT or ledger.records.is_done(meeting_id, file.round, "delivery")
    )
