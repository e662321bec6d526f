"""The coordinator's link: renewed, it is the only one; lost, it comes by mail to the stored address alone."""

from __future__ import annotations

import re
import time
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from domain.coordinators_link import MOST_MAILS, coordinators_page, mail_link
from domain.mails import MailKind, MailOutcome, SendResult
from domain.ports import Decision
from tasks.upkeep import keep_up
from tests.survey_app.coordinator.test_page import until
from tests.tasks.house import House, text_of

AASE = "aase@praksis.example"


def link_of(house: House) -> str:
    return coordinators_page(house, house.id).removeprefix(house.base_url)


def renew(client: TestClient) -> int:
    found = re.search(r'name="sikker" value="([0-9a-f]+)"', client.get("/k/link").text)
    assert found
    return client.post("/k/link", data={"sikker": found[1]}, follow_redirects=False).status_code


def confirm(house: House) -> None:
    house.ledger.records.decide(house.id, 1, Decision("consultation", "confirmed", {}, "AB"))


def link_mails(house: House) -> list[str]:
    return [text_of(mail) for mail in house.mails(MailKind.COORDINATOR_LINK)]


# --- renewed on the page ------------------------------------------------------------------------------


def test_a_renewed_link_is_mailed_and_the_old_one_is_like_an_unknown_one(
    whole_house: House, browsers: list[TestClient]
) -> None:
    old = link_of(whole_house)
    browsers[0].get(old)
    assert renew(browsers[0]) == 303
    assert until(lambda: len(link_mails(whole_house)) == 1)
    new = link_of(whole_house)
    assert new != old
    assert f"{whole_house.base_url}{new}" in link_mails(whole_house)[0]
    assert whole_house.mails()[-1].to_address == AASE
    dead, unknown = browsers[1].get(old), browsers[1].get("/k/" + "a" * 26)
    assert (dead.status_code, dead.text) == (404, unknown.text)
    assert browsers[1].get(new).status_code == 200


def test_this_browser_goes_on_and_every_other_session_ends(
    whole_house: House, browsers: list[TestClient]
) -> None:
    for browser in browsers:
        assert browser.get(link_of(whole_house)).status_code == 200
    renew(browsers[0])
    assert browsers[0].get("/k").status_code == 200
    for path in ("/k", "/k/medlemmer", "/k/materiale", "/k/efter", "/k/link"):
        assert browsers[1].get(path).status_code == 403


def test_a_link_to_a_document_dies_with_the_link(whole_house: House, browsers: list[TestClient]) -> None:
    old = link_of(whole_house)
    browsers[0].get(old)
    renew(browsers[0])
    assert browsers[1].get(f"{old}/filer/kit/programme").status_code == 404
    assert browsers[1].get(f"{old}/medlemmer").status_code == 404


def test_it_is_renewed_a_few_times_a_day_and_no_more(whole_house: House, browsers: list[TestClient]) -> None:
    browsers[0].get(link_of(whole_house))
    assert [renew(browsers[0]) for _ in range(MOST_MAILS + 1)] == [303] * MOST_MAILS + [409]
    standing = link_of(whole_house)
    whole_house.wall.walk(hours=25)
    assert renew(browsers[0]) == 303
    assert link_of(whole_house) != standing


# --- lost, and asked for on the public page -----------------------------------------------------------


@pytest.mark.parametrize(("typed", "mails"), [(AASE, 1), ("AASE@Praksis.example", 1), ("nogen@andet.dk", 0)])
def test_everybody_gets_the_same_answer_and_only_the_stored_address_a_mail(
    whole_house: House, browsers: list[TestClient], typed: str, mails: int
) -> None:
    confirm(whole_house)
    answer = browsers[0].post("/k/nyt-link", data={"mail": typed})
    other = browsers[0].post("/k/nyt-link", data={"mail": "fremmed@klinik.dk"})
    assert (answer.status_code, answer.text) == (200, other.text)
    assert until(lambda: len(link_mails(whole_house)) == mails)
    assert all(mail.to_address == AASE for mail in whole_house.mails())


def test_asking_leaves_the_link_as_it_is(whole_house: House, browsers: list[TestClient]) -> None:
    confirm(whole_house)
    before = link_of(whole_house)
    browsers[0].post("/k/nyt-link", data={"mail": AASE})
    assert until(lambda: len(link_mails(whole_house)) == 1)
    assert link_of(whole_house) == before
    assert f"{whole_house.base_url}{before}" in link_mails(whole_house)[0]


@pytest.mark.parametrize("typed", ["", "ikke en adresse", "a@b.dk, c@d.dk", "a@b.dk\nBcc: e@f.dk"])
def test_what_is_no_address_is_told_so(whole_house: House, browsers: list[TestClient], typed: str) -> None:
    answer = browsers[0].post("/k/nyt-link", data={"mail": typed})
    assert answer.status_code == 422
    assert 'href="#mail"' in answer.text


def test_a_mailbox_cannot_be_filled_from_the_public_page(
    whole_house: House, browsers: list[TestClient]
) -> None:
    confirm(whole_house)
    for number in range(1, MOST_MAILS + 3):
        browsers[0].post("/k/nyt-link", data={"mail": AASE})
        assert until(lambda number=number: len(link_mails(whole_house)) == min(number, MOST_MAILS))
    keep_up(whole_house)
    assert len(link_mails(whole_house)) == MOST_MAILS


def test_nobody_gets_into_a_meeting_they_have_made_up(whole_house: House, browsers: list[TestClient]) -> None:
    """Anybody can order in anybody's name: the first link goes out when a consultant has called."""
    browsers[0].post("/k/nyt-link", data={"mail": AASE})
    time.sleep(0.1)  # what it does not set going would be in the background
    confirm(whole_house)
    browsers[0].post("/k/nyt-link", data={"mail": AASE})
    assert until(lambda: len(link_mails(whole_house)) == 1)
    assert whole_house.ledger.coordinator_links.asked_for(whole_house.id) == 1


# --- the mail itself ----------------------------------------------------------------------------------


def test_a_mail_asked_for_leaves_once_however_often_it_is_tried(whole_house: House) -> None:
    whole_house.ledger.coordinator_links.ask_for_mail(whole_house.id, 3, timedelta(days=1))
    assert mail_link(whole_house.id, whole_house)
    assert not mail_link(whole_house.id, whole_house)
    keep_up(whole_house)
    assert len(link_mails(whole_house)) == 1


def test_where_a_run_works_on_the_meeting_upkeep_sends_it_afterwards(whole_house: House) -> None:
    whole_house.ledger.coordinator_links.ask_for_mail(whole_house.id, 3, timedelta(days=1))
    with whole_house.ledger.holding(whole_house.id):
        assert not mail_link(whole_house.id, whole_house)
    assert link_mails(whole_house) == []
    keep_up(whole_house)
    assert len(link_mails(whole_house)) == 1


def test_a_server_that_cannot_take_it_now_gets_it_later(whole_house: House) -> None:
    whole_house.server.script = [SendResult(MailOutcome.DEFERRED, "450")]
    whole_house.ledger.coordinator_links.ask_for_mail(whole_house.id, 3, timedelta(days=1))
    assert not mail_link(whole_house.id, whole_house)
    keep_up(whole_house)
    assert whole_house.outcomes()[MailKind.COORDINATOR_LINK.value, "deferred"] == 1
    whole_house.wall.walk(minutes=11)
    keep_up(whole_house)
    assert whole_house.outcomes()[MailKind.COORDINATOR_LINK.value, "sent"] == 1
