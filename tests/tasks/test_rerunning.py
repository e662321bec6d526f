"""Rerunning: only what was done is redone, nobody is mailed twice, files come out the same."""

from __future__ import annotations

import pytest

from domain.errors import Refused, TryAgain
from domain.mails import MailKind
from domain.meeting import MemberRow
from domain.ports import Decision, Wait
from domain.report import DeckModel
from domain.verdict import Outcome, Verdict
from tasks.delivery import delivery
from tasks.follow_up import follow_up
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing
from tasks.report_building import report_building
from tasks.rerunning import FROM, UNDECIDED, redo, start_unfinished, steps_to_redo
from tests.tasks.house import House, PlainDeck, SetJudge
from tests.tasks.test_report_building import surveyed


def rerun(house: House, from_step: str) -> list[str]:
    return list(redo(house.id, house, from_step, run=lambda step: step.again.fn))


def names(house: House, from_step: str) -> list[tuple[int, str]]:
    return [(round, step.name) for round, step in steps_to_redo(house.id, house, from_step)]


@pytest.fixture
def delivered(house: House) -> House:
    """Round 1 is over: everything has been sent."""
    house.have_members()
    kit_mailing.fn(house.id, house)
    surveyed(house)
    report_building.fn(house.id, house)
    house.at(house.planned().delivery)
    delivery.fn(house.id, house)
    return house


def test_an_unknown_step_is_refused_with_those_there_are(house: House) -> None:
    with pytest.raises(Refused, match="kit, members, survey, gate, report, delivery, follow-up"):
        rerun(house, "repport")


@pytest.mark.parametrize("from_step", FROM)
def test_where_nothing_was_done_nothing_is_redone(house: House, from_step: str) -> None:
    assert rerun(house, from_step) == []
    assert house.ledger.records.steps_done(house.id, 1) == {}


@pytest.fixture
def invited(house: House) -> House:
    """The kit and the invitations are out, the survey is open."""
    house.have_members()
    kit_mailing.fn(house.id, house)
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    return house


@pytest.mark.parametrize("from_step", FROM)
def test_before_the_pull_what_is_finished_is_not_done_again(invited: House, from_step: str) -> None:
    assert names(invited, from_step) == []


@pytest.mark.parametrize(("from_step", "redone"), [("kit", True), ("members", True), ("survey", False)])
def test_before_the_pull_a_member_without_a_mail_is_unfinished_work(
    invited: House, from_step: str, *, redone: bool
) -> None:
    rows = [MemberRow(member.email, member.name) for member in invited.ledger.members.of(invited.id)]
    invited.database.members.replace(invited.id, [*rows, MemberRow("ny@klinik.example", "Ny Læge")])
    rerun(invited, from_step)
    assert len(invited.mails(MailKind.INVITATION)) == len(rows) + redone
    assert len(invited.mails(MailKind.COORDINATOR_KIT)) == 1


@pytest.mark.parametrize("from_step", FROM)
def test_nobody_is_mailed_twice_and_every_file_is_the_same(delivered: House, from_step: str) -> None:
    mails, files = len(delivered.mails()), delivered.ledger.files.of(delivered.id)
    release = delivered.ledger.records.release(delivered.id, 1)
    steps = set(delivered.ledger.records.steps_done(delivered.id, 1))
    delivered.wall.walk(days=1)
    rerun(delivered, from_step)
    assert len(delivered.mails()) == mails
    assert delivered.ledger.files.of(delivered.id) == files
    assert delivered.ledger.records.release(delivered.id, 1) == release
    assert set(delivered.ledger.records.steps_done(delivered.id, 1)) == steps
    assert not delivered.answers.exists(f"{delivered.id}/1")


def test_a_rerun_tells_what_it_did_in_the_order_it_did_it(delivered: House) -> None:
    lines = rerun(delivered, "gate")
    assert [line.partition(":")[0] for line in lines] == [
        "round 1, data_quality_gate",
        "round 1, report_building",
        "round 1, delivery",
    ]


