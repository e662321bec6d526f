"""A finished mail becomes bytes: always the same ones, and with no header that we did not write."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import SMTP, default
from email.utils import format_datetime
from typing import cast

from domain.errors import Refused
from domain.mails import FileAttachment, OutgoingMail

CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")
ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
CALENDAR = "text/calendar"
PUBLISHED = {"method": "PUBLISH"}
"""As the file itself says (RFC 6047): it tells of an appointment and asks for no answer."""
HEADERS = (
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "Content-Language",
    "X-Klyngeflow-Kind",
    "MIME-Version",
    "Content-Type",
)


@dataclass(frozen=True)
class Sender:
    """Whom mails come from."""

    name: str
    address: str


def to_bytes(mail: OutgoingMail, sender: Sender, date: datetime) -> bytes:
    """RFC 5322 bytes in ASCII with CRLF; `date` is aware. Raises Refused when a value would make a header."""
    message = _headed(mail, Address(_one_line(sender.name), addr_spec=ascii_address(sender.address)), date)
    message.set_content(mail.text, cte="quoted-printable")
    message.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    for file in mail.attachments:
        _attach(message, file)
    message["Content-Language"] = "da"
    _set_boundaries(message, hashlib.sha256(mail.message_id.encode()).hexdigest()[:24])
    content = message.as_bytes(policy=SMTP)
    _check(content, mail, sender.address)
    return content


def _attach(message: EmailMessage, file: FileAttachment) -> None:
    kind, _, subtype = file.media_type.partition("/")
    name = _one_line(file.name)
    if file.media_type == CALENDAR:
        message.add_attachment(
            file.content.decode(), subtype=subtype, cte="quoted-printable", filename=name, params=PUBLISHED
        )
    else:
        message.add_attachment(file.content, maintype=kind, subtype=subtype, filename=name)


def ascii_address(address: str) -> str:
    """æøå in the domain as punycode. Raises Refused where a mail server could not take the address."""
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        domain = ""
    if "=?" in local or not (ATOMS.fullmatch(local) and ATOMS.fullmatch(domain)):
        raise Refused("The mail's address cannot be used in a header. Correct it.")
    return f"{local}@{domain}"


def _headed(mail: OutgoingMail, sender: Address, date: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = Address(_one_line(mail.to_name), addr_spec=ascii_address(mail.to_address))
    message["Reply-To"] = Address(
        _one_line(mail.reply_to_name), addr_spec=ascii_address(mail.reply_to_address)
    )
    message["Subject"] = _one_line(mail.subject)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = _one_line(mail.message_id)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Klyngeflow-Kind"] = mail.kind.value
    return message


def _one_line(value: str) -> str:
    """Refuses line breaks and encoded words, which older Pythons turn into line breaks."""
    if CONTROL.search(value) or "=?" in value:
        raise Refused(
            "A header of the mail holds a line break or an encoded word. Correct the name or title."
        )
    return value


def _set_boundaries(part: MIMEPart, seed: str) -> None:
    """Boundaries from the message's id instead of random ones, so that a mail made twice is the same."""
    if part.is_multipart():
        part.set_boundary(f"=_{seed}")
        for number, child in enumerate(cast("Sequence[MIMEPart]", part.get_payload())):
            _set_boundaries(child, f"{seed}.{number}")


def _check(content: bytes, mail: OutgoingMail, sender_address: str) -> None:
    """Reads the bytes as a stranger would: only our headers, each once, and exactly the one recipient."""
    read = BytesParser(policy=default).parsebytes(content, headersonly=True)
    expected = {
        "From": ascii_address(sender_address),
        "To": ascii_address(mail.to_address),
        "Reply-To": ascii_address(mail.reply_to_address),
    }
    addressed = {name: [one.addr_spec for one in read[name].addresses] for name in expected}
    if sorted(read.keys()) != sorted(HEADERS) or any(
        addressed[name] != [expected[name]] for name in expected
    ):
        raise Refused("The finished mail has other headers than meant, and was not sent.")
