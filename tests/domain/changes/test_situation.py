"""Who counts as told: whoever may have a mail hears of what changes in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.changes.cancel import what_cancelling_does
from domain.changes.situation import invited
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import ROUND_1
from tests.tasks.house import House

MAY_HAVE_IT = {
    MailOutcome.CLAIMED: False,
    MailOutcome.HANDED_OVER: True,  # the run may have died after the server had it
    MailOutcome.DEFERRED: False,
    MailOutcome.HELD: False,
    MailOutcome.SENT: True,
    MailOutcome.REJECTED: False,
    MailOutcome.UNKNOWN: True,
}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.mark.parametrize("outcome", MailOutcome)
def test_whoever_may_have_the_invitation_is_told_of_what_changes(house: House, outcome: MailOutcome) -> None:
    house.have_members(2)
    member = house.ledger.members.of(house.id)[0].id
    key = MailKey(house.id, ROUND_1, MailKind.INVITATION, member)
    house.ledger.mails.claim(key, key.message_id(house.mail_domain))
    house.ledger.mails.settle(key, SendResult(outcome))
    assert invited(house.id, ROUND_1, house) == ({member} if MAY_HAVE_IT[outcome] else set())
    said = " ".join(what_cancelling_does(house.id, house))
    assert ("Ét medlem har fået besked" in said) == MAY_HAVE_IT[outcome]
