"""Resending: on purpose, to one person, on record; once, whatever happens between the word and the mail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.acts import Act, ActKind
from domain.errors import NotFound, Refused
from domain.mail_settling import mails_to_settle, settle_as_arrived, settle_by_resending
from domain.mails import AS_LINKS, MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import MemberRow
from domain.ports import MailRow
from domain.resending import owed, resend, what_resending_does
from domain.resending_words import INSTEAD, NAMED
from tasks.delivery import delivery
from tasks.follow_up import announcement
from tasks.intake import intake
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing, reminder
from tasks.nudging import nudge
from tasks.report_building import report_building
from tasks.resending import SENDERS, send_resent
from tasks.thanks import thanks
from tasks.upkeep import keep_up
from tests.tasks.house import DyingServer, House, Killed, MailServer
from tests.tasks.test_report_building import surveyed

UNKNOWN = SendResult(MailOutcome.UNKNOWN, "the connection broke")
NO_SUCH_BOX = SendResult(MailOutcome.REJECTED, "550 at RCPT")
TOO_BIG = SendResult(MailOutcome.REJECTED, "552")
MEMBERS = 4
LATER = SendResult(MailOutcome.DEFERRED, "451 at MAIL")


@pytest.fixture
def invited(house: House) -> House:
    house.have_members(MEMBERS)
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    return house


def a_member(house: House) -> str:
    return house.ledger.members.of(house.id)[3].id


def again(house: House, kind: MailKind = MailKind.INVITATION, to: str = "") -> Act:
    return resend(house.id, kind, to or a_member(house), "lost", "ab", house)


# --- what is sent ----------------------------------------------------------------------------------------


def test_one_member_gets_the_same_link_once_more_and_nobody_else_anything(invited: House) -> None:
    first = {mail.to_address: mail for mail in invited.mails()}
    act = again(invited)
    assert len(invited.mails()) == len(first)  # the rule itself mails nobody
    assert send_resent(invited.id, invited) == 1
    *_, mail = invited.mails()
    assert mail.text == first[mail.to_address].text
    assert mail.message_id != first[mail.to_address].message_id
    assert invited.ledger.mails.get(key_of(act)).outcome is MailOutcome.SENT  # type: ignore[union-attr]
    assert send_resent(invited.id, invited) == 0
    assert len(invited.mails()) == len(first) + 1


def key_of(act: Act) -> MailKey:
    what = act.detail
    kind = MailKind(what["kind"])
    return MailKey(act.meeting_id, act.round, kind, what["recipient"], what["sequence"], act.number)


def test_it_is_on_record_who_did_it_and_why_and_names_nobody(invited: House) -> None:
    again(invited)
    (act,) = invited.ledger.acts.of(invited.id)
    assert (act.kind, act.by, act.reason, act.round) == (ActKind.RESENT, "AB", "lost", 1)
    assert dict(act.detail) == {"kind": "invitation", "recipient": a_member(invited), "sequence": 1}


STEPS: dict[MailKind, Callable[[House], object]] = {
    MailKind.ORDER_RECEIVED: lambda house: intake.fn(house.id, house),
    MailKind.CONSULTANT_NEW_ORDER: lambda house: intake.fn(house.id, house),
    MailKind.COORDINATOR_NUDGE: lambda house: nudge(1).fn(house.id, house),
    MailKind.COORDINATOR_KIT: lambda house: kit_mailing.fn(house.id, house),
    MailKind.COORDINATOR_DELIVERY: lambda house: (
        report_building.fn(surveyed(house).id, house),
        delivery.fn(house.id, house),
    ),
    MailKind.COORDINATOR_THANKS: lambda house: thanks.fn(house.id, house),
    MailKind.COORDINATOR_FOLLOW_UP: lambda house: announcement.fn(house.id, house),
}


@pytest.mark.parametrize("kind", STEPS)
def test_a_mail_sent_again_is_the_mail_it_was(house: House, kind: MailKind) -> None:
    STEPS[kind](house)
    to = "consultant" if kind is MailKind.CONSULTANT_NEW_ORDER else "coordinator"
    again(house, kind, to)
    assert send_resent(house.id, house) == 1
    first, second = house.mails(kind)
    assert (second.to_address, second.subject, second.text) == (first.to_address, first.subject, first.text)
    assert [file.name for file in second.attachments] == [file.name for file in first.attachments]


def test_asking_for_a_reminder_tells_nobody_who_has_not_answered(invited: House) -> None:
    invited.at(invited.planned().reminders[0])
    reminder(1).fn(invited.id, invited)
    for member in (a_member(invited), "nobody"):
        with pytest.raises(Refused, match="Send invitationen igen"):
            what_resending_does(invited.id, MailKind.REMINDER, member, invited)


def test_every_mail_that_can_be_asked_for_can_be_sent() -> None:
    assert set(SENDERS) == set(NAMED)


def test_a_kit_too_big_for_the_server_is_sent_again_as_links(house: House) -> None:
    kit_mailing.fn(house.id, house)
    again(house, MailKind.COORDINATOR_KIT, "coordinator")
    house.transport = server = MailServer(TOO_BIG, LATER)
    assert send_resent(house.id, house) == 0
    house.wall.walk(minutes=11)
    assert send_resent(house.id, house) == 1
    assert len(server.taken) == 1
    assert mails_to_settle(house.id, house) == ()
    again(house, MailKind.COORDINATOR_KIT, "coordinator")
    assert [key.sequence for key in owed(house.id, house)] == [AS_LINKS]


# --- what is refused -------------------------------------------------------------------------------------


def test_after_the_close_no_link_to_the_survey_is_sent(invited: House) -> None:
    invited.at(invited.planned().survey_closes)
    with pytest.raises(Refused, match="lukket"):
        again(invited)
    assert invited.ledger.acts.of(invited.id) == ()


def test_a_survey_that_closes_before_the_mail_could_leave_keeps_it_back(invited: House) -> None:
    again(invited)
    invited.at(invited.planned().survey_closes)
    assert send_resent(invited.id, invited) == 0


@pytest.mark.parametrize("to", ["m000000000000", "laege3@klinik.example", "coordinator", ""])
def test_who_is_not_on_the_list_gets_no_invitation(invited: House, to: str) -> None:
    with pytest.raises(Refused, match="ikke på listen") as refused:
        resend(invited.id, MailKind.INVITATION, to, "lost", "AB", invited)
    assert "@" not in str(refused.value)


def test_who_was_taken_off_the_list_gets_nothing_more(invited: House) -> None:
    gone = a_member(invited)
    again(invited, to=gone)
    staying = [m for m in invited.ledger.members.of(invited.id) if m.id != gone]
    invited.database.members.replace(invited.id, [MemberRow(m.email, m.name) for m in staying])
    assert send_resent(invited.id, invited) == 0
    with pytest.raises(Refused, match="ikke på listen"):
        again(invited, to=gone)


@pytest.mark.parametrize("kind", [*INSTEAD, MailKind.INVITATION, MailKind.COORDINATOR_THANKS])
def test_what_makes_no_sense_or_was_never_sent_is_refused(house: House, kind: MailKind) -> None:
    with pytest.raises(Refused):
        again(house, kind, "coordinator")
    assert house.ledger.acts.of(house.id) == ()


def test_nobody_is_reminded_of_a_list_that_is_there(house: House) -> None:
    nudge(1).fn(house.id, house)
    house.have_members(MEMBERS)
    with pytest.raises(Refused, match="afleveret"):
        again(house, MailKind.COORDINATOR_NUDGE, "coordinator")


@pytest.mark.parametrize(("reason", "by"), [("because", "AB"), ("", "AB"), ("lost", ""), ("lost", "A1")])
def test_a_reason_and_initials_are_needed(invited: House, reason: str, by: str) -> None:
    with pytest.raises(Refused):
        resend(invited.id, MailKind.INVITATION, a_member(invited), reason, by, invited)
    assert invited.ledger.acts.of(invited.id) == ()


@pytest.mark.parametrize("moment", ["not sent yet", "just sent"])
def test_whoever_asks_twice_sends_once(invited: House, moment: str) -> None:
    again(invited)
    if moment == "just sent":
        send_resent(invited.id, invited)
    with pytest.raises(Refused):
        again(invited)
    send_resent(invited.id, invited)
    assert len(invited.mails()) == MEMBERS + 1
    invited.wall.walk(minutes=11)
    assert again(invited).number == 2


def test_of_two_who_ask_at_the_same_time_the_second_is_told(invited: House) -> None:
    act = Act(invited.id, ActKind.RESENT, "AB", "lost")
    invited.ledger.acts.add(act, after=0)
    with pytest.raises(Refused, match=r"^AB har gjort noget ved mødet kl. .* Se mødet igen"):
        invited.ledger.acts.add(act, after=0)


def test_before_it_is_done_it_is_said_what_it_does(invited: House) -> None:
    said = " ".join(what_resending_does(invited.id, MailKind.INVITATION, a_member(invited), invited))
    assert "samme som før" in said
    assert "to gange" in said
    assert "Ingen andre" in said
    assert "@" not in said
    assert invited.ledger.acts.of(invited.id) == ()


# --- what breaks on the way ------------------------------------------------------------------------------


def test_a_word_whose_command_was_killed_is_carried_out_by_upkeep_once(invited: House) -> None:
    again(invited)
    keep_up(invited)
    keep_up(invited)
    assert len(invited.mails()) == MEMBERS + 1


@pytest.mark.parametrize(
    ("when", "knows", "arrived"),
    [("before", False, 1), ("handed over", True, 1), ("taken", True, 1), ("taken", False, 1)],
)
def test_a_kill_while_it_is_sent_neither_doubles_nor_hides_it(
    invited: House, when: str, arrived: int, *, knows: bool
) -> None:
    again(invited)
    invited.transport = server = DyingServer(when=when, knows=knows)
    with pytest.raises(Killed):
        send_resent(invited.id, invited)
    for _ in range(3):
        invited.wall.walk(minutes=11)
        keep_up(invited)
    assert len(server.taken) == arrived
    unknown = [row for row in mails_to_settle(invited.id, invited) if row.key.resent]
    assert len(unknown) == (when == "taken" and not knows)


def test_where_a_run_works_on_the_meeting_the_mail_waits_for_upkeep(invited: House) -> None:
    again(invited)
    with invited.database.holding(invited.id):
        assert send_resent(invited.id, invited) == 0
    assert send_resent(invited.id, invited) == 1


def test_a_resend_that_cannot_be_made_stops_no_other_meeting(invited: House) -> None:
    again(invited)
    invited.packages = invited.packages.changed(id="another")  # type: ignore[attr-defined]
    (fault, *_) = keep_up(invited).failed
    assert fault.startswith(f"{invited.id} (resending)")


# --- unknown, rejected and held mails --------------------------------------------------------------------


@pytest.fixture
def doubtful(house: House) -> House:
    """One invitation may have arrived, one was refused, the others were taken."""
    house.have_members(MEMBERS)
    house.at(house.planned().survey_opens)
    house.transport = house.server = MailServer(UNKNOWN, NO_SUCH_BOX)
    member_mailing.fn(house.id, house)
    return house


def to_settle(house: House) -> dict[str, MailRow]:
    return {row.outcome.value: row for row in mails_to_settle(house.id, house)}


def test_unknown_and_rejected_mails_need_a_human(doubtful: House) -> None:
    assert set(to_settle(doubtful)) == {"unknown", "rejected"}


@pytest.mark.parametrize("outcome", ["unknown", "rejected"])
def test_a_mail_that_has_arrived_is_settled_and_its_row_keeps_what_was_said(
    doubtful: House, outcome: str
) -> None:
    row, mails = to_settle(doubtful)[outcome], len(doubtful.mails())
    act = settle_as_arrived(doubtful.id, row.mark, "ab", doubtful)
    assert (act.kind, act.by) == (ActKind.MAIL_ARRIVED, "AB")
    assert row not in mails_to_settle(doubtful.id, doubtful)
    assert doubtful.ledger.mails.get(row.key) == row
    keep_up(doubtful)
    assert len(doubtful.mails()) == mails


@pytest.mark.parametrize("outcome", ["unknown", "rejected"])
def test_a_mail_that_has_not_is_sent_again_once(doubtful: House, outcome: str) -> None:
    row, mails = to_settle(doubtful)[outcome], len(doubtful.mails())
    settle_by_resending(doubtful.id, row.mark, "AB", doubtful)
    keep_up(doubtful)
    keep_up(doubtful)
    assert len(doubtful.mails()) == mails + 1
    assert set(to_settle(doubtful)) == {"unknown", "rejected"} - {outcome}
    assert doubtful.ledger.mails.get(row.key) == row


def test_a_mail_sent_again_that_is_unknown_too_needs_a_human_again(doubtful: House) -> None:
    row = to_settle(doubtful)["unknown"]
    doubtful.transport = MailServer(UNKNOWN)
    settle_by_resending(doubtful.id, row.mark, "AB", doubtful)
    send_resent(doubtful.id, doubtful)
    second = to_settle(doubtful)["unknown"]
    assert second.key.resent == 1
    doubtful.wall.walk(minutes=11)
    doubtful.transport = MailServer()
    settle_by_resending(doubtful.id, second.mark, "AB", doubtful)
    assert send_resent(doubtful.id, doubtful) == 1
    assert "unknown" not in to_settle(doubtful)


@pytest.mark.parametrize("verb", [settle_as_arrived, settle_by_resending])
def test_a_mail_is_settled_once(doubtful: House, verb: Callable[[str, str, str, House], Act]) -> None:
    mark = to_settle(doubtful)["unknown"].mark
    verb(doubtful.id, mark, "AB", doubtful)
    with pytest.raises(Refused):
        verb(doubtful.id, mark, "AB", doubtful)


def test_a_mark_that_is_none_and_a_mail_that_needs_nobody_are_told_apart(doubtful: House) -> None:
    with pytest.raises(NotFound):
        settle_as_arrived(doubtful.id, "ffffffff", "AB", doubtful)
    fine = next(row for row in doubtful.ledger.mails.of(doubtful.id) if row.outcome is MailOutcome.SENT)
    with pytest.raises(Refused):
        settle_as_arrived(doubtful.id, fine.mark, "AB", doubtful)


def test_held_mails_are_shown_and_left_to_arming(house: House) -> None:
    house.transport = MailServer(SendResult(MailOutcome.HELD, "held since a backup was restored"))
    with pytest.raises(Exception, match="held"):
        nudge(1).fn(house.id, house)
    (row,) = mails_to_settle(house.id, house)
    with pytest.raises(Refused, match="klyngeflow arm"):
        settle_as_arrived(house.id, row.mark, "AB", house)


def test_after_the_close_a_doubtful_invitation_needs_nobody(doubtful: House) -> None:
    doubtful.at(doubtful.planned().survey_closes + timedelta(minutes=1))
    assert to_settle(doubtful) == {}


def test_who_left_the_list_leaves_no_mail_to_settle(doubtful: House) -> None:
    staying = [
        m
        for m in doubtful.ledger.members.of(doubtful.id)
        if m.id != to_settle(doubtful)["unknown"].key.recipient
    ]
    doubtful.database.members.replace(doubtful.id, [MemberRow(m.email, m.name) for m in staying])
    assert set(to_settle(doubtful)) == {"rejected"}
