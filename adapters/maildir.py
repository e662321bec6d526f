"""The outbox of a machine without a mail server: a Maildir that reaches nobody."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from adapters.durable_files import alone, move_into_place, written_beside
from adapters.message import Sender, to_bytes
from domain.errors import Refused
from domain.mails import MailOutcome, OutgoingMail, SendResult
from domain.ports import Clock

BOXES = ("tmp", "new", "cur")


class MaildirTransport:
    """Files are named <time>.<hash of the Message-ID>.klyngeflow: by name they are in order of sending."""

    reaches_people = False

    def __init__(self, folder: Path, sender: Sender, clock: Clock) -> None:
        self._folder, self._sender, self._clock = folder, sender, clock
        for name in BOXES:
            (folder / name).mkdir(parents=True, exist_ok=True)

    def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
        """Whole in new/ or not there at all; a second delivery of the same Message-ID adds nothing."""
        try:
            content = to_bytes(mail, self._sender, mail.date or self._clock.now())
        except Refused:
            return SendResult(MailOutcome.REJECTED, "headers refused")
        with ExitStack() as stack:
            try:
                stack.enter_context(alone(self._folder / ".lock"))
                part = stack.enter_context(written_beside(self._folder / "tmp", content))
            except OSError as error:
                return _not_writable(error)
            return self._deliver_once(mail.message_id, part, handing_over)

    def was_delivered(self, message_id: str) -> bool:
        pattern = f"*{_mark(message_id)}*"
        return any(next((self._folder / box).glob(pattern), None) for box in ("new", "cur"))

    def forget(self, message_ids: Collection[str]) -> int:
        """Deletes these messages, read or not; returns how many there were."""
        marks = {_mark(message_id) for message_id in message_ids}
        return self._delete(lambda file: any(mark in file.name for mark in marks))

    def forget_before(self, moment: datetime) -> int:
        """Deletes the messages that were put here before `moment`, also half-written ones."""
        return self._delete(lambda file: file.stat().st_mtime < moment.timestamp())

    def _delete(self, is_meant: Callable[[Path], bool]) -> int:
        with alone(self._folder / ".lock"):
            meant = [file for box in BOXES for file in (self._folder / box).iterdir() if is_meant(file)]
            for file in meant:
                file.unlink(missing_ok=True)
        return len(meant)

    def _deliver_once(self, message_id: str, part: Path, handing_over: Callable[[], None]) -> SendResult:
        if self.was_delivered(message_id):
            return SendResult(MailOutcome.SENT, "already in the outbox")
        handing_over()
        try:
            name = f"{time.time_ns():020d}{_mark(message_id)}klyngeflow"
            move_into_place(part, self._folder / "new" / name)
        except OSError as error:
            return _not_writable(error)
        return SendResult(MailOutcome.SENT, "in the outbox")


def _mark(message_id: str) -> str:
    return f".{hashlib.sha256(message_id.encode()).hexdigest()[:32]}."


def _not_writable(error: OSError) -> SendResult:
    return SendResult(MailOutcome.DEFERRED, f"outbox not writable (errno {error.errno})")
