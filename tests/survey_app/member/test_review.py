"""Before anything is answered, and before it is sent: what is said, chosen and shown again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from domain.questionnaire import Answers
from tests.survey_app.fakes import MEETING, House

ROUND = f"{MEETING}/1"
ALL = {"svar-q1": "4", "svar-q2": "2", "svar-t1": "Patienterne"}
SHARED = ["klinik@x.example", "Klinik@x.example", "c@x.example"]


def review(client: TestClient, house: House, **answers: str) -> str:
    fields = {f"svar-{item}": value for item, value in answers.items()}
    return client.post("/s", data={"link": house.token(), "til": "gennemse", **fields}).text


def lines(page: str) -> list[str]:
    [part] = re.findall(r'<ul class="promises">(.*?)</ul>', page, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", part, re.DOTALL)


# --- the five lines -------------------------------------------------------------------------------------


def house_with_own_mailboxes(folder: Path) -> House:
    return House(folder)


def house_with_a_shared_mailbox(folder: Path) -> House:
    return House(folder, addresses=SHARED)


def house_without_a_mail_server(folder: Path) -> House:
    house = House(folder)
    house.transport.reaches_people = False
    return house


@pytest.mark.parametrize(
    ("house_of", "words"),
    [
        (house_with_own_mailboxes, "får den på mail. Mailen går gennem en mailudbyder, som kan læse den."),
        (house_with_a_shared_mailbox, "vi mailer den kun, hvis du skriver en anden."),
        (house_without_a_mail_server, "bliver ikke sendt på mail"),
    ],
)
def test_five_lines_say_what_happens_to_the_answers_and_what_the_mail_provider_sees(
    tmp_path: Path,
    client_of: Callable[[House], TestClient],
    house_of: Callable[[Path], House],
    words: str,
) -> None:
    house = house_of(tmp_path)
    said = lines(client_of(house).get(f"/s/{house.token()}").text)
    assert len(said) == 5
    [about_the_copy] = [line for line in said if "kopi" in line]
    assert words in about_the_copy
    assert "mailudbyder" in about_the_copy
    assert "skærmen" in about_the_copy


# --- the look at all answers ----------------------------------------------------------------------------


def test_all_questions_are_shown_with_their_answers_in_words(house: House, client: TestClient) -> None:
    page = review(client, house, q1="4", t1="Patienterne <b>")
    shown = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", page, re.DOTALL)
    assert shown == [
        ("Jeg når mit arbejde.", "Enig"),
        ("Jeg holder mine pauser.", "Ikke besvaret"),
        ("Hvad glæder dig?", "Patienterne &lt;b&gt;"),
    ]


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"q1": "4", "q2": "2", "t1": "Ja"}, "Du har svaret på det hele."),
        ({"q1": "4", "q2": "2"}, "sprunget ét spørgsmål over, og det er helt i orden"),
        ({"q1": "4"}, "sprunget 2 spørgsmål over, og det er helt i orden"),
        ({}, "Du har ikke svaret på noget."),
    ],
)
def test_what_was_left_out_is_said_calmly(
    house: House, client: TestClient, answers: dict[str, str], words: str
) -> None:
    page = review(client, house, **answers)
    assert words in page
    assert 'role="alert" tabindex="-1" autofocus' not in page


def test_not_wanting_to_answer_is_the_same_as_leaving_it_blank(house: House, client: TestClient) -> None:
    without_the_field = re.sub(r'<input type="hidden" name="svar-[^>]*>\n', "", review(client, house, q1="4"))
    said_no = review(client, house, q1="4", q2="", t1="")
    assert re.sub(r'<input type="hidden" name="svar-[^>]*>\n', "", said_no) == without_the_field


def test_every_section_can_be_mended_from_there(house: House, client: TestClient) -> None:
    page = review(client, house, **{"q1": "4"})
    buttons = re.findall(r'formaction="/s" name="til" value="(\d)">Ret<span class="unseen"> (.*?)<', page)
    assert buttons == [("1", "Arbejdet"), ("2", "Egne ord")]


def test_enter_in_a_field_sends_nothing(house: House, client: TestClient) -> None:
    [form] = re.findall(r'<form method="post" action="/s/svar".*?</form>', review(client, house), re.DOTALL)
    assert re.search(r"<button[^>]*>", form)[0] == '<button type="submit" disabled hidden>'  # type: ignore[index]


# --- the copy by mail -----------------------------------------------------------------------------------


def test_who_says_no_to_the_mail_gets_the_copy_on_the_screen_only(house: House, client: TestClient) -> None:
    assert 'name="kopi-nej"' in review(client, house, q1="4")
    thanks = client.post("/s/svar", data={"link": house.token(), **ALL, "kopi-nej": "ja"})
    assert house.transport.mails == []
    assert "Den bliver ikke sendt på mail" in thanks.text
    assert "<dd>Enig</dd>" in thanks.text
    house.answers.close(ROUND)
    assert list(house.answers.read_closed(ROUND)) == [Answers({"q1": 4, "q2": 2}, {"t1": "Patienterne"})]


def test_a_no_to_the_mail_stays_when_something_is_to_be_mended(house: House, client: TestClient) -> None:
    page = client.post("/s/svar", data={"link": house.token(), "kopi-nej": "ja"})
    assert page.status_code == 422
    assert re.search(r'name="kopi-nej" value="ja" checked', page.text)


def test_an_address_is_asked_for_only_where_the_mailbox_is_shared(
    tmp_path: Path, client_of: Callable[[House], TestClient]
) -> None:
    house = House(tmp_path, addresses=SHARED)
    client = client_of(house)
    page = review(client, house, q1="4")
    assert 'name="kopi-til"' in page
    assert 'name="kopi-nej"' not in page
    alone = client.post("/s", data={"link": house.token("m2"), "til": "gennemse"}).text
    assert 'name="kopi-til"' not in alone


def test_a_wrong_address_keeps_every_answer_and_itself(
    tmp_path: Path, client_of: Callable[[House], TestClient]
) -> None:
    house = House(tmp_path, addresses=SHARED)
    page = client_of(house).post("/s/svar", data={"link": house.token(), **ALL, "kopi-til": "a@b.dk, c@d.dk"})
    assert page.status_code == 422
    assert 'href="#kopi-til"' in page.text
    assert 'value="a@b.dk, c@d.dk"' in page.text
    for name, value in ALL.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page.text
    assert house.answers.used(ROUND) == frozenset()


@pytest.mark.parametrize("wish", [{"kopi-til": "privat@hjem.example"}, {"kopi-til": "a@b.dk, c@d.dk"}])
def test_an_address_typed_survives_the_mending_of_an_answer(
    tmp_path: Path, client_of: Callable[[House], TestClient], wish: dict[str, str]
) -> None:
    house = House(tmp_path, addresses=SHARED)
    step = client_of(house).post("/s", data={"link": house.token(), "til": "1", **ALL, **wish})
    assert step.status_code == 200
    assert f'<input type="hidden" name="kopi-til" value="{wish["kopi-til"]}">' in step.text


def test_a_no_to_the_mail_survives_the_mending_of_an_answer(house: House, client: TestClient) -> None:
    step = client.post("/s", data={"link": house.token(), "til": "2", "kopi-nej": "ja"})
    assert '<input type="hidden" name="kopi-nej" value="ja">' in step.text


def test_the_address_typed_is_written_nowhere(
    tmp_path: Path, client_of: Callable[[House], TestClient]
) -> None:
    house = House(tmp_path, addresses=SHARED)
    thanks = client_of(house).post(
        "/s/svar", data={"link": house.token(), **ALL, "kopi-til": "privat@hjem.example"}
    )
    assert "den adresse, du skrev" in thanks.text
    assert "privat@hjem.example" not in thanks.text
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert not any(b"privat@hjem" in file.read_bytes() for file in files)


# --- sent once ------------------------------------------------------------------------------------------


def test_a_reload_after_sending_says_that_the_answer_was_received(house: House, client: TestClient) -> None:
    client.post("/s/svar", data={"link": house.token(), **ALL})
    for path, fields in [("/s/svar", ALL), ("/s", {"til": "gennemse", **ALL}), ("/s", {})]:
        again = client.post(path, data={"link": house.token(), **fields})
        assert "Vi har allerede modtaget dit svar" in again.text
        assert "Patienterne" not in again.text
    assert len(house.transport.mails) == 1


def test_the_thank_you_and_the_second_visit_tell_the_tab_to_forget(house: House, client: TestClient) -> None:
    for page in [client.post("/s/svar", data={"link": house.token(), **ALL}) for _ in range(2)]:
        assert "data-sent" in page.text


def test_the_page_that_a_reload_opens_knows_nobody(house: House, client: TestClient) -> None:
    page = client.get("/s")
    assert page.status_code == 200
    assert "Brug linket i den mail" in page.text
    assert client.head("/s").status_code == 200
