"""Unknown, withdrawn and foreign links: one and the same answer, after the same time."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from survey_app.same_time import SECONDS
from tests.survey_app.fakes import MEETING, House

OTHER_HOUSE = "b" * 26
ROUNDS = 7


@pytest.fixture
def dead_links(house: House) -> dict[str, str]:
    """What a link may be that does not work, and an example of it."""
    withdrawn = house.token("m1")
    del house.ledger.by_hash[house.tokens.hash(withdrawn)]
    return {
        "unknown": "a" * 26,
        "of another house": OTHER_HOUSE,
        "withdrawn": withdrawn,
        "the coordinator's": house.tokens.coordinator(MEETING),
        "of a meeting that is gone": house.tokens.invitation("gone-abcdef", 1, "m0"),
        "clipped": house.token()[:12],
        "much too long": "a" * 500,
        "not even letters": "%F0%9F%98%80",
    }


def test_they_get_one_and_the_same_page(client: TestClient, dead_links: dict[str, str]) -> None:
    pages = [client.get(f"/s/{link}") for link in dead_links.values()]
    pages += [client.post("/s", data={"link": link}) for link in dead_links.values()]
    pages += [client.post("/s/svar", data={"link": link, "svar-q1": "1"}) for link in dead_links.values()]
    pages += [client.get(f"/k/{link}") for name, link in dead_links.items() if name != "the coordinator's"]
    assert {page.status_code for page in pages} == {404}
    assert len({page.content for page in pages}) == 1
    assert len({tuple(sorted(page.headers.items())) for page in pages}) == 1
    assert not [link for link in dead_links.values() if link in pages[0].text]


def test_a_members_link_opens_no_coordinators_page_and_the_other_way_round(
    house: House, client: TestClient
) -> None:
    assert client.get(f"/k/{house.token()}").status_code == 404
    assert client.get(f"/s/{house.tokens.coordinator(MEETING)}").status_code == 404


@pytest.mark.parametrize("knock", ["GET /s", "POST /s", "GET /k"])
def test_they_take_the_same_time(client: TestClient, dead_links: dict[str, str], knock: str) -> None:
    """In turns, and the quickest of each: a busy machine slows all alike, and does not count."""
    method, _, path = knock.partition(" ")
    send: Callable[[str], object] = {
        "GET": lambda link: client.get(f"{path}/{link}"),
        "POST": lambda link: client.post(path, data={"link": link}),
    }[method]
    took = defaultdict(list)
    for _ in range(ROUNDS):
        for name in ("unknown", "withdrawn", "much too long"):
            began = time.perf_counter()
            send(dead_links[name])
            took[name].append(time.perf_counter() - began)
    quickest = {name: min(times) for name, times in took.items()}
    assert min(quickest.values()) >= SECONDS * 0.99
    assert max(quickest.values()) - min(quickest.values()) < SECONDS / 5, quickest


def test_a_link_that_works_does_not_wait(house: House, client: TestClient) -> None:
    took = []
    for _ in range(5):
        began = time.perf_counter()
        assert client.get(f"/s/{house.token()}").status_code == 200
        took.append(time.perf_counter() - began)
    assert min(took) < SECONDS
