"""`klyngeflow people`, `mails`, `resend`: people are shown on the terminal alone, mails settled by mark."""

from __future__ import annotations

import io
import re
import sys

import pytest

from domain.acts import ActKind
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from tasks.intake import intake
from tests.cli.desk import TEN, Desk

WHY = ("--reason", "lost", "--by", "AB")


@pytest.fixture
def meeting(desk: Desk) -> str:
    """Ordered and planned, the members are known, the receipt is out."""
    meeting = desk.ordered()
    intake.fn(meeting, desk.services())
    assert desk.run("members", meeting, desk.file("m.csv", "mail\n" + TEN)).code == 0
    return meeting


@pytest.fixture
def doubtful(desk: Desk, meeting: str) -> str:
    """The mark of a kit that may have arrived."""
    services = desk.services()
    key = MailKey(meeting, 1, MailKind.COORDINATOR_KIT, "coordinator")
    services.ledger.mails.claim(key, key.message_id(services.mail_domain))
    services.ledger.mails.settle(key, SendResult(MailOutcome.UNKNOWN, "the connection broke"))
    found = re.search(r"│ ([0-9a-f]{8}) +│ coordinator", "\n".join(desk.run("mails", meeting).lines))
    assert found
    return found[1]


def outbox(desk: Desk) -> int:
    return len(list((desk.folder / "home" / "outbox").glob("new/*")))


def test_people_shows_who_is_who_and_what_became_of_their_mails(desk: Desk, meeting: str) -> None:
    said = desk.run("people", meeting)
    assert said.code == 0
    members = desk.services().ledger.members.of(meeting)
    assert all(member.id in said.out and member.email in said.out for member in members)
    assert "order_received: sent" in said.out


def test_people_does_not_tell_who_was_reminded(desk: Desk, meeting: str) -> None:
    services = desk.services()
    key = MailKey(meeting, 1, MailKind.REMINDER, services.ledger.members.of(meeting)[0].id)
    services.ledger.mails.claim(key, "<reminder@kiap.example>")
    assert "reminder" not in desk.run("people", meeting).out


def test_mails_counts_and_names_nobody(desk: Desk, meeting: str, doubtful: str) -> None:
    said = desk.run("mails", meeting)
    assert (said.code, said.err) == (0, "")
    assert doubtful in said.out
    assert "@" not in said.out
    assert desk.services().ledger.meetings.get(meeting).order.coordinator_name not in said.out


def test_a_mail_that_has_arrived_is_settled_once(desk: Desk, meeting: str, doubtful: str) -> None:
    before = outbox(desk)
    assert desk.run("mails", meeting, "--settle", doubtful, "--arrived", "--by", "AB").code == 0
    assert "None of them needs a human" in desk.run("mails", meeting).out
    assert desk.run("mails", meeting, "--settle", doubtful, "--arrived", "--by", "AB").code == 2
    assert outbox(desk) == before


def test_a_mail_that_has_not_arrived_leaves_at_once(desk: Desk, meeting: str, doubtful: str) -> None:
    before = outbox(desk)
    said = desk.run("mails", meeting, "--settle", doubtful, "--resend", "--by", "AB")
    assert (said.code, said.err) == (0, "")
    assert "Sent" in said.out
    assert outbox(desk) == before + 1
    assert [act.kind for act in desk.services().ledger.acts.of(meeting)] == [ActKind.RESENT]


@pytest.mark.parametrize(
    "options", [["--settle", "x"], ["--arrived"], ["--settle", "x", "--arrived", "--resend"]]
)
def test_settling_needs_a_mail_and_one_word_on_it(desk: Desk, meeting: str, options: list[str]) -> None:
    assert desk.run("mails", meeting, *options, "--by", "AB").code == 2


def test_resend_tells_asks_records_and_sends(
    desk: Desk, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = outbox(desk)
    resend = ("resend", meeting, "--kind", "order_received", "--to", "coordinator", *WHY)
    told_no = typed(desk, monkeypatch, "n\n", *resend)
    assert (told_no, outbox(desk)) == (2, before)
    assert desk.services().ledger.acts.of(meeting) == ()
    assert typed(desk, monkeypatch, "y\n", *resend) == 0
    assert outbox(desk) == before + 1
    (act,) = desk.services().ledger.acts.of(meeting)
    assert (act.by, act.reason) == ("AB", "lost")


def typed(desk: Desk, monkeypatch: pytest.MonkeyPatch, answer: str, *arguments: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    return desk.run(*arguments).code


@pytest.mark.parametrize(
    ("kind", "to", "why"),
    [
        ("invitations", "coordinator", "Choose a kind"),
        ("own_copy", "coordinator", "ikke gemt"),
        ("invitation", "m0", "ikke på listen"),
        ("coordinator_thanks", "coordinator", "ikke sendt"),
    ],
)
def test_what_cannot_be_sent_again_is_refused_with_the_reason(
    desk: Desk, meeting: str, kind: str, to: str, why: str
) -> None:
    said = desk.run("resend", meeting, "--kind", kind, "--to", to, *WHY, "--yes")
    assert said.code == 2
    assert why in said.err


def test_a_rerun_that_only_tells_puts_nothing_on_record(desk: Desk, meeting: str) -> None:
    said = desk.run("rerun", meeting, "--from", "kit", "--dry-run")
    assert said.code == 0
    assert "Der sendes ingen mail" in said.out
    assert desk.services().ledger.acts.of(meeting) == ()


def test_a_rerun_without_a_reason_or_without_a_yes_does_nothing(
    desk: Desk, meeting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = desk.run("rerun", meeting, "--from", "kit", "--by", "AB")
    assert said.code == 2
    assert "new_layout" in said.err
    rerun = ("rerun", meeting, "--from", "kit", "--reason", "missing_mail", "--by", "AB")
    assert typed(desk, monkeypatch, "n\n", *rerun) == 2
    assert desk.services().ledger.acts.of(meeting) == ()
