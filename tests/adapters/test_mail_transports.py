"""What every way of sending mail promises, whichever one is configured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.maildir import MaildirTransport
from domain.errors import LeaseLost
from domain.mails import MailOutcome
from domain.ports import MailTransport
from tests.adapters.mail_samples import SENDER, Noon, a_mail
from tests.adapters.smtp_servers import Authority, Handler, real_server


@pytest.fixture(params=["maildir", "smtp"])
def transport(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MailTransport]:
    if request.param == "maildir":
        yield MaildirTransport(tmp_path / "outbox", SENDER, Noon())
        return
    authority = Authority(tmp_path)
    with real_server(authority, Handler()) as port:
        yield authority.transport(port)


def test_a_good_mail_is_sent(transport: MailTransport) -> None:
    assert transport.deliver(a_mail(), lambda: None).outcome is MailOutcome.SENT


def test_handing_over_is_said_once(transport: MailTransport) -> None:
    said: list[bool] = []
    transport.deliver(a_mail(), lambda: said.append(True))
    assert said == [True]


def test_a_mail_that_was_not_handed_over_can_be_sent_later(transport: MailTransport) -> None:
    def lose() -> None:
        raise LeaseLost("another run works on the meeting")

    with pytest.raises(LeaseLost):
        transport.deliver(a_mail(), lose)
    assert transport.was_delivered(a_mail().message_id) in {False, None}
    assert transport.deliver(a_mail(), lambda: None).outcome is MailOutcome.SENT


def test_what_is_said_of_delivery_is_never_wrong(transport: MailTransport) -> None:
    assert transport.was_delivered(a_mail().message_id) in {False, None}
    transport.deliver(a_mail(), lambda: None)
    assert transport.was_delivered(a_mail().message_id) in {True, None}


def test_a_forged_header_is_refused_before_anything_is_handed_over(transport: MailTransport) -> None:
    said: list[bool] = []
    forged = a_mail(subject="Hej\r\nBcc: ond@ond.example")
    assert transport.deliver(forged, lambda: said.append(True)).outcome is MailOutcome.REJECTED
    assert said == []


def test_the_detail_never_holds_an_address(transport: MailTransport) -> None:
    assert "@" not in transport.deliver(a_mail(), lambda: None).detail
