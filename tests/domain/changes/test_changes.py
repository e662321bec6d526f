"""What can be changed when, what it does to the dates, and why the rest is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from domain.acts import ActKind
from domain.changes.called_off import is_called_off
from domain.changes.cancel import cancel_meeting, what_cancelling_does
from domain.changes.extend import extend_survey, latest_close, what_extending_does
from domain.changes.follow_up import agree_on_follow_up, decline_follow_up, follow_up_months
from domain.changes.members import change_members
from domain.changes.move import earliest_day, move_meeting, what_moving_does
from domain.changes.new_coordinator import replace_coordinator
from domain.changes.reasons import REASONS, reasons_for
from domain.coordinators import NewCoordinator
from domain.errors import LeaseTaken, Refused
from domain.meeting import COPENHAGEN, ROUND_1, ROUND_2, MemberRow, Plan
from domain.ports import OpenedSurvey, PostingJob
from tests.tasks.house import House, trivsel

STARTS = datetime(2027, 3, 11, 16, 0, tzinfo=COPENHAGEN)
LATER, SOONER = STARTS + timedelta(days=14), STARTS - timedelta(days=1)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def at_stage(house: House, stage: str) -> House:
    """As the meeting is when it has come so far."""
    plan = house.planned()
    done = {
        "ordered": (0, plan.survey_opens - timedelta(days=30)),
        "kit": (1, plan.survey_opens - timedelta(days=14)),
        "open": (2, plan.survey_opens + timedelta(days=3)),
        "closed": (3, plan.survey_closes + timedelta(hours=1)),
        "built": (4, plan.survey_closes + timedelta(hours=2)),
        "delivered": (5, plan.delivery + timedelta(hours=1)),
        "held": (6, plan.thanks + timedelta(hours=1)),
        "over": (7, plan.thanks + timedelta(days=2)),
    }
    count, now = done[stage]
    steps = ("kit_mailing", "member_mailing", "survey_collection", "report_building", "delivery", "thanks")
    for step in (*steps, "follow_up")[:count]:
        house.ledger.records.mark_done(house.id, 1, step, "")
    if count >= 2:
        package = trivsel()
        house.ledger.surveys.open(OpenedSurvey(house.id, 1, package.version, package.questionnaire))
    house.at(now)
    return house


def moved(house: House, to: datetime = LATER) -> Plan:
    move_meeting(house.id, to, by="AB", reason="weather", services=house)
    plan = house.ledger.meetings.plan(house.id, ROUND_1)
    assert plan is not None
    return plan


@pytest.mark.parametrize("stage", ["ordered", "kit", "open", "closed", "built", "delivered"])
def test_until_it_is_held_a_meeting_can_be_moved_later(house: House, stage: str) -> None:
    before = at_stage(house, stage).planned()
    plan = moved(house)
    assert plan.meeting_starts == LATER
    assert plan.thanks.date() == date(2027, 3, 29 + 1)  # Easter Monday is the 29th
    assert plan.survey_closes >= before.survey_closes
    assert plan.survey_closes.date() <= plan.delivery.date() < LATER.date()


@pytest.mark.parametrize(
    ("stage", "close_moves", "delivery_moves"),
    [("open", True, True), ("closed", False, True), ("built", False, True), ("delivered", False, False)],
)
def test_what_is_over_keeps_its_date(
    house: House, stage: str, close_moves: bool, delivery_moves: bool
) -> None:
    before = at_stage(house, stage).planned()
    plan = moved(house)
    assert (plan.survey_closes > before.survey_closes) == close_moves
    assert (plan.delivery > before.delivery) == delivery_moves
    assert plan.survey_opens == before.survey_opens


def test_an_open_survey_never_closes_earlier_than_members_were_told(house: House) -> None:
    before = at_stage(house, "open").planned()
    plan = moved(house, SOONER)
    assert plan.survey_closes == before.survey_closes
    with pytest.raises(Refused, match="Tidligste dag er"):
        moved(house, STARTS - timedelta(days=4))


@pytest.mark.parametrize("stage", ["ordered", "kit", "open", "closed", "built", "delivered"])
def test_the_earliest_day_offered_can_be_chosen_and_the_day_before_cannot(house: House, stage: str) -> None:
    at_stage(house, stage)
    earliest = datetime.combine(earliest_day(house.id, house), time(16), COPENHAGEN)
    with pytest.raises(Refused, match="Tidligste dag er"):
        what_moving_does(house.id, earliest - timedelta(days=1), house)
    assert earliest != STARTS
    assert moved(house, earliest).delivery < earliest


def test_a_survey_that_closes_much_later_gets_one_more_reminder(house: House) -> None:
    before = at_stage(house, "open").planned()
    plan = moved(house, STARTS + timedelta(days=28))
    assert plan.reminders[:-1] == before.reminders
    assert house.clock.now() < plan.reminders[-1] < plan.survey_closes


def test_a_move_has_the_finished_documents_built_again_and_nothing_else(house: House) -> None:
    at_stage(house, "built")
    moved(house)
    steps = house.ledger.records.steps_done(house.id, 1)
    assert "report_building" not in steps
    assert {"kit_mailing", "member_mailing", "survey_collection"} <= steps.keys()


REFUSED: dict[str, tuple[str, Callable[[House], object]]] = {
    "moving a meeting that was held": ("held", lambda house: moved(house)),
    "moving to the very same time": ("kit", lambda house: moved(house, STARTS)),
    "moving into the past": ("delivered", lambda house: moved(house, STARTS - timedelta(days=300))),
    "a reason of one's own": (
        "kit",
        lambda house: move_meeting(house.id, LATER, by="AB", reason="Åse er syg", services=house),
    ),
    "nobody's initials": (
        "kit",
        lambda house: move_meeting(house.id, LATER, by="x", reason="weather", services=house),
    ),
    "extending what has closed": ("closed", lambda house: what_extending_does(house.id, LATER.date(), house)),
    "closing earlier": ("open", lambda house: what_extending_does(house.id, date(2027, 3, 1), house)),
    "closing too late to deliver": (
        "open",
        lambda house: what_extending_does(house.id, date(2027, 3, 9), house),
    ),
    "cancelling a meeting that was held": ("held", lambda house: what_cancelling_does(house.id, house)),
    "the same coordinator": (
        "kit",
        lambda house: replace_coordinator(
            house.id,
            NewCoordinator("Å", "AASE@praksis.example", "1"),
            by="AB",
            reason="away",
            services=house,
        ),
    ),
    "a follow-up after 13 months": (
        "over",
        lambda house: agree_on_follow_up(house.id, 13, by="AB", reason="other", services=house),
    ),
    "changing the list after the close": (
        "closed",
        lambda house: change_members(house.id, [MemberRow("ny@klinik.example")], by="AB", services=house),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_with_the_reason_and_nothing_is_changed(house: House, what: str) -> None:
    stage, change = REFUSED[what]
    at_stage(house, stage)
    with pytest.raises(Refused):
        change(house)
    assert house.ledger.acts.of(house.id) == ()
    assert house.ledger.meetings.plan(house.id, ROUND_1) == house.planned()


def test_a_survey_can_be_extended_to_the_last_day_that_leaves_time_to_deliver(house: House) -> None:
    at_stage(house, "open")
    last = latest_close(house.id, house)
    extend_survey(house.id, last, by="AB", reason="few_answers", services=house)
    plan = house.ledger.meetings.plan(house.id, ROUND_1)
    assert plan is not None
    assert plan.survey_closes == datetime.combine(last, time(12), COPENHAGEN)
    assert plan.delivery.date() <= plan.meeting_starts.date() - timedelta(days=5)


def test_an_extension_to_a_saturday_closes_on_the_friday(house: House) -> None:
    at_stage(house, "open")
    extend_survey(house.id, date(2027, 3, 6), by="AB", reason="few_answers", services=house)
    plan = house.ledger.meetings.plan(house.id, ROUND_1)
    assert plan is not None
    assert plan.survey_closes.date() == date(2027, 3, 5)


def test_a_cancelled_meeting_is_over_and_cannot_be_changed_any_more(house: House) -> None:
    at_stage(house, "kit")
    house.ledger.postings.add(PostingJob(house.id, "implementation_plan", 26, date(2027, 2, 1)))
    cancel_meeting(house.id, by="AB", reason="not_wanted", services=house)
    assert is_called_off(house.id, ROUND_1, house)
    assert is_called_off(house.id, ROUND_2, house)
    assert house.ledger.postings.of(house.id) == ()
    for again in (cancel_meeting, decline_follow_up):
        with pytest.raises(Refused, match="aflyst"):
            again(house.id, by="AB", reason="other", services=house)


def test_while_a_run_is_at_work_nothing_is_changed_and_the_cure_is_to_wait(house: House) -> None:
    at_stage(house, "open")
    with house.ledger.holding(house.id), pytest.raises(LeaseTaken, match="Prøv igen om et øjeblik"):
        moved(house)
    assert house.ledger.acts.of(house.id) == ()


def test_members_changed_in_mid_survey_are_an_act_in_counts(house: House) -> None:
    house.have_members()
    at_stage(house, "open")
    rows = [MemberRow(m.email, m.name) for m in house.ledger.members.of(house.id)][1:]
    counts = change_members(house.id, [*rows, MemberRow("ny@klinik.example")], by="ab", services=house)
    (act,) = house.ledger.acts.of(house.id)
    assert counts == (1, 0, 1)
    assert (act.kind, act.by) == (ActKind.MEMBERS_CHANGED, "AB")
    assert act.detail == {"added": 1, "changed": 0, "removed": 1}


@pytest.mark.parametrize("stage", ["kit", "open"])
def test_a_list_that_changes_nothing_is_no_act(house: House, stage: str) -> None:
    house.have_members()
    at_stage(house, stage)
    rows = [MemberRow(m.email, m.name) for m in house.ledger.members.of(house.id)]
    assert change_members(house.id, rows, by="AB", services=house) == (0, 0, 0)
    assert house.ledger.acts.of(house.id) == ()


def test_a_follow_up_agreed_after_the_first_round_is_planned_at_once(house: House) -> None:
    at_stage(house, "over")
    chosen = follow_up_months(house.id, house)[2]
    agree_on_follow_up(house.id, chosen.months, by="AB", reason="second_thoughts", services=house)
    plan = house.ledger.meetings.plan(house.id, ROUND_2)
    assert plan is not None
    assert plan.survey_closes == chosen.plan.survey_closes


def test_a_follow_up_agreed_before_the_meeting_waits_for_the_meetings_own_date(house: House) -> None:
    at_stage(house, "kit")
    agree_on_follow_up(house.id, 8, by="AB", reason="coordinator_asked", services=house)
    assert house.ledger.meetings.plan(house.id, ROUND_2) is None


@pytest.mark.parametrize("kind", REASONS)
def test_every_reason_is_a_code_with_a_text(kind: ActKind) -> None:
    for code, text in reasons_for(kind).items():
        assert code.replace("_", "").isalpha()
        assert text[0].isupper()
        assert not text.endswith(".")
