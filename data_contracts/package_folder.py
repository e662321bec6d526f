"""The files of a package folder as bytes: nothing outside it, nothing huge, everything readable text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from domain.errors import Fault

MOST_BYTES = 1_000_000
MOST_FILES = 200
STRAY_NAMES = ("Thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Folder:
    """`texts` maps a path inside the folder ("texts/help.md") to its text; `faults` has the unreadable."""

    path: Path
    texts: dict[str, str]
    faults: list[Fault] = field(default_factory=list)
    content_hash: str = ""


def read_folder(folder: Path) -> Folder:
    """Reads every file once. Hidden files and editors' backups do not count, not even in the hash."""
    result = Folder(folder, {})
    if not folder.is_dir():
        fault = Fault(
            f"{folder}:1", "Mappen findes ikke.", "Tjek stien, eller kopiér en pakkemappe, der virker."
        )
        return Folder(folder, {}, [fault])
    digest = hashlib.sha256()
    paths = list(files_of(folder))
    if len(paths) > MOST_FILES:
        cure = f"En pakke har højst {MOST_FILES} filer. Peger du på den rigtige mappe?"
        return Folder(folder, {}, [Fault(f"{folder.name}:1", f"Der er {len(paths)} filer i mappen.", cure)])
    for path in paths:
        name = path.relative_to(folder).as_posix()
        content = read_inside(path, folder, name, result.faults)
        if content is not None:
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
            text = decode(content, name, result.faults)
            if text is not None:
                result.texts[name] = text
    return Folder(folder, result.texts, result.faults, digest.hexdigest())


def files_of(folder: Path) -> Iterator[Path]:
    """All files, in the order of their names; links to folders are not followed."""
    for path in sorted(folder.rglob("*")):
        name = path.name
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
        if not (hidden or name.endswith("~") or name in STRAY_NAMES) and (
            path.is_symlink() or not path.is_dir()
        ):
            yield path


def read_inside(path: Path, folder: Path, name: str, faults: list[Fault]) -> bytes | None:
    """The bytes of a file that truly lies in the folder, or None and a fault."""
    if not path.resolve().is_relative_to(folder.resolve()):
        cure = "Læg en kopi af filen i mappen i stedet for et link."
        faults.append(Fault(f"{name}:1", "Filen er et link, der peger ud af mappen.", cure))
        return None
    if not path.is_file():
        faults.append(Fault(f"{name}:1", "Det er ikke en almindelig fil.", "Fjern den fra mappen."))
        return None
    return read_small(path, name, faults)


def read_small(path: Path, name: str, faults: list[Fault]) -> bytes | None:
    """The bytes of a file of sensible size, or None and a fault."""
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            what = f"Filen fylder {size / 1_000_000:.1f} MB; en tekst må fylde højst 1 MB.".replace(
                ".", ",", 1
            )
            faults.append(Fault(f"{name}:1", what, "Fjern det, der ikke er tekst."))
            return None
        return path.read_bytes()
    except OSError as error:
        what = f"Filen kan ikke læses ({error.strerror})."
        faults.append(Fault(f"{name}:1", what, "Tjek, at filen findes, og at du må læse den."))
        return None


def read_text(path: Path, name: str, faults: list[Fault]) -> str | None:
    """The text of one file outside the folder, or None and a fault."""
    content = read_small(path, name, faults)
    return None if content is None else decode(content, name, faults)


def decode(content: bytes, name: str, faults: list[Fault]) -> str | None:
    """UTF-8 text with plain line ends, or None and a fault naming the line."""
    if not content.strip():
        faults.append(Fault(f"{name}:1", "Filen er tom.", "Skriv indholdet, eller slet filen."))
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        cure = "Åbn den i en teksteditor, og gem den som UTF-8."
        faults.append(Fault(f"{name}:{line}", "Filen er ikke gemt som UTF-8.", cure))
        return None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        cure = "Åbn den i en teksteditor, og gem den som UTF-8."
        faults.append(Fault(f"{name}:{line}", "Filen indeholder tegn, som ikke er tekst.", cure))
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")
