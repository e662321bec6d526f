"""The member list of a package with a seating plan: nobody without a name and a practice number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from domain.package import SeatingRule
from tests.survey_app.coordinator.test_members import about, keep, pasted
from tests.survey_app.coordinator.test_page import enter
from tests.survey_app.fakes import PACKAGE, House

WHOLE = [(f"ny{n}@klinik.dk", f"Læge {'ABCDEFGHIJ'[n]}", f"{10000 + n // 3}") for n in range(10)]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, replace(PACKAGE, seating=SeatingRule()))


def test_the_page_asks_for_practice_numbers(house: House, client: TestClient) -> None:
    enter(house, client)
    page = client.get("/k/medlemmer").text
    assert "mailadresse, navn og ydernummer for hvert medlem" in page
    assert "anne@praksis.dk; Anne Hansen; 012345" in page
    assert "må gerne stå ved siden af" not in page


def test_who_is_alone_with_a_number_is_shown_as_a_solo_gp(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    page = client.post("/k/medlemmer", data={"sikker": mark, "tekst": pasted(WHOLE)})
    assert about(page, 10) == "Sololæge: den eneste med sit ydernummer."
    assert page.text.count("Sololæge: den eneste") == 1
    assert "4 praksis, og heraf står 1 med ét medlem" in page.text


def test_a_whole_list_is_kept_and_read_back_as_practices(house: House, client: TestClient) -> None:
    page = keep(client, enter(house, client), WHOLE)
    assert "ydernummer 010000" in page.text
    assert {member.practice_number for member in house.ledger.people} == {
        "010000", "010001", "010002", "010003"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("at", "field", "words"),
    [(1, "navn", "Her mangler et navn"), (2, "yder", "Her mangler et ydernummer")],
)
def test_a_row_that_lacks_something_is_led_to_and_cannot_be_accepted(
    house: House, client: TestClient, at: int, field: str, words: str
) -> None:
    row = list(WHOLE[2])
    row[at] = ""
    page = keep(client, enter(house, client), [*WHOLE[:2], tuple(row), *WHOLE[3:]], godkend="ja")
    assert page.status_code == 422
    assert words in about(page, 3)
    assert f'href="#{field}-3"' in page.text
    assert house.ledger.replaced == 0
