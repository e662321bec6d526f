"""Mail to people: sent over verified TLS only, and what each fault of a server means for the mail."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from adapters.smtp_dialogue import with_stuffed_dots
from domain.errors import ConfigurationError, LeaseLost
from domain.mails import MailOutcome, SendResult
from tests.adapters.mail_samples import a_mail, nothing
from tests.adapters.smtp_servers import Authority, Handler, Peer, real_server, scripted_server

DEFERRED, REJECTED, UNKNOWN, SENT = (
    MailOutcome.DEFERRED,
    MailOutcome.REJECTED,
    MailOutcome.UNKNOWN,
    MailOutcome.SENT,
)
IMPATIENT = 0.4


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


class Handing:
    """Remembers whether the mail was said to be handed over."""

    over = False

    def __call__(self) -> None:
        self.over = True


def send(authority: Authority, script: Callable[[Peer], None], **changes: object) -> tuple[SendResult, bool]:
    handing = Handing()
    with scripted_server(authority, script) as (port, _):
        result = authority.transport(port, **changes).deliver(a_mail(), handing)
    return result, handing.over


def test_a_mail_arrives_whole_at_its_one_recipient(authority: Authority) -> None:
    handler = Handler()
    with real_server(authority, handler) as port:
        assert authority.transport(port).deliver(a_mail(), nothing) == SendResult(SENT, "250")
    (envelope,) = handler.taken
    assert envelope.rcpt_tos == ["aase@praksis.example"]
    assert envelope.mail_from == "klynger@kiap.example"
    assert b"\r\n.En linje med punktum" in (envelope.content or b"")


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("421 closing", DEFERRED),
        ("450 busy", DEFERRED),
        ("451 local error", DEFERRED),
        ("452 full", DEFERRED),
        ("550 no such user", REJECTED),
        ("553 bad name", REJECTED),
        ("554 no", REJECTED),
        ("552 too big", REJECTED),
    ],
)
@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_a_clear_answer_is_believed(
    authority: Authority, command: str, answer: str, outcome: MailOutcome
) -> None:
    handing = Handing()
    with real_server(authority, Handler({command: answer})) as port:
        result = authority.transport(port).deliver(a_mail(), handing)
    assert result.outcome is outcome
    assert result.detail.startswith(answer[:3])
    assert handing.over is (command == "DATA")


def test_too_big_is_said_by_its_bare_code(authority: Authority) -> None:
    with real_server(authority, Handler({"DATA": "552 too big"})) as port:
        assert authority.transport(port).deliver(a_mail(), nothing) == SendResult(REJECTED, "552")


def test_a_mail_over_the_servers_limit_is_not_begun(authority: Authority) -> None:
    handler, handing = Handler(), Handing()
    with real_server(authority, handler, data_size_limit=1000) as port:
        assert authority.transport(port).deliver(a_mail(), handing) == SendResult(REJECTED, "552")
    assert not handler.taken
    assert not handing.over


def test_what_the_server_writes_is_never_passed_on(authority: Authority) -> None:
    with real_server(authority, Handler({"RCPT": "550 <aase@praksis.example> unknown"})) as port:
        assert authority.transport(port).deliver(a_mail(), nothing).detail == "550 at RCPT"


def test_a_server_without_starttls_gets_nothing(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        peer.say("220 hi")
        peer.hear()
        peer.say("250 plain")
        peer.hear()

    with scripted_server(authority, script) as (port, heard):
        result = authority.transport(port).deliver(a_mail(), nothing)
    assert result == SendResult(DEFERRED, "the server offers no STARTTLS: not sent in the clear")
    assert [line[:4] for line in heard] == [b"ehlo"]


def test_a_certificate_of_a_stranger_gets_nothing(authority: Authority, tmp_path: Path) -> None:
    handler = Handler()
    with real_server(Authority(tmp_path), handler) as port:
        result = authority.transport(port).deliver(a_mail(), nothing)
    assert result == SendResult(DEFERRED, "the server's certificate is not accepted: nothing sent")
    assert not handler.taken


def test_a_certificate_for_another_name_gets_nothing(authority: Authority) -> None:
    with real_server(authority, Handler()) as port:
        result = authority.transport(port, host="127.0.0.1").deliver(a_mail(), nothing)
    assert result.outcome is DEFERRED
    assert "certificate" in result.detail or result.detail == "no connection"


def test_tls_from_the_first_byte_works_too(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        peer.secure()
        peer.say("220 hi")
        peer.hear()
        peer.say("250 hi")
        peer.take()
        peer.say("250 OK")

    assert send(authority, script, security="tls") == (SendResult(SENT, "250"), True)


def test_only_the_headers_come_back_when_the_server_can_do_that(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        peer.greet("DSN|SIZE 1000000")
        peer.take()
        peer.say("250 OK")

    with scripted_server(authority, script) as (port, heard):
        authority.transport(port).deliver(a_mail(), nothing)
    (mail_from,) = [line for line in heard if line.lower().startswith(b"mail")]
    assert b"RET=HDRS" in mail_from
    assert b"SIZE=" in mail_from


def test_250_and_then_a_reset_is_sent(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        peer.greet()
        peer.take()
        peer.say("250 OK")
        peer.reset()

    assert send(authority, script) == (SendResult(SENT, "250"), True)


def test_a_reset_after_the_dot_is_unknown(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        peer.greet()
        peer.take()
        peer.reset()

    assert send(authority, script) == (SendResult(UNKNOWN, "no answer after the last dot"), True)


def test_the_dot_and_then_silence_is_unknown(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        peer.greet()
        peer.take()
        time.sleep(6 * IMPATIENT)

    assert send(authority, script, timeout=IMPATIENT) == (
        SendResult(UNKNOWN, "no answer after the last dot"),
        True,
    )


@pytest.mark.parametrize("answer", ["999 what", "hello", "354 go on", "250-OK"])
def test_an_unclear_answer_after_the_dot_is_unknown(authority: Authority, answer: str) -> None:
    def script(peer: Peer) -> None:
        peer.greet()
        peer.take()
        peer.say(answer)

    assert send(authority, script)[0].outcome is UNKNOWN


def test_a_connection_lost_before_the_dot_is_tried_again(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        peer.greet()
        peer.hear()
        peer.say("250 OK")
        peer.reset()

    assert send(authority, script) == (SendResult(DEFERRED, "connection lost at RCPT"), False)


def test_a_banner_of_64_kb_is_refused(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        peer.say("220 " + "x" * 65536)
        peer.hear()

    assert send(authority, script) == (SendResult(DEFERRED, "connection lost at the greeting"), False)


def test_a_banner_without_end_is_cut_off(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        while True:
            peer.say("220-more")

    assert send(authority, script, timeout=IMPATIENT)[0].outcome is DEFERRED


def test_a_byte_at_a_time_cannot_hold_us_up(authority: Authority) -> None:
    def script(peer: Peer) -> None:
        for byte in b"220 " + b"x" * 100:
            peer.socket.sendall(bytes([byte]))
            time.sleep(IMPATIENT / 2)

    began = time.monotonic()
    assert send(authority, script, timeout=IMPATIENT)[0].outcome is DEFERRED
    assert time.monotonic() - began < 6 * IMPATIENT


def test_no_server_at_all_defers(authority: Authority) -> None:
    assert authority.transport(1).deliver(a_mail(), nothing) == SendResult(DEFERRED, "no connection")


def test_a_lost_lease_hangs_up_before_the_dot(authority: Authority) -> None:
    def lose() -> None:
        raise LeaseLost("another run works on the meeting")

    handler = Handler()
    with real_server(authority, handler) as port, pytest.raises(LeaseLost):
        authority.transport(port).deliver(a_mail(), lose)
    assert not handler.taken


def test_a_login_is_used(authority: Authority) -> None:
    handler = Handler()
    with real_server(authority, handler, auth_required=True) as port:
        assert (
            authority.transport(port, user="klynge", password="hemmelig").deliver(a_mail(), nothing).outcome
            is SENT
        )


@pytest.mark.parametrize(("user", "code"), [("klynge", "535"), ("", "530")])
def test_a_refused_login_is_about_us_and_not_about_the_mail(
    authority: Authority, user: str, code: str
) -> None:
    with real_server(authority, Handler(), auth_required=True) as port:
        result = authority.transport(port, user=user, password="forkert").deliver(a_mail(), nothing)
    assert result.outcome is DEFERRED
    assert result.detail.startswith(code)
    assert "KLYNGEFLOW_SMTP_USER" in result.detail


def test_a_missing_certificate_file_is_named(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="KLYNGEFLOW_SMTP_CA_FILE"):
        authority.transport(25, ca_file=tmp_path / "missing.pem")


def test_a_mail_with_a_forged_header_never_reaches_the_server(authority: Authority) -> None:
    forged = a_mail(to_name="Eva\r\nBcc: ond@ond.example")
    assert authority.transport(1).deliver(forged, nothing) == SendResult(REJECTED, "headers refused")


def test_nobody_can_be_asked_whether_a_mail_was_delivered(authority: Authority) -> None:
    assert authority.transport(1).was_delivered(a_mail().message_id) is None


def test_the_password_is_not_shown(authority: Authority) -> None:
    from adapters.smtp_connection import SmtpServer

    assert "hemmelig" not in repr(SmtpServer("localhost", password="hemmelig"))


def test_dots_that_begin_a_line_are_doubled() -> None:
    assert with_stuffed_dots(b".a\r\nb\r\n..c") == b"..a\r\nb\r\n...c\r\n"
