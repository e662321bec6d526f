"""What stands beside each waiting run: whole Danish sentences, with the dates that matter and no people."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from domain.late_follow_up import DROP, late_decision
from domain.ports import Decision, Wait
from domain.runs_in_words import end_in_words, start_in_words
from domain.states import STATES
from domain.waits_in_words import wait_in_words
from tests.tasks.house import House

OPENS, CLOSES = "torsdag den 18. februar 2027", "torsdag den 4. marts 2027 kl. 12.00"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def words(house: House, state: str, round: int = 1, days: float = 5) -> str:
    """Of a wait until so many days after the opening."""
    until = house.planned(round).survey_opens + timedelta(days=days)
    return wait_in_words(Wait(house.id, round, state, until, until), house)


@pytest.mark.parametrize("state", sorted(STATES))
def test_every_state_says_more_than_its_name_in_whole_sentences(house: House, state: str) -> None:
    said = words(house, state)
    assert said.endswith(".")
    assert said[0].isupper()
    assert said.removeprefix(STATES[state]) not in ("", ".")
    order = house.ledger.meetings.get(house.id).order
    for person in (order.coordinator_name, order.coordinator_email, order.phone, "Mette"):
        assert person not in said


SAID = (
    ("AwaitingConsultation", 0, ("torsdag den 11. marts 2027 kl. 16.00", "»Resume«")),
    ("AwaitingMembers", -2, ("Næste rykker går tirsdag den 16. februar 2027 kl. 08.00", OPENS, CLOSES)),
    ("AwaitingMembers", 14.2, ("Der går ikke flere rykkere", CLOSES)),
    ("AwaitingSurveyStart", 0, (f"{OPENS} kl. 08.00",)),
    ("AwaitingAnswers", 5, (f"er åbent til {CLOSES}", "påmindelse går tirsdag den 23. februar 2027")),
    ("AwaitingAnswers", 14.2, (f"er åbent til {CLOSES}", "Alle påmindelser er sendt")),
    ("AwaitingRelease", 0, ("»Resume«", "fredag den 5. marts 2027")),
    ("AwaitingTexts", 14, ("torsdag den 4. marts 2027",)),
    ("AwaitingDelivery", 0, ("sendes til mødelederen fredag den 5. marts 2027", "Mødet er torsdag")),
    ("AwaitingMeeting", 0, ("Mødet er torsdag den 11. marts 2027 kl. 16.00", "Fredag den 12. marts 2027")),
    ("AwaitingFollowUpDecision", 30, ("Har ingen svaret lørdag den 20. marts 2027",)),
    ("AwaitingRetry", 0, ("prøver selv igen torsdag den 18. februar 2027",)),
)


@pytest.mark.parametrize(("state", "days", "parts"), SAID)
def test_a_wait_names_the_dates_that_come(
    house: House, state: str, days: float, parts: tuple[str, ...]
) -> None:
    said = words(house, state, days=days)
    for part in parts:
        assert part in said


def test_a_late_follow_up_says_that_nobody_was_mailed(house: House) -> None:
    house.ledger.meetings.set_plan(house.id, house.planned(2))
    said = words(house, "AwaitingFollowUpDecision", round=2)
    assert "ingen medlemmer har fået mail" in said
    assert "»Resume«" in said


def test_the_follow_up_s_delivery_tells_of_no_meeting_day(house: House) -> None:
    house.ledger.meetings.set_plan(house.id, house.planned(2))
    assert "Mødet er" not in words(house, "AwaitingDelivery", round=2)


def test_a_follow_up_that_waits_for_its_day_says_when_the_survey_opens(house: House) -> None:
    assert "Spørgeskemaet åbner torsdag den 25. november 2027" in start_in_words(house.planned(2))
    assert start_in_words(None) == "Kørslen begynder om lidt."


def test_a_run_that_is_over_says_what_comes_now(house: House) -> None:
    assert "Siger mødelederen ja" in end_in_words(house.id, 1, house)
    house.ledger.records.decide_anew(house.id, 1, Decision("follow_up", "no", {}, "web"))
    assert "takket nej" in end_in_words(house.id, 1, house)
    plan = house.planned(2)
    house.ledger.meetings.set_plan(house.id, plan)
    assert "åbner igen torsdag den 25. november 2027" in end_in_words(house.id, 1, house)
    assert "De nye tal er sendt" in end_in_words(house.id, 2, house)
    house.ledger.records.decide(house.id, 2, Decision(late_decision(plan), DROP, {}, "AB"))
    assert "opgivet" in end_in_words(house.id, 2, house)
