"""The participant list for PLO: ticked, fetched, and kept nowhere."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from httpx import Response
from starlette.testclient import TestClient

from adapters.documents import TypstDocuments
from domain.meeting import Member
from tests.survey_app.coordinator.test_page import enter
from tests.survey_app.fakes import STARTS, House

PEOPLE = [
    Member("m0", "oe@klinik.dk", "Ø Ærø", "012345"),
    Member("m1", "anne@klinik.dk", "Anne Hansen", "012345"),
    Member("m2", "uden@klinik.dk"),
]
EVERYBODY = ["m0", "m1", "m2"]


def fetch(house: House, client: TestClient, came: list[str] = EVERYBODY, **fields: Any) -> Response:
    house.ledger.people = PEOPLE
    house.clock.shows = STARTS + timedelta(days=1)
    posted = {"sikker": enter(house, client), "med": came, "dato": "2027-03-18", "som": "csv"} | fields
    return client.post("/k/deltagere", data=posted)


def lines(answer: Response) -> list[str]:
    return answer.content.decode("utf-8-sig").splitlines()


def test_everybody_is_ticked_and_the_day_is_filled_in(house: House, client: TestClient) -> None:
    house.ledger.people = PEOPLE
    house.clock.shows = STARTS
    enter(house, client)
    page = client.get("/k/efter").text
    assert len(re.findall(r'name="med" value="m\d" checked', page)) == 3
    assert 'value="2027-03-18"' in page


def test_before_the_meeting_there_is_nothing_to_fetch(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    assert "/k/deltagere" not in client.get("/k/efter").text
    assert client.post("/k/deltagere", data={"sikker": mark, "som": "csv"}).status_code == 409


def test_the_list_holds_those_ticked_in_danish_order_and_the_others_last(
    house: House, client: TestClient
) -> None:
    answer = fetch(house, client, ["m0", "m1"], andre="Zara Gæst\n\nBo Vikar\n")
    assert lines(answer) == [
        "Navn;Ydernummer",
        "Anne Hansen;012345",
        "Ø Ærø;012345",
        "Zara Gæst;",
        "Bo Vikar;",
    ]
    assert "Deltagerliste%20til%20PLO" in answer.headers["content-disposition"]


@pytest.mark.parametrize(("typed", "listed"), [("Ulla Uden", "Ulla Uden;"), ("", "uden@klinik.dk;")])
def test_a_member_without_a_name_is_listed_by_the_one_typed_or_by_the_address(
    house: House, client: TestClient, typed: str, listed: str
) -> None:
    assert lines(fetch(house, client, ["m2"], **{"navn-m2": typed}))[1] == listed


def test_the_pdf_is_a_pdf(house: House, client: TestClient) -> None:
    house.documents = TypstDocuments()
    answer = fetch(house, client, som="pdf")
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["content-type"] == "application/pdf"


def test_somebody_elses_member_is_not_listed(house: House, client: TestClient) -> None:
    assert len(lines(fetch(house, client, ["m1", "fremmed"]))) == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        pytest.param({"med": []}, "Sæt kryds ved dem, der var med.", id="nobody"),
        pytest.param({"andre": "=cmd|calc"}, "Tegn nr. 1", id="a formula"),
        pytest.param({"andre": "Bo 010190-1234"}, "CPR-nummer", id="a personal number"),
        pytest.param({"andre": "Bo\n" * 51}, "højst 50 navne", id="too many"),
        pytest.param({"dato": "18/3"}, "Datoen kan ikke læses", id="a strange day"),
        pytest.param({"dato": "2027-03-17"}, "ikke være holdt den dag", id="before the meeting"),
        pytest.param({"dato": "2027-03-20"}, "ikke være holdt den dag", id="tomorrow"),
    ],
)
def test_what_cannot_be_listed_is_told_and_the_ticks_stay(
    house: House, client: TestClient, fields: dict[str, Any], said: str
) -> None:
    page = fetch(house, client, ["m1"], **fields)
    assert page.status_code == 422
    assert said in page.text
    ticked = re.findall(r'value="(m\d)" checked', page.text)
    assert ticked == fields.get("med", ["m1"])


def test_when_the_members_are_deleted_names_can_still_be_written(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    house.ledger.people, house.clock.shows = [], STARTS
    fields = {"sikker": mark, "andre": "Anne Hansen", "dato": "2027-03-18", "som": "csv"}
    assert lines(client.post("/k/deltagere", data=fields))[1:] == ["Anne Hansen;"]


def test_no_cell_is_a_formula_to_a_spreadsheet(house: House, client: TestClient) -> None:
    answer = fetch(house, client, ["m0"], andre="-SUM(A)\nBo-Erik Vikar")
    assert lines(answer)[2:] == ["'-SUM(A);", "Bo-Erik Vikar;"]
