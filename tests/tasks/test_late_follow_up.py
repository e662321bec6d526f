"""A late follow-up: asked about before anybody is mailed, and never after they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.errors import Refused
from domain.late_follow_up import CARRY_OUT, DROP, is_dropped, late_decision
from domain.ports import Decision
from tasks.late_follow_up import is_late, new_dates
from tasks.member_mailing import member_mailing
from tests.tasks.house import House


@pytest.fixture
def planned(house: House) -> House:
    """The follow-up stands in the plan."""
    house.ledger.meetings.set_plan(house.id, house.planned(2))
    return house


def decided(house: House, choice: str) -> None:
    decision = Decision(late_decision(house.planned(2)), choice, {}, "AB")
    house.ledger.records.decide(house.id, 2, decision)


@pytest.mark.parametrize(("days", "late"), [(-14, False), (0, False), (13, False), (15, True), (31, True)])
def test_a_follow_up_is_late_when_its_survey_should_have_closed(
    planned: House, days: int, *, late: bool
) -> None:
    planned.at(planned.planned(2).survey_opens + timedelta(days=days))
    assert is_late(planned.id, planned) is late


def test_a_follow_up_with_a_long_survey_is_late_after_thirty_days(planned: House) -> None:
    plan = planned.planned(2)
    long = replace(plan, survey_closes=plan.survey_opens + timedelta(days=60))
    planned.ledger.meetings.set_plan(planned.id, long)
    for days, late in ((30, False), (31, True)):
        planned.at(plan.survey_opens + timedelta(days=days))
        assert is_late(planned.id, planned) is late


def test_once_the_members_were_invited_it_is_not_asked_about(planned: House) -> None:
    planned.have_members()
    planned.at(planned.planned(2).survey_opens)
    member_mailing.fn(planned.id, planned, round=2)
    planned.wall.walk(days=40)
    assert not is_late(planned.id, planned)


def test_carried_out_it_gets_dates_from_now_on_and_is_late_no_more(planned: House) -> None:
    planned.wall.walk(days=30 * 10 + 62)
    assert is_late(planned.id, planned)
    decided(planned, CARRY_OUT)
    assert not is_dropped(planned.id, planned)
    new_dates.again.fn(planned.id, planned, round=2)
    plan = planned.ledger.meetings.plan(planned.id, 2)
    assert plan is not None
    assert planned.wall() < plan.survey_opens < plan.survey_closes
    assert not is_late(planned.id, planned)


def test_more_than_12_months_after_the_meeting_it_can_only_be_dropped(planned: House) -> None:
    planned.wall.walk(days=440)
    with pytest.raises(Refused, match="12 måneder"):
        new_dates.again.fn(planned.id, planned, round=2)
    assert planned.ledger.meetings.plan(planned.id, 2) == planned.planned(2)
    decided(planned, DROP)
    assert is_dropped(planned.id, planned)
