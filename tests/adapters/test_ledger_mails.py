"""The mail ledger: who may send now, for every state that a mail can be found in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.ledger import SqlLedger
from domain.errors import KlyngeflowError
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from tests.ledgers import MEETING, START, HandClock

KEY = MailKey(MEETING, 1, MailKind.INVITATION, "m1")
ID = KEY.message_id("kiap.example")
LATER = START + timedelta(minutes=10)


def test_a_mail_that_nobody_has_claimed_may_be_sent(ledger: SqlLedger) -> None:
    assert ledger.mails.get(KEY) is None
    assert ledger.mails.claim(KEY, ID) is None
    row = ledger.mails.get(KEY)
    assert row is not None
    assert (row.key, row.message_id, row.outcome, row.attempts) == (KEY, ID, MailOutcome.CLAIMED, 1)
    assert (row.first_try, row.next_try) == (START, None)


def test_a_claim_left_by_a_run_that_died_is_taken_over(ledger: SqlLedger) -> None:
    ledger.mails.claim(KEY, ID)
    assert ledger.mails.claim(KEY, ID) is None
    row = ledger.mails.get(KEY)
    assert row is not None
    assert row.attempts == 2


@pytest.mark.parametrize("outcome", [MailOutcome.SENT, MailOutcome.REJECTED, MailOutcome.UNKNOWN])
def test_a_settled_mail_is_never_sent_again(ledger: SqlLedger, wall: HandClock, outcome: MailOutcome) -> None:
    ledger.mails.claim(KEY, ID)
    ledger.mails.settle(KEY, SendResult(outcome, "250"))
    wall.walk(days=100)
    assert ledger.mails.claim(KEY, ID) is outcome
    row = ledger.mails.get(KEY)
    assert row is not None
    assert (row.outcome, row.attempts, row.detail) == (outcome, 1, "250")


def test_a_mail_that_was_handed_over_is_not_sent_again_by_itself(ledger: SqlLedger) -> None:
    ledger.mails.claim(KEY, ID)
    ledger.mails.handing_over(KEY)
    assert ledger.mails.claim(KEY, ID) is MailOutcome.HANDED_OVER


def test_meetings_with_a_mail_handed_over_are_named_until_it_is_settled(ledger: SqlLedger) -> None:
    ledger.mails.claim(KEY, ID)
    assert ledger.mails.being_handed_over() == ()
    ledger.mails.handing_over(KEY)
    assert ledger.mails.being_handed_over() == (KEY.meeting_id,)
    ledger.mails.settle(KEY, SendResult(MailOutcome.UNKNOWN))
    assert ledger.mails.being_handed_over() == ()


def test_a_deferred_mail_waits_for_its_next_try(ledger: SqlLedger, wall: HandClock) -> None:
    ledger.mails.claim(KEY, ID)
    ledger.mails.settle(KEY, SendResult(MailOutcome.DEFERRED, "451"), next_try=LATER)
    wall.walk(minutes=9)
    assert ledger.mails.claim(KEY, ID) is MailOutcome.DEFERRED
    wall.walk(minutes=1)
    assert ledger.mails.claim(KEY, ID) is None
    row = ledger.mails.get(KEY)
    assert row is not None
    assert (row.outcome, row.attempts, row.next_try) == (MailOutcome.CLAIMED, 2, None)


def test_other_rounds_recipients_kinds_and_sequences_are_other_mails(ledger: SqlLedger) -> None:
    others = [
        MailKey(MEETING, 2, MailKind.INVITATION, "m1"),
        MailKey(MEETING, 1, MailKind.REMINDER, "m1"),
        MailKey(MEETING, 1, MailKind.INVITATION, "m2"),
        MailKey(MEETING, 1, MailKind.INVITATION, "m1", 2),
    ]
    for key in [KEY, *others]:
        assert ledger.mails.claim(key, key.message_id("kiap.example")) is None
    assert len({row.message_id for row in ledger.mails.of(MEETING)}) == 5
    assert [row.key for row in ledger.mails.of(MEETING, 2)] == others[:1]


def test_a_message_id_belongs_to_one_mail(ledger: SqlLedger) -> None:
    ledger.mails.claim(KEY, ID)
    with pytest.raises(KlyngeflowError):
        ledger.mails.claim(MailKey(MEETING, 1, MailKind.INVITATION, "m2"), ID)


def test_a_long_detail_is_cut_instead_of_losing_the_outcome(ledger: SqlLedger) -> None:
    ledger.mails.claim(KEY, ID)
    ledger.mails.settle(KEY, SendResult(MailOutcome.REJECTED, "x" * 500))
    row = ledger.mails.get(KEY)
    assert row is not None
    assert (row.outcome, len(row.detail)) == (MailOutcome.REJECTED, 200)