def test_a_rerun_that_fails_on_its_way_can_be_repeated(delivered: House) -> None:
    class Broken(PlainDeck):
        def render(self, model: DeckModel) -> bytes:
            raise TryAgain("no room on the disk")

    mails, files = len(delivered.mails()), delivered.ledger.files.of(delivered.id)
    delivered.deck = Broken()
    with pytest.raises(TryAgain):
        rerun(delivered, "gate")
    delivered.deck = PlainDeck()
    assert len(rerun(delivered, "gate")) == 3
    assert len(delivered.mails()) == mails
    assert delivered.ledger.files.of(delivered.id) == files


def test_where_the_gate_asks_now_nothing_is_built_before_a_human_has_said(delivered: House) -> None:
    files, release = (
        delivered.ledger.files.of(delivered.id),
        delivered.ledger.records.release(delivered.id, 1),
    )
    delivered.judge = SetJudge(Verdict(Outcome.ASK, ()))
    lines = rerun(delivered, "gate")
    assert lines[1:] == [f"round 1, report_building: {UNDECIDED}", f"round 1, delivery: {UNDECIDED}"]
    assert delivered.ledger.files.of(delivered.id) == files
    assert delivered.ledger.records.release(delivered.id, 1) == release


def test_each_unfinished_round_gets_its_run_and_a_finished_one_gets_none(delivered: House) -> None:
    delivered.ledger.meetings.set_plan(delivered.id, delivered.planned(2))
    delivered.ledger.records.mark_done(delivered.id, 2, "announcement", "1 sent")
    start_unfinished(delivered.id, delivered)
    assert delivered.runs.started == [(delivered.id, 1, None), (delivered.id, 2, None)]
    for round, last in ((1, "follow_up"), (2, "delivery")):
        delivered.ledger.records.mark_done(delivered.id, round, last, "done")
    delivered.runs.started.clear()
    start_unfinished(delivered.id, delivered)
    assert delivered.runs.started == []


def test_a_round_that_was_given_up_is_started_again_by_a_rerun(delivered: House) -> None:
    delivered.runs.given_up[delivered.id, 1] = "The package has faults."
    start_unfinished(delivered.id, delivered)
    assert delivered.runs.started == [(delivered.id, 1, None)]


@pytest.mark.parametrize(("state", "woken"), [("AwaitingRetry", 1), ("AwaitingMeeting", 0)])
def test_a_run_that_waits_to_try_again_does_so_now(delivered: House, state: str, woken: int) -> None:
    delivered.ledger.records.set_waiting(Wait(delivered.id, 1, state, None))
    start_unfinished(delivered.id, delivered)
    assert len(delivered.runs.woken) == woken


def test_the_follow_up_is_redone_alone(delivered: House) -> None:
    report_building.fn(surveyed(delivered, 10, round=2).id, delivered, round=2)
    assert {round for round, _ in names(delivered, "follow-up")} == {2}
    assert names(delivered, "report") == [(1, "report_building"), (1, "delivery"), (2, "report_building")]


def said(house: House, choice: str, months: int = 7) -> None:
    house.ledger.records.decide(house.id, 1, Decision("follow_up", choice, {"months": months}, "web"))
    house.at(house.planned().thanks)
    follow_up.fn(house.id, house)


def test_a_lost_follow_up_is_scheduled_again_for_the_agreed_day(house: House) -> None:
    said(house, "yes", 7)
    plan = house.ledger.meetings.plan(house.id, 2)
    house.runs.live.clear()
    assert rerun(house, "follow-up") == ["round 2 was scheduled"]
    assert rerun(house, "follow-up") == ["round 2 has its run already"]
    assert house.ledger.meetings.plan(house.id, 2) == plan
    assert len(house.runs.started) == 2


def test_an_operator_can_schedule_a_follow_up_nobody_had_answered_for(house: House) -> None:
    house.at(house.planned().thanks)
    follow_up.fn(house.id, house)
    assert rerun(house, "follow-up") == ["round 2 was scheduled"]
    assert house.ledger.meetings.plan(house.id, 2) is not None


def test_a_declined_follow_up_is_never_scheduled_by_a_rerun(house: House) -> None:
    said(house, "no")
    assert rerun(house, "follow-up") == ["round 2 was declined; nothing was scheduled"]
    assert house.ledger.meetings.plan(house.id, 2) is None
    assert house.runs.started == []
