"""A machine switched off, or whose clock goes back: a follow-up begins once, or it is asked about."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.late_follow_up import CARRY_OUT, late_decision
from domain.mails import MailKind
from domain.planning import follow_up_notice
from domain.ports import Decision
from tasks.follow_up import announcement
from tasks.late_follow_up import is_late, new_dates
from tasks.member_mailing import member_mailing
from tasks.upkeep import keep_up
from tests.tasks.house import House, PretendRuns

OFF = timedelta(days=45)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """The first round is over, and the follow-up agreed."""
    house = House(tmp_path)
    house.have_members()
    house.ledger.records.mark_done(house.id, 1, "follow_up", "scheduled")
    house.ledger.meetings.set_plan(house.id, house.planned(2))
    house.at(notice(house) - timedelta(days=60))
    return house


def notice(house: House) -> datetime:
    return follow_up_notice(house.planned(2), house.calendar)


def run_follow_up(house: House) -> str:
    """What the follow-up's run does from its start to its first wait."""
    if is_late(house.id, house):
        return "asks"
    announcement.fn(house.id, house, round=2)
    member_mailing.fn(house.id, house, round=2)
    return "begins"


def mails(house: House) -> tuple[int, int]:
    return len(house.mails(MailKind.COORDINATOR_FOLLOW_UP)), len(house.mails(MailKind.INVITATION))


@pytest.mark.parametrize(
    ("opened_days_ago", "outcome"),
    [(0, "begins"), (1, "begins"), (10, "begins"), (15, "asks"), (31, "asks"), (44, "asks")],
)
def test_after_45_days_switched_off_each_follow_up_begins_once_or_asks(
    house: House, opened_days_ago: int, outcome: str
) -> None:
    opens = house.planned(2).survey_opens
    house.at(opens + timedelta(days=opened_days_ago) - OFF)
    keep_up(house)
    house.wall.walk(days=OFF.days)
    house.runs = PretendRuns()  # what the engine knew is past its time, or lost
    assert f"{house.id} (round 2)" in keep_up(house).started
    assert [run_follow_up(house) for _ in range(3)] == [outcome] * 3
    assert keep_up(house).started == ()
    assert mails(house) == ((1, 12) if outcome == "begins" else (0, 0))


def test_asked_and_answered_it_begins_once_with_dates_from_now(house: House) -> None:
    house.at(house.planned(2).survey_opens + OFF)
    assert run_follow_up(house) == "asks"
    decision = Decision(late_decision(house.planned(2)), "carry out", {}, "AB")
    assert decision.choice == CARRY_OUT
    house.ledger.records.decide(house.id, 2, decision)
    new_dates.again.fn(house.id, house, round=2)
    assert [run_follow_up(house) for _ in range(3)] == ["begins"] * 3
    assert mails(house)[0] == 1


@pytest.mark.parametrize("hours", [0.1, 1, 72, 9600])
def test_a_clock_that_goes_back_starts_no_follow_up_twice(house: House, hours: float) -> None:
    house.at(house.planned(2).survey_opens)
    keep_up(house)
    assert run_follow_up(house) == "begins"
    house.wall.walk(hours=-hours)
    assert keep_up(house).started == ()
    assert run_follow_up(house) == "begins"
    house.at(house.planned(2).survey_opens)
    assert run_follow_up(house) == "begins"
    assert house.runs.started.count((house.id, 2, notice(house))) == 1
    assert mails(house) == (1, 12)
