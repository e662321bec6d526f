"""The packages on this machine: folders of text files, the first folder that holds an id wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

from data_contracts.package import read_package
from data_contracts.package_folder import files_of
from data_contracts.package_head import PACKAGE_ID
from domain.errors import NotFound
from domain.package import Package

HEAD = "package.yaml"
# The line that says the id, quoted or not; everything else waits until the package is asked for.
ID_LINE = re.compile(r"^id:[ ]*[\"']?([a-z][a-z0-9_-]{1,39})[\"']?[ ]*(?:#.*)?$", re.MULTILINE)
Stamp = tuple[tuple[str, int, int], ...]


class PackageFolders:
    """The `Packages` port. Each search entry is a folder of package folders, or one package folder.

    A package is read again only when a file of it, or the contacts, has changed.
    """

    def __init__(self, search: Sequence[Path], contacts_file: Path) -> None:
        self._search = tuple(search)
        self._contacts_file = contacts_file
        self._read: dict[Path, tuple[Stamp, Package]] = {}

    def get(self, package_id: str) -> Package:
        folder = self._folders().get(package_id) if PACKAGE_ID.fullmatch(package_id) else None
        if folder is None:
            raise NotFound(self._unknown(package_id))
        stamp = self._stamp(folder)
        known = self._read.get(folder)
        if known is None or known[0] != stamp:
            known = (stamp, read_package(folder, self._contacts_file))
            self._read[folder] = known
        return known[1]

    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(self._folders()))

    def _folders(self) -> dict[str, Path]:
        folders: dict[str, Path] = {}
        for folder in self._candidates():
            folders.setdefault(_id_in(folder), folder)
        return folders

    def _candidates(self) -> Iterator[Path]:
        for place in self._search:
            if (place / HEAD).is_file():
                yield place
            elif place.is_dir():
                yield from (folder for folder in sorted(place.iterdir()) if (folder / HEAD).is_file())

    def _stamp(self, folder: Path) -> Stamp:
        paths = [*files_of(folder), self._contacts_file]
        stats = [(str(path), path.stat()) for path in paths if path.exists()]
        return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)

    def _unknown(self, package_id: str) -> str:
        ids = self.ids()
        near = get_close_matches(package_id, ids, n=1)
        shown = f"»{package_id}« " if PACKAGE_ID.fullmatch(package_id) else ""
        hint = f" Mente du »{near[0]}«?" if near else ""
        return f"Pakken {shown}findes ikke.{hint} Kendte pakker: {', '.join(ids) or 'ingen'}."


def _id_in(folder: Path) -> str:
    """The id that package.yaml states; the folder's name when that line cannot be read."""
    try:
        text = (folder / HEAD).read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, OSError):
        return folder.name
    match = ID_LINE.search(text)
    return match.group(1) if match else folder.name
