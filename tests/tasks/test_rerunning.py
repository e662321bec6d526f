"""Rerunning: only what was done is redone, nobody is mailed twice, files come out the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from adapters.ledger.tables import pulls
from adapters.packages import PackageFolders
from domain.acts import ActKind
from domain.errors import Refused, TryAgain
from domain.mails import MailKind
from domain.meeting import MemberRow
from domain.ports import Decision, Wait
from domain.report import DeckModel
from domain.rerunning import FROM_STEPS, RerunPlan, record_rerun
from domain.verdict import Outcome, Verdict
from tasks.delivery import delivery
from tasks.follow_up import follow_up
from tasks.kit_mailing import kit_mailing
from tasks.member_mailing import member_mailing
from tasks.report_building import report_building
from tasks.rerun_plan import plan_rerun
from tasks.rerunning import UNDECIDED, redo, start_unfinished, steps_to_redo
from tests.data_contracts.package_copies import Copy
from tests.tasks.house import House, PlainDeck, SetJudge
from tests.tasks.test_report_building import documents, surveyed


def rerun(house: House, from_step: str) -> list[str]:
    return [str(line) for line in redo(house.id, house, from_step, run=lambda step: step.again.fn)]


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


@pytest.mark.parametrize("from_step", FROM_STEPS)
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


@pytest.mark.parametrize("from_step", FROM_STEPS)
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


@pytest.mark.parametrize("from_step", FROM_STEPS)
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


# --- what it says beforehand, and what it puts on record ------------------------------------------------


def plan(house: House, from_step: str) -> RerunPlan:
    return plan_rerun(house.id, house, from_step)


@pytest.mark.parametrize("from_step", FROM_STEPS)
def test_it_does_what_it_said_and_nothing_else(delivered: House, from_step: str) -> None:
    said = [(step.round, step.name) for step in plan(delivered, from_step).steps if step.is_redone]
    lines = rerun(delivered, from_step)
    assert [f"round {round}, {name}" for round, name in said] == [
        line.partition(":")[0] for line in lines if ":" in line
    ]


@pytest.mark.parametrize("from_step", FROM_STEPS)
def test_saying_it_changes_nothing_and_mails_nobody(delivered: House, from_step: str) -> None:
    mails, files = delivered.outcomes(), delivered.ledger.files.of(delivered.id)
    assert "Der sendes ingen mail." in plan(delivered, from_step).mails
    assert (delivered.outcomes(), delivered.ledger.files.of(delivered.id)) == (mails, files)
    assert delivered.ledger.acts.of(delivered.id) == ()


def test_every_step_is_named_and_the_ones_left_say_why(invited: House) -> None:
    said = plan(invited, "kit")
    assert said.does == ("Intet trin bliver gjort om.",)
    assert len(said.leaves) == 6
    assert "sendes ikke igen" in said.leaves[0]
    assert "alle på listen" in said.leaves[1]
    assert all("ikke nået endnu" in line for line in said.leaves[2:])


def test_the_mails_that_leave_are_counted_before_they_do(invited: House) -> None:
    rows = [MemberRow(member.email, member.name) for member in invited.ledger.members.of(invited.id)]
    new = [MemberRow(f"ny{number}@klinik.example", f"Ny {number}") for number in range(2)]
    invited.database.members.replace(invited.id, [*rows, *new])
    before = len(invited.mails())
    assert "Der sendes 2 mails." in plan(invited, "members").mails
    rerun(invited, "members")
    assert len(invited.mails()) == before + 2


def test_a_lost_survey_is_opened_anew_with_the_same_links_and_no_mail(invited: House) -> None:
    mails = len(invited.mails())
    invited.answers.delete(f"{invited.id}/1")
    said = plan(invited, "members")
    assert "Der sendes ingen mail." in said.mails
    assert any("åbnes på ny" in remark for remark in said.remarks)
    rerun(invited, "members")
    assert len(invited.mails()) == mails
    invited.answer(3)
    assert len(invited.answers.used(f"{invited.id}/1")) == 3


def test_what_waits_for_a_decision_is_said_to_stand(delivered: House) -> None:
    delivered.ledger.records.set_verdict(delivered.id, 1, Verdict(Outcome.ASK, ()), "")
    assert ["venter på en beslutning" in line for line in plan(delivered, "report").leaves] == [True] * 2


@pytest.mark.parametrize(("says", "standing"), [("yes", "har sin kørsel"), ("no", "takket nej")])
def test_what_becomes_of_the_follow_up_is_said(house: House, says: str, standing: str) -> None:
    said(house, says)
    assert standing in " ".join(plan(house, "follow-up").remarks)


def test_with_a_silent_engine_the_plan_is_told_all_the_same(house: House) -> None:
    said(house, "yes")
    house.runs.answers = False
    assert "Prefect svarer ikke" in " ".join(plan(house, "follow-up").remarks)


@pytest.mark.parametrize(
    ("step", "reason", "by"),
    [("repport", "new_layout", "AB"), ("report", "", "AB"), ("report", "why", "AB"), ("report", "asked", "")],
)
def test_without_step_reason_or_initials_nothing_is_put_on_record(
    house: House, step: str, reason: str, by: str
) -> None:
    with pytest.raises(Refused):
        record_rerun(house.id, step, reason, by, house)
    assert house.ledger.acts.of(house.id) == ()


def test_a_rerun_is_on_record_with_step_reason_and_initials(house: House) -> None:
    record_rerun(house.id, "report", "new_layout", "ab", house)
    (act,) = house.ledger.acts.of(house.id)
    assert (act.kind, act.by, act.reason) == (ActKind.RERUN, "AB", "new_layout")
    assert dict(act.detail) == {"from": "report"}


# --- a package whose layout has changed, and what was released ------------------------------------------


def with_edits(house: House, place: Path, *edits: tuple[str, str, str]) -> House:
    """The house's package folder after an author has been at it."""
    copy = Copy(place)
    for edit in (("package.yaml", 'version: "1.0"', 'version: "2.0"'), *edits):
        copy.edit(*edit)
    house.packages = PackageFolders([place], copy.contacts)
    return house


