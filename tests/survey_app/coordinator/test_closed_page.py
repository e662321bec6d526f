"""After retention: the coordinator's link leads to a kind page, members' links are like unknown ones."""

from __future__ import annotations

from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from adapters.resolver import RecordedResolver
from domain.coordinators_link import coordinators_page
from survey_app.app import create_app
from tasks.purging import purge
from tests.tasks.house import House
from tests.tasks.kept_meeting import outbox_house, played


@pytest.fixture(scope="module")
def over(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = outbox_house(tmp_path_factory.mktemp("over"))
    house.resolver = RecordedResolver()
    played(house)
    return house


def test_the_page_closes_kindly_and_names_nobody(over: House) -> None:
    link = coordinators_page(over, over.id).removeprefix(over.base_url)
    member = over.ledger.members.of(over.id)[0]
    members_link = f"/s/{over.tokens.invitation(over.id, 2, member.id)}"
    with TestClient(create_app(over), over.base_url) as client:
        assert client.get(link).status_code == 200
        assert client.get(members_link).status_code == 200
        over.at(over.planned(2).delivery + timedelta(days=31))
        purge(over)
        for address in (link, f"{link}/efter", "/k", "/k/medlemmer"):
            closed = client.get(address)
            assert closed.status_code == 410
            assert "Forløbet er slut, og siden er lukket" in closed.text
            assert "Zenobia" not in closed.text
        unknown = client.get("/s/" + "a" * 26)
        gone = client.get(members_link)
        assert (gone.status_code, gone.text) == (unknown.status_code, unknown.text)
