"""Reads what mail servers report: bounces (RFC 3464), complaints (RFC 5965), and freely written ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, message_from_string
from email.message import Message

from domain.bounces import BounceKind, Report

STATUS = re.compile(r"(?<![\d.])5\.\d{1,3}\.\d{1,3}(?![\d.])")
ID = re.compile(r"<[^<>\s]{1,200}>")
GIVEN_BACK = {
    "message/rfc822",
    "message/rfc822-headers",
    "message/global",
    "message/global-headers",
    "text/rfc822",
    "text/rfc822-headers",
}
LARGEST = 2_000_000
"""Bytes that are looked at: the report stands before the mail that it gives back."""


def read_report(content: bytes) -> Report | None:
    """None for what is no report of a mail that failed for good: a delay, an auto-reply, any other mail."""
    mail = message_from_bytes(content[:LARGEST])
    parts = list(_parts(mail))
    found = _complaint(parts) or _hard_bounce(parts)
    message_id = _message_id(mail, parts)
    if found is None or not message_id:
        return None
    kind, code = found
    return Report(message_id, kind, code)


def _parts(part: Message) -> Iterator[Message]:
    """Not what is inside the mail that is given back: that one is ours."""
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for child in _children(part):
            yield from _parts(child)
    else:
        yield part


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _complaint(parts: list[Message]) -> tuple[BounceKind, str] | None:
    told = [part for part in parts if part.get_content_type() == "message/feedback-report"]
    return (BounceKind.COMPLAINT, "") if told else None


def _hard_bounce(parts: list[Message]) -> tuple[BounceKind, str] | None:
    statuses = [part for part in parts if part.get_content_type() == "message/delivery-status"]
    code = _failed_code(statuses) if statuses else _code_in_words(parts)
    return (BounceKind.HARD, code) if code else None


def _failed_code(statuses: list[Message]) -> str:
    """The status of a recipient whose delivery has failed for good; empty while it is only delayed."""
    for fields in (group for part in statuses for group in _children(part)):
        found = STATUS.search(str(fields.get("Status", "")))
        if found and str(fields.get("Action", "failed")).strip().lower() == "failed":
            return found.group()
    return ""


def _code_in_words(parts: list[Message]) -> str:
    """Of servers that write prose: no code, no bounce, for an auto-reply looks the same without one."""
    for part in parts:
        if part.get_content_type() == "text/plain" and (found := STATUS.search(_text(part))):
            return found.group()
    return ""


def _message_id(mail: Message, parts: list[Message]) -> str:
    """Of the mail that is told of: from what is given back of it, else from what the report answers."""
    for part in parts:
        for original in _given_back(part):
            if found := ID.search(str(original.get("Message-ID", ""))):
                return found.group()
    answered = ID.findall(f"{mail.get('In-Reply-To', '')} {mail.get('References', '')}")
    return answered[0] if answered else ""


def _given_back(part: Message) -> list[Message]:
    """The mail itself or its headers: a part of its own, or text in one that Python does not open."""
    if part.get_content_type() not in GIVEN_BACK:
        return []
    return _children(part) or [message_from_string(_text(part))]


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace") if isinstance(content, bytes) else ""
