"""A member's way through the pages: from the link in the mail to the own copy."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from adapters.tokens import SecretTokens
from domain.mails import MailOutcome
from domain.ports import OpenedSurvey
from domain.questionnaire import Answers
from tests.survey_app.fakes import CLOSES, MEETING, OPENS, QUESTIONNAIRE, House

ROUND = f"{MEETING}/1"
ABOUT = {"noegle": SecretTokens(b"s" * 32).reading_key(MEETING, 1)}
ALL = {"svar-q1": "4", "svar-q2": "2", "svar-t1": "Patienterne"}


def answers_in(house: House) -> list[Answers]:
    house.answers.close(ROUND)
    return list(house.answers.read_closed(ROUND))


def test_from_link_to_thanks(house: House, client: TestClient) -> None:
    introduction = client.get(f"/s/{house.token()}")
    assert introduction.status_code == 200
    assert 'name="link"' in introduction.text
    first_step = client.post("/s", data={"link": house.token()})
    assert "Jeg når mit arbejde." in first_step.text
    review = client.post("/s", data={"link": house.token(), "til": "gennemse", **ALL})
    assert "Se dine svar igennem" in review.text
    thanks = client.post("/s/svar", data={"link": house.token(), **ALL})
    assert thanks.status_code == 200
    assert "dine svar er modtaget" in thanks.text
    assert "Patienterne" in thanks.text
    assert answers_in(house) == [Answers({"q1": 4, "q2": 2}, {"t1": "Patienterne"})]


def test_after_the_first_page_the_token_is_in_no_address(house: House, client: TestClient) -> None:
    for path, data in [("/s", {}), ("/s", {"til": "gennemse", **ALL}), ("/s/svar", ALL)]:
        page = client.post(path, data={"link": house.token(), **data})
        assert house.token() not in str(page.url)
        assert not re.search(rf'(href|action)="[^"]*{house.token()}', page.text)


def test_a_reload_by_its_address_alone_leads_back_to_the_mail(client: TestClient) -> None:
    """As phones do that threw a sleeping tab away."""
    for path in ("/s", "/s/svar"):
        page = client.get(path)
        assert page.status_code == 200
        assert "Åbn siden fra din mail" in page.text


def test_the_thank_you_page_does_not_carry_the_token_on(house: House, client: TestClient) -> None:
    assert house.token() not in client.post("/s/svar", data={"link": house.token(), **ALL}).text


def test_respondents_get_no_cookie(house: House, client: TestClient) -> None:
    client.get(f"/s/{house.token()}")
    client.post("/s", data={"link": house.token()})
    client.post("/s/svar", data={"link": house.token(), **ALL})
    assert not client.cookies


def test_looking_twenty_times_changes_nothing(house: House, client: TestClient) -> None:
    for _ in range(20):
        assert client.get(f"/s/{house.token()}").status_code == 200
        assert client.head(f"/s/{house.token()}").status_code == 200
    assert house.answers.used(ROUND) == frozenset()
    assert client.post("/s/svar", data={"link": house.token(), **ALL}).status_code == 200


def test_a_second_submit_changes_nothing(house: House, client: TestClient) -> None:
    client.post("/s/svar", data={"link": house.token(), **ALL})
    again = client.post("/s/svar", data={"link": house.token(), "svar-q1": "1"})
    assert "allerede modtaget dit svar" in again.text
    assert len(house.transport.mails) == 1
    assert answers_in(house) == [Answers({"q1": 4, "q2": 2}, {"t1": "Patienterne"})]


def test_every_question_may_be_left_out(house: House, client: TestClient) -> None:
    client.post("/s/svar", data={"link": house.token(), "svar-q1": "", "svar-q2": "5", "svar-t1": " \n "})
    assert answers_in(house) == [Answers({"q2": 5})]


def test_a_blank_form_is_asked_about_before_the_link_is_spent(house: House, client: TestClient) -> None:
    asked = client.post("/s/svar", data={"link": house.token(), "svar-t1": " "})
    assert asked.status_code == 422
    assert house.answers.used(ROUND) == frozenset()
    sent = client.post("/s/svar", data={"link": house.token(), "send-blankt": "ja"})
    assert sent.status_code == 200
    assert answers_in(house) == [Answers()]


# --- links -------------------------------------------------------------------------------------------


def test_unknown_garbled_and_foreign_links_get_one_page(house: House, client: TestClient) -> None:
    foreign = house.tokens.invitation("another-meeting", 1, "m0")
    coordinators = house.tokens.coordinator(MEETING)
    tokens = ["x", "a" * 26, "a" * 500, foreign, coordinators, "%00", "ÆØÅ", house.token()[:-1]]
    pages = [client.get(f"/s/{token}") for token in tokens]
    pages += [client.post("/s", data={"link": token}) for token in tokens]
    pages += [client.post("/s/svar", data={"link": token, **ALL}) for token in tokens]
    assert {page.status_code for page in pages} == {404}
    assert len({page.text for page in pages}) == 1
    assert answers_in(house) == []


def test_a_form_without_its_token_is_refused(client: TestClient) -> None:
    assert client.post("/s/svar", data=ALL).status_code == 404


def test_our_clock_decides_when_the_survey_is_open(house: House, client: TestClient) -> None:
    seen = {}
    for name, now in {
        "before": OPENS - timedelta(seconds=1),
        "first moment": OPENS,
        "last moment": CLOSES - timedelta(seconds=1),
        "after": CLOSES,
    }.items():
        house.clock.shows = now
        seen[name] = client.get(f"/s/{house.token()}").text
    assert "ikke åbent endnu" in seen["before"]
    assert "Begynd" in seen["first moment"]
    assert "Begynd" in seen["last moment"]
    assert "lukket" in seen["after"]


def test_a_form_opened_before_the_close_is_not_accepted_after_it(house: House, client: TestClient) -> None:
    house.clock.shows = CLOSES
    assert "lukket" in client.post("/s/svar", data={"link": house.token(), **ALL}).text
    assert answers_in(house) == []


def test_a_round_that_was_closed_early_takes_nothing(house: House, client: TestClient) -> None:
    house.answers.close(ROUND)
    assert "lukket" in client.post("/s/svar", data={"link": house.token(), **ALL}).text


# --- the own copy ------------------------------------------------------------------------------------


def test_the_copy_is_mailed_to_the_invited_address_as_a_pdf(house: House, client: TestClient) -> None:
    thanks = client.post("/s/svar", data={"link": house.token("m3"), **ALL})
    (mail,) = house.transport.mails
    assert mail.to_address == "laege3@klinik.example"
    assert b"Patienterne" in mail.attachments[0].content
    assert "er sendt til din mail" in thanks.text


def test_two_copies_share_no_message_id(house: House, client: TestClient) -> None:
    for member in ("m0", "m1"):
        client.post("/s/svar", data={"link": house.token(member), **ALL})
    assert len({mail.message_id for mail in house.transport.mails}) == 2


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (MailOutcome.SENT, "er sendt til din mail"),
        (MailOutcome.DEFERRED, "er på vej til din mail"),
        (MailOutcome.UNKNOWN, "er på vej til din mail"),
        (MailOutcome.REJECTED, "kunne ikke sendes på mail"),
    ],
)
def test_the_page_says_how_it_stands_with_the_mail(
    house: House, client: TestClient, outcome: MailOutcome, words: str
) -> None:
    house.transport.outcomes = [outcome]
    assert words in client.post("/s/svar", data={"link": house.token(), **ALL}).text


def test_a_copy_that_cannot_be_made_does_not_cost_the_answer(house: House, client: TestClient) -> None:
    house.documents = object()
    house.letters = object()
    thanks = client.post("/s/svar", data={"link": house.token(), **ALL})
    assert "kunne ikke sendes på mail" in thanks.text
    assert len(answers_in(house)) == 1


def test_without_a_mail_server_the_copy_is_on_screen_only(house: House, client: TestClient) -> None:
    house.transport.reaches_people = False
    thanks = client.post("/s/svar", data={"link": house.token(), **ALL})
    assert house.transport.mails == []
    assert "ikke sendt på mail" in thanks.text


def test_members_who_share_a_mailbox_get_no_copy_there(tmp_path, client_of) -> None:
    house = House(tmp_path, addresses=["klinik@x.example", "Klinik@x.example", "c@x.example"])
    client = client_of(house)
    review = client.post("/s", data={"link": house.token("m0"), "til": "gennemse"})
    assert "flere i klyngen deler" in review.text
    thanks = client.post("/s/svar", data={"link": house.token("m0"), **ALL})
    assert house.transport.mails == []
    assert "ikke sendt på mail" in thanks.text


def test_who_shares_a_mailbox_may_type_another_address_once(tmp_path, client_of) -> None:
    house = House(tmp_path, addresses=["klinik@x.example", "klinik@x.example"])
    client = client_of(house)
    wrong = client.post("/s/svar", data={"link": house.token("m0"), **ALL, "kopi-til": "ikke en adresse"})
    assert wrong.status_code == 422
    assert "Mailadresse til din kopi" in wrong.text
    client.post("/s/svar", data={"link": house.token("m0"), **ALL, "kopi-til": "privat@hjem.example"})
    assert [mail.to_address for mail in house.transport.mails] == ["privat@hjem.example"]


def test_nobody_else_can_have_a_copy_sent_elsewhere(house: House, client: TestClient) -> None:
    client.post("/s/svar", data={"link": house.token(), **ALL, "kopi-til": "anden@hjem.example"})
    assert [mail.to_address for mail in house.transport.mails] == ["laege0@klinik.example"]


def reworded(house: House) -> None:
    """The survey has been opened; since then the package's first question got other words, and another id."""
    house.ledger.opened[1] = OpenedSurvey(MEETING, 1, "1.0", QUESTIONNAIRE)
    section = QUESTIONNAIRE.sections[0]
    items = (replace(section.items[0], id="q9", text="Et nyt spørgsmål."), *section.items[1:])
    changed = replace(QUESTIONNAIRE, sections=(replace(section, items=items), *QUESTIONNAIRE.sections[1:]))
    house.packages.package = replace(house.packages.package, questionnaire=changed)


