"""A content that changes in one step, and can then never be read as it was: two sealed slots and one key."""

from __future__ import annotations

import fcntl
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from adapters.durable_files import sync_folder
from domain.errors import Refused, TryAgain

KEY_BYTES = 32
NO_KEY = bytes(KEY_BYTES)
# A key seals one content and no more, so the number that must never come twice with it may stay the same.
NONCE = bytes(12)
TAG_BYTES = 16
# Sizes come in few steps, so that two slots do not tell how much the last change added.
SMALLEST_SLOT = 64 * 1024
PAUSE_SECONDS = 0.002


class SealedFile:
    """`<path>.key` opens one of `<path>.a` and `<path>.b`; what is in the other one is lost.

    A change seals the new content into the slot that is not in use, and then overwrites the 32 bytes of the
    key where they lie. By that one step the new content can be read and the old one never again, so that a
    copy of the files, taken at any moment, holds one of them and not both.

    Reading waits for nobody. One at a time may change, over all threads and processes. Both raise TryAgain
    when it takes more than `patience` seconds; a change also when the disk is full. Nothing has then changed.
    """

    def __init__(self, path: Path, patience: float) -> None:
        self._key = path.with_name(f"{path.name}.key")
        self._slots = (path.with_name(f"{path.name}.a"), path.with_name(f"{path.name}.b"))
        self._patience = patience

    def exists(self) -> bool:
        with self._passing_faults():
            return self._read_key() != NO_KEY

    def read(self) -> bytes:
        """Empty when there is none. Two changes during one reading make it look again."""
        give_up = time.monotonic() + self._patience
        with self._passing_faults():
            while (key := self._read_key()) != NO_KEY:
                content, _ = _open_either(key, self._slots)
                if content:
                    return content
                if time.monotonic() > give_up:
                    raise TryAgain(f"{self._key.name} opens neither of the files beside it.")
                time.sleep(PAUSE_SECONDS)
        return b""

    def make(self) -> None:
        """The files, without a content, for their owner only. Safe to repeat."""
        folder = self._key.parent
        with self._passing_faults():
            if not folder.is_dir():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for file in (*self._slots, self._key):
                os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
            sync_folder(folder)

    @contextmanager
    def changing(self) -> Iterator[Change]:
        """Raises Refused when the files do not fit together, as after a restored backup of some of them."""
        with self._passing_faults(), self._key.open("r+b", buffering=0) as key_file:
            self._wait_for_turn(key_file.fileno())
            key = key_file.read(KEY_BYTES).ljust(KEY_BYTES, b"\0")
            content, in_use = _open_either(key, self._slots)
            if key != NO_KEY and not content:
                raise Refused(
                    f"{self._key.name} opens neither of the files beside it: its answers cannot be read. "
                    "Were some of the files put back from a backup, put back the others too."
                )
            yield Change(content, key_file.fileno(), key, self._slots[1 - in_use])

    def delete(self) -> None:
        """The key first: whatever the disk keeps of the slots, nobody can read it. Safe to repeat."""
        if not self._key.exists():
            return
        with self._passing_faults(), self._key.open("r+b", buffering=0) as key_file:
            self._wait_for_turn(key_file.fileno())
            _overwrite(key_file.fileno(), NO_KEY)
            for file in (*self._slots, self._key):
                file.unlink(missing_ok=True)

    def _read_key(self) -> bytes:
        try:
            return self._key.read_bytes().ljust(KEY_BYTES, b"\0")
        except FileNotFoundError:
            return NO_KEY

    def _wait_for_turn(self, key_file: int) -> None:
        """The kernel frees the lock of whoever is killed."""
        give_up = time.monotonic() + self._patience
        while True:
            try:
                fcntl.flock(key_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(PAUSE_SECONDS)
            else:
                break
        if os.fstat(key_file).st_nlink == 0:
            raise TryAgain(f"{self._key.name} was deleted just now.")

    @contextmanager
    def _passing_faults(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise TryAgain(f"{self._key.name} cannot be reached now (errno {error.errno}).") from None


class Change:
    """The content as it is, until `replace`."""

    def __init__(self, content: bytes, key_file: int, key: bytes, free_slot: Path) -> None:
        self.content = content
        self._key_file, self._key, self._free_slot = key_file, key, free_slot

    def replace(self, content: bytes) -> None:
        """On disk when it returns."""
        key = secrets.token_bytes(KEY_BYTES)
        with self._free_slot.open("r+b") as slot:
            slot.write(AESGCM(key).encrypt(NONCE, _padded(content), None))
            slot.truncate()
            slot.flush()
            os.fdatasync(slot.fileno())
        try:
            _overwrite(self._key_file, key)
        except OSError:
            # Otherwise the next change would take the slot that the key on the disk still opens.
            _overwrite(self._key_file, self._key)
            raise


def _overwrite(key_file: int, key: bytes) -> None:
    """Within one sector, which a disk writes wholly or not at all."""
    os.pwrite(key_file, key, 0)
    os.fdatasync(key_file)


def _open_either(key: bytes, slots: tuple[Path, Path]) -> tuple[bytes, int]:
    """The content and the number of its slot; nothing and 0 when the key opens none."""
    for number, slot in enumerate(slots):
        try:
            return _unpadded(AESGCM(key).decrypt(NONCE, slot.read_bytes(), None)), number
        except (InvalidTag, FileNotFoundError):
            continue
    return b"", 0


def _padded(content: bytes) -> bytes:
    needed = len(content) + 1 + TAG_BYTES
    size = max(SMALLEST_SLOT, 1 << (needed - 1).bit_length())
    return (content + b"\1").ljust(size - TAG_BYTES, b"\0")


def _unpadded(padded: bytes) -> bytes:
    return padded.rstrip(b"\0")[:-1]
