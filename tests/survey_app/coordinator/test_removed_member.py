"""A member taken off the list in mid-survey: an unused link dies, an answer given stays."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from domain.coordinators_link import coordinators_page
from domain.questionnaire import Answers
from tasks.member_mailing import member_mailing
from tests.survey_app.coordinator.test_members import keep, shown_rows
from tests.tasks.house import House


@pytest.fixture
def opened(whole_house: House) -> House:
    """The survey is open, and the twelve have been invited."""
    whole_house.have_members(12)
    whole_house.at(whole_house.planned().survey_opens)
    member_mailing.fn(whole_house.id, whole_house, round=1)
    return whole_house


def take_off(house: House, client: TestClient, address: str) -> None:
    client.get(coordinators_page(house, house.id))
    page = client.get("/k/medlemmer/ret")
    found = re.search(r'name="sikker" value="([0-9a-f]+)"', page.text)
    assert found
    rows = [(email, "", "") for email, _, _ in shown_rows(page)]
    gone = next(str(at) for at, row in enumerate(rows, start=1) if row[0] == address)
    assert keep(client, found[1], rows, fjern=gone).url.path == "/k/medlemmer"
    # The page has woken the run, which then does this.
    member_mailing.again.fn(house.id, house, round=1)


def test_an_unused_link_dies_and_the_others_live(opened: House, browsers: list[TestClient]) -> None:
    gone, stays = opened.ledger.members.of(opened.id)[:2]
    take_off(opened, browsers[0], gone.email)
    statuses = [
        browsers[1].get(f"/s/{opened.tokens.invitation(opened.id, 1, one.id)}").status_code
        for one in (gone, stays)
    ]
    assert statuses == [404, 200]


def test_an_answer_given_stays_though_its_member_is_taken_off(
    opened: House, browsers: list[TestClient]
) -> None:
    gone, idle = opened.ledger.members.of(opened.id)[:2]
    key = f"{opened.id}/1"
    token_hash = opened.tokens.hash(opened.tokens.invitation(opened.id, 1, gone.id))
    opened.answers.submit(key, token_hash, Answers({}))
    for member in (gone, idle):
        take_off(opened, browsers[0], member.email)
    opened.answers.close(key)
    assert len(opened.answers.read_closed(key)) == 1
