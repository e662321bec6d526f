"""Bounces and complaints as real mail servers write them, about one Message-ID."""

from __future__ import annotations

ID = "<0123456789abcdef0123456789abcdef@kiap.example>"
DOCTOR = "laege0@klinik.example"

STATUS = """Reporting-MTA: dns; mx.klinik.example

Final-Recipient: rfc822; {doctor}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{doctor}>: no such user
"""


def report(
    *, status: str = "5.1.1", action: str = "failed", original: str = "text/rfc822-headers", about: str = ID
) -> bytes:
    """As Postfix, Exim and Exchange write it (RFC 3464)."""
    told = STATUS.format(doctor=DOCTOR, action=action, status=status)
    return _multipart(
        "multipart/report; report-type=delivery-status",
        ("text/plain; charset=utf-8", "Beklager, mailen kom ikke frem: 5.9.9 står i teksten."),
        ("message/delivery-status", told),
        (original, f"From: klynger@kiap.example\nTo: {DOCTOR}\nMessage-ID: {about}\nSubject: Svar\n\nx"),
    )


def complaint() -> bytes:
    """RFC 5965, as large mail providers send it when somebody presses »spam«."""
    return _multipart(
        "multipart/report; report-type=feedback-report",
        ("text/plain", "This is an email abuse report."),
        ("message/feedback-report", "Feedback-Type: abuse\nUser-Agent: Provider/1.0\nVersion: 1\n"),
        ("message/rfc822", f"From: klynger@kiap.example\nMessage-ID: {ID}\nSubject: Svar\n\nx"),
    )


def two_recipients_one_delayed() -> bytes:
    first = STATUS.format(doctor=DOCTOR, action="delayed", status="4.4.1")
    second = "\nFinal-Recipient: rfc822; b@klinik.example\nAction: failed\nStatus: 5.7.1 (policy)\n"
    return _multipart(
        "multipart/report; report-type=delivery-status",
        ("text/plain", "…"),
        ("message/delivery-status", first + second),
        ("text/rfc822-headers", f"Message-ID: {ID}\n"),
    )


def prose(words: str = "The following address failed: 550 5.1.1 unknown user") -> bytes:
    """As qmail and old firewalls write it: no fields, the mail in reply to ours."""
    return f"From: MAILER-DAEMON@mx.example\nIn-Reply-To: {ID}\nSubject: failure\n\n{words}\n".encode()


def prose_with_headers_inside() -> bytes:
    return _multipart(
        "multipart/mixed",
        ("text/plain", "Delivery failed: 5.4.1 Recipient address rejected"),
        ("text/rfc822-headers", f"Subject: Svar\nMessage-ID:\n {ID}\n"),
    )


def auto_reply() -> bytes:
    return prose("Jeg er på ferie til uge 5. Ring til klinikken på 5.1.")


def _multipart(kind: str, *parts: tuple[str, str]) -> bytes:
    body = "".join(f"--=_x\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
    head = f'From: MAILER-DAEMON@mx.example\nTo: klynger@kiap.example\nContent-Type: {kind}; boundary="=_x"\n'
    return f"{head}MIME-Version: 1.0\n\n{body}--=_x--\n".encode()
