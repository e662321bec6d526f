"""A follow-up begins when somebody has said yes to its dates; after silence no member is mailed."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.changes.follow_up import agree_on_follow_up, decline_follow_up
from domain.errors import Refused
from domain.follow_up_confirmation import confirm_follow_up, is_asked, is_confirmed
from domain.late_follow_up import DROP, confirmation_of
from domain.meeting import Plan
from domain.planning import follow_up_notice
from domain.ports import Decision
from domain.rounds import is_finished
from tasks.late_follow_up import new_dates
from tasks.member_mailing import member_mailing
from tests.tasks.house import House


@pytest.fixture
def plan(house: House) -> Plan:
    """Of the follow-up; its coordinator has just been asked."""
    house.ledger.records.mark_done(house.id, 1, "follow_up", "scheduled")
    house.ledger.records.decide(house.id, 1, Decision("follow_up", "yes", {"months": 9}, ""))
    plan = house.planned(2)
    house.ledger.meetings.set_plan(house.id, plan)
    house.at(follow_up_notice(plan, house.calendar))
    return plan


def second(house: House) -> Plan:
    plan = house.ledger.meetings.plan(house.id, 2)
    assert plan
    return plan


def test_nobody_has_confirmed_it_until_somebody_does(house: House, plan: Plan) -> None:
    assert is_asked(house.id, house)
    assert not is_confirmed(house.id, house)
    confirm_follow_up(house.id, "coordinator", house)
    assert is_confirmed(house.id, house)
    assert not is_asked(house.id, house)


@pytest.mark.parametrize("days", [-1, 14])
def test_it_is_asked_from_the_notice_until_the_opening_only(house: House, plan: Plan, days: int) -> None:
    when: datetime = house.wall.shows + timedelta(days=days)
    house.at(min(when, plan.survey_opens) if days > 0 else when)
    assert not is_asked(house.id, house)
    with pytest.raises(Refused, match="kan ikke bekræftes nu"):
        confirm_follow_up(house.id, "coordinator", house)
    assert not is_confirmed(house.id, house)


def test_other_dates_are_asked_about_anew(house: House, plan: Plan) -> None:
    confirm_follow_up(house.id, "coordinator", house)
    agree_on_follow_up(house.id, 12, by="coordinator", reason="coordinator_asked", services=house)
    assert second(house).survey_opens > plan.survey_opens
    assert not is_confirmed(house.id, house)
    house.at(follow_up_notice(second(house), house.calendar))
    assert is_asked(house.id, house)


def test_a_no_ends_it(house: House, plan: Plan) -> None:
    decline_follow_up(house.id, by="coordinator", reason="coordinator_asked", services=house)
    assert is_finished(house.id, 2, house)
    assert not is_asked(house.id, house)


def test_an_operator_can_give_it_up(house: House, plan: Plan) -> None:
    house.ledger.records.decide(house.id, 2, Decision(confirmation_of(plan), DROP, {}, "AB"))
    assert not is_confirmed(house.id, house)
    assert is_finished(house.id, 2, house)


def test_whoever_gives_a_late_one_new_dates_has_confirmed_them(house: House, plan: Plan) -> None:
    house.at(plan.survey_opens + timedelta(days=40))
    new_dates.again.fn(house.id, house, round=2)
    assert second(house).survey_opens > plan.survey_opens
    assert is_confirmed(house.id, house)


def test_members_who_were_invited_are_not_waited_for(house: House, plan: Plan) -> None:
    house.have_members()
    house.at(plan.survey_opens)
    member_mailing.fn(house.id, house, round=2)
    assert is_confirmed(house.id, house)
