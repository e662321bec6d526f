"""One copy of all files of a survey, and what whoever holds it knows besides."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from domain.questionnaire import Answers

# What a rehearsal brings along; nothing of the survey is in it.
NOT_OF_THE_SURVEY = ("packages", "templates")
STORE, LEDGER = "answers", "ledger.sqlite"


@dataclass(frozen=True)
class Copy:
    """`arrival`: the links in the order they were used, as whoever runs the mailboxes could have seen.

    `ledger_url` names the ledger where it is not one of the files.
    """

    folder: Path
    arrival: tuple[str, ...] = ()
    ledger_url: str = ""

    @cached_property
    def files(self) -> dict[str, bytes]:
        """By their path within the copy."""
        found = (file for file in sorted(self.folder.rglob("*")) if file.is_file())
        return {str(file.relative_to(self.folder)): file.read_bytes() for file in found}

    def in_the_store(self) -> dict[str, bytes]:
        return {name: content for name, content in self.files.items() if name.startswith(f"{STORE}/")}

    def elsewhere(self) -> dict[str, bytes]:
        """Logs, the engine's database, mails: neither the ledger nor the open answers."""
        known = (f"{STORE}/", LEDGER)
        return {name: content for name, content in self.files.items() if not name.startswith(known)}


def take(home: Path, into: Path) -> None:
    """Times of the files are copied too. An older copy is replaced."""
    shutil.rmtree(into, ignore_errors=True)
    left_out = shutil.ignore_patterns(*NOT_OF_THE_SURVEY)
    shutil.copytree(home, into, ignore=left_out, copy_function=_copy_if_there)


def _copy_if_there(file: str, to: str) -> None:
    """A file in use may go while others are copied."""
    with suppress(FileNotFoundError):
        shutil.copy2(file, to)


def fingerprint(answers: Answers) -> str:
    return of_values(dict(answers.values))


def of_values(values: Any) -> str:
    """By it the same answers are recognised wherever and however they are written."""
    return json.dumps(values, sort_keys=True)
