"""Our clock: the wall's for real meetings; for rehearsed ones it leaps, but only as far as allowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.clock import LedgerClock
from adapters.ledger import SqlLedger
from domain.meeting import COPENHAGEN
from tests.ledgers import MEETING, START, HandClock, add_meeting

DAY = timedelta(days=1)
SPRING = datetime(2027, 3, 1, 8, 0, tzinfo=COPENHAGEN)


@pytest.fixture
def rehearsed(ledger: SqlLedger) -> SqlLedger:
    """Its meeting lives on 1 March and waits 3 seconds for each leap."""
    ledger.clocks.rehearse(MEETING, SPRING, 3)
    return ledger


def shows(ledger: SqlLedger) -> datetime:
    shown = ledger.clocks.shows(MEETING)
    assert shown is not None
    return shown


def test_a_real_meeting_lives_by_the_wall_clock_in_copenhagen_time(ledger: SqlLedger) -> None:
    clock = LedgerClock(ledger.clocks)
    before, now, after = datetime.now(UTC), clock.now(MEETING), datetime.now(UTC)
    assert before <= now <= after
    assert now.tzinfo is COPENHAGEN
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.real_now().tzinfo is UTC


def test_the_alarm_of_a_real_meeting_rings_when_it_is_due(ledger: SqlLedger) -> None:
    due = datetime(2030, 5, 1, 8, tzinfo=COPENHAGEN)
    assert LedgerClock(ledger.clocks).set_alarm(MEETING, due) == due


def test_a_rehearsed_clock_walks_with_the_wall(rehearsed: SqlLedger, wall: HandClock) -> None:
    assert shows(rehearsed) == SPRING
    wall.walk(seconds=2)
    assert shows(rehearsed) == SPRING + timedelta(seconds=2)


def test_other_meetings_are_not_touched_by_a_rehearsal(rehearsed: SqlLedger) -> None:
    assert rehearsed.clocks.shows(add_meeting(rehearsed, cluster="Syd")) is None


def test_the_clock_leaps_after_the_wait_when_it_may(rehearsed: SqlLedger, wall: HandClock) -> None:
    rings = rehearsed.clocks.leap(MEETING, SPRING + 7 * DAY)
    rehearsed.clocks.allow(MEETING, SPRING + 7 * DAY)
    assert rings == START + timedelta(seconds=3)
    wall.walk(seconds=2.9)
    assert shows(rehearsed) < SPRING + DAY
    wall.walk(seconds=0.1)
    assert shows(rehearsed) == SPRING + 7 * DAY


def test_the_clock_does_not_leap_further_than_allowed(rehearsed: SqlLedger, wall: HandClock) -> None:
    rehearsed.clocks.leap(MEETING, SPRING + 7 * DAY)
    rehearsed.clocks.allow(MEETING, SPRING + 6 * DAY)
    wall.walk(seconds=30)
    assert shows(rehearsed) == SPRING + timedelta(seconds=30)
    rehearsed.clocks.allow(MEETING, SPRING + 7 * DAY)
    assert shows(rehearsed) >= SPRING + 7 * DAY


def test_a_leap_is_not_taken_back_when_less_is_allowed_next(rehearsed: SqlLedger, wall: HandClock) -> None:
    rehearsed.clocks.leap(MEETING, SPRING + 7 * DAY)
    rehearsed.clocks.allow(MEETING, SPRING + 400 * DAY)
    wall.walk(seconds=5)
    rehearsed.clocks.allow(MEETING, SPRING + DAY)
    assert shows(rehearsed) >= SPRING + 7 * DAY


def test_an_alarm_for_a_time_gone_by_does_not_turn_the_clock_back(
    rehearsed: SqlLedger, wall: HandClock
) -> None:
    rehearsed.clocks.allow(MEETING, SPRING + DAY)
    rehearsed.clocks.leap(MEETING, SPRING - DAY)
    wall.walk(seconds=3)
    assert shows(rehearsed) == SPRING + timedelta(seconds=3)


moves = st.lists(
    st.tuples(st.sampled_from(["walk", "leap", "allow"]), st.integers(0, 300)), min_size=3, max_size=8
)


@given(moves=moves)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_clock_never_goes_back(
    moves: list[tuple[str, int]], ledger: SqlLedger, wall: HandClock
) -> None:
    ledger.clocks.rehearse(MEETING, SPRING, 3)
    act: dict[str, Callable[[int], object]] = {
        "walk": lambda seconds: wall.walk(seconds=seconds / 10),
        "leap": lambda days: ledger.clocks.leap(MEETING, SPRING + days * DAY),
        "allow": lambda days: ledger.clocks.allow(MEETING, SPRING + days * DAY),
    }
    latest = shows(ledger)
    for name, number in moves:
        act[name](number)
        assert shows(ledger) >= latest, name
        latest = shows(ledger)
