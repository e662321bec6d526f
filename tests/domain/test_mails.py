"""What makes two mails the same mail, and what a mail never shows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.mails import FileAttachment, MailKey, MailKind, OutgoingMail

KEY = MailKey("trivsel-abcdef", 1, MailKind.REMINDER, "m1", 1)


def test_the_same_mail_has_the_same_message_id_each_time() -> None:
    assert KEY.message_id("kiap.dk") == replace(KEY).message_id("kiap.dk")
    assert KEY.message_id("kiap.dk").startswith("<")
    assert KEY.message_id("kiap.dk").endswith("@kiap.dk>")


@pytest.mark.parametrize(
    "other",
    [
        replace(KEY, meeting_id="trivsel-abcdeg"),
        replace(KEY, round=2),
        replace(KEY, kind=MailKind.INVITATION),
        replace(KEY, recipient="m2"),
        replace(KEY, sequence=2),
        replace(KEY, recipient="m", sequence=11),
    ],
)
def test_another_mail_has_another_message_id(other: MailKey) -> None:
    assert other.message_id("kiap.dk") != KEY.message_id("kiap.dk")


def test_a_message_id_tells_nothing_of_meeting_or_member() -> None:
    told = KEY.message_id("kiap.dk")
    assert not any(part in told for part in ("trivsel", "m1", "reminder"))


def test_no_repr_shows_a_person_or_what_was_written() -> None:
    mail = OutgoingMail(
        message_id=KEY.message_id("kiap.dk"),
        kind=MailKind.OWN_COPY,
        to_name="Ole Hemmelig",
        to_address="ole@hemmelig.example",
        reply_to_name="KiAP",
        reply_to_address="klynger@kiap.dk",
        subject="Dine svar",
        text="Jeg svarede hemmeligt",
        html="<p>hemmeligt</p>",
        attachments=(FileAttachment("hemmelig.pdf", b"hemmelig", "application/pdf"),),
    )
    assert repr(mail) == "OutgoingMail(own_copy, 1 attachments)"
    assert repr(mail.attachments[0]) == "FileAttachment(8 bytes)"
