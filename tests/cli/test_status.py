"""`klyngeflow status`: one row per meeting that says what it waits for, or one meeting in detail."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from domain.mails import TO_THOSE_MISSING, MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import COPENHAGEN, Plan
from domain.ports import StoredFile, Wait
from domain.states import STATES
from tests.cli.desk import Desk

WHEN = datetime(2027, 3, 1, 8, 0, tzinfo=COPENHAGEN)
PLAN = Plan(1, WHEN, (), WHEN, WHEN, WHEN, WHEN)


def test_an_empty_ledger_says_how_to_begin(desk: Desk) -> None:
    said = desk.run("status")
    assert said.code == 0
    assert "klyngeflow order examples/order.yaml" in said.out


def test_each_meeting_has_a_row_with_its_whole_id_and_what_it_waits_for(desk: Desk) -> None:
    meeting = desk.ordered()
    assert "at work, or about to start" in desk.run("status", meeting).out
    desk.services().ledger.records.set_waiting(Wait(meeting, 1, "AwaitingMembers", WHEN))
    said = desk.run("status").out
    assert meeting in said
    assert "Eksempelby" in said


def test_every_state_a_run_can_wait_in_is_told_in_words(desk: Desk) -> None:
    meeting = desk.ordered()
    for state, words in STATES.items():
        desk.services().ledger.records.set_waiting(Wait(meeting, 1, state, None))
        assert words in desk.run("status", meeting).out


def test_a_meeting_with_a_follow_up_has_two_rows(desk: Desk) -> None:
    meeting = desk.ordered()
    ledger = desk.services().ledger
    ledger.meetings.set_plan(meeting, PLAN)
    ledger.meetings.set_plan(meeting, replace(PLAN, round=2))
    ledger.records.mark_done(meeting, 1, "follow_up", "scheduled")
    assert desk.run("status").out.count(meeting) == 2
    assert f"{meeting}, round 1: done" in desk.run("status", meeting).out


def test_one_meeting_in_detail_counts_mails_and_names_files_but_no_person(desk: Desk) -> None:
    meeting = desk.ordered()
    ledger = desk.services().ledger
    ledger.records.mark_done(meeting, 1, "intake", "1 sent")
    for member in ("m1", "m2"):
        key = MailKey(meeting, 1, MailKind.INVITATION, member)
        ledger.mails.claim(key, key.message_id("kiap.example"))
        ledger.mails.settle(key, SendResult(MailOutcome.SENT))
    ledger.files.add(StoredFile(meeting, 1, "kit", "deck", "Dæk [1].pptx", "k/1", "a" * 64, 9, "x/y"))
    said = desk.run("status", meeting)
    assert said.code == 0
    for told in ("intake: 1 sent", "mail invitation: 2 sent", "Dæk [1].pptx", "file:///"):
        assert told in said.out
    assert "Ellen" not in said.out
    assert "example.org" not in said.out


@pytest.mark.parametrize("command", ["status", "mails", "people"])
@pytest.mark.parametrize("kind", sorted(TO_THOSE_MISSING))
def test_no_command_tells_whether_or_how_many_were_mailed_as_missing(
    desk: Desk, command: str, kind: MailKind
) -> None:
    """Those are whoever has not answered."""
    meeting = desk.ordered()
    before = desk.run(command, meeting).out
    ledger = desk.services().ledger
    for member in ("m1", "m2"):
        key = MailKey(meeting, 1, kind, member)
        ledger.mails.claim(key, key.message_id("kiap.example"))
        ledger.mails.settle(key, SendResult(MailOutcome.SENT))
    assert desk.run(command, meeting).out == before


def test_an_unknown_meeting_is_refused(desk: Desk) -> None:
    assert desk.run("status", "trivsel-zzzzzz").code == 2
