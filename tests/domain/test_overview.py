"""All meetings as rows: what needs a human comes first, and one broken meeting hides no other."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from domain.overview import headline, rows
from domain.ports import Decision, Wait
from tasks.member_mailing import member_mailing
from tests.ledgers import ORDER, START
from tests.tasks.house import House, OnePackage, trivsel


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def ordered(house: House, cluster: str, days_later: int) -> str:
    plan = house.planned()
    moved = replace(
        plan,
        survey_opens=plan.survey_opens + timedelta(days=days_later),
        survey_closes=plan.survey_closes + timedelta(days=days_later),
    )
    meeting_id = house.database.meetings.add(replace(ORDER, cluster=cluster), "kiap", START)
    house.ledger.meetings.set_plan(meeting_id, moved)
    return meeting_id


def in_order(house: House) -> list[str]:
    return [row.meeting.order.cluster for row in rows(house)]


def test_what_needs_a_human_comes_first_then_the_date_that_comes_next(house: House) -> None:
    ordered(house, "Sen", 9)
    waiting = ordered(house, "Ventende", 20)
    ordered(house, "Tidlig", -9)
    house.ledger.records.set_waiting(Wait(waiting, 1, "AwaitingConsultation", None))
    over = ordered(house, "Slut", -20)
    house.ledger.records.mark_done(over, 1, "follow_up", "declined")
    house.ledger.records.decide(over, 1, Decision("follow_up", "no", {}, "web"))
    assert in_order(house) == ["Ventende", "Tidlig", "Nord", "Sen", "Slut"]
    assert [row.is_live for row in rows(house)] == [True, True, True, True, False]


def test_the_headline_counts_meetings_and_those_that_wait_for_a_human(house: House) -> None:
    assert headline(rows(house)) == "1 møde i gang, ingen venter på et menneske"
    waiting = ordered(house, "Ventende", 1)
    house.ledger.records.set_waiting(Wait(waiting, 1, "AwaitingConsultation", None))
    assert headline(rows(house)) == "2 møder i gang, 1 venter på et menneske"
    assert headline([]) == "Ingen møder i gang, ingen venter på et menneske"


@pytest.mark.parametrize(("answers", "enough"), [(4, False), (5, True)])
def test_answers_are_told_in_two_bands_while_the_survey_is_open(
    house: House, answers: int, enough: bool
) -> None:
    assert rows(house)[0].enough is None
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    house.answer(answers)
    assert rows(house)[0].enough is enough
    house.at(house.planned().survey_closes)
    assert rows(house)[0].enough is None


def test_a_package_that_cannot_be_read_hides_no_meeting(house: House) -> None:
    house.packages = OnePackage(replace(trivsel(), id="another"))
    house.at(house.planned().survey_opens)
    (row,) = rows(house)
    assert row.package_title == "trivsel"
    assert "klyngeflow check trivsel" in row.needs[0].sentence
