"""Mails as bytes: what a recipient's program reads, and what can never get in."""

from __future__ import annotations

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import cast

import pytest

from adapters.message import HEADERS, Sender, ascii_address, to_bytes
from domain.errors import Refused
from domain.mails import FileAttachment
from tests.adapters.mail_samples import NOON, PDF, SENDER, a_mail


def read(content: bytes) -> EmailMessage:
    return cast(EmailMessage, BytesParser(policy=default).parsebytes(content))


def test_the_headers_are_exactly_the_ones_meant() -> None:
    message = read(to_bytes(a_mail(), SENDER, NOON))
    assert sorted(message.keys()) == sorted(HEADERS)
    assert message["From"] == "KiAP Klynger <klynger@kiap.example>"
    assert message["To"] == "Åse Ærlig <aase@praksis.example>"
    assert message["Reply-To"] == "Mette Mønster <mette@kiap.example>"
    assert message["Subject"] == a_mail().subject
    assert message["Date"] == "Fri, 12 Mar 2027 12:00:00 +0100"
    assert message["Message-ID"] == a_mail().message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "da"
    assert message["X-Klyngeflow-Kind"] == "coordinator_kit"


def test_both_parts_and_the_attachment_arrive_as_they_were() -> None:
    message = read(to_bytes(a_mail(), SENDER, NOON))
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain
    assert plain.get_content().replace("\r\n", "\n") == a_mail().text
    assert html
    assert html.get_content().replace("\r\n", "\n") == a_mail().html
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == (PDF.name, "application/pdf")
    assert attached.get_content() == PDF.content


def test_a_calendar_file_says_that_it_only_tells_and_arrives_as_it_was() -> None:
    content = "BEGIN:VCALENDAR\r\nSUMMARY:Klyngemøde æøå\r\nEND:VCALENDAR\r\n".encode()
    file = FileAttachment("Møde – æøå.ics", content, "text/calendar")
    (attached,) = read(to_bytes(a_mail(attachments=(file,)), SENDER, NOON)).iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached["Content-Type"].params["method"] == "PUBLISH"
    assert attached["Content-Transfer-Encoding"] == "quoted-printable"
    assert attached.get_filename() == file.name
    assert attached.get_payload(decode=True) == content


def test_what_is_read_stands_before_what_is_attached() -> None:
    message = read(to_bytes(a_mail(), SENDER, NOON))
    assert message.get_content_type() == "multipart/mixed"
    kinds = [part.get_content_type() for part in message.walk() if not part.is_multipart()]
    assert kinds == ["text/plain", "text/html", "application/pdf"]


def test_a_mail_without_attachments_is_just_its_two_parts() -> None:
    message = read(to_bytes(a_mail(attachments=()), SENDER, NOON))
    assert message.get_content_type() == "multipart/alternative"


def test_the_same_mail_and_date_give_the_same_bytes() -> None:
    assert to_bytes(a_mail(), SENDER, NOON) == to_bytes(a_mail(), SENDER, NOON)


def test_another_mail_has_other_boundaries() -> None:
    other = a_mail(message_id="<other@kiap.example>")
    assert (
        read(to_bytes(other, SENDER, NOON)).get_boundary()
        != read(to_bytes(a_mail(), SENDER, NOON)).get_boundary()
    )


def test_the_bytes_are_ascii_in_short_lines_ending_in_crlf() -> None:
    content = to_bytes(a_mail(text="lang " * 400 + "æ\n"), SENDER, NOON)
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_danish_letters_in_a_domain_become_punycode() -> None:
    message = read(to_bytes(a_mail(to_address="aase@lægehuset.example"), SENDER, NOON))
    assert message["To"].addresses[0].addr_spec == "aase@xn--lgehuset-j0a.example"


@pytest.mark.parametrize(
    "name",
    [
        "Eva\nBcc: ond@ond.example",
        "Eva\r\n\r\nHej",
        "=?UTF-8?Q?=0A?=Bcc: ond@ond.example",
        "Eva =?utf-8?b?CkJjYzogb25kQG9uZC5leGFtcGxl?=",
        "Eva\x00",
        "Eva\u2028Bcc: x",
    ],
)
@pytest.mark.parametrize("field", ["to_name", "reply_to_name", "subject", "message_id"])
def test_no_value_can_make_a_header(field: str, name: str) -> None:
    with pytest.raises(Refused) as refused:
        to_bytes(a_mail(**{field: name}), SENDER, NOON)
    assert "ond" not in str(refused.value)


@pytest.mark.parametrize(
    "name",
    ['Eva "Bcc: x" <y@z.example>', "Eva, Bo <bo@ond.example>", "Bcc: ond@ond.example", "x" * 300 + " æ"],
)
def test_a_strange_name_stays_a_name(name: str) -> None:
    message = read(to_bytes(a_mail(to_name=name), SENDER, NOON))
    assert [one.addr_spec for one in message["To"].addresses] == ["aase@praksis.example"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "uden-snabel-a",
        "a@x.example, b@y.example",
        "a@x.example\nBcc: b@y.example",
        '"a" <b@y.example>',
        "æ@x.example",
        "@x.example",
        "a@",
        "a..b@x.example",
        "=?UTF-8?Q?=0A?=@x.example",
    ],
)
def test_what_is_not_one_address_is_refused(address: str) -> None:
    with pytest.raises(Refused) as refused:
        to_bytes(a_mail(to_address=address), SENDER, NOON)
    assert "example" not in str(refused.value)


def test_a_name_of_an_attachment_cannot_make_a_header() -> None:
    file = FileAttachment("a.pdf\r\nBcc: x@y.example", b"x", "application/pdf")
    with pytest.raises(Refused):
        to_bytes(a_mail(attachments=(file,)), SENDER, NOON)


def test_the_sender_is_checked_too() -> None:
    with pytest.raises(Refused):
        to_bytes(a_mail(), Sender("KiAP\nBcc: x@y.example", "klynger@kiap.example"), NOON)


def test_an_ascii_address_is_left_alone() -> None:
    assert ascii_address("Eva.B+x@Praksis.example") == "Eva.B+x@Praksis.example"
