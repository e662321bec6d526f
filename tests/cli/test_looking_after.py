"""What only `klyngeflow up` sees is told like every other trouble."""

from __future__ import annotations

from pathlib import Path

from cli.looking_after import UNREAD
from domain.mails import MailKind
from domain.runbook import ENTRY
from domain.troubles import TroubleKind
from tasks.alerting import tell_of_troubles
from tests.tasks.house import CARETAKER, House, text_of


def test_a_mailbox_of_bounces_that_stays_closed_is_told_of_after_two_hours(tmp_path: Path) -> None:
    house = House(tmp_path)
    tell_of_troubles(house, [UNREAD])
    house.wall.walk(hours=1.9)
    tell_of_troubles(house, [UNREAD])
    assert house.mails(MailKind.ALERT) == []
    house.wall.walk(hours=0.1)
    tell_of_troubles(house, [UNREAD])
    (mail,) = house.mails(MailKind.ALERT)
    assert mail.to_address == CARETAKER.email
    assert f"Runbook: »{ENTRY[TroubleKind.BOUNCES_UNREAD]}«." in text_of(mail)
