"""What was called off: its links lead to a kind page, the same for all, and the coordinator sees it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from domain.acts import Act, ActKind
from domain.follow_up_choice import NO
from domain.ports import Decision
from domain.questionnaire import Answers
from tests.survey_app.coordinator.test_page import enter
from tests.survey_app.fakes import MEETING, House, plan


def cancel(house: House) -> int:
    house.ledger.done_by_hand.append(Act(MEETING, ActKind.CANCELLED, "AB"))
    return 1


def decline(house: House) -> int:
    """While the members answer the follow-up."""
    house.ledger.plans[2] = plan(2)
    house.invite(2)
    house.ledger.decisions[1, "follow_up"] = Decision("follow_up", NO, {}, "AB")
    return 2


@pytest.mark.parametrize(("call_off", "says"), [(cancel, "Klyngemødet"), (decline, "Opfølgningen")])
def test_its_links_say_so_alike_to_who_has_answered_and_who_has_not(
    house: House, client: TestClient, call_off: Callable[[House], int], says: str
) -> None:
    house.answers.submit(f"{MEETING}/1", house.tokens.hash(house.token("m0")), Answers({"q1": 4}))
    round = call_off(house)
    answered, silent = (client.get(f"/s/{house.token(member, round)}") for member in ("m0", "m1"))
    assert answered.status_code == 200
    assert f"{says} er aflyst" in answered.text
    assert answered.text.replace(house.token("m0", round), "") == silent.text.replace(
        house.token("m1", round), ""
    )


@pytest.mark.parametrize("door", ["/s", "/s/svar"])
def test_nothing_is_taken_in_any_more(house: House, client: TestClient, door: str) -> None:
    cancel(house)
    page = client.post(door, data={"link": house.token("m0"), "svar.q1": "4", "send-blankt": "1"})
    assert "Klyngemødet er aflyst" in page.text
    assert house.answers.used(f"{MEETING}/1") == frozenset()


@pytest.mark.parametrize("page", ["/k", "/k/medlemmer", "/k/materiale", "/k/efter"])
def test_the_coordinators_pages_ask_for_nothing_more(house: House, client: TestClient, page: str) -> None:
    cancel(house)
    enter(house, client)
    text = client.get(page).text
    assert "Mødet er aflyst" in text or page == "/k/materiale"
    for asked in ("Læg listen ind", "Send en ny liste", "Gem valget", "Print det", 'action="/k/post"'):
        assert asked not in text


def test_the_list_can_not_be_changed_any_more(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    cancel(house)
    before = list(house.ledger.people)
    client.post("/k/medlemmer/ret", data={"sikker": mark, "mail": "x@y.example", "navn": "", "yder": ""})
    assert house.ledger.people == before
