"""What a questionnaire may be sent by mistake or malice: refused before any effect, nothing lost."""

from __future__ import annotations

import fcntl
import re
from urllib.parse import quote

import pymupdf
import pytest
from httpx import Response
from starlette.testclient import TestClient

from adapters.documents import TypstDocuments
from domain.questionnaire import Answers
from tests.survey_app.fakes import MEETING, House

ROUND = f"{MEETING}/1"


# Every way a questionnaire comes in: turned to the next page, turned to the last one, and sent.
DOORS = {"the next step": "/s?til=2", "the look at all": "/s?til=gennemse", "sending": "/s/svar?"}


def post_raw(client: TestClient, house: House, door: str, body: str) -> Response:
    path, _, asked = DOORS[door].partition("?")
    return client.post(
        path,
        content=f"link={house.token()}&{asked}&{body}",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )


BAD = {
    "above the scale": "svar-q1=6",
    "below the scale": "svar-q1=0",
    "negative": "svar-q1=-1",
    "infinity": "svar-q1=1e999",
    "not a number": "svar-q1=NaN",
    "a fraction": "svar-q1=1.0",
    "a leading zero": "svar-q1=04",
    "a sign": "svar-q1=%2B4",
    "Arabic digits": f"svar-q1={quote('٣')}",
    "wide digits": f"svar-q1={quote('４')}",
    "a very long number": "svar-q1=" + "9" * 5000,
    "code for a number": f"svar-q1={quote('${jndi:x}{{7*7}}')}",
    "two answers to one question": "svar-q1=1&svar-q1=2",
    "the same answer twice": "svar-q1=1&svar-q1=1",
    "an extra question": "svar-q1=1&svar-q99=2",
    "an extra field": "svar-q1=1&meeting_id=x",
    "fields by the hundred": "&".join(f"svar-x{number}=1" for number in range(150)),
    "more free text than there is room for": "svar-t1=" + "x" * 2001,
    "a null": "svar-t1=a%00b",
    "an escape mark": "svar-t1=a%1bb",
    "a lone surrogate": "svar-t1=a%ED%A0%80b",
    "broken UTF-8": "svar-t1=a%FFb",
    "a mark that turns the text": "svar-t1=a%E2%80%AEb",
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("case", BAD)
def test_is_refused_at_every_door_and_nothing_is_lost(
    house: House, client: TestClient, case: str, door: str
) -> None:
    page = post_raw(client, house, door, BAD[case] + "&svar-q2=3")
    assert page.status_code == 422
    assert "Svarene er ikke sendt endnu" in page.text
    assert re.search(r'name="svar-q2" value="3"( checked)?>', page.text)
    assert "<title>Fejl: " in page.text
    assert house.answers.used(ROUND) == frozenset()
    assert house.transport.mails == []


@pytest.mark.parametrize("door", DOORS)
def test_more_fields_than_a_questionnaire_has_are_not_even_read(
    house: House, client: TestClient, door: str
) -> None:
    page = post_raw(client, house, door, "&".join(f"svar-x{number}=1" for number in range(300)))
    assert page.status_code == 400
    assert "kunne vi ikke læse" in page.text
    assert house.answers.used(ROUND) == frozenset()


def test_a_carried_field_that_was_tampered_with_leads_to_its_own_page(
    house: House, client: TestClient
) -> None:
    """The field is not seen on the page it comes from."""
    page = client.post("/s", data={"link": house.token(), "til": "gennemse", "svar-q1": "7", "svar-t1": "Ja"})
    assert page.status_code == 422
    assert 'id="svar-q1-fejl"' in page.text
    assert 'value="7"' not in page.text


def test_only_blanks_are_unanswered(house: House, client: TestClient) -> None:
    fields = {"svar-q1": " ", "svar-q2": "\u00a0", "svar-t1": " \t\r\n\u00a0 "}
    review = client.post("/s", data={"link": house.token(), "til": "gennemse", **fields})
    assert review.text.count("Ikke besvaret") == 3
    assert client.post("/s/svar", data={"link": house.token(), **fields}).status_code == 422
    assert house.answers.used(ROUND) == frozenset()


def test_of_two_tabs_with_different_answers_the_first_wins(house: House, client: TestClient) -> None:
    for answer in ("1", "5"):
        client.post("/s", data={"link": house.token(), "til": "gennemse", "svar-q1": answer})
    for answer in ("5", "1"):
        client.post("/s/svar", data={"link": house.token(), "svar-q1": answer})
    house.answers.close(ROUND)
    assert house.answers.read_closed(ROUND) == (Answers({"q1": 5}, {}),)


LITERAL = "<script>alert(1)</script> {{7*7}} ${jndi:ldap://x} ' \" & </textarea> \\ #show"


def test_what_looks_like_code_is_printed_literally_on_every_page_and_kept_as_written(
    house: House, client: TestClient
) -> None:
    ways = [("/s", {"til": "1"}), ("/s", {"til": "2"}), ("/s", {"til": "gennemse"}), ("/s/svar", {})]
    for path, fields in ways:
        page = client.post(path, data={"link": house.token(), **fields, "svar-t1": LITERAL})
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{7*7}} ${jndi:ldap://x}" in page.text
        assert page.text.count("</textarea>") == (1 if fields == {"til": "2"} else 0)
    house.answers.close(ROUND)
    assert house.answers.read_closed(ROUND) == (Answers({}, {"t1": LITERAL}),)


def test_what_looks_like_code_is_printed_literally_on_the_pdf(house: House, client: TestClient) -> None:
    house.documents = TypstDocuments()
    about = {"noegle": house.tokens.reading_key(MEETING, 1)}
    pdf = client.post("/kopi.pdf", data={**about, "svar-q1": "4", "svar-t1": LITERAL})
    with pymupdf.open(stream=pdf.content, filetype="pdf") as opened:
        printed = "".join("".join(page.get_text().split()) for page in opened)
    assert "".join(LITERAL.split()) in printed


def test_html_in_a_packages_text_is_printed_and_not_obeyed(house: House, client: TestClient) -> None:
    page = client.post("/s/svar", data={"link": house.token(), "svar-q1": "1"})
    assert "&lt;script&gt;alert(1)" in page.text


def test_line_breaks_danish_letters_and_the_newest_emoji_survive(house: House, client: TestClient) -> None:
    client.post("/s/svar", data={"link": house.token(), "svar-t1": " Åh,\r\nblå \U0001f642\U0001fae9 \n"})
    house.answers.close(ROUND)
    assert house.answers.read_closed(ROUND) == (Answers({}, {"t1": "Åh,\nblå \U0001f642\U0001fae9"}),)


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
    (file,) = house.answers._folder.glob("*.key")
    with file.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert client.get(f"/s/{house.token()}").status_code == 200
        page = client.post("/s/svar", data={"link": house.token(), "svar-t1": "Det tog lang tid at skrive"})
    assert page.status_code == 503
    assert int(page.headers["retry-after"]) > 0
    assert "Det tog lang tid at skrive" in page.text
    again = client.post("/s/svar", data={"link": house.token(), "svar-t1": "Det tog lang tid at skrive"})
    assert again.status_code == 200
