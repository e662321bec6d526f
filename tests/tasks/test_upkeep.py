"""Upkeep: every unfinished meeting has a live run, and lost wake-ups are repeated."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import KlyngeflowError, TryAgain
from domain.follow_up_confirmation import confirm_follow_up
from domain.late_follow_up import DROP, late_decision
from domain.mails import MailKind
from domain.meeting import MemberRow
from domain.planning import follow_up_notice
from domain.ports import Decision, Pull, Wait
from domain.ticked_texts import choose_texts
from domain.verdict import Outcome, Verdict
from tasks.member_mailing import member_mailing
from tasks.report_building import report_building
from tasks.upkeep import Kept, keep_up
from tests.ledgers import ORDER, START
from tests.tasks.house import House, PretendRuns, trivsel
from tests.tasks.test_report_building import surveyed


def waits_as(house: House, state: str) -> None:
    house.ledger.records.set_waiting(Wait(house.id, 1, state, None))


def test_a_meeting_without_a_live_run_gets_one_and_only_one(house: House) -> None:
    assert str(keep_up(house)) == f"started {house.id} (round 1)"
    assert str(keep_up(house)) == "nothing to do"
    assert house.runs.started == [(house.id, 1, None)]


def test_a_run_that_was_lost_is_made_anew(house: House) -> None:
    keep_up(house)
    house.runs.live.clear()
    keep_up(house)
    assert len(house.runs.started) == 2


def test_a_finished_meeting_is_left_alone(house: House) -> None:
    house.ledger.records.mark_done(house.id, 1, "follow_up", "declined")
    assert keep_up(house) == Kept((), ())
    assert house.runs.started == []


def test_a_planned_follow_up_gets_its_run_for_its_day(house: House) -> None:
    house.ledger.records.mark_done(house.id, 1, "follow_up", "scheduled")
    plan = house.planned(2)
    house.ledger.meetings.set_plan(house.id, plan)
    keep_up(house)
    assert house.runs.started == [(house.id, 2, follow_up_notice(plan, house.calendar))]


def test_a_follow_up_that_has_begun_goes_on_at_once(house: House) -> None:
    house.ledger.records.mark_done(house.id, 1, "follow_up", "scheduled")
    house.ledger.records.mark_done(house.id, 2, "announcement", "1 sent")
    house.ledger.meetings.set_plan(house.id, house.planned(2))
    keep_up(house)
    assert house.runs.started == [(house.id, 2, None)]


def test_a_lost_wake_up_is_repeated_once_the_members_are_there(house: House) -> None:
    keep_up(house)
    waits_as(house, "AwaitingMembers")
    assert keep_up(house) == Kept((), ())
    house.have_members()
    assert str(keep_up(house)) == f"woke {house.id}"
    waits_as(house, "AwaitingAnswers")
    assert keep_up(house) == Kept((), ())


def test_a_lost_wake_up_is_repeated_once_the_word_on_follow_up_is_there(house: House) -> None:
    keep_up(house)
    waits_as(house, "AwaitingFollowUpDecision")
    assert keep_up(house) == Kept((), ())
    house.ledger.records.decide(house.id, 1, Decision("follow_up", "yes", {"months": 9}, "web"))
    assert keep_up(house).woken == (house.id,)


def test_a_lost_wake_up_is_repeated_once_the_coordinator_has_confirmed_the_follow_up(house: House) -> None:
    plan = house.planned(2)
    house.ledger.meetings.set_plan(house.id, plan)
    house.at(plan.survey_opens - timedelta(days=7))
    keep_up(house)
    house.ledger.records.set_waiting(Wait(house.id, 2, "AwaitingFollowUpConfirmation", plan.survey_opens))
    assert keep_up(house).woken == ()
    confirm_follow_up(house.id, "coordinator", house)
    assert keep_up(house).woken == (house.id,)


def test_a_lost_wake_up_is_repeated_once_the_texts_are_chosen(house: House) -> None:
    keep_up(house)
    texts = {trivsel().questionnaire.text_items[0].id: tuple(f"Pause {n}" for n in range(10))}
    house.ledger.pulls.freeze(Pull(house.id, 1, "1", trivsel().questionnaire, 12, 10, (), texts, "salt"))
    house.ledger.records.set_verdict(house.id, 1, Verdict(Outcome.RELEASE, ()), "hash")
    waits_as(house, "AwaitingTexts")
    assert keep_up(house) == Kept((), ())
    choose_texts(house.id, 1, {}, "AB", house)
    assert keep_up(house).woken == (house.id,)


def test_an_engine_out_of_reach_is_said_and_not_taken_for_a_start(house: House) -> None:
    house.runs.answers = False
    with pytest.raises(TryAgain):
        keep_up(house)
    house.runs.answers = True
    assert keep_up(house).started == (f"{house.id} (round 1)",)


def test_a_run_the_engine_did_not_take_is_not_reported_as_started(house: House) -> None:
    class Deaf(PretendRuns):
        def is_live(self, meeting_id: str, round: int) -> bool:
            return False

    house.runs = Deaf()
    house.runs.answers = False
    with pytest.raises(TryAgain, match=house.id):
        keep_up(house)


def test_one_broken_meeting_does_not_stop_the_others(house: House) -> None:
    other = house.database.meetings.add(replace(ORDER, cluster="Syd"), "kiap", START)

    class Picky(PretendRuns):
        def start(self, meeting_id: str, round: int = 1, due: object = None) -> bool:
            if meeting_id == broken:
                raise KlyngeflowError("The package has faults.")
            return super().start(meeting_id, round)

    broken, house.runs = min(house.id, other), Picky()
    kept = keep_up(house)
    assert kept.started == (f"{max(house.id, other)} (round 1)",)
    assert str(kept).endswith(f"could not help {broken}: The package has faults.")


def test_a_round_that_was_given_up_waits_for_a_human(house: House) -> None:
    house.runs.given_up[house.id, 1] = "The package has faults."
    assert keep_up(house) == Kept((), ())
    assert house.runs.started == []


def says_yes(house: House) -> None:
    house.ledger.records.decide(house.id, 1, Decision("follow_up", "yes", {"months": 9}, "web"))


def test_a_yes_after_the_first_round_was_over_gets_its_follow_up_once(house: House) -> None:
    house.at(house.planned().thanks)
    house.ledger.records.mark_done(house.id, 1, "follow_up", "nobody answered: 1 sent")
    assert keep_up(house) == Kept((), ())
    says_yes(house)
    assert keep_up(house).started == (f"{house.id} (round 2)",)
    assert house.ledger.meetings.plan(house.id, 2) is not None
    assert keep_up(house) == Kept((), ())
    assert len(house.runs.started) == 1


def test_a_yes_that_came_too_late_goes_to_the_consultant_once(house: House) -> None:
    house.ledger.records.mark_done(house.id, 1, "follow_up", "nobody answered: 1 sent")
    says_yes(house)
    house.wall.walk(days=430)
    for _ in range(2):
        assert keep_up(house) == Kept((), ())
    (mail,) = house.mails()
    assert (mail.kind, mail.to_address) == (MailKind.CONSULTANT_ATTENTION, "mette@kiap.example")
    assert "12 måneder" in mail.text
    assert house.ledger.meetings.plan(house.id, 2) is None


def test_a_yes_is_left_for_later_while_a_rerun_is_at_work(house: House) -> None:
    house.at(house.planned().thanks)
    house.ledger.records.mark_done(house.id, 1, "follow_up", "nobody answered: 1 sent")
    says_yes(house)
    with house.database.holding(house.id):
        assert keep_up(house) == Kept((), ())
    assert keep_up(house).started == (f"{house.id} (round 2)",)


def test_a_follow_up_that_was_dropped_is_left_alone(house: House) -> None:
    house.ledger.records.mark_done(house.id, 1, "follow_up", "scheduled")
    plan = house.planned(2)
    house.ledger.meetings.set_plan(house.id, plan)
    house.ledger.records.decide(house.id, 2, Decision(late_decision(plan), DROP, {}, "AB"))
    assert keep_up(house) == Kept((), ())
    assert house.runs.started == []


def test_a_lost_wake_up_is_repeated_for_a_member_who_came_later(house: House) -> None:
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    keep_up(house)
    waits_as(house, "AwaitingAnswers")
    assert keep_up(house) == Kept((), ())
    rows = [MemberRow(member.email, member.name) for member in house.ledger.members.of(house.id)]
    house.database.members.replace(house.id, [*rows, MemberRow("ny@klinik.example", "Ny Læge")])
    assert keep_up(house).woken == (house.id,)


def test_answers_that_outlived_their_pull_are_deleted_and_open_ones_are_not(house: House) -> None:
    house.have_members()
    key = f"{house.id}/1"
    house.answers.invite(key, ["hash"])
    keep_up(house)
    assert house.answers.exists(key)
    house.answers.delete(key)
    surveyed(house)
    report_building.fn(house.id, house)
    house.answers.invite(key, ["hash"])
    keep_up(house)
    assert not house.answers.exists(key)