@pytest.fixture
def laid_out(delivered: House, tmp_path: Path) -> House:
    """Other words on the slides and another evening; questions, limits and scales are as they were."""
    return with_edits(
        delivered,
        tmp_path / "packages",
        ("deck.yaml", "Hvad vi vil i aften", "Aftenens tre mål"),
        ("programme.yaml", "title: Velkomst", "title: Goddag"),
    )


def test_a_new_layout_gives_new_files_of_the_same_pull_and_the_release_stands(laid_out: House) -> None:
    before, released = documents(laid_out), laid_out.ledger.records.release(laid_out.id, 1)
    pull, mails = laid_out.ledger.pulls.get(laid_out.id, 1), len(laid_out.mails())
    assert any("Udseende og tekster bliver de nye" in remark for remark in plan(laid_out, "report").remarks)
    rerun(laid_out, "report")
    after, again = documents(laid_out), laid_out.ledger.records.release(laid_out.id, 1)
    assert released is not None
    assert again is not None
    assert "Aftenens tre mål".encode() in after["deck"]
    assert "Aftenens tre mål".encode() not in before["deck"]
    assert {part: again[part] for part in ("pull_hash", "form", "figures")} == {
        part: released[part] for part in ("pull_hash", "form", "figures")
    }
    assert again["package_version"] == "2.0"
    assert laid_out.ledger.pulls.get(laid_out.id, 1) == pull
    assert len(laid_out.mails()) == mails
    files = laid_out.ledger.files.of(laid_out.id)
    rerun(laid_out, "report")
    assert laid_out.ledger.files.of(laid_out.id) == files


def test_a_changed_limit_builds_nothing_and_what_was_released_stands(
    delivered: House, tmp_path: Path
) -> None:
    before = standing(delivered)
    with pytest.raises(Refused, match="released already"):
        rerun(with_edits(delivered, tmp_path, ("package.yaml", "counts: 8", "counts: 10")), "report")
    assert standing(delivered) == before


def standing(house: House) -> tuple[Any, Any]:
    return house.ledger.files.of(house.id), house.ledger.records.release(house.id, 1)


def test_a_released_report_is_replaced_only_by_one_of_the_same_pull(delivered: House) -> None:
    before, pull = standing(delivered), delivered.ledger.pulls.get(delivered.id, 1)
    assert pull is not None
    with delivered.database.engine.begin() as connection:
        connection.execute(delete(pulls))
    delivered.ledger.pulls.freeze(replace(pull, answers=pull.answers[1:], used=pull.used - 1))
    with pytest.raises(Refused, match="released already"):
        rerun(delivered, "report")
    assert standing(delivered) == before
