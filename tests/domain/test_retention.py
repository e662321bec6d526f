"""What is deleted when: the table of the limits, by the meeting's own clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.meeting import COPENHAGEN, Plan
from domain.retention import Due, Facts, RetentionLimits, What, all_due, soonest, what_is_expired

LIMITS = RetentionLimits()


def on(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 16, 0, tzinfo=COPENHAGEN)


MEETING = on(2027, 3, 11)
FIRST, SECOND = on(2027, 3, 4), on(2027, 12, 9)
DELIVERED = on(2027, 12, 13)
MONTHS_13, MONTHS_18, YEARS_5 = on(2028, 4, 11), on(2028, 9, 11), on(2032, 3, 11)
DAYS_30 = timedelta(days=30)

ORDERED = Facts(MEETING, is_live=True)
HELD = Facts(MEETING, {1: FIRST})
PLANNED = replace(HELD, is_live=True)
FOLLOWED_UP = Facts(MEETING, {1: FIRST, 2: SECOND}, followed_up=DELIVERED)


def day_of(facts: Facts, what: What, round: int = 0, limits: RetentionLimits = LIMITS) -> datetime:
    return next(due.on for due in all_due(facts, limits) if due.key == (what, round))


@pytest.mark.parametrize(
    ("course", "facts", "answers", "people"),
    [
        ("with a follow-up", FOLLOWED_UP, DELIVERED, DELIVERED + DAYS_30),
        ("declined, or never decided", HELD, MONTHS_13, MONTHS_13),
        ("a follow-up that is planned", PLANNED, MONTHS_18, MONTHS_18),
        ("never got anywhere", ORDERED, MONTHS_18, MONTHS_18),
        (
            "cancelled before it was held",
            replace(ORDERED, is_live=False, cancelled=on(2027, 2, 1)),
            on(2027, 2, 1),
            on(2027, 2, 1) + DAYS_30,
        ),
        (
            "cancelled while something of it is still waiting",
            replace(ORDERED, cancelled=on(2027, 2, 1)),
            on(2027, 2, 1),
            on(2027, 2, 1) + DAYS_30,
        ),
        (
            "a late follow-up, delivered shortly before the limit",
            replace(FOLLOWED_UP, followed_up=MONTHS_18 - timedelta(days=10)),
            MONTHS_18 - timedelta(days=10),
            MONTHS_18,
        ),
        (
            "a follow-up that was delivered after the limit",
            replace(FOLLOWED_UP, followed_up=MONTHS_18 + DAYS_30),
            MONTHS_18,
            MONTHS_18,
        ),
    ],
)
def test_answers_and_people_go_in_time(
    course: str, facts: Facts, answers: datetime, people: datetime
) -> None:
    assert day_of(facts, What.ANSWERS) == answers, course
    assert day_of(facts, What.PEOPLE) == people, course
    assert day_of(facts, What.FILES) == people, course
    assert day_of(facts, What.RECORD) == YEARS_5, course


@pytest.mark.parametrize("facts", [ORDERED, PLANNED])
def test_what_a_live_round_needs_is_kept_until_the_limit_and_not_a_day_longer(facts: Facts) -> None:
    needed = {What.ANSWERS, What.FILES, What.PEOPLE}
    before = what_is_expired(facts, LIMITS, (), MONTHS_18 - timedelta(seconds=1))
    assert not needed & {due.what for due in before}
    after = what_is_expired(facts, LIMITS, (), MONTHS_18)
    assert needed <= {due.what for due in after}
    assert {due.rule for due in after if due.what in needed} == {
        "18 months after the meeting, whatever is unfinished"
    }


@pytest.mark.parametrize(
    ("facts", "round", "day"),
    [
        (HELD, 1, FIRST + DAYS_30),
        (PLANNED, 1, FIRST + DAYS_30),
        (PLANNED, 2, MONTHS_18),
        (FOLLOWED_UP, 2, SECOND + DAYS_30),
        (HELD, 2, MONTHS_13),
        (replace(HELD, cancelled=FIRST - DAYS_30), 1, FIRST),
    ],
)
def test_a_rounds_links_go_a_month_after_its_close_and_with_the_people_at_the_latest(
    facts: Facts, round: int, day: datetime
) -> None:
    assert day_of(facts, What.LINKS, round) == day


def plan(round: int, closes: datetime, delivery: datetime) -> Plan:
    return Plan(round, closes, (), closes, delivery, MEETING, MEETING)


@pytest.mark.parametrize("facts", [ORDERED, HELD, PLANNED, FOLLOWED_UP])
@pytest.mark.parametrize("done", range(7))
def test_nothing_is_due_before_the_soonest_day_that_it_could_be(facts: Facts, done: int) -> None:
    """Whatever of it has been deleted already: so the facts need not be gathered before."""
    plans = [plan(1, FIRST, FIRST), plan(2, SECOND, DELIVERED)]
    coming = sorted(all_due(facts, LIMITS), key=lambda due: due.on)
    purged = [due.key for due in coming[:done]]
    left = [due.on for due in coming[done:]]
    assert not left or soonest(MEETING, plans, LIMITS, purged) <= min(left)


def test_most_of_the_time_nothing_can_be_due() -> None:
    plans = [plan(1, FIRST, FIRST)]
    assert soonest(MEETING, plans, LIMITS, ()) == FIRST + DAYS_30
    assert soonest(MEETING, plans, LIMITS, [(What.LINKS, 1)]) == MONTHS_13
    everything = [due.key for due in all_due(HELD, LIMITS) if due.what is not What.RECORD]
    assert soonest(MEETING, plans, LIMITS, everything) == YEARS_5


def test_what_has_been_deleted_is_not_deleted_again() -> None:
    late = on(2040, 1, 1)
    everything = what_is_expired(FOLLOWED_UP, LIMITS, (), late)
    assert [due.what for due in everything] == [
        What.LINKS,
        What.LINKS,
        What.ANSWERS,
        What.FILES,
        What.PEOPLE,
        What.RECORD,
    ]
    assert what_is_expired(FOLLOWED_UP, LIMITS, [due.key for due in everything], late) == ()
    but_links_of_round_2 = [due.key for due in everything if due.key != (What.LINKS, 2)]
    left: tuple[Due, ...] = what_is_expired(FOLLOWED_UP, LIMITS, but_links_of_round_2, late)
    assert [due.key for due in left] == [(What.LINKS, 2)]


def test_a_shorter_limit_is_heeded_and_no_document_outlives_the_names_in_it() -> None:
    short = replace(LIMITS, links_days=2, people_days=5, files_days=20, answers_months=12)
    assert day_of(FOLLOWED_UP, What.LINKS, 1, short) == FIRST + timedelta(days=2)
    assert day_of(FOLLOWED_UP, What.PEOPLE, 0, short) == DELIVERED + timedelta(days=5)
    assert day_of(FOLLOWED_UP, What.FILES, 0, short) == DELIVERED + timedelta(days=5)
    assert day_of(HELD, What.ANSWERS, 0, short) == on(2028, 3, 11)
    files_first = replace(LIMITS, files_days=3)
    assert day_of(FOLLOWED_UP, What.FILES, 0, files_first) == DELIVERED + timedelta(days=3)
