"""A mail that was broken off is settled and shown, also where its step never runs again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from adapters.ledger import SqlLedger
from domain.attention import Need, needs_a_human
from domain.changes.cancel import cancel_meeting
from domain.mail_settling import mails_to_settle
from domain.mails import MailKey, MailKind, MailOutcome, OutgoingMail, SendResult
from domain.meeting import ROUND_1
from tasks.mailing import coordinator, send
from tasks.occasion import occasion
from tasks.troubles import of_the_house
from tasks.upkeep import Kept, keep_up
from tests.tasks.house import DyingServer, House, Killed, MailServer

KIND = MailKind.COORDINATOR_NUDGE


def cancel(house: House) -> None:
    cancel_meeting(house.id, by="AB", reason="not_wanted", services=house)


def close(house: House) -> None:
    house.at(house.planned().survey_closes)


def end(house: House) -> None:
    house.ledger.records.mark_done(house.id, ROUND_1, "follow_up", "declined")


NEVER_AGAIN: dict[str, Callable[[House], None]] = {"cancelled": cancel, "closed": close, "over": end}
each = pytest.mark.parametrize("situation", NEVER_AGAIN)


def die_over_a_mail(house: House, when: str, *, knows: bool = False) -> None:
    """As a killed run does: the lease is not given back."""
    lease = house.database.leases.take(house.id)
    run = house.writing_with(SqlLedger(house.database.engine, house.wall, 60, lease))
    house.transport = run.transport = house.server = DyingServer(when=when, knows=knows)
    with pytest.raises(Killed):
        nudge(run)


def nudge(services: House) -> MailOutcome:
    it = occasion(services.id, services, ROUND_1)
    return send(it, services, KIND, coordinator(it.meeting))


def outcome(house: House) -> MailOutcome:
    row = house.ledger.mails.get(MailKey(house.id, ROUND_1, KIND, "coordinator"))
    assert row is not None
    return row.outcome


def nudges(house: House) -> int:
    return len(house.mails(KIND))


@each
def test_a_mail_whose_step_never_runs_again_is_unknown_and_shown(house: House, situation: str) -> None:
    die_over_a_mail(house, "taken")
    house.wall.walk(seconds=61)
    NEVER_AGAIN[situation](house)
    assert keep_up(house).settled == (house.id,)
    assert outcome(house) is MailOutcome.UNKNOWN
    assert [row.key.kind for row in mails_to_settle(house.id, house)] == [KIND]
    assert Need.MAIL_UNKNOWN in [one.need for one in needs_a_human(house.id, house)]
    assert keep_up(house).settled == ()
    assert nudges(house) == 1


def test_where_the_transport_can_tell_it_is_sent_and_nobody_is_asked(house: House) -> None:
    die_over_a_mail(house, "taken", knows=True)
    house.wall.walk(seconds=61)
    keep_up(house)
    assert outcome(house) is MailOutcome.SENT
    assert mails_to_settle(house.id, house) == ()


def test_one_that_never_left_is_sent_by_its_step_and_by_nobody_else(house: House) -> None:
    die_over_a_mail(house, "handed over", knows=True)
    house.wall.walk(seconds=61)
    keep_up(house)
    assert (outcome(house), nudges(house)) == (MailOutcome.DEFERRED, 0)
    assert nudge(house) is MailOutcome.SENT
    assert nudges(house) == 1


def test_until_the_dead_runs_lease_has_ended_nothing_is_settled(house: House) -> None:
    die_over_a_mail(house, "taken")
    house.wall.walk(seconds=59)
    assert keep_up(house).settled == ()
    assert outcome(house) is MailOutcome.HANDED_OVER


def test_a_mail_that_is_being_sent_is_left_to_who_sends_it(house: House) -> None:
    kept: list[Kept] = []

    class Slow(MailServer):
        def deliver(self, mail: OutgoingMail, handing_over: Callable[[], None]) -> SendResult:
            result = super().deliver(mail, handing_over)
            assert outcome(house) is MailOutcome.HANDED_OVER
            kept.append(keep_up(house))
            return result

    with house.database.holding(house.id) as held:
        run = house.writing_with(held)
        run.transport = Slow()
        assert nudge(run) is MailOutcome.SENT
    assert [one.settled for one in kept] == [()]
    assert outcome(house) is MailOutcome.SENT


@each
@pytest.mark.parametrize("left", ["claimed", "deferred"])
def test_what_certainly_never_left_alarms_nobody(house: House, situation: str, left: str) -> None:
    if left == "claimed":
        die_over_a_mail(house, "before")
    else:
        house.transport = MailServer(SendResult(MailOutcome.DEFERRED, "535 at AUTH"))
        nudge(house)
    house.wall.walk(minutes=180)
    NEVER_AGAIN[situation](house)
    keep_up(house)
    assert outcome(house) == left
    assert mails_to_settle(house.id, house) == ()
    assert not any(one.about == house.id or "Mailserveren" in one.sentence for one in of_the_house(house))


def test_one_that_is_held_waits_for_an_operators_word(house: House) -> None:
    house.transport = MailServer(SendResult(MailOutcome.HELD, "held since a backup was restored"))
    nudge(house)
    cancel(house)
    keep_up(house)
    assert outcome(house) is MailOutcome.HELD
    assert [row.outcome for row in mails_to_settle(house.id, house)] == [MailOutcome.HELD]
    assert house.ledger.restorations.held() == {(house.id, KIND): 1}
