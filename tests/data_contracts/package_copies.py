"""Our packages, and a good one to break: a copy of trivsel, and what its check says after one edit."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from data_contracts.package import PackageCheck, check_package
from domain.errors import Fault
from domain.package import Attachment

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
TRIVSEL = TEMPLATES / "packages" / "trivsel"
SAMARBEJDE = TEMPLATES / "packages" / "samarbejde"
CONTACTS = TEMPLATES / "contacts.yaml"


def documents(attachments: Iterable[Attachment], how: str) -> list[str]:
    """The documents that a mail carries in that way, in its order."""
    return [attachment.document for attachment in attachments if attachment.how == how]


def faults_told(check: PackageCheck, name: str, what: str, cure: str) -> list[Fault]:
    """The refused package's faults of that file that say both; there must be one."""
    assert check.package is None
    told = [
        fault
        for fault in check.faults
        if fault.where.startswith(f"{name}:") and what in fault.what and cure in fault.cure
    ]
    assert told, [str(fault) for fault in check.faults]
    return told


class Copy:
    """A folder named trivsel with its contacts file beside it."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "trivsel"
        self.contacts = place / "contacts.yaml"
        shutil.copytree(TRIVSEL, self.folder)
        shutil.copy(CONTACTS, self.contacts)

    def path(self, name: str) -> Path:
        return self.contacts if name == "contacts.yaml" else self.folder / name

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces the first `old`, which must be there; a moved text must not make a test empty."""
        text = self.path(name).read_text(encoding="utf-8")
        assert old in text, f"{name} no longer holds {old!r}"
        self.path(name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def line(self, name: str, fragment: str) -> int:
        lines = self.path(name).read_text(encoding="utf-8").split("\n")
        return next(number for number, line in enumerate(lines, start=1) if fragment in line)

    def check(self) -> PackageCheck:
        return check_package(self.folder, self.contacts)
