"""`klyngeflow purge`: shows what goes when, deletes it, and `status` shows the receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.meeting import MemberRow
from tests.cli.desk import Desk


@pytest.fixture
def old(desk: Desk) -> str:
    """A meeting that was held two years ago."""
    recent = desk.ordered()
    ledger = desk.services().ledger
    order = ledger.meetings.get(recent).order
    long_ago = order.meeting_starts - timedelta(days=820)
    meeting = ledger.meetings.add(replace(order, meeting_starts=long_ago), "kiap", long_ago)
    ledger.members.replace(meeting, [MemberRow("ida@klinik.example", "Ida")])
    return meeting


def test_a_dry_run_shows_what_goes_and_why_and_deletes_nothing(desk: Desk, old: str) -> None:
    said = desk.run("purge", "--dry-run")
    assert said.code == 0
    assert f"{old}" in said.out
    assert "now" in said.out
    assert len(desk.services().ledger.members.of(old)) == 1


def test_what_is_due_goes_the_rest_stays_and_status_shows_the_receipts(desk: Desk, old: str) -> None:
    said = desk.run("purge")
    assert f"{old}: people (orders 1, members 1), 18 months after the meeting" in said.out
    assert [m.order.coordinator_name for m in desk.meetings()].count("slettet") == 1
    assert "Nothing is due" in desk.run("purge").out
    told = desk.run("status", old).out
    for line in ("people (members 1, orders 1)", "round 1: done", "record (5 years after the meeting)"):
        assert line in told
    assert desk.run("status").code == 0


def test_a_forgotten_coordinator_gets_no_link_and_no_list(desk: Desk, old: str) -> None:
    desk.run("purge")
    a_list = desk.file("list.csv", "ida@klinik.example\n")
    for command in (
        ("coordinator-link", old),
        ("coordinator-link", old, "--renew"),
        ("members", old, a_list),
    ):
        said = desk.run(*command)
        assert said.code == 2
        assert "blev slettet" in said.err
    assert desk.services().ledger.members.of(old) == ()