def test_everybody_answers_what_the_survey_was_opened_with(house: House, client: TestClient) -> None:
    reworded(house)
    asked = client.post("/s", data={"link": house.token()})
    assert "Jeg når mit arbejde." in asked.text
    assert "Et nyt spørgsmål." not in asked.text
    thanks = client.post("/s/svar", data={"link": house.token(), **ALL})
    assert "dine svar er modtaget" in thanks.text
    assert answers_in(house) == [Answers({"q1": 4, "q2": 2}, {"t1": "Patienterne"})]


def test_the_own_copy_shows_what_was_asked_when_the_package_has_changed(
    house: House, client: TestClient
) -> None:
    reworded(house)
    pdf = client.post("/kopi.pdf", data={**ABOUT, "svar-q1": "4"})
    assert pdf.status_code == 200
    assert "Jeg når mit arbejde.".encode() in pdf.content


def test_the_pdf_is_made_from_what_is_posted_and_nothing_else(house: House, client: TestClient) -> None:
    pdf = client.post("/kopi.pdf", data={**ABOUT, "svar-q1": "4", "svar-t1": "Patienterne"})
    assert pdf.headers["content-type"] == "application/pdf"
    assert pdf.headers["content-disposition"].startswith('attachment; filename="Mine svar.pdf"')
    assert b"Patienterne" in pdf.content
    assert client.post("/kopi.pdf", data={**ABOUT, "svar-q1": "9"}).status_code == 400


