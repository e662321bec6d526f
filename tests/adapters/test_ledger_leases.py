"""Leases: one run at a time, and a run that was thought dead can do nothing more."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from adapters.ledger import SqlLedger
from adapters.ledger.leases import Lease
from domain.errors import LeaseLost, LeaseTaken, TryAgain
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import MemberRow, Plan
from domain.ports import Decision, OpenedSurvey, PostingJob, Pull, StoredFile, Wait
from domain.verdict import Outcome, Verdict
from tests.ledgers import MEETING, START, HandClock, add_meeting
from tests.small_questionnaire import SMALL

KEY = MailKey(MEETING, 1, MailKind.INVITATION, "m1")
PLAN = Plan(1, START, (), START, START, START, START)
PULL = Pull(MEETING, 1, "1.0", SMALL, 24, 0, (), {})
FILE = StoredFile(MEETING, 1, "kit", "deck", "Dæk.pptx", "k/1", "a" * 64, 10, "x/y")
POST = PostingJob(MEETING, "implementation_plan", 26, START.date())
RELEASE = {"pull_hash": "a" * 64}

WRITES: dict[str, Callable[[SqlLedger], object]] = {
    "claim": lambda ledger: ledger.mails.claim(KEY, "<1@kiap.example>"),
    "handing over": lambda ledger: ledger.mails.handing_over(KEY),
    "settle": lambda ledger: ledger.mails.settle(KEY, SendResult(MailOutcome.SENT)),
    "plan": lambda ledger: ledger.meetings.set_plan(MEETING, PLAN),
    "members": lambda ledger: ledger.members.replace(MEETING, [MemberRow("a@b.dk")]),
    "invitations": lambda ledger: ledger.invitations.add(MEETING, 1, {"m1": "hash"}),
    "survey": lambda ledger: ledger.surveys.open(OpenedSurvey(MEETING, 1, "1.0", SMALL)),
    "withdrawal": lambda ledger: ledger.invitations.withdraw(MEETING, 1, ["m1"]),
    "forgotten file": lambda ledger: ledger.files.keep_only(MEETING, "kit", []),
    "file": lambda ledger: ledger.files.add(FILE),
    "posting": lambda ledger: ledger.postings.add(POST),
    "tick": lambda ledger: ledger.postings.tick_off(MEETING, START.date(), "AB"),
    "commitments": lambda ledger: ledger.commitments.replace(MEETING, ["A"]),
    "freeze": lambda ledger: ledger.pulls.freeze(PULL),
    "step": lambda ledger: ledger.records.mark_done(MEETING, 1, "intake", "done"),
    "decision": lambda ledger: ledger.records.decide(MEETING, 1, Decision("release", "x", {}, "AB")),
    "verdict": lambda ledger: ledger.records.set_verdict(MEETING, 1, Verdict(Outcome.RELEASE, ()), "a"),
    "release": lambda ledger: ledger.records.set_release(MEETING, 1, RELEASE),
    "wait": lambda ledger: ledger.records.set_waiting(Wait(MEETING, 1, "AwaitingMembers", None)),
    "end of a wait": lambda ledger: ledger.records.clear_waiting(MEETING, 1),
    "attempt": lambda ledger: ledger.runs.attempt(MEETING, 1, 1, None),
    "clock": lambda ledger: ledger.clocks.rehearse(MEETING, START, 1),
}


def test_a_second_run_is_refused_while_the_first_is_at_work(ledger: SqlLedger) -> None:
    with ledger.holding(MEETING):
        assert ledger.leases.is_held(MEETING)
        with pytest.raises(LeaseTaken, match="right now"), ledger.holding(MEETING):
            pytest.fail("two runs held one meeting")


def test_other_meetings_are_free(ledger: SqlLedger) -> None:
    other = add_meeting(ledger, cluster="Syd")
    with ledger.holding(MEETING), ledger.holding(other) as held:
        held.records.mark_done(other, 1, "intake", "done")
    assert ledger.records.is_done(other, 1, "intake")


def test_a_run_that_left_has_freed_its_meeting(ledger: SqlLedger) -> None:
    with ledger.holding(MEETING):
        pass
    assert not ledger.leases.is_held(MEETING)
    with ledger.holding(MEETING) as held:
        held.records.mark_done(MEETING, 1, "intake", "done")


def test_a_run_that_failed_has_freed_its_meeting(ledger: SqlLedger) -> None:
    with pytest.raises(ZeroDivisionError), ledger.holding(MEETING):
        raise ZeroDivisionError
    assert not ledger.leases.is_held(MEETING)


def test_a_lease_nobody_renews_ends(ledger: SqlLedger, wall: HandClock) -> None:
    first = ledger.leases.take(MEETING)
    wall.walk(seconds=59)
    with pytest.raises(LeaseTaken):
        ledger.leases.take(MEETING)
    ledger.leases.renew(first)
    wall.walk(seconds=59)
    assert ledger.leases.is_held(MEETING)
    wall.walk(seconds=2)
    assert not ledger.leases.is_held(MEETING)
    assert ledger.leases.take(MEETING).token == first.token + 1


@pytest.mark.parametrize("write", WRITES.values(), ids=list(WRITES))
def test_a_run_thought_dead_can_write_nothing(
    ledger: SqlLedger, wall: HandClock, write: Callable[[SqlLedger], object]
) -> None:
    stopped = SqlLedger(ledger.engine, wall, 60, ledger.leases.take(MEETING))
    wall.walk(seconds=61)
    ledger.leases.take(MEETING)
    with pytest.raises(LeaseLost, match=MEETING):
        write(stopped)
    assert ledger.mails.of(MEETING) == ()
    assert ledger.records.steps_done(MEETING, 1) == {}
    assert ledger.pulls.get(MEETING, 1) is None


@pytest.mark.parametrize("write", WRITES.values(), ids=list(WRITES))
def test_the_run_at_work_can_write_everything(
    ledger: SqlLedger, wall: HandClock, write: Callable[[SqlLedger], object]
) -> None:
    with ledger.holding(MEETING) as held:
        write(held)


def test_a_run_thought_dead_neither_prolongs_nor_frees_the_new_lease(
    ledger: SqlLedger, wall: HandClock
) -> None:
    old = ledger.leases.take(MEETING)
    wall.walk(seconds=61)
    ledger.leases.take(MEETING)
    ledger.leases.free(old)
    assert ledger.leases.is_held(MEETING)
    wall.walk(seconds=59)
    ledger.leases.renew(old)
    wall.walk(seconds=2)
    assert not ledger.leases.is_held(MEETING)


def test_nobody_takes_over_in_the_middle_of_a_write(ledger: SqlLedger, wall: HandClock) -> None:
    """The check and the write are one transaction, and the lease stays locked until its end."""
    lease = ledger.leases.take(MEETING)
    wall.walk(seconds=61)
    taken: list[Lease] = []
    taker = threading.Thread(target=lambda: taken.append(ledger.leases.take(MEETING)))
    with ledger.engine.begin() as connection:
        lease.check(connection)
        taker.start()
        time.sleep(0.1)
        assert taken == []
    taker.join(timeout=5)
    assert [one.token for one in taken] == [lease.token + 1]


def test_of_runs_that_start_together_one_gets_the_meeting(engine: Engine, ledger: SqlLedger) -> None:
    results: list[object] = []
    start = threading.Barrier(6)

    def take() -> None:
        start.wait()
        try:
            results.append(ledger.leases.take(MEETING).token)
        except LeaseTaken:
            results.append("refused")

    takers = [threading.Thread(target=take) for _ in range(6)]
    for one in takers:
        one.start()
    for one in takers:
        one.join()
    assert sorted(results, key=str) == [1, *["refused"] * 5]


def test_the_engine_is_told_how_long_a_meeting_has_been_free(ledger: SqlLedger, wall: HandClock) -> None:
    """A run that has just freed its meeting is about to say in the engine that it sleeps."""
    assert not ledger.leases.was_held(MEETING, timedelta(days=9))
    with ledger.holding(MEETING):
        pass
    wall.walk(seconds=10)
    assert ledger.leases.was_held(MEETING, timedelta(seconds=15))
    assert not ledger.leases.was_held(MEETING, timedelta(seconds=5))


def test_a_renewal_gives_up_on_a_locked_database_before_the_lease_ends(engine: Engine) -> None:
    ledger = SqlLedger(engine, lambda: datetime.now(UTC), lease_seconds=0.9)
    add_meeting(ledger)
    lease = ledger.leases.take(MEETING)
    with engine.begin() as other:
        lease.check(other)
        begun = time.monotonic()
        with pytest.raises(TryAgain):
            ledger.leases.renew(lease)
        assert time.monotonic() - begun < 0.6
    ledger.leases.renew(lease)


def test_a_lease_outlives_a_database_that_was_locked_for_a_while(engine: Engine) -> None:
    ledger = SqlLedger(engine, lambda: datetime.now(UTC), lease_seconds=1.5)
    add_meeting(ledger)
    with ledger.holding(MEETING) as held:
        with engine.begin() as other:
            other.exec_driver_sql("UPDATE leases SET token = token")
            time.sleep(0.8)
        time.sleep(1.0)
        assert ledger.leases.is_held(MEETING)
        held.records.mark_done(MEETING, 1, "intake", "done")


def test_a_long_step_keeps_its_lease(engine: Engine) -> None:
    ledger = SqlLedger(engine, lambda: datetime.now(UTC), lease_seconds=0.3)
    add_meeting(ledger)
    with ledger.holding(MEETING) as held:
        end = datetime.now(UTC) + timedelta(seconds=0.7)
        while datetime.now(UTC) < end:
            time.sleep(0.05)
            assert ledger.leases.is_held(MEETING)
        held.records.mark_done(MEETING, 1, "report_building", "done")
    assert not any(thread.name == "lease" for thread in threading.enumerate())
