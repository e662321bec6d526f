"""Mailing: exactly once, whatever dies, and honest where nobody can know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.maildir import MaildirTransport
from adapters.message import Sender
from domain.claimed_mail import MOST_ATTEMPTS
from domain.errors import LeaseLost, TryAgain
from domain.mails import MailKey, MailKind, MailOutcome, OutgoingMail, SendResult
from tasks.mailing import all_settled, coordinator, send
from tasks.occasion import occasion
from tests.tasks.house import DyingServer, House, Killed, MailServer

DEFERRED = SendResult(MailOutcome.DEFERRED, "451 at DATA")
KIND = MailKind.COORDINATOR_NUDGE


def nudge(house: House) -> MailOutcome:
    it = occasion(house.id, house, 1)
    return send(it, house, KIND, coordinator(it.meeting))


def row(house: House) -> tuple[MailOutcome, int, str]:
    found = house.ledger.mails.get(MailKey(house.id, 1, KIND, "coordinator"))
    assert found is not None
    return found.outcome, found.attempts, found.detail


def test_a_mail_is_sent_once_however_often_it_is_asked_for(house: House) -> None:
    assert [nudge(house) for _ in range(3)] == [MailOutcome.SENT] * 3
    (mail,) = house.mails()
    assert mail.to_address == "aase@praksis.example"
    assert mail.reply_to_address == "mette@kiap.example"
    assert mail.message_id == MailKey(house.id, 1, KIND, "coordinator").message_id("kiap.example")


def test_on_a_machine_without_a_mail_server_a_run_that_died_puts_one_mail_into_the_outbox(
    house: House, tmp_path: Path
) -> None:
    maildir = MaildirTransport(tmp_path / "outbox", Sender("KiAP", "klynger@kiap.example"), house.clock)

    class Dying:
        reaches_people = False
        was_delivered = staticmethod(maildir.was_delivered)

        def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
            maildir.deliver(mail, handing_over)
            raise Killed

    house.transport = Dying()
    with pytest.raises(Killed):
        nudge(house)
    assert row(house)[0] is MailOutcome.HANDED_OVER
    house.transport = maildir
    assert nudge(house) is MailOutcome.SENT
    assert len(list((tmp_path / "outbox" / "new").iterdir())) == 1


def test_a_mail_is_dated_by_the_meetings_clock(house: House) -> None:
    house.at(house.planned().survey_opens)
    nudge(house)
    assert house.mails()[0].date == house.planned().survey_opens


@pytest.mark.parametrize("knows", [True, False])
def test_a_run_that_died_before_the_mail_left_sends_it_the_next_time(house: House, knows: bool) -> None:
    house.transport = DyingServer(when="before", knows=knows)
    with pytest.raises(Killed):
        nudge(house)
    assert row(house)[0] is MailOutcome.CLAIMED
    assert nudge(house) is MailOutcome.SENT
    assert len(house.transport.taken) == 1


@pytest.mark.parametrize("when", ["handed over", "taken"])
def test_where_nobody_can_tell_a_handed_over_mail_is_unknown_and_never_sent_again(
    house: House, when: str
) -> None:
    house.transport = server = DyingServer(when=when, knows=False)
    with pytest.raises(Killed):
        nudge(house)
    taken = len(server.taken)
    assert [nudge(house) for _ in range(3)] == [MailOutcome.UNKNOWN] * 3
    house.wall.walk(days=30)
    assert nudge(house) is MailOutcome.UNKNOWN
    assert len(server.taken) == taken
    assert row(house) == (MailOutcome.UNKNOWN, 1, "the run died during delivery")


@pytest.mark.parametrize("when", ["handed over", "taken"])
def test_where_the_transport_can_tell_a_handed_over_mail_arrives_once(house: House, when: str) -> None:
    house.transport = server = DyingServer(when=when, knows=True)
    with pytest.raises(Killed):
        nudge(house)
    assert nudge(house) is MailOutcome.SENT
    assert len(server.taken) == 1
    assert row(house)[0] is MailOutcome.SENT


def test_an_unclear_answer_is_unknown_and_never_sent_again(house: House) -> None:
    house.transport = server = MailServer(SendResult(MailOutcome.UNKNOWN, "no answer after the last dot"))
    assert [nudge(house), nudge(house)] == [MailOutcome.UNKNOWN] * 2
    assert len(server.taken) == 1


def test_a_rejected_mail_is_not_sent_again(house: House) -> None:
    house.transport = server = MailServer(SendResult(MailOutcome.REJECTED, "550 at RCPT"))
    assert [nudge(house), nudge(house)] == [MailOutcome.REJECTED] * 2
    assert server.taken == []


def test_a_deferred_mail_waits_ten_minutes_and_is_sent_then(house: House) -> None:
    house.transport = server = MailServer(DEFERRED)
    assert [nudge(house), nudge(house)] == [MailOutcome.DEFERRED] * 2
    house.wall.walk(minutes=10)
    assert nudge(house) is MailOutcome.SENT
    assert len(server.taken) == 1
    assert row(house) == (MailOutcome.SENT, 2, "")


def test_a_mail_is_given_up_after_five_tries(house: House) -> None:
    house.transport = server = MailServer(*[DEFERRED] * 20)
    outcomes = []
    for _ in range(8):
        outcomes.append(nudge(house))
        house.wall.walk(minutes=11)
    assert outcomes == [MailOutcome.DEFERRED] * 4 + [MailOutcome.REJECTED] * 4
    assert len(server.script) == 20 - MOST_ATTEMPTS
    assert row(house) == (MailOutcome.REJECTED, 5, "given up after 5 tries: 451 at DATA")


def test_a_mail_is_given_up_after_a_day(house: House) -> None:
    house.transport = MailServer(DEFERRED, DEFERRED)
    nudge(house)
    house.wall.walk(hours=25)
    assert nudge(house) is MailOutcome.REJECTED


def test_a_run_that_lost_its_lease_sends_nothing(house: House) -> None:
    house.transport = server = MailServer()
    with house.database.holding(house.id) as ledger:
        held = house.writing_with(ledger)
        house.wall.walk(seconds=61)
        house.database.leases.take(house.id)
        with pytest.raises(LeaseLost):
            nudge(held)
    assert server.taken == []
    assert house.ledger.mails.of(house.id) == ()


def test_a_run_that_loses_its_lease_in_the_dialogue_does_not_hand_the_mail_over(house: House) -> None:
    class Slow(MailServer):
        def deliver(self, mail, handing_over):  # type: ignore[no-untyped-def]
            house.wall.walk(seconds=61)
            house.database.leases.take(house.id)
            return super().deliver(mail, handing_over)

    house.transport = server = Slow()
    with house.database.holding(house.id) as ledger, pytest.raises(LeaseLost):
        nudge(house.writing_with(ledger))
    assert server.taken == []
    assert row(house)[0] is MailOutcome.CLAIMED


def test_while_a_mail_waits_the_step_is_not_done() -> None:
    with pytest.raises(TryAgain, match="Mails wait"):
        all_settled([MailOutcome.SENT, MailOutcome.DEFERRED, MailOutcome.DEFERRED])
    assert all_settled([MailOutcome.SENT, MailOutcome.SENT, MailOutcome.UNKNOWN]) == "2 sent, 1 unknown"
    assert all_settled([]) == "no mail"


def test_the_time_to_give_up_is_counted_from_the_first_try(house: House) -> None:
    house.transport = MailServer(DEFERRED, DEFERRED)
    nudge(house)
    house.at(house.wall() + timedelta(hours=23))
    assert nudge(house) is MailOutcome.DEFERRED
