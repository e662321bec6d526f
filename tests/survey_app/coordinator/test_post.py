"""The post on the coordinator's page: ordered once, with a number that fits, and then told of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from domain.package import PostingRule
from domain.ports import PostingJob
from tests.survey_app.coordinator.test_page import enter
from tests.survey_app.fakes import MEETING, OPENS, PACKAGE, STARTS, House

ON_ORDER = PostingRule("implementation_plan_a3", "Implementeringsplan", sent="when_ordered")
BY_ITSELF = replace(ON_ORDER, document="implementation_plan", sent="by_itself")
FIELD = 'name="antal"'


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, replace(PACKAGE, posting=ON_ORDER))


def order(client: TestClient, mark: str, copies: str) -> int:
    answer = client.post("/k/post", data={"sikker": mark, "antal": copies}, follow_redirects=False)
    return answer.status_code


def test_the_page_suggests_a_sheet_for_everybody_and_some_to_spare(house: House, client: TestClient) -> None:
    enter(house, client)
    page = client.get("/k/materiale").text
    assert 'min="1" max="28" step="1" value="14"' in page
    assert "A3" in page
    assert "ti arbejdsdage" not in page


def test_an_order_is_a_job_in_the_ledger_and_wakes_nobody(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    assert order(client, mark, "9") == 303
    today = (OPENS + timedelta(days=1)).date()
    assert house.ledger.jobs == [PostingJob(MEETING, "implementation_plan_a3", 9, today)]
    assert house.runs.woken == []
    page = client.get("/k/materiale").text
    assert "KiAP sender dig 9 ark »Implementeringsplan« (A3) med posten." in page
    assert FIELD not in page


@pytest.mark.parametrize("copies", ["", "0", "-1", "29", "9.5", "1e1", "٩", "9" * 5000, "ni"])
def test_a_number_outside_the_form_orders_nothing(house: House, client: TestClient, copies: str) -> None:
    mark = enter(house, client)
    assert order(client, mark, copies) in (422, 413)
    assert house.ledger.jobs == []


def test_what_is_wrong_is_said_beside_the_form(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    page = client.post("/k/post", data={"sikker": mark, "antal": "29"}).text
    assert "Skriv et helt tal fra 1 til 28." in page
    assert FIELD in page


def test_the_same_order_posted_twice_is_one_and_another_is_told_no(house: House, client: TestClient) -> None:
    mark = enter(house, client)
    assert [order(client, mark, "9"), order(client, mark, "9"), order(client, mark, "10")] == [303, 303, 409]
    assert [job.copies for job in house.ledger.jobs] == [9]


def test_close_to_the_meeting_nothing_is_promised_and_after_its_start_nothing_ordered(
    house: House, client: TestClient
) -> None:
    mark = enter(house, client)
    house.clock.shows = STARTS - timedelta(days=3)
    assert "højst ti arbejdsdage" in client.get("/k/materiale").text
    house.clock.shows = STARTS
    assert FIELD not in client.get("/k/materiale").text
    assert order(client, mark, "9") == 409
    assert house.ledger.jobs == []


def test_what_was_posted_is_told_with_its_day(house: House, client: TestClient) -> None:
    job = PostingJob(MEETING, "implementation_plan", 14, date(2027, 2, 20), date(2027, 2, 23), "AB")
    house.ledger.jobs = [job]
    enter(house, client)
    page = client.get("/k/materiale").text
    assert "14 ark »Implementeringsplan« (A4) til dig med posten tirsdag den 23. februar 2027" in page
    assert "AB" not in page


def test_what_is_sent_by_itself_cannot_be_ordered(
    tmp_path: Path, client_of: Callable[[House], TestClient]
) -> None:
    house = House(tmp_path, replace(PACKAGE, posting=BY_ITSELF))
    client = client_of(house)
    mark = enter(house, client)
    assert FIELD not in client.get("/k/materiale").text
    assert order(client, mark, "9") == 409
    assert house.ledger.jobs == []


def test_a_package_without_post_has_no_form_and_takes_no_order(
    tmp_path: Path, client_of: Callable[[House], TestClient]
) -> None:
    house = House(tmp_path)
    client = client_of(house)
    mark = enter(house, client)
    assert "Med posten" not in client.get("/k/materiale").text
    assert order(client, mark, "9") == 409
    assert house.ledger.jobs == []


def test_the_page_shows_no_postal_address(house: House, client: TestClient) -> None:
    enter(house, client)
    assert house.ledger.meeting.order.postal_address not in client.get("/k/materiale").text
