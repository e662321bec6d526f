"""Member mailing: each member one link, reminders only to those missing, nothing after the close."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.ledger import SqlLedger
from domain.errors import LeaseLost, TryAgain
from domain.mails import MailKind, MailOutcome, SendResult
from domain.meeting import Member, MemberRow
from domain.ports import SubmitResult
from domain.questionnaire import Answers
from tasks.member_mailing import OVER, REMINDED, member_mailing, reminder, uninvited
from tasks.survey_collection import survey_collection
from tests.ledgers import forget_done
from tests.tasks.house import DyingServer, House, Killed, MailServer, addresses, text_of

DEFERRED = SendResult(MailOutcome.DEFERRED, "451 at RCPT")
ALL = sorted(f"laege{number}@klinik.example" for number in range(12))


@pytest.fixture
def opened(house: House) -> House:
    """With twelve members, on the morning the survey opens."""
    house.have_members()
    house.at(house.planned().survey_opens)
    return house


def again(house: House, step: str = "member_mailing") -> None:
    forget_done(house.ledger, house.id, 1, [step])


def test_each_member_gets_one_mail_with_a_link_of_their_own(opened: House) -> None:
    assert member_mailing.fn(opened.id, opened) == "12 sent"
    mails = opened.mails(MailKind.INVITATION)
    assert addresses(mails) == ALL
    links = set()
    for mail in mails:
        (link,) = {word for word in text_of(mail).split() if word.startswith(f"{opened.base_url}/s/")}
        links.add(link)
        found = opened.ledger.invitations.find(opened.tokens.hash(link.rpartition("/")[2]))
        members = {member.id: member.email for member in opened.ledger.members.of(opened.id)}
        assert found is not None
        assert members[found.member_id] == mail.to_address
    assert len(links) == 12


def test_a_second_run_mails_nobody(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    again(opened)
    assert member_mailing.fn(opened.id, opened) == "12 sent"
    assert len(opened.mails()) == 12


def test_a_second_run_invites_those_who_have_come_since(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    rows = [MemberRow(m.email, m.name) for m in opened.ledger.members.of(opened.id)]
    opened.ledger.members.replace(opened.id, [*rows, MemberRow("ny@klinik.example", "Ny")])
    again(opened)
    assert member_mailing.fn(opened.id, opened) == "13 sent"
    assert addresses(opened.mails()).count("ny@klinik.example") == 1
    assert len(opened.mails()) == 13


def test_a_member_who_came_after_the_opening_is_noticed_until_the_close(opened: House) -> None:
    assert not uninvited(opened.id, opened, 1)
    member_mailing.fn(opened.id, opened)
    assert not uninvited(opened.id, opened, 1)
    opened.have_members(13)
    assert uninvited(opened.id, opened, 1)
    opened.at(opened.planned().survey_closes)
    assert not uninvited(opened.id, opened, 1)


def link_of(house: House, member: Member) -> str:
    return house.tokens.hash(house.tokens.invitation(house.id, 1, member.id))


def test_a_stopped_run_opens_no_link(opened: House) -> None:
    """Another run has taken over: the answer store, which knows no lease, must not have heard of it."""
    stopped = SqlLedger(opened.database.engine, opened.wall, 60, opened.database.leases.take(opened.id))
    opened.wall.walk(seconds=61)
    opened.database.leases.take(opened.id)
    with pytest.raises(LeaseLost):
        member_mailing.fn(opened.id, opened.writing_with(stopped))
    assert not opened.answers.exists(f"{opened.id}/1")


def test_whoever_left_the_list_has_a_dead_link_and_no_reminder_but_an_answer_counts(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    opened.answer(1)
    answered, silent, *others = opened.ledger.members.of(opened.id)
    rows = [MemberRow(m.email, m.name) for m in others]
    opened.ledger.members.replace(opened.id, [*rows, MemberRow("rettet@klinik.example", silent.name)])
    assert uninvited(opened.id, opened, 1)
    again(opened)
    assert member_mailing.fn(opened.id, opened) == "11 sent"
    assert not uninvited(opened.id, opened, 1)
    assert opened.ledger.invitations.find(link_of(opened, silent)) is None
    late = opened.answers.submit(f"{opened.id}/1", link_of(opened, silent), Answers({}))
    assert late is SubmitResult.UNKNOWN_LINK
    assert opened.ledger.invitations.find(link_of(opened, answered)) is not None
    opened.at(opened.planned().reminders[0])
    reminder(1).fn(opened.id, opened)
    reminded = addresses(opened.mails(MailKind.REMINDER))
    assert reminded == sorted([*(m.email for m in others), "rettet@klinik.example"])
    opened.at(opened.planned().survey_closes)
    survey_collection.fn(opened.id, opened)
    pull = opened.ledger.pulls.get(opened.id, 1)
    assert pull is not None
    assert (pull.invited, pull.used, len(pull.answers)) == (12, 1, 1)


def test_whoever_left_the_list_at_the_last_moment_was_not_invited_either(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    opened.answer(2)
    rows = [MemberRow(m.email, m.name) for m in opened.ledger.members.of(opened.id)]
    opened.ledger.members.replace(opened.id, rows[1:-1])
    opened.at(opened.planned().survey_closes)
    survey_collection.fn(opened.id, opened)
    pull = opened.ledger.pulls.get(opened.id, 1)
    assert pull is not None
    assert (pull.invited, pull.used) == (11, 2)


@pytest.mark.parametrize(
    ("when", "outcomes"),
    [
        ("before", {"sent": 12}),
        ("handed over", {"sent": 11, "unknown": 1}),
        ("taken", {"sent": 11, "unknown": 1}),
    ],
)
def test_a_run_that_died_on_the_way_is_finished_by_the_next(
    opened: House, when: str, outcomes: dict[str, int]
) -> None:
    opened.transport = server = DyingServer(when=when, knows=False)
    with pytest.raises(Killed):
        member_mailing.fn(opened.id, opened)
    member_mailing.fn(opened.id, opened)
    assert {outcome: count for (_, outcome), count in opened.outcomes().items()} == outcomes
    assert len({mail.to_address for mail in server.taken}) == len(server.taken)


def test_a_busy_mail_server_gets_only_the_missing_mails_later(opened: House) -> None:
    opened.transport = server = MailServer(DEFERRED, DEFERRED)
    with pytest.raises(TryAgain, match="Mails wait"):
        member_mailing.fn(opened.id, opened)
    assert not opened.ledger.records.is_done(opened.id, 1, "member_mailing")
    with pytest.raises(TryAgain):
        member_mailing.fn(opened.id, opened)
    assert len(server.taken) == 10
    opened.wall.walk(minutes=10)
    assert member_mailing.fn(opened.id, opened) == "12 sent"
    assert sorted(mail.to_address for mail in server.taken) == ALL


def test_reminders_go_only_to_those_missing(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    opened.answer(7)
    opened.at(opened.planned().reminders[0])
    reminder(1).fn(opened.id, opened)
    used = {mail.to_address for mail in opened.mails(MailKind.REMINDER)}
    assert used == {member.email for member in opened.ledger.members.of(opened.id)[7:]}


@pytest.mark.parametrize("answered", [0, 7, 12])
def test_a_reminder_step_s_summary_does_not_tell_how_many_have_answered(opened: House, answered: int) -> None:
    """Operators read it in `klyngeflow status`, while the survey is open too."""
    member_mailing.fn(opened.id, opened)
    opened.answer(answered)
    opened.at(opened.planned().reminders[0])
    assert reminder(1).fn(opened.id, opened) == REMINDED


@pytest.mark.parametrize("answered", [0, 7, 11])
def test_reminders_that_wait_are_logged_without_their_number(opened: House, answered: int) -> None:
    member_mailing.fn(opened.id, opened)
    opened.answer(answered)
    opened.at(opened.planned().reminders[0])
    opened.transport = MailServer(*[DEFERRED] * 12)
    with pytest.raises(TryAgain) as logged:
        reminder(1).fn(opened.id, opened)
    assert not any(letter.isdigit() for letter in str(logged.value))


def test_a_reminder_repeats_the_members_own_link(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    reminder(1).fn(opened.id, opened)
    for mail in opened.mails(MailKind.REMINDER):
        (invited,) = (m for m in opened.mails(MailKind.INVITATION) if m.to_address == mail.to_address)
        (link,) = {word for word in text_of(mail).split() if f"{opened.base_url}/s/" in word}
        assert link in text_of(invited)


def test_each_reminder_is_sent_once_and_the_second_is_another_mail(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    reminder(1).fn(opened.id, opened)
    again(opened, "reminder_1")
    opened.answer(3)
    assert reminder(1).fn(opened.id, opened) == REMINDED
    assert len(opened.mails(MailKind.REMINDER)) == 12
    opened.answer(10)
    assert reminder(2).fn(opened.id, opened) == REMINDED
    assert len(opened.mails(MailKind.REMINDER)) == 14


def test_who_left_the_list_or_was_never_invited_is_not_reminded(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    rows = [MemberRow(m.email, m.name) for m in opened.ledger.members.of(opened.id)]
    opened.ledger.members.replace(opened.id, [*rows[1:], MemberRow("ny@klinik.example", "Ny")])
    assert reminder(1).fn(opened.id, opened) == REMINDED
    assert addresses(opened.mails(MailKind.REMINDER)) == sorted(row.email for row in rows[1:])


def test_a_run_that_slept_through_a_reminder_sends_one_and_not_two(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    opened.at(opened.planned().reminders[1] + timedelta(hours=1))
    assert reminder(1).fn(opened.id, opened) == "left out: the next reminder is due already"
    assert reminder(2).fn(opened.id, opened) == REMINDED
    assert len(opened.mails(MailKind.REMINDER)) == 12


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=3)])
def test_after_the_close_nobody_is_invited_or_reminded(house: House, late: timedelta) -> None:
    house.have_members()
    house.at(house.planned().survey_closes + late)
    assert member_mailing.fn(house.id, house) == OVER
    assert reminder(1).fn(house.id, house) == OVER
    assert house.mails() == []
    assert not house.answers.exists(f"{house.id}/1")


def test_repeating_the_invitations_after_the_freeze_does_not_open_the_survey_again(opened: House) -> None:
    member_mailing.fn(opened.id, opened)
    opened.answer(9)
    survey_collection.fn(opened.id, opened)
    again(opened)
    assert member_mailing.fn(opened.id, opened) == OVER
    assert not opened.answers.exists(f"{opened.id}/1")


def test_a_list_that_came_late_moves_opening_and_reminders_and_not_the_close(house: House) -> None:
    house.have_members()
    plan = house.planned()
    house.at(plan.survey_opens + timedelta(days=6, hours=7))
    member_mailing.fn(house.id, house)
    moved = house.ledger.meetings.plan(house.id, 1)
    assert moved is not None
    assert (moved.survey_opens, moved.survey_closes) == (house.wall(), plan.survey_closes)
    assert [reminder.date() - moved.survey_opens.date() for reminder in moved.reminders] == [
        timedelta(days=5)
    ]
    house.wall.walk(days=2)
    again(house)
    member_mailing.fn(house.id, house)
    assert house.ledger.meetings.plan(house.id, 1) == moved
