"""What a questionnaire may be sent by mistake or malice: refused before any effect, nothing lost."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from domain.questionnaire import Answers
from tests.survey_app.fakes import MEETING, House

ROUND = f"{MEETING}/1"


def post_raw(client: TestClient, house: House, body: str) -> object:
    return client.post(
        "/s/svar",
        content=f"link={house.token()}&{body}",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("svar-q1=6", id="above the scale"),
        pytest.param("svar-q1=0", id="below the scale"),
        pytest.param("svar-q1=-1", id="negative"),
        pytest.param("svar-q1=1e999", id="infinity"),
        pytest.param("svar-q1=NaN", id="not a number"),
        pytest.param("svar-q1=1.0", id="a fraction"),
        pytest.param("svar-q1=04", id="a leading zero"),
        pytest.param("svar-q1=%2B4", id="a sign"),
        pytest.param(f"svar-q1={quote('٣')}", id="Arabic digits"),
        pytest.param(f"svar-q1={quote('４')}", id="wide digits"),
        pytest.param("svar-q1=" + "9" * 5000, id="a very long number"),
        pytest.param("svar-q1=1&svar-q1=2", id="two answers to one question"),
        pytest.param("svar-q1=1&svar-q99=2", id="an extra question"),
        pytest.param("svar-q1=1&meeting_id=x", id="an extra field"),
        pytest.param("svar-t1=" + "x" * 2001, id="more free text than there is room for"),
        pytest.param("svar-t1=a%00b", id="a null"),
        pytest.param("svar-t1=a%1bb", id="an escape mark"),
        pytest.param("svar-t1=a%ED%A0%80b", id="a lone surrogate"),
        pytest.param("svar-t1=a%FFb", id="broken UTF-8"),
        pytest.param("svar-t1=a%E2%80%AEb", id="a mark that turns the text"),
    ],
)
def test_is_refused_and_the_link_stays_unused(house: House, client: TestClient, body: str) -> None:
    page = post_raw(client, house, body + "&svar-q2=3")
    assert page.status_code == 422
    assert "Svarene er ikke sendt endnu" in page.text
    assert 'name="svar-q2" value="3" checked' in page.text
    assert house.answers.used(ROUND) == frozenset()
    assert house.transport.mails == []


LITERAL = "<script>alert(1)</script> {{7*7}} ${jndi:ldap://x} ' \" & </textarea> \\ #show"


def test_what_looks_like_code_is_printed_literally_and_kept_as_written(
    house: House, client: TestClient
) -> None:
    page = client.post("/s/svar", data={"link": house.token(), "svar-t1": LITERAL})
    assert "<script>" not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} ${jndi:ldap://x}" in page.text
    house.answers.close(ROUND)
    assert house.answers.read_closed(ROUND) == (Answers({}, {"t1": LITERAL}),)


def test_code_stays_literal_when_the_form_is_shown_again(house: House, client: TestClient) -> None:
    page = client.post("/s/svar", data={"link": house.token(), "svar-t1": LITERAL, "svar-q1": "9"})
    assert page.text.count("</textarea>") == 1
    assert "&lt;/textarea&gt;" in page.text


def test_html_in_a_packages_text_is_printed_and_not_obeyed(house: House, client: TestClient) -> None:
    page = client.post("/s/svar", data={"link": house.token(), "svar-q1": "1"})
    assert "&lt;script&gt;alert(1)" in page.text


def test_line_breaks_and_danish_letters_survive(house: House, client: TestClient) -> None:
    client.post("/s/svar", data={"link": house.token(), "svar-t1": " Åh,\r\nblå \U0001f642 \n"})
    house.answers.close(ROUND)
    assert house.answers.read_closed(ROUND) == (Answers({}, {"t1": "Åh,\nblå \U0001f642"}),)


def test_a_megabyte_is_turned_away_unread(house: House, client: TestClient) -> None:
    page = client.post("/s/svar", data={"link": house.token(), "svar-t1": "x" * 1_000_000})
    assert page.status_code == 413
    assert house.answers.used(ROUND) == frozenset()


def test_a_body_of_untold_length_is_cut_off_too(house: House, client: TestClient) -> None:
    page = client.post(
        "/s/svar",
        content=(b"svar-t1=" + b"x" * 50_000 for _ in range(20)),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert page.status_code == 413


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"link": "x"}', "application/json"),
        (b"", ""),
        (b"nothing", "multipart/form-data"),
        ("&".join(f"f{i}=1" for i in range(500)).encode(), "application/x-www-form-urlencoded"),
    ],
)
def test_what_is_no_form_gets_a_danish_page(client: TestClient, content: bytes, kind: str) -> None:
    page = client.post("/s/svar", content=content, headers={"content-type": kind})
    assert page.status_code == 400
    assert "kunne vi ikke læse" in page.text


def test_a_false_length_is_no_way_in(client: TestClient) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "content-length": "many"}
    assert client.post("/s/svar", content=b"a=1", headers=headers).status_code == 400


def test_a_locked_store_keeps_the_text_in_the_page(house: House, client: TestClient) -> None:
    import sqlite3

    (file,) = house.answers._folder.glob("*.sqlite")
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert client.get(f"/s/{house.token()}").status_code == 200
    page = client.post("/s/svar", data={"link": house.token(), "svar-t1": "Det tog lang tid at skrive"})
    assert page.status_code == 503
    assert int(page.headers["retry-after"]) > 0
    assert "Det tog lang tid at skrive" in page.text
    other.execute("ROLLBACK")
    other.close()
    again = client.post("/s/svar", data={"link": house.token(), "svar-t1": "Det tog lang tid at skrive"})
    assert again.status_code == 200
