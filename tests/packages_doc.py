"""docs/packages.md followed to the letter: its commands and its files, and the package that comes of it."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from adapters.settings import PROJECT, TEMPLATES
from cli.main import main
from data_contracts.package import PackageCheck, check_package, read_package
from domain.package import Package

PAGE = PROJECT / "docs" / "packages.md"
CONTACTS = TEMPLATES / "contacts.yaml"
WRITE_THIS = re.compile(r"Write this\s+into\s+`([^`]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"^    klyngeflow (.+)$", re.MULTILINE)


def files_of_the_page() -> dict[str, str]:
    """Path -> text, as the page says to write them."""
    return dict(WRITE_THIS.findall(PAGE.read_text(encoding="utf-8")))


def commands_of_the_page() -> list[list[str]]:
    """The commands that stand on lines of their own, in order."""
    return [shlex.split(line) for line in COMMAND.findall(PAGE.read_text(encoding="utf-8"))]


def follow_the_page(place: Path) -> Path:
    """Makes the page's package in `place`, with its first command and its files; returns its folder."""
    begin = commands_of_the_page()[0]
    assert begin[0] == "new-package"
    main_quietly([*begin, "--into", str(place)])
    for name, text in files_of_the_page().items():
        assert (place / name).parent.is_dir(), name
        (place / name).write_text(text, encoding="utf-8")
    return place / begin[1]


def main_quietly(arguments: list[str]) -> None:
    """The command as typed; anything but success is an error."""
    code: object = 0
    try:
        with patch.dict(os.environ):  # the command tells Prefect where it lives, for the rest of its process
            main(arguments)
    except SystemExit as end:
        code = end.code
    assert not code, arguments


@cache
def page_folder() -> Path:
    """The page's package, made once. Copy it before you change it."""
    return follow_the_page(Path(tempfile.mkdtemp(prefix="klyngeflow-page-")))


@cache
def page_package() -> Package:
    return read_package(page_folder(), CONTACTS)


@dataclass(frozen=True)
class PageCopy:
    """A copy of the page's package to break."""

    folder: Path

    @classmethod
    def into(cls, place: Path) -> PageCopy:
        return cls(Path(shutil.copytree(page_folder(), place / "sparring")))

    def edit(self, name: str, old: str, new: str) -> None:
        """Replaces the first `old`, which must be there."""
        text = (self.folder / name).read_text(encoding="utf-8")
        assert old in text, f"{name} no longer holds {old!r}"
        (self.folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    def lines(self, name: str) -> list[str]:
        return (self.folder / name).read_text(encoding="utf-8").split("\n")

    def check(self) -> PackageCheck:
        return check_package(self.folder, CONTACTS)
