"""The questionnaire page by page: each carries what was answered before; the server keeps nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from starlette.testclient import TestClient

from domain.ports import OpenedSurvey
from domain.questionnaire import Item, Scale, Section
from tests.survey_app.fakes import MEETING, PACKAGE, QUESTIONNAIRE, House

ROUND = f"{MEETING}/1"
FIRST, SECOND, REVIEW = "Arbejdet", "Egne ord", "Se dine svar igennem"


def turn(client: TestClient, house: House, to: str = "", **answers: str) -> str:
    fields = {f"svar-{item}": value for item, value in answers.items()}
    return client.post("/s", data={"link": house.token(), "til": to, **fields}).text


def heading(page: str) -> str:
    [words] = re.findall(r"<h1[^>]*>(?:<span[^>]*>([^<]*)</span>)?([^<]*)</h1>", page)
    return "".join(words)


def carried(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(svar-[^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found}


def chosen(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(svar-[^"]+)" value="([^"]*)" checked', page))


def title(page: str) -> str:
    return page[page.index("<title>") + 7 : page.index("</title>")]


def test_each_section_has_a_page_of_its_own_and_the_last_shows_all_answers(
    house: House, client: TestClient
) -> None:
    assert heading(turn(client, house)) == f"Del 1 af 2: {FIRST}"
    assert heading(turn(client, house, "2")) == f"Del 2 af 2: {SECOND}"
    assert heading(turn(client, house, "gennemse")) == f"Til sidst: {REVIEW}"


def test_a_page_asks_its_own_questions_only_and_counts_on(house: House, client: TestClient) -> None:
    first, second = turn(client, house, "1"), turn(client, house, "2")
    assert "Jeg når mit arbejde." in first
    assert "Hvad glæder dig?" not in first
    assert "Jeg når mit arbejde." not in second
    assert re.search(r">3\.</span> Hvad glæder dig\?", second)


def test_the_introduction_stands_on_the_first_page_only(house: House, client: TestClient) -> None:
    assert QUESTIONNAIRE.intro in turn(client, house, "1")
    assert QUESTIONNAIRE.intro not in turn(client, house, "2")


@pytest.mark.parametrize("to", ["1", "2", "gennemse"])
def test_every_page_carries_all_that_was_answered(house: House, client: TestClient, to: str) -> None:
    given = {"svar-q1": "4", "svar-q2": "", "svar-t1": "Én\n»to« & <tre>"}
    page = turn(client, house, to, q1="4", q2="", t1="Én\r\n»to« & <tre>")
    seen = carried(page) | chosen(page)
    written = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    if written:
        seen["svar-t1"] = unescape(written[1])
    assert seen == given
    assert not set(carried(page)) & set(chosen(page)), "a field that is seen is not carried unseen as well"


def test_the_title_tells_the_step_and_that_something_is_wrong(house: House, client: TestClient) -> None:
    assert title(turn(client, house, "2")).startswith("Del 2 af 2: Egne ord")
    assert title(turn(client, house, "2", q1="9")).startswith("Fejl: Del 1 af 2: Arbejdet")
    assert title(turn(client, house, "gennemse")).startswith(REVIEW)


def test_nobody_comes_past_a_page_with_something_to_mend(house: House, client: TestClient) -> None:
    for to in ("2", "gennemse"):
        held = client.post("/s", data={"link": house.token(), "til": to, "svar-q1": "9", "svar-t1": "Ja"})
        assert held.status_code == 422
        assert heading(held.text) == f"Del 1 af 2: {FIRST}"
        assert 'href="#svar-q1">Spørgsmål 1: ' in held.text
        assert 'id="svar-q1-fejl"' in held.text
        assert carried(held.text) == {"svar-t1": "Ja"}


def test_the_way_back_is_open_and_keeps_what_is_to_be_mended(house: House, client: TestClient) -> None:
    too_long = "x" * 2001
    back = client.post("/s", data={"link": house.token(), "til": "1", "svar-t1": too_long})
    assert back.status_code == 200
    assert heading(back.text) == f"Del 1 af 2: {FIRST}"
    assert carried(back.text) == {"svar-t1": too_long}
    onward = client.post("/s", data={"link": house.token(), "til": "gennemse", "svar-t1": too_long})
    assert onward.status_code == 422
    assert heading(onward.text) == f"Del 2 af 2: {SECOND}"


@pytest.mark.parametrize("to", ["0", "3", "-1", "99999", "1e999", "٢", "２", "01", "x", "<script>", "2 "])
def test_a_page_that_does_not_exist_leads_to_the_first_and_loses_nothing(
    house: House, client: TestClient, to: str
) -> None:
    page = client.post("/s", data={"link": house.token(), "til": to, "svar-q1": "4", "svar-t1": "Ja"})
    assert page.status_code == 422
    assert heading(page.text) == f"Del 1 af 2: {FIRST}"
    assert chosen(page.text) == {"svar-q1": "4"}
    assert carried(page.text) == {"svar-t1": "Ja"}
    assert "<script>" not in page.text


def test_turning_pages_uses_no_link_and_writes_nothing(house: House, client: TestClient) -> None:
    before = {file: file.read_bytes() for file in house.answers._folder.rglob("*") if file.is_file()}
    for to in ("1", "2", "gennemse", "1"):
        turn(client, house, to, q1="4", t1="Ja")
    assert house.answers.used(ROUND) == frozenset()
    assert {file: file.read_bytes() for file in house.answers._folder.rglob("*") if file.is_file()} == before


def test_the_next_button_comes_before_the_way_back_so_that_enter_presses_it(
    house: House, client: TestClient
) -> None:
    buttons = re.findall(r'<button type="submit"[^>]*name="til" value="(\w+)"', turn(client, house, "2"))
    assert buttons == ["gennemse", "1"]
    assert re.findall(r'name="til" value="(\w+)"', turn(client, house, "1")) == ["2"]


def test_what_the_tab_keeps_is_called_neither_by_the_link_nor_by_its_record(
    house: House, client: TestClient
) -> None:
    names = set()
    for member in ("m0", "m1"):
        token = house.token(member)
        pages = [client.get(f"/s/{token}").text, client.post("/s", data={"link": token}).text]
        [name] = {re.search(r'data-tab="([^"]+)"', page)[1] for page in pages}  # type: ignore[index]
        assert name not in token
        assert name not in house.tokens.hash(token)
        names.add(name)
    assert len(names) == 2


# --- all on one page ------------------------------------------------------------------------------------


@pytest.fixture
def one_page(house: House) -> House:
    house.packages.package = replace(PACKAGE, questionnaire=replace(QUESTIONNAIRE, pages="all_on_one"))
    return house


def test_a_package_may_ask_everything_on_one_page(one_page: House, client: TestClient) -> None:
    page = turn(client, one_page)
    assert heading(page) == PACKAGE.title
    assert "Jeg når mit arbejde." in page
    assert "Hvad glæder dig?" in page
    assert re.findall(r'name="til" value="(\w+)"', page) == ["gennemse"]


def test_mending_leads_to_the_section_on_the_one_page(one_page: House, client: TestClient) -> None:
    review = turn(client, one_page, "gennemse", q1="4")
    assert re.findall(r'formaction="(/s#[^"]+)"', review) == ["/s#del-1", "/s#del-2"]
    page = turn(client, one_page, "1", q1="4")
    assert 'id="del-1"' in page
    assert 'id="del-2"' in page


def test_a_fault_is_pointed_at_on_the_one_page(one_page: House, client: TestClient) -> None:
    assert 'href="#svar-t1">Spørgsmål 3: ' in turn(client, one_page, "gennemse", t1="x" * 2001)


def test_a_round_is_asked_on_the_pages_it_was_opened_with(house: House, client: TestClient) -> None:
    house.ledger.opened[1] = OpenedSurvey(MEETING, 1, "1.0", replace(QUESTIONNAIRE, pages="all_on_one"))
    assert heading(turn(client, house)) == PACKAGE.title


# --- other scales ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("steps", [2, 7, 10])
def test_a_scale_of_any_length_is_asked_read_and_shown(
    house: House, client_of: Callable[[House], TestClient], steps: int
) -> None:
    labels = tuple(f"Svar {number}" for number in range(1, steps + 1))
    asked = (Item("q", "Hvor meget?", scale="s", favourable=(steps,)),)
    questionnaire = replace(
        QUESTIONNAIRE, scales={"s": Scale(labels)}, sections=(Section("x", "Emnet", asked),)
    )
    house.packages.package = replace(PACKAGE, questionnaire=questionnaire)
    client = client_of(house)
    page = turn(client, house)
    assert page.count('name="svar-q"') == steps + 1
    assert f"<dd>Svar {steps}</dd>" in turn(client, house, "gennemse", q=str(steps))
    assert 'href="#svar-q"' in turn(client, house, "gennemse", q=str(steps + 1))
