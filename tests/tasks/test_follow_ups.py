"""Started by hand a follow-up gets one run, on its day, and only where it was agreed."""

from __future__ import annotations

import pytest

from domain.errors import Refused
from domain.planning import follow_up_notice
from domain.ports import Decision
from tasks.follow_ups import due_follow_ups, start_follow_up
from tests.tasks.house import House


def agreed(house: House, choice: str = "yes") -> None:
    house.ledger.records.decide(house.id, 1, Decision("follow_up", choice, {"months": 9}, ""))
    house.ledger.records.mark_done(house.id, 1, "follow_up", "scheduled")


def started(house: House) -> int:
    return sum(round == 2 for _, round, _ in house.runs.started)


@pytest.mark.parametrize("choice", ["no", "later"])
def test_what_is_not_agreed_is_not_started(house: House, choice: str) -> None:
    agreed(house, choice)
    with pytest.raises(Refused, match="klyngeflow change follow-up"):
        start_follow_up(house.id, house)
    assert started(house) == 0


def test_the_first_round_comes_first(house: House) -> None:
    house.ledger.records.decide(house.id, 1, Decision("follow_up", "yes", {"months": 9}, ""))
    with pytest.raises(Refused, match="not over"):
        start_follow_up(house.id, house)


def test_it_is_planned_and_started_once(house: House) -> None:
    agreed(house)
    house.at(house.planned().thanks)
    said = start_follow_up(house.id, house)
    assert start_follow_up(house.id, house) == said
    assert house.ledger.meetings.plan(house.id, 2)
    assert started(house) == 1


def test_one_that_lost_its_run_is_due_on_its_day_and_not_before(house: House) -> None:
    agreed(house)
    plan = house.planned(2)
    house.ledger.meetings.set_plan(house.id, plan)
    notice = follow_up_notice(plan, house.calendar)
    assert due_follow_ups(house) == ()
    house.at(notice)
    assert due_follow_ups(house) == (house.id,)
    assert "waits for the coordinator's yes" in start_follow_up(house.id, house)
    assert due_follow_ups(house) == ()
