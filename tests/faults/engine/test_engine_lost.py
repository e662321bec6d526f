"""Prefect's database is deleted while meetings wait: they wait again as before, and nobody was mailed."""

from __future__ import annotations

from domain.meeting import ROUND_1, ROUND_2
from domain.planning import follow_up_notice
from tests.faults.engine.conftest import MOST_SECONDS, Lost


def test_every_meeting_has_its_run_again_with_its_date(lost: Lost) -> None:
    assert lost.after == lost.before
    planned = lost.clusters["planned"]
    plan = planned.services.ledger.meetings.plan(planned.id, ROUND_2)
    assert plan is not None
    assert lost.after["planned"].due == follow_up_notice(plan, planned.services.calendar)


def test_they_are_other_runs_in_a_database_that_knows_no_earlier_one(lost: Lost) -> None:
    attempts = lost.operation.asks("SELECT count(*) FROM runs WHERE attempt = 2")
    assert attempts == [(len(lost.clusters),)]


def test_nobody_is_mailed_because_the_engine_was_lost(lost: Lost) -> None:
    assert lost.mails_after == lost.mails_before


def test_one_mending_was_enough(lost: Lost) -> None:
    """`klyngeflow up` looks four times a minute, and keeps up as soon as it has mended."""
    assert lost.operation.screen.count("made anew") == 1


def test_the_question_that_was_open_is_asked_again(lost: Lost) -> None:
    ordered = lost.clusters["ordered"]
    with lost.operation.engine():
        ordered.act()
    records = ordered.services.ledger.records
    lost.operation.wait_for(
        "the answered form to be read",
        lambda: records.decision(ordered.id, ROUND_1, "consultation") is not None,
        MOST_SECONDS,
    )
