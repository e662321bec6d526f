"""Bounces in a folder: one file a mail (.eml), or a Maildir."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from domain.errors import TryAgain
from domain.ports import UnreadMail

DONE = "done"


@dataclass(frozen=True)
class FileMail:
    """Implements `domain.ports.UnreadMail`; a rename is whole or not at all."""

    path: Path
    moves_to: Path

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()

    def done(self) -> None:
        self.moves_to.parent.mkdir(exist_ok=True)
        self.path.rename(self.moves_to)


class BounceFolder:
    """Implements `domain.ports.BounceBox`. In a Maildir a mail that is done is marked as seen."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def unread(self) -> Iterator[Iterator[UnreadMail]]:
        """Raises TryAgain where the folder cannot be read."""
        try:
            yield iter(self._mails())
        except OSError as fault:
            raise TryAgain(f"The folder of bounces cannot be used: {fault.strerror}.") from None

    def _mails(self) -> list[FileMail]:
        if (self._folder / "new").is_dir():
            return list(self._of_maildir())
        found = sorted(path for path in self._folder.iterdir() if path.suffix == ".eml")
        return [FileMail(path, self._folder / DONE / path.name) for path in found]

    def _of_maildir(self) -> Iterator[FileMail]:
        """Unseen ones, whether a mail reader has listed them already or not."""
        for path in sorted([*(self._folder / "new").iterdir(), *(self._folder / "cur").iterdir()]):
            name, _, flags = path.name.partition(":2,")
            if path.is_file() and "S" not in flags:
                seen = "".join(sorted({*flags, "S"}))
                yield FileMail(path, self._folder / "cur" / f"{name}:2,{seen}")
