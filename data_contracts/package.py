"""A package folder to a `Package`, or to all that is wrong with it: file, line, what was seen, the cure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from data_contracts.package_contacts import Contacts, check_contacts, contact_notices
from data_contracts.package_evening import Decks, Programme, check_decks, check_programme
from data_contracts.package_folder import read_folder, read_text
from data_contracts.package_head import Head, check_head
from data_contracts.package_meeting import check_meeting
from data_contracts.package_notices import author_notices
from data_contracts.package_promises import check_documents, check_shown
from data_contracts.package_questionnaire import check_questionnaire
from data_contracts.package_shape import fit
from data_contracts.package_texts import (
    blanks_of,
    check_blanks,
    check_texts,
    texts_of,
    without_comments,
)
from data_contracts.package_yaml import Node, Source, parse_yaml
from domain.errors import BadInput, Fault
from domain.package import Package
from domain.questionnaire import Questionnaire

T = TypeVar("T")


@dataclass(frozen=True)
class PackageCheck:
    """What `klyngeflow check` says. Faults stop everything, blanks a real order, notices nothing.

    `package` is None exactly when there are faults.
    """

    faults: tuple[Fault, ...]
    blanks: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    package: Package | None = None


def read_package(folder: Path, contacts_file: Path) -> Package:
    """The package in `folder`, whatever the folder is called. Raises BadInput with all its faults at once."""
    reading = _Reading(folder, contacts_file)
    package = reading.package()
    if package is None:
        raise BadInput(reading.faults)
    return package


def check_package(folder: Path, contacts_file: Path) -> PackageCheck:
    """Everything an author or operator should know of the folder. Raises nothing for bad content."""
    reading = _Reading(folder, contacts_file)
    package = reading.package()
    if package is None:
        return PackageCheck(tuple(reading.faults), tuple(reading.blanks()))
    notices = [*author_notices(package), *contact_notices(package.contacts)]
    return PackageCheck((), package.blanks, tuple(notices), package)


class _Reading:
    """One reading of one folder: goes on after a fault, so that an author sees them all at once."""

    def __init__(self, folder: Path, contacts_file: Path) -> None:
        self.folder = read_folder(folder)
        self.faults = list(self.folder.faults)
        self.files = without_comments(self.folder.texts)
        self.contacts_name = contacts_file.name
        self.section_ids: list[str] = []
        self.item_ids: list[str] = []
        self.part_ids: list[str] | None = None
        self.head: Node | None = None
        self.text_names = texts_of(self.files).keys()
        contacts = read_text(contacts_file, contacts_file.name, self.faults)
        if contacts is not None:
            self.files[self.contacts_name] = contacts

    def package(self) -> Package | None:
        if not self.folder.content_hash:
            return None
        questionnaire = self.file("questionnaire.yaml", Questionnaire, self.check_questions)
        head = self.file("package.yaml", Head, self.check_head)
        programme = self.file("programme.yaml", Programme, check_programme)
        decks = self.file("deck.yaml", Decks, self.check_decks)
        contacts = self.file(self.contacts_name, Contacts, check_contacts)
        self.faults.extend(check_texts(texts_of(self.files), self.faulty_files()))
        for name, text in self.files.items():
            self.faults.extend(check_blanks(name, text))
        if self.faults or not (questionnaire and head and programme and decks and contacts):
            return None
        return Package(
            id=head.id,
            title=head.title,
            version=head.version,
            summary=head.summary,
            folder=str(self.folder.path),
            questionnaire=questionnaire,
            kit=head.kit,
            delivery=head.delivery,
            programme=programme.programme,
            deck=decks.deck,
            comparison_deck=decks.comparison_deck,
            contacts=contacts.contacts,
            timing=head.timing,
            limits=head.limits,
            group_work=head.group_work,
            measurement_points=head.measurement_points,
            podcast=head.podcast,
            posting=head.posting,
            seating=head.seating,
            texts=texts_of(self.files),
            blanks=tuple(self.blanks()),
            content_hash=self.folder.content_hash,
        )

    def check_questions(self, source: Source) -> None:
        check_questionnaire(source)
        sections = source.root.rows("sections")
        items = (item for section in sections for item in section.rows("items"))
        self.section_ids = [section.text("id") for section in sections]
        self.item_ids = [item.text("id") for item in items if item.text("kind") != "text"]

    def check_head(self, source: Source) -> None:
        check_head(source)
        check_meeting(source, self.item_ids)
        check_documents(source, self.text_names)
        self.part_ids = [part.text("id") for part in source.root.rows("group_work")]
        self.head = source.root

    def check_decks(self, source: Source) -> None:
        check_decks(source, self.section_ids, self.part_ids)
        check_shown(source, self.head, self.text_names)

    def file(self, name: str, shape: type[T], check: Callable[[Source], None]) -> T | None:
        """The file as `shape`, checked by its rules too; None when anything in it is wrong."""
        if name not in self.files:
            if name not in self.faulty_files():
                self.faults.append(Fault(f"{name}:1", "Filen mangler.", f"Kopiér {name} fra en anden pakke."))
            return None
        source = parse_yaml(self.files[name], name)
        is_readable = not source.faults or bool(source.root.value)
        result = fit(source, shape) if is_readable else None
        if is_readable:
            check(source)
        self.faults.extend(sorted(source.faults, key=lambda fault: int(fault.where.rpartition(":")[2])))
        return result

    def faulty_files(self) -> set[str]:
        return {fault.where.rpartition(":")[0] for fault in self.faults}

    def blanks(self) -> Iterator[str]:
        for name, text in self.files.items():
            yield from blanks_of(name, text)
