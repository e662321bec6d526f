"""The outbox: whole mails, once each, in order, for any mail program to open."""

from __future__ import annotations

import mailbox
import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from adapters.maildir import MaildirTransport
from domain.errors import LeaseLost
from domain.mails import MailOutcome
from tests.adapters.mail_samples import SENDER, Noon, a_mail, nothing


@pytest.fixture
def outbox(tmp_path: Path) -> MaildirTransport:
    return MaildirTransport(tmp_path / "outbox", SENDER, Noon())


def names(tmp_path: Path, box: str = "new") -> list[str]:
    return sorted(path.name for path in (tmp_path / "outbox" / box).iterdir())


def test_any_mail_program_can_read_the_outbox(outbox: MaildirTransport, tmp_path: Path) -> None:
    outbox.deliver(a_mail(), nothing)
    (message,) = mailbox.Maildir(tmp_path / "outbox", create=False)
    assert message["To"].endswith("<aase@praksis.example>")


def test_a_mail_is_delivered_once_however_often_it_is_tried(outbox: MaildirTransport, tmp_path: Path) -> None:
    assert outbox.deliver(a_mail(), nothing).outcome is MailOutcome.SENT
    assert outbox.deliver(a_mail(), nothing).outcome is MailOutcome.SENT
    assert len(names(tmp_path)) == 1


def test_a_mail_that_was_read_and_moved_still_counts_as_delivered(
    outbox: MaildirTransport, tmp_path: Path
) -> None:
    outbox.deliver(a_mail(), nothing)
    (path,) = (tmp_path / "outbox" / "new").iterdir()
    path.rename(tmp_path / "outbox" / "cur" / f"{path.name}:2,S")
    assert outbox.was_delivered(a_mail().message_id)
    outbox.deliver(a_mail(), nothing)
    assert names(tmp_path) == []


def test_eight_at_once_deliver_one(tmp_path: Path) -> None:
    threads = [
        Thread(target=MaildirTransport(tmp_path / "outbox", SENDER, Noon()).deliver, args=(a_mail(), nothing))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(tmp_path)) == 1


def test_names_sort_in_the_order_of_sending(outbox: MaildirTransport, tmp_path: Path) -> None:
    ids = [f"<{number}@kiap.example>" for number in range(5)]
    for message_id in ids:
        outbox.deliver(a_mail(message_id=message_id), nothing)
    contents = [(tmp_path / "outbox" / "new" / name).read_text() for name in names(tmp_path)]
    assert [f"Message-ID: {message_id}" in text for message_id, text in zip(ids, contents, strict=True)] == [
        True
    ] * 5


def test_a_lost_lease_leaves_nothing_behind(outbox: MaildirTransport, tmp_path: Path) -> None:
    def lose() -> None:
        raise LeaseLost("another run works on the meeting")

    with pytest.raises(LeaseLost):
        outbox.deliver(a_mail(), lose)
    assert names(tmp_path) == names(tmp_path, "tmp") == []
    assert not outbox.was_delivered(a_mail().message_id)


def test_a_fault_of_the_ledger_is_not_taken_for_one_of_the_outbox(outbox: MaildirTransport) -> None:
    def fail() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        outbox.deliver(a_mail(), fail)


def test_an_outbox_that_cannot_be_written_defers(outbox: MaildirTransport, tmp_path: Path) -> None:
    (tmp_path / "outbox" / "tmp").rmdir()
    (tmp_path / "outbox" / "tmp").write_text("a file where a folder should be")
    result = outbox.deliver(a_mail(), nothing)
    assert (result.outcome, result.detail[:19]) == (MailOutcome.DEFERRED, "outbox not writable")


def test_the_name_of_a_file_tells_nothing_of_the_recipient(outbox: MaildirTransport, tmp_path: Path) -> None:
    outbox.deliver(a_mail(), nothing)
    assert "aase" not in names(tmp_path)[0]


def test_mails_are_deleted_by_their_id_wherever_a_reader_has_moved_them(
    outbox: MaildirTransport, tmp_path: Path
) -> None:
    for number in range(3):
        outbox.deliver(replace(a_mail(), message_id=f"<{number}@kiap.example>"), nothing)
    read = tmp_path / "outbox" / "new" / names(tmp_path)[0]
    read.rename(tmp_path / "outbox" / "cur" / f"{read.name}:2,S")
    assert outbox.forget(["<0@kiap.example>", "<2@kiap.example>", "<9@kiap.example>"]) == 2
    assert not outbox.was_delivered("<0@kiap.example>")
    assert outbox.was_delivered("<1@kiap.example>")
    assert names(tmp_path, "cur") == []


def test_old_mails_are_deleted_half_written_ones_too(outbox: MaildirTransport, tmp_path: Path) -> None:
    outbox.deliver(a_mail(), nothing)
    (tmp_path / "outbox" / "tmp" / ".part-1").write_text("half a mail")
    os.utime(tmp_path / "outbox" / "tmp" / ".part-1", (0, 0))
    assert outbox.forget_before(datetime(2020, 1, 1, tzinfo=UTC)) == 1
    assert (len(names(tmp_path)), names(tmp_path, "tmp")) == (1, [])
