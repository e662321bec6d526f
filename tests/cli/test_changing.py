"""`klyngeflow change`: shows first what it does, asks, does it once, and is refused with a cure."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.acts import Act
from domain.meeting import ROUND_1, Meeting, Plan
from domain.planning import plan_first_round
from tests.cli.desk import IN_TIME, TEN, Desk

LATER = IN_TIME + timedelta(days=14)


@pytest.fixture
def meeting(desk: Desk) -> str:
    """Ordered and planned; the coordinator has the kit."""
    meeting_id = desk.ordered()
    services = desk.services()
    it = services.ledger.meetings.get(meeting_id)
    timing = services.packages.get(it.order.package_id).timing
    now = services.clock.now(meeting_id)
    planned = plan_first_round(it.order.meeting_starts, timing, services.calendar, now)
    services.ledger.meetings.set_plan(meeting_id, planned)
    return meeting_id


def plan(desk: Desk, meeting: str) -> Plan:
    stands = desk.services().ledger.meetings.plan(meeting, ROUND_1)
    assert stands is not None
    return stands


def acts(desk: Desk, meeting: str) -> list[Act]:
    return list(desk.services().ledger.acts.of(meeting))


def mailed(desk: Desk, meeting: str) -> set[str]:
    return {row.key.kind.value for row in desk.services().ledger.mails.of(meeting)}


def order(desk: Desk, meeting: str) -> Meeting:
    return desk.services().ledger.meetings.get(meeting)


def test_a_meeting_is_moved_and_whom_it_concerns_is_mailed(desk: Desk, meeting: str) -> None:
    said = desk.run("change", "move", meeting, "--to", f"{LATER}T17:00", "--by", "ab", "--yes")
    assert said.code == 0
    assert "Mødet flyttes fra" in said.out
    assert f"{plan(desk, meeting).meeting_starts:%Y-%m-%dT%H:%M}" == f"{LATER}T17:00"
    assert mailed(desk, meeting) == {"coordinator_moved", "consultant_change"}
    assert [act.by for act in acts(desk, meeting)] == ["AB"]


def test_a_day_alone_keeps_the_hour(desk: Desk, meeting: str) -> None:
    hour = plan(desk, meeting).meeting_starts.time()
    desk.run("change", "move", meeting, "--to", f"{LATER}", "--by", "AB", "--yes")
    stands = plan(desk, meeting).meeting_starts
    assert (stands.date(), stands.time()) == (LATER, hour)


def test_who_is_asked_and_does_not_say_yes_has_changed_nothing(desk: Desk, meeting: str) -> None:
    before = plan(desk, meeting)
    said = desk.run("change", "move", meeting, "--to", f"{LATER}", "--by", "AB")
    assert "Mødet flyttes fra" in said.out
    assert plan(desk, meeting) == before
    assert acts(desk, meeting) == []
    assert mailed(desk, meeting) == set()


def test_a_cancelled_meeting_is_cancelled_once(desk: Desk, meeting: str) -> None:
    assert desk.run("change", "cancel", meeting, "--by", "AB", "--yes").code == 0
    again = desk.run("change", "cancel", meeting, "--by", "AB", "--yes")
    assert again.code == 2
    assert "Mødet er aflyst" in again.err
    assert len(acts(desk, meeting)) == 1
    assert "aflyst" in desk.run("members", meeting, desk.file("m.csv", TEN)).err


def test_a_new_coordinator_has_a_new_link_and_an_order_in_their_name(desk: Desk, meeting: str) -> None:
    old = desk.run("coordinator-link", meeting).out
    new = ("--name", "Ida Ny", "--email", "ida@praksis.example", "--phone", "22334455")
    said = desk.run("change", "coordinator", meeting, *new, "--by", "AB", "--yes")
    assert said.code == 0
    assert order(desk, meeting).order.coordinator_email == "ida@praksis.example"
    assert desk.run("coordinator-link", meeting).out != old
    assert {"coordinator_welcome", "coordinator_farewell"} <= mailed(desk, meeting)


def test_a_follow_up_is_agreed_on_and_declined(desk: Desk, meeting: str) -> None:
    assert desk.run("change", "follow-up", meeting, "--months", "8", "--by", "AB", "--yes").code == 0
    assert desk.run("change", "follow-up", meeting, "--decline", "--by", "AB", "--yes").code == 0
    kinds = [act.kind.value for act in acts(desk, meeting)]
    assert kinds == ["follow_up_agreed", "follow_up_declined"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("move", "--to", "2020-01-01"), "Tidligste dag er"),
        (("move", "--to", "torsdag"), "2027-03-18"),
        (("move", "--to", f"{LATER}T25:00"), "16:00"),
        (("move", "--to", f"{LATER}", "--reason", "Åse er syg"), "weather"),
        (("extend", "--to", "2020-01-01"), "senere"),
        (("coordinator", "--name", "Ida", "--email", "ida", "--phone", "22334455"), "navn@praksis.dk"),
        (("follow-up",), "--decline"),
        (("follow-up", "--months", "8", "--decline"), "--decline"),
        (("follow-up", "--months", "3"), "6–12"),
    ],
)
def test_refused_with_the_cure_and_nothing_is_changed(
    desk: Desk, meeting: str, arguments: tuple[str, ...], said: str
) -> None:
    command, *options = arguments
    answer = desk.run("change", command, meeting, *options, "--by", "AB", "--yes")
    assert answer.code == 2
    assert said in answer.err
    assert acts(desk, meeting) == []


def test_without_initials_nothing_is_changed(desk: Desk, meeting: str) -> None:
    said = desk.run("change", "cancel", meeting, "--by", "x", "--yes")
    assert said.code == 2
    assert "initialer" in said.err
    assert acts(desk, meeting) == []
