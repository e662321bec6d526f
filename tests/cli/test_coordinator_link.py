"""`klyngeflow coordinator-link`: shown to the operator, renewed when asked, mailed to one person alone."""

from __future__ import annotations

from domain.coordinators_link import MOST_MAILS, coordinators_page
from domain.mails import MailKind
from tests.cli.desk import Desk


def mails(desk: Desk, meeting: str) -> list[str]:
    rows = desk.services().ledger.mails.of(meeting)
    return [row.outcome.value for row in rows if row.key.kind is MailKind.COORDINATOR_LINK]


def test_the_present_link_is_shown_and_nothing_is_changed(desk: Desk) -> None:
    meeting = desk.ordered()
    shown = desk.run("coordinator-link", meeting).out
    assert shown == coordinators_page(desk.services(), meeting)
    assert desk.run("coordinator-link", meeting).out == shown
    assert mails(desk, meeting) == []


def test_a_renewed_link_is_another_one_and_is_mailed(desk: Desk) -> None:
    meeting = desk.ordered()
    old = desk.run("coordinator-link", meeting).out
    said = desk.run("coordinator-link", meeting, "--renew")
    assert said.code == 0
    assert "the old one is dead" in said.out
    assert desk.run("coordinator-link", meeting).out != old
    assert mails(desk, meeting) == ["sent"]


def test_it_is_renewed_a_few_times_a_day_and_no_more(desk: Desk) -> None:
    meeting = desk.ordered()
    codes = [desk.run("coordinator-link", meeting, "--renew").code for _ in range(MOST_MAILS + 1)]
    assert [code != 0 for code in codes] == [False] * MOST_MAILS + [True]
    assert len(mails(desk, meeting)) == MOST_MAILS


def test_an_unknown_meeting_is_told(desk: Desk) -> None:
    for options in ([], ["--renew"]):
        assert desk.run("coordinator-link", "nobody", *options).code != 0