def test_a_copy_and_with_it_the_rounds_key_is_made_for_nobody_who_only_knows_the_meeting(
    house: House, client: TestClient
) -> None:
    """Whoever knows the cluster and the date can work out a meeting's id."""
    for strange in ({}, {"noegle": MEETING}, {"moede": MEETING, "runde": "1"}, {"noegle": "x" * 10}):
        refused = client.post("/kopi.pdf", data={**strange, "svar-q1": "4"})
        assert refused.status_code == 404
        assert refused.text == client.get("/s/nobody").text
    assert MEETING not in client.post("/s/svar", data={"link": house.token(), **ALL}).text


def test_the_thank_you_page_carries_all_answers_to_the_pdf(house: House, client: TestClient) -> None:
    thanks = client.post("/s/svar", data={"link": house.token(), **ALL})
    carried = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', thanks.text))
    assert carried == {**ABOUT, **ALL}


def test_help_is_shown_whatever_was_answered(house: House, client: TestClient) -> None:
    pages = []
    for member, answer in [("m0", "1"), ("m1", "5")]:
        page = client.post("/s/svar", data={"link": house.token(member), "svar-q1": answer}).text
        pages.append(page[page.index('<section class="help"') :])
    assert pages[0] == pages[1]
    assert pages[0].index("Region Midtjylland") < pages[0].index("PLO") < pages[0].index("Region Syddanmark")
