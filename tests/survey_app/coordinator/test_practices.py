"""The member list of a package with a seating plan: nobody without a name and a practice number."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from domain.package import SeatingRule
from tests.survey_app.coordinator.test_page import TEN, enter
from tests.survey_app.fakes import PACKAGE, House

WHOLE = "\n".join(f"ny{n}@klinik.dk;Læge {'ABCDEFGHIJ'[n]};{10000 + n // 3}" for n in range(10))


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, replace(PACKAGE, seating=SeatingRule()))


def test_the_page_asks_for_practice_numbers(house: House, client: TestClient) -> None:
    house.ledger.people = []
    enter(house, client)
    page = client.get("/k").text
    assert "mailadresse, navn og ydernummer for hvert medlem" in page
    assert "anne@praksis.dk; Anne Hansen; 012345" in page
    assert "må gerne stå ved siden af" not in page


def test_a_whole_list_is_kept_and_read_back_as_practices(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    page = client.post("/k/medlemmer", data={"sikker": mark, "tekst": WHOLE})
    assert page.status_code == 200
    assert "4 praksis, og heraf står 1 med ét medlem" in page.text
    assert "ydernummer 010000" in page.text
    assert {member.practice_number for member in house.ledger.people} == {
        "010000", "010001", "010002", "010003"
    }  # fmt: skip


def test_a_list_of_addresses_alone_is_refused_with_how_to_write_it(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    page = client.post("/k/medlemmer", data={"sikker": mark, "tekst": TEN})
    assert page.status_code == 422
    assert "Ingen af medlemmerne har et ydernummer." in page.text
    assert "mailadresse; navn; ydernummer" in page.text
    assert house.ledger.replaced == 0


def test_each_row_that_lacks_something_is_named(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    text = "e-mail;navn;ydernummer\n" + WHOLE.replace("Læge C", "").replace("Læge H;10002", "Læge H;")
    page = client.post("/k/medlemmer", data={"sikker": mark, "tekst": text})
    assert page.status_code == 422
    assert "Række 4, navn" in page.text
    assert "Række 9, ydernummer" in page.text
    assert page.text.count("Her mangler") == 2
    assert house.ledger.replaced == 0
