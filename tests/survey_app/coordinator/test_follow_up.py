"""The choice of a follow-up: yes with a real month, no, or later; changed until round 2 has its dates."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from domain.follow_up_dates import follow_up_dates
from domain.ports import Decision
from tests.survey_app.coordinator.test_page import enter, until
from tests.survey_app.fakes import MEETING, STARTS, House, plan

YES_9 = {"valg": "ja", "maaneder": "9"}


def choose(client: TestClient, mark: str, fields: dict[str, str]) -> int:
    return client.post("/k/opfoelgning", data={"sikker": mark, **fields}).status_code


@pytest.mark.parametrize(
    ("posted", "kept", "told"),
    [
        (YES_9, Decision("follow_up", "yes", {"months": 9}, ""), "en ny opgørelse cirka december 2027"),
        (
            {"valg": "ja", "maaneder": "6"},
            Decision("follow_up", "yes", {"months": 6}, ""),
            "cirka september 2027",
        ),
        ({"valg": "nej"}, Decision("follow_up", "no", {}, ""), "I har takket nej til en ny opgørelse."),
        ({"valg": "senere"}, Decision("follow_up", "later", {}, ""), "Vil klyngen have en ny opgørelse?"),
    ],
)
def test_the_choice_is_kept_told_and_wakes_the_run(
    house: House, client: TestClient, posted: dict[str, str], kept: Decision, told: str
) -> None:
    assert choose(client, enter(house, client), posted) == 200
    assert house.ledger.decisions == {(1, "follow_up"): kept}
    assert told in client.get("/k/efter").text
    assert until(lambda: house.runs.woken == [MEETING])


@pytest.mark.parametrize(
    "posted",
    [{}, {"valg": "ja"}, {"valg": "ja", "maaneder": "5"}, {"valg": "ja", "maaneder": "٩"}, {"valg": "måske"}],
)
def test_a_choice_outside_the_form_changes_nothing(
    house: House, client: TestClient, posted: dict[str, str]
) -> None:
    assert choose(client, enter(house, client), posted) == 422
    assert house.ledger.decisions == {}


def test_the_months_are_real_ones_with_the_day_the_survey_closes(house: House, client: TestClient) -> None:
    enter(house, client)
    page = client.get("/k/efter").text
    assert ">20. september 2027</option>" in page
    assert ">17. marts 2028</option>" in page


def test_a_month_that_is_too_near_is_no_longer_offered(house: House, client: TestClient) -> None:
    house.clock.shows = STARTS + timedelta(days=270)
    mark = enter(house, client)
    assert "september 2027" not in client.get("/k/efter").text
    assert choose(client, mark, YES_9) == 422
    assert choose(client, mark, {"valg": "ja", "maaneder": "12"}) == 200


def test_a_year_after_the_meeting_it_is_too_late(house: House, client: TestClient) -> None:
    house.clock.shows = STARTS + timedelta(days=365)
    enter(house, client)
    assert "for sent til en opfølgning" in client.get("/k/efter").text


def test_a_choice_can_be_changed_until_the_follow_up_is_planned(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    for fields, choice in (({"valg": "nej"}, "no"), (YES_9, "yes"), ({"valg": "senere"}, "later")):
        assert choose(client, mark, fields) == 200
        assert house.ledger.decisions[1, "follow_up"].choice == choice
    house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    assert choose(client, mark, {"valg": "nej"}) == 409
    assert house.ledger.decisions[1, "follow_up"].choice == "later"
    assert "Opfølgningen er planlagt: Spørgeskemaet åbner" in client.get("/k/efter").text


def test_while_a_run_works_on_the_meeting_the_choice_waits(house: House, client: TestClient) -> None:
    """The run might plan round 2 from the old choice at that very moment."""
    mark = enter(house, client)
    house.ledger.is_held = True
    page = client.post("/k/opfoelgning", data={"sikker": mark, **YES_9})
    assert page.status_code == 409
    assert "prøv igen" in page.text
    assert house.ledger.decisions == {}


def test_what_the_consultant_was_told_stands_chosen(house: House, client: TestClient) -> None:
    said = Decision("consultation", "confirmed", {"follow_up": "yes", "months": 7}, "AB")
    house.ledger.decisions[1, "consultation"] = said
    enter(house, client)
    page = client.get("/k/efter").text
    assert "I har valgt en ny opgørelse cirka oktober 2027." in page
    assert 'value="ja" checked' in page


def test_a_meeting_without_dates_has_nothing_to_choose_yet(house: House, client: TestClient) -> None:
    house.ledger.plans = {}
    mark = enter(house, client)
    assert "Det aftaler vi, når konsulenten ringer." in client.get("/k/efter").text
    assert choose(client, mark, YES_9) == 409


@pytest.mark.parametrize(
    ("fields", "status", "confirmed"),
    [
        ({"valg": "ja"}, 200, True),
        ({}, 422, False),
        ({"valg": "senere", "maaneder": "5"}, 422, False),
        ({"valg": "senere"}, 422, False),
    ],
)
def test_before_it_begins_the_coordinator_says_whether_it_still_fits(
    house: House, client: TestClient, fields: dict[str, str], status: int, *, confirmed: bool
) -> None:
    house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    house.clock.shows = house.ledger.plans[2].survey_opens - timedelta(days=7)
    mark = enter(house, client)
    assert "Skal opfølgningen begynde?" in client.get("/k/efter").text
    answer = client.post("/k/opfoelgning/bekraeft", data={"sikker": mark, **fields})
    assert answer.status_code == status
    assert ("Skal opfølgningen begynde?" not in client.get("/k/efter").text) is confirmed
    assert not confirmed or until(lambda: house.runs.woken == [MEETING])


def test_after_the_opening_the_consultant_asks_instead(house: House, client: TestClient) -> None:
    house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    house.clock.shows = house.ledger.plans[2].survey_opens
    mark = enter(house, client)
    answer = client.post("/k/opfoelgning/bekraeft", data={"sikker": mark, "valg": "ja"})
    assert answer.status_code == 409
    assert "Skriv til konsulenten" in answer.text


def test_a_follow_up_is_put_off_and_never_brought_forward(house: House, client: TestClient) -> None:
    planned = house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    house.clock.shows = planned.survey_opens - timedelta(days=14)
    mark = enter(house, client)
    page = client.get("/k/efter").text
    offered = re.findall(r'<option value="(\d+)">(\d+)\. (\w+) (\d+)</option>', page)
    assert offered
    dates = follow_up_dates(STARTS, house.packages.package.timing, house.calendar, house.clock.shows)
    closes = {str(date.months): date.plan.survey_closes for date in dates}
    assert all(closes[months] > planned.survey_closes for months, *_ in offered)
    earlier = next(months for months in closes if closes[months] < planned.survey_closes)
    forward = {"sikker": mark, "valg": "senere", "maaneder": earlier}
    assert client.post("/k/opfoelgning/bekraeft", data=forward).status_code == 422


def test_the_question_stands_first_and_the_yes_is_thanked_for(house: House, client: TestClient) -> None:
    planned = house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    house.clock.shows = planned.survey_opens - timedelta(days=7)
    mark = enter(house, client)
    asked = client.get("/k/efter").text
    assert asked.index('id="opfoelgning"') < asked.index('id="deltagere"')
    page = client.post("/k/opfoelgning/bekraeft", data={"sikker": mark, "valg": "ja"}).text
    assert "Tak for svaret." in page
    assert page.index('id="deltagere"') < page.index('id="opfoelgning"')


@pytest.mark.parametrize(("days", "told"), [(1, "Medlemmerne har ikke fået mail."), (-30, "er planlagt: ")])
def test_nobody_is_told_of_an_opening_that_did_not_come(
    house: House, client: TestClient, days: int, told: str
) -> None:
    planned = house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    house.clock.shows = planned.survey_opens + timedelta(days=days)
    enter(house, client)
    section = client.get("/k/efter").text.partition('id="opfoelgning"')[2]
    assert told in section
    assert ("Spørgeskemaet åbner" in section) is (days < 0)
