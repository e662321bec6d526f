"""What was agreed, on the coordinator's page: written from the meeting on, until it stands on a slide."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import pytest
from starlette.testclient import TestClient

from domain.ports import Decision
from tests.survey_app.coordinator.test_page import enter
from tests.survey_app.fakes import STARTS, House, plan

FIELD = 'name="aftaler"'


@pytest.fixture
def mark(house: House, client: TestClient) -> str:
    """The meeting has begun, and the coordinator has opened the page."""
    house.clock.shows = STARTS
    return enter(house, client)


def write(client: TestClient, mark: str, text: str) -> tuple[int, str]:
    answer = client.post("/k/aftaler", data={"sikker": mark, "aftaler": text})
    return answer.status_code, answer.text


def test_before_the_meeting_begins_nothing_can_be_written(house: House, client: TestClient) -> None:
    house.clock.shows = STARTS - timedelta(minutes=1)
    mark = enter(house, client)
    assert "Det aftalte vi" not in client.get("/k/efter").text
    status, page = write(client, mark, "En pause.")
    assert (status, house.ledger.agreed) == (409, ())
    assert "Aftalerne er ikke gemt" in page


def test_each_line_is_an_agreement_and_empty_ones_are_none(
    house: House, client: TestClient, mark: str
) -> None:
    status, page = write(client, mark, "  En fælles\tpause. \r\n\r\nVi ringer.\n \n")
    assert (status, house.ledger.agreed) == (200, ("En fælles pause.", "Vi ringer."))
    assert "<li>En fælles pause.</li>" in page
    assert "\nEn fælles pause.\nVi ringer.</textarea>" in page


def test_they_can_be_changed_and_taken_back(house: House, client: TestClient, mark: str) -> None:
    write(client, mark, "En pause.")
    write(client, mark, "To pauser.")
    assert house.ledger.agreed == ("To pauser.",)
    write(client, mark, "")
    assert house.ledger.agreed == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Godt.\nRing til 010190-1234.", "Linje 2"),
        ("a\x00b", "Linje 1"),
        ("a\x0bb", "Linje 1"),
        ("a\u202eb", "Linje 1"),
        ("a\ufeffb", "Linje 1"),
        ("x" * 201, "plads til 200"),
        ("\n".join(f"Aftale {number}" for number in range(9)), "plads til 8"),
    ],
    ids=["CPR", "null", "vertical tab", "turned", "zero width", "too long", "too many"],
)
def test_what_cannot_be_kept_is_refused_whole_and_stays_on_the_page(
    house: House, client: TestClient, mark: str, text: str, said: str
) -> None:
    write(client, mark, "En pause.")
    status, page = write(client, mark, text)
    assert (status, house.ledger.agreed) == (422, ("En pause.",))
    assert said in page
    assert text.splitlines()[0][:150] in page


def test_every_fault_is_told_at_once(client: TestClient, mark: str) -> None:
    _, page = write(client, mark, f"{'x' * 201}\nGodt.\n010190-1234")
    assert "Linje 1" in page
    assert "Linje 3" in page


def test_eight_lines_of_two_hundred_letters_are_kept(house: House, client: TestClient, mark: str) -> None:
    lines = tuple("æ" * 199 + str(number) for number in range(8))
    assert write(client, mark, "\n".join(lines))[0] == 200
    assert house.ledger.agreed == lines


def test_what_was_written_is_printed_literally(client: TestClient, mark: str) -> None:
    nasty = "<script>alert(1)</script>{{7*7}}</textarea>"
    _, page = write(client, mark, nasty)
    assert nasty not in page
    assert page.count(escape(nasty)) == 2


def test_while_the_follow_up_runs_they_can_be_written_until_its_figures_are_made(
    house: House, client: TestClient, mark: str
) -> None:
    house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    house.ledger.decisions[1, "follow_up"] = Decision("follow_up", "yes", {"months": 9}, "")
    house.clock.shows = STARTS + timedelta(days=262)
    assert write(client, mark, "En pause.")[0] == 200
    house.ledger.released.add(2)
    page = client.get("/k/efter").text
    assert FIELD not in page
    assert "<li>En pause.</li>" in page
    assert write(client, mark, "To pauser.")[0] == 409
    assert house.ledger.agreed == ("En pause.",)


def test_the_mails_can_link_to_them(house: House, client: TestClient, mark: str) -> None:
    answer = client.get(f"/k/{house.tokens.coordinator(house.ledger.meeting.id)}", follow_redirects=False)
    assert "#" not in answer.headers["location"], "a browser would drop the mail's own anchor"
    assert 'id="aftaler"' in client.get("/k/efter").text
