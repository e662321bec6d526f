"""One file with all that must not be lost: the ledger, the documents, the secret; never open answers."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from adapters.durable_files import move_into_place, written_by
from domain.errors import BadInput, Fault

FORMAT = 1
MANIFEST, LEDGER, OBJECTS = "manifest.json", "ledger", "files"
SECRET, CONSULTANTS = "secret", "consultants.yaml"
# What a changed bit somewhere in the archive can end in.
UNREADABLE = (
    OSError,
    EOFError,
    KeyError,
    RuntimeError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True)
class Manifest:
    """`revision` is that of the ledger's tables; `parts` has the SHA-256 of each other part by its name."""

    made_at: datetime
    software: str
    revision: str
    parts: Mapping[str, str]


def write_backup(
    file: Path, made_at: datetime, software: str, revision: str, parts: Iterable[tuple[str, bytes]]
) -> Manifest:
    """Whole on the disk, readable for its owner only, or not there. Raises BadInput when `file` exists."""
    if file.exists():
        raise BadInput([Fault(str(file), "Filen findes allerede.", "Vælg et andet navn.")])
    sums: dict[str, str] = {}

    def write(stream: BinaryIO) -> None:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts:
                archive.writestr(name, content)
                sums[name] = hashlib.sha256(content).hexdigest()
            archive.writestr(MANIFEST, _to_json(Manifest(made_at, software, revision, sums)))

    with written_by(write, file.parent) as part:
        move_into_place(part, file)
    return Manifest(made_at, software, revision, sums)


class Backup:
    """A backup's file, opened. Raises BadInput for one that is damaged, cut off or of another making."""

    def __init__(self, file: Path) -> None:
        self._where = str(file)
        try:
            self._archive = zipfile.ZipFile(file)
            self.manifest = _from_json(self._archive.read(MANIFEST))
        except UNREADABLE:
            raise self._damaged("Filen er ikke en hel sikkerhedskopi fra Klyngeflow.") from None

    def check(self) -> None:
        """Reads every part once: nothing is restored from a file of which some cannot be."""
        for name in self.manifest.parts:
            self.part(name)

    def part(self, name: str) -> bytes:
        try:
            content = self._archive.read(name)
        except UNREADABLE:
            raise self._damaged(f"Delen {name} kan ikke læses.") from None
        if hashlib.sha256(content).hexdigest() != self.manifest.parts.get(name):
            raise self._damaged(f"Delen {name} er ændret.")
        return content

    def under(self, folder: str) -> Iterator[tuple[str, Callable[[], bytes]]]:
        """The parts of a folder: the rest of the name, and how to read it."""
        for name in self.manifest.parts:
            if name.startswith(f"{folder}/"):
                yield name.removeprefix(f"{folder}/"), partial(self.part, name)

    def _damaged(self, what: str) -> BadInput:
        return BadInput([Fault(self._where, what, "Brug en anden sikkerhedskopi. Intet er ændret.")])


def _to_json(manifest: Manifest) -> str:
    content = vars(manifest) | {"format": FORMAT, "made_at": manifest.made_at.isoformat()}
    return json.dumps(content, indent=1)


def _from_json(content: bytes) -> Manifest:
    kept = json.loads(content)
    if kept.pop("format") != FORMAT:
        raise ValueError("another format")
    return Manifest(**kept | {"made_at": datetime.fromisoformat(kept["made_at"])})
