"""`klyngeflow posting`: what is to be sent is listed, ordered, printed again, and ticked off once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from domain.mails import MailKind
from domain.meeting import COPENHAGEN
from domain.planning import plan_first_round
from domain.postings import must_have_left
from tasks.intake import intake
from tasks.posting import posting
from tests.cli.desk import Desk, Said

PERSON = ("Ellen", "Prøvevej")


@pytest.fixture
def planned(desk: Desk) -> str:
    """Trivsel: its job makes itself."""
    meeting = desk.ordered()
    intake.fn(meeting, desk.services())
    return meeting


@pytest.fixture
def job(desk: Desk, planned: str) -> str:
    posting.fn(planned, desk.services())
    return planned


def last_day(desk: Desk, meeting: str) -> str:
    services = desk.services()
    plan = services.ledger.meetings.plan(meeting, 1)
    assert plan is not None
    return str(must_have_left(plan, services.calendar))


def names_nobody(said: Said) -> bool:
    return not any(person in said.out + said.err for person in PERSON)


def test_nothing_to_post_is_said(desk: Desk, planned: str) -> None:
    assert desk.run("posting").out == "Nothing is to be posted."
    assert desk.run("posting", planned).code == 0


def test_open_jobs_are_listed_with_what_how_many_and_by_when(desk: Desk, job: str) -> None:
    said = desk.run("posting")
    for told in (job, "implementation_plan", "A4", "26", last_day(desk, job)):
        assert told in said.out
    assert names_nobody(said)


def test_a_job_is_ticked_off_once_with_who_said_so(desk: Desk, job: str) -> None:
    said = desk.run("posting", job, "--posted", "ab")
    assert said.code == 0
    assert f"posted {datetime.now(COPENHAGEN):%Y-%m-%d} by AB" in said.out
    assert desk.run("posting").out == "Nothing is to be posted."
    again = desk.run("posting", job, "--posted", "XY")
    assert again.code == 2
    assert "by AB" in desk.run("posting", job).out


@pytest.mark.parametrize("initials", ["A", "ABCDE", "A1", "a b", "=cmd"])
def test_only_initials_tick_off(desk: Desk, job: str, initials: str) -> None:
    assert desk.run("posting", job, "--posted", initials).code == 2
    assert len(desk.services().ledger.postings.open()) == 1


def test_the_papers_are_written_again_as_they_were_mailed(desk: Desk, job: str, tmp_path: Path) -> None:
    said = desk.run("posting", job, "--out", str(tmp_path / "print" / "here"))
    assert said.code == 0
    files = sorted((tmp_path / "print" / "here").iterdir())
    assert [file.name.rpartition(" – ")[2] for file in files] == [
        "Adresselabel.pdf",
        "Følgeseddel.pdf",
        "Implementeringsplan.pdf",
    ]
    assert all(file.read_bytes().startswith(b"%PDF") for file in files)
    assert names_nobody(said)


def test_an_operator_orders_what_the_coordinator_could_have(desk: Desk) -> None:
    meeting = desk.ordered("samarbejde")
    services = desk.services()
    plan_it(desk, meeting)
    assert "Ordered." in desk.run("posting", meeting, "--order", "9").out
    (made,) = services.ledger.postings.of(meeting)
    assert (made.copies, made.paper) == (9, "A3")
    assert services.ledger.mails.of(meeting) == ()
    assert desk.run("posting", meeting, "--order", "10").code == 2
    assert desk.run("upkeep").code == 2  # no engine; the post does not need one
    assert [row.key.kind for row in services.ledger.mails.of(meeting)] == [MailKind.CONSULTANT_POSTING]


def plan_it(desk: Desk, meeting: str) -> None:
    """Without the intake, which marked blanks stop."""
    services = desk.services()
    order = services.ledger.meetings.get(meeting).order
    timing, now = services.packages.get(order.package_id).timing, services.clock.now()
    services.ledger.meetings.set_plan(
        meeting, plan_first_round(order.meeting_starts, timing, services.calendar, now)
    )


@pytest.mark.parametrize("copies", ["0", "-3", "53", "9999"])
def test_a_number_out_of_reason_orders_nothing(desk: Desk, planned: str, copies: str) -> None:
    said = desk.run("posting", planned, "--order", copies)
    assert said.code == 2
    assert desk.services().ledger.postings.open() == ()


def test_what_was_ordered_before_the_step_is_what_the_step_tells_of(desk: Desk, planned: str) -> None:
    desk.run("posting", planned, "--order", "40")
    posting.fn(planned, desk.services())
    assert [job.copies for job in desk.services().ledger.postings.of(planned)] == [40]


def test_an_option_without_a_meeting_and_an_unknown_meeting_are_refused(desk: Desk) -> None:
    assert desk.run("posting", "--posted", "AB").code == 2
    assert desk.run("posting", "trivsel-zzzzzz").code == 2
    assert desk.run("posting", "trivsel-zzzzzz", "--posted", "AB").code == 2


def test_papers_that_nobody_has_ordered_are_not_written(desk: Desk, planned: str, tmp_path: Path) -> None:
    assert desk.run("posting", planned, "--out", str(tmp_path / "print")).code == 2
    assert not (tmp_path / "print").exists()


def test_status_tells_of_the_post_until_it_is_sent(
    desk: Desk, job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    assert f"post to send by {last_day(desk, job)}" in desk.run("status").out
    assert "post: 26 x implementation_plan (A4): must have left by" in desk.run("status", job).out
    desk.run("posting", job, "--posted", "AB")
    assert "post to send" not in desk.run("status").out
    assert "by AB" in desk.run("status", job).out
