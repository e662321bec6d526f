"""What needs a human: each kind from the ledger's own rows, and gone again once somebody has acted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.attention import Need, needs_a_human
from domain.errors import NotFound, TryAgain
from domain.mail_settling import mails_to_settle, settle_as_arrived
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.ports import Decision, PostingJob, Pull, Wait
from domain.ticked_texts import choose_texts
from domain.verdict import Outcome, Verdict
from tests.ledgers import START
from tests.tasks.house import House, OnePackage, PretendRuns, trivsel


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def needs(house: House) -> list[Need]:
    return [one.need for one in needs_a_human(house.id, house)]


def waits(house: House, state: str, round: int = 1) -> None:
    house.ledger.records.set_waiting(Wait(house.id, round, state, None))


def mailed(
    house: House, recipient: str, outcome: MailOutcome, kind: MailKind = MailKind.COORDINATOR_KIT
) -> None:
    key = MailKey(house.id, 1, kind, recipient)
    house.wall.walk(minutes=1)
    house.ledger.mails.claim(key, key.message_id("kiap.example"))
    house.ledger.mails.settle(key, SendResult(outcome))


def first_members(house: House) -> list[str]:
    house.have_members()
    return [member.id for member in house.ledger.members.of(house.id)]


def without_package(house: House) -> None:
    house.packages = OnePackage(replace(trivsel(), id="another"))


def after_the_close(house: House) -> None:
    waits(house, "AwaitingRelease")
    house.at(house.planned().survey_closes)


def without_members(house: House) -> None:
    waits(house, "AwaitingMembers")
    house.at(house.planned().survey_opens)


def late_follow_up(house: House) -> None:
    house.ledger.meetings.set_plan(house.id, house.planned(2))
    waits(house, "AwaitingFollowUpDecision", round=2)


def unconfirmed_follow_up(house: House) -> None:
    house.ledger.meetings.set_plan(house.id, house.planned(2))
    waits(house, "AwaitingFollowUpConfirmation", round=2)


def post_not_sent(house: House) -> None:
    house.ledger.postings.add(PostingJob(house.id, "implementation_plan", 26, START.date()))
    house.at(house.planned().meeting_starts - timedelta(days=3))


def many_wrote(house: House) -> None:
    texts = {trivsel().questionnaire.text_items[0].id: tuple(f"Pause {n}" for n in range(10))}
    house.ledger.pulls.freeze(Pull(house.id, 1, "1", trivsel().questionnaire, 12, 10, (), texts, "salt"))
    house.ledger.records.set_verdict(house.id, 1, Verdict(Outcome.RELEASE, ()), "hash")
    waits(house, "AwaitingTexts")


def nobody_answered(house: House) -> None:
    house.ledger.records.mark_done(house.id, 1, "follow_up", "nobody answered")
    house.at(house.planned().thanks + timedelta(days=30))


SITUATIONS: dict[Need, Callable[[House], None]] = {
    Need.RUN_GIVEN_UP: lambda house: house.runs.given_up.update({(house.id, 1): "The package has faults."}),
    Need.PACKAGE_BROKEN: without_package,
    Need.RELEASE: after_the_close,
    Need.TEXTS: many_wrote,
    Need.LATE_FOLLOW_UP: late_follow_up,
    Need.FOLLOW_UP_UNCONFIRMED: unconfirmed_follow_up,
    Need.MEMBERS_LATE: without_members,
    Need.MAIL_UNKNOWN: lambda house: mailed(house, "coordinator", MailOutcome.UNKNOWN),
    Need.MAIL_REJECTED: lambda house: mailed(house, "coordinator", MailOutcome.REJECTED),
    Need.POSTING_LATE: post_not_sent,
    Need.CONSULTATION: lambda house: waits(house, "AwaitingConsultation"),
    Need.FOLLOW_UP_UNANSWERED: nobody_answered,
}


def decided(kind: str) -> Callable[[House], None]:
    return lambda house: (
        house.ledger.records.decide(house.id, 1, Decision(kind, "yes", {"months": 9}, "AB")) and None
    )


ACTED: dict[Need, Callable[[House], None]] = {
    Need.RUN_GIVEN_UP: lambda house: house.runs.given_up.clear(),
    Need.PACKAGE_BROKEN: lambda house: setattr(house, "packages", OnePackage(trivsel())),
    Need.RELEASE: decided("release"),
    Need.TEXTS: lambda house: choose_texts(house.id, 1, {}, "ab", house) and None,
    Need.LATE_FOLLOW_UP: lambda house: house.ledger.records.clear_waiting(house.id, 2),
    Need.FOLLOW_UP_UNCONFIRMED: lambda house: house.ledger.records.clear_waiting(house.id, 2),
    Need.MEMBERS_LATE: lambda house: house.have_members(),
    Need.MAIL_UNKNOWN: lambda house: (
        settle_as_arrived(house.id, house.ledger.mails.of(house.id)[0].mark, "ab", house) and None
    ),
    Need.MAIL_REJECTED: lambda house: mailed(
        house, "coordinator", MailOutcome.SENT, MailKind.COORDINATOR_LINK
    ),
    Need.POSTING_LATE: lambda house: house.ledger.postings.tick_off(house.id, START.date(), "AB") and None,
    Need.CONSULTATION: decided("consultation"),
    Need.FOLLOW_UP_UNANSWERED: decided("follow_up"),
}


@pytest.mark.parametrize("need", list(Need))
def test_each_kind_is_seen_while_it_lasts_and_gone_once_somebody_has_acted(house: House, need: Need) -> None:
    assert needs(house) == []
    SITUATIONS[need](house)
    assert needs(house) == [need]
    ACTED[need](house)
    assert needs(house) == []


@pytest.mark.parametrize("need", list(Need))
def test_what_is_said_names_nobody_and_is_a_whole_sentence(house: House, need: Need) -> None:
    SITUATIONS[need](house)
    (one,) = needs_a_human(house.id, house)
    order = house.ledger.meetings.get(house.id).order
    assert one.sentence.endswith(".")
    for secret in (order.coordinator_name, order.coordinator_email, order.phone, "Mette Mønster"):
        assert secret not in one.sentence


def test_the_most_urgent_comes_first_over_both_rounds(house: House) -> None:
    mailed(house, "coordinator", MailOutcome.REJECTED)
    late_follow_up(house)
    assert needs(house) == [Need.LATE_FOLLOW_UP, Need.MAIL_REJECTED]


def test_an_address_that_refuses_every_mail_counts_once(house: House) -> None:
    first, second, *_ = first_members(house)
    for kind in (MailKind.INVITATION, MailKind.REMINDER):
        mailed(house, first, MailOutcome.REJECTED, kind)
        mailed(house, second, MailOutcome.REJECTED, kind)
    (one,) = needs_a_human(house.id, house)
    assert one.sentence.startswith("2 modtagere ")


@pytest.mark.parametrize("outcome", [MailOutcome.UNKNOWN, MailOutcome.REJECTED])
def test_how_many_reminders_went_wrong_is_told_nowhere_and_they_are_settled_as_one(
    house: House, outcome: MailOutcome
) -> None:
    """It would say how many have not answered, and an act with a recipient who."""
    said: list[tuple[str, str]] = []
    for member in first_members(house)[:7]:
        mailed(house, member, outcome, MailKind.REMINDER)
        ((need,), (mail,)) = needs_a_human(house.id, house), mails_to_settle(house.id, house)
        said.append((need.sentence, mail.mark))
    assert len(set(said)) == 1, "one says as much as seven"
    act = settle_as_arrived(house.id, said[0][1], "AB", house)
    assert needs(house) == []
    assert act.detail["recipient"] == ""


def test_a_reminder_that_goes_wrong_later_needs_a_new_word(house: House) -> None:
    first, second, *_ = first_members(house)
    mailed(house, first, MailOutcome.UNKNOWN, MailKind.REMINDER)
    settle_as_arrived(house.id, "reminder-1", "AB", house)
    key = MailKey(house.id, 1, MailKind.REMINDER, second, sequence=2)
    house.ledger.mails.claim(key, key.message_id("kiap.example"))
    house.ledger.mails.settle(key, SendResult(MailOutcome.UNKNOWN))
    assert needs(house) == [Need.MAIL_UNKNOWN]
    settle_as_arrived(house.id, "reminder-1", "AB", house)
    assert needs(house) == []


def test_a_refused_member_is_told_of_until_taken_off_the_list(house: House) -> None:
    mailed(house, first_members(house)[0], MailOutcome.REJECTED, MailKind.INVITATION)
    assert needs(house) == [Need.MAIL_REJECTED]
    house.database.members.replace(house.id, [])
    assert needs(house) == []


def test_after_the_close_a_refused_member_can_no_longer_be_helped(house: House) -> None:
    mailed(house, first_members(house)[0], MailOutcome.REJECTED, MailKind.INVITATION)
    house.at(house.planned().survey_closes)
    assert needs(house) == []


def test_a_list_that_can_still_come_in_time_needs_nobody(house: House) -> None:
    waits(house, "AwaitingMembers")
    house.at(house.planned().survey_opens - timedelta(minutes=1))
    assert needs(house) == []


def test_a_follow_up_that_is_no_longer_possible_is_not_asked_about(house: House) -> None:
    nobody_answered(house)
    house.wall.walk(days=400)
    assert needs(house) == []


def test_an_engine_out_of_reach_hides_nothing_else(house: House) -> None:
    class Silent(PretendRuns):
        def why_given_up(self, meeting_id: str, round: int) -> str:
            raise TryAgain("The engine did not answer.")

    house.runs = Silent()
    mailed(house, "coordinator", MailOutcome.UNKNOWN)
    assert needs(house) == [Need.MAIL_UNKNOWN]


def test_an_unknown_meeting_is_refused(house: House) -> None:
    with pytest.raises(NotFound):
        needs_a_human("trivsel-zzzzzz", house)
