"""The object store on one machine: a folder of files, their checksums beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

from adapters.durable_files import alone, write_whole
from adapters.object_store import check_key, check_same, check_whole, sha256
from domain.errors import NotFound, Refused, TryAgain
from domain.ports import StoredObject

CHECKSUMS = ".sha256"


class FolderStore:
    """`root`/<key> holds the bytes, `root`/.sha256/<key> their checksum, written first."""

    def __init__(self, root: Path) -> None:
        self._root = root
        (root / CHECKSUMS).mkdir(parents=True, exist_ok=True)

    def put(self, key: str, content: bytes, media_type: str) -> StoredObject:  # noqa: ARG002 - a file has none
        """Whole or absent; the same bytes again mend a damaged file, other bytes raise Refused."""
        target, record, digest = self._path(key), self._checksum(key), sha256(content)
        try:
            with alone(self._root / ".lock"):
                if target.exists() and record.exists():
                    check_same(key, record.read_text(), digest)
                write_whole(record, digest.encode())
                if not target.exists() or sha256(target.read_bytes()) != digest:
                    write_whole(target, content)
        except OSError as error:
            raise TryAgain(f"{key} could not be stored (errno {error.errno}). Is the disk full?") from None
        return StoredObject(key, digest, len(content))

    def get(self, key: str) -> bytes:
        try:
            content, recorded = self._path(key).read_bytes(), self._checksum(key).read_text()
        except (FileNotFoundError, NotADirectoryError):
            raise NotFound(f"{key} is not in the file store.") from None
        except OSError as error:
            raise TryAgain(f"{key} could not be read (errno {error.errno}).") from None
        return check_whole(key, recorded, content)

    def delete_under(self, folder: str) -> int:
        """With what a killed `put` left half written beside them. The checksums go last, so that a
        repetition finds what a kill left over.
        """
        found = self._path(folder)
        try:
            with alone(self._root / ".lock"):
                count = sum(file.is_file() and not file.name.startswith(".") for file in found.rglob("*"))
                _remove(found)
                _remove(self._checksum(folder))
        except OSError as error:
            raise TryAgain(f"{folder} could not be deleted (errno {error.errno}).") from None
        return count

    def uri(self, key: str) -> str:
        return self._path(key).resolve().as_uri()

    def _path(self, key: str) -> Path:
        path = self._root / check_key(key)
        if not path.resolve().is_relative_to(self._root.resolve()):
            raise Refused("The object's key leads out of the file store.")
        return path

    def _checksum(self, key: str) -> Path:
        return self._root / CHECKSUMS / check_key(key)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
