"""What a mail server's answers mean for a mail, up to and after the last dot.

What a server writes is never passed on: it may hold addresses. Only its codes and our own words are.
"""

from __future__ import annotations

import re
import smtplib
from collections.abc import Callable

from domain.mails import MailOutcome, SendResult

LOGIN_NEEDED = {530, 534, 535, 538}
TOO_BIG = 552
DROPPED = (smtplib.SMTPException, OSError)

Reply = tuple[int, bytes]


class Failed(Exception):
    """The server does not have the mail; `result` says whether that is for now or for good."""

    def __init__(self, outcome: MailOutcome, detail: str) -> None:
        self.result = SendResult(outcome, detail)
        super().__init__(detail)


def deferred(detail: str) -> Failed:
    return Failed(MailOutcome.DEFERRED, detail)


def expect(command: str, ask: Callable[[], Reply], wanted: int = 2) -> None:
    """Asks before the last dot: any other answer, or none, means that the mail did not go."""
    try:
        code, _ = ask()
    except DROPPED:
        raise deferred(f"connection lost at {command}") from None
    if code // 100 != wanted:
        raise Failed(*_meaning(code, command))


def hand_over(
    smtp: smtplib.SMTP, content: bytes, handing_over: Callable[[], None], wait: float
) -> SendResult:
    """All but the last dot can be taken back by hanging up; after it only the server's answer counts.

    `wait` is seconds for that answer: servers scan the mail before they give it.
    """
    try:
        smtp.send(with_stuffed_dots(content))
    except DROPPED:
        raise deferred("connection lost during DATA") from None
    handing_over()
    try:
        smtp.send(b".\r\n")
        if smtp.sock:
            smtp.sock.settimeout(wait)
        code, _ = smtp.getreply()
    except DROPPED:
        return SendResult(MailOutcome.UNKNOWN, "no answer after the last dot")
    if code // 100 == 2:
        return SendResult(MailOutcome.SENT, str(code))
    if code // 100 in {4, 5}:
        return SendResult(*_meaning(code, "the last dot"))
    return SendResult(MailOutcome.UNKNOWN, "an answer without meaning after the last dot")


def with_stuffed_dots(content: bytes) -> bytes:
    """RFC 5321 4.5.2; ends in CRLF, so that the dot can follow."""
    stuffed = re.sub(rb"(?m)^\.", b"..", content)
    return stuffed if stuffed.endswith(b"\r\n") else stuffed + b"\r\n"


def _meaning(code: int, command: str) -> tuple[MailOutcome, str]:
    """5xx is for good, unless it is about us and not about the mail; 4xx and the unheard-of may pass."""
    if code == TOO_BIG:
        return MailOutcome.REJECTED, str(TOO_BIG)
    if code in LOGIN_NEEDED:
        return (
            MailOutcome.DEFERRED,
            f"{code} at {command}: the server wants a login, check KLYNGEFLOW_SMTP_USER",
        )
    outcome = MailOutcome.REJECTED if code // 100 == 5 else MailOutcome.DEFERRED
    return outcome, f"{code} at {command}"
