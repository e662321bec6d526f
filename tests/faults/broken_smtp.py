"""A mail server that does what it should up to one step of the protocol, and breaks off there."""

from __future__ import annotations

from collections.abc import Callable

from tests.adapters.smtp_servers import Peer

BEFORE_THE_DOT = ("greeting", "EHLO", "STARTTLS", "EHLO again", "MAIL", "RCPT", "DATA", "content")
STEPS = (*BEFORE_THE_DOT, "dot", "250")


def play_until(broken: str, break_off: Callable[[Peer], None]) -> Callable[[Peer], None]:
    """A server that does what it should up to `broken`, where it has heard the command and not answered."""

    def script(peer: Peer) -> None:
        for step in STEPS:
            _hear(peer, step)
            if step == broken:
                break_off(peer)
                return
            _answer(peer, step)

    return script


def _hear(peer: Peer, step: str) -> None:
    match step:
        case "greeting" | "250":
            return
        case "content":
            peer.socket.recv(1000)
        case "dot":
            _hear_all(peer)
        case _:
            peer.hear()


def _hear_all(peer: Peer) -> None:
    end = b""
    while not end.endswith(b"\r\n.\r\n"):
        end = end[-5:] + peer.socket.recv(65536)


def _answer(peer: Peer, step: str) -> None:
    answers = {"greeting": "220 hi", "DATA": "354 go on", "EHLO": "250-hi\r\n250 STARTTLS", "content": ""}
    if answer := answers.get(step, "250 OK"):
        peer.say("220 go on" if step == "STARTTLS" else answer)
    if step == "STARTTLS":
        peer.secure()
