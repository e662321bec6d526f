"""Nudges: the newest that is due, once, and none of them on top of the kit."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.mails import MailKind
from domain.planning import nudges
from tasks.kit_mailing import kit_mailing
from tasks.nudging import due_nudge, nudge, nudge_times
from tests.tasks.house import House, addresses


@pytest.fixture
def kit_sent(house: House) -> House:
    """Mail 1 has just left, long before the survey opens."""
    kit_mailing.fn(house.id, house)
    return house


def test_the_coordinator_is_nudged_once_a_time(kit_sent: House) -> None:
    for number in (1, 2):
        for _ in range(2):
            assert nudge(number).again.fn(kit_sent.id, kit_sent) == "1 sent"
    assert addresses(kit_sent.mails(MailKind.COORDINATOR_NUDGE)) == ["aase@praksis.example"] * 2


def test_each_nudge_is_due_on_its_day(kit_sent: House) -> None:
    times = nudges(kit_sent.planned(), kit_sent.calendar)
    assert nudge_times(kit_sent.id, kit_sent) == times
    assert due_nudge(kit_sent.id, kit_sent) == 0
    for number, due in enumerate(times, start=1):
        kit_sent.at(due)
        assert due_nudge(kit_sent.id, kit_sent) == number


def test_after_a_long_silence_only_the_newest_is_due(kit_sent: House) -> None:
    times = nudges(kit_sent.planned(), kit_sent.calendar)
    kit_sent.at(times[2] + timedelta(hours=1))
    assert due_nudge(kit_sent.id, kit_sent) == 3


def test_a_coordinator_who_ordered_late_gets_the_kit_and_two_days_of_peace(house: House) -> None:
    opens = house.planned().survey_opens
    house.at(opens + timedelta(hours=3))
    kit_mailing.fn(house.id, house)
    assert due_nudge(house.id, house) == 0
    first = nudge_times(house.id, house)[0]
    assert first - house.wall() > timedelta(days=2)
    assert house.calendar.is_working_day(first.date())
    house.at(first)
    assert due_nudge(house.id, house) == 3
    assert nudge_times(house.id, house)[3] > first
