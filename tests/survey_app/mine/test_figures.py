"""The numbers behind the own comparison: for members of the round only, when the leader has shown them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from data_contracts.invented_answers import invent_answers
from domain.figures import HIDDEN_REASONS
from domain.meeting import Meeting
from domain.questionnaire import Answers
from tests.survey_app.fakes import MEETING, QUESTIONNAIRE, STARTS, House
from tests.survey_app.mine.answered import deliver

NINE = tuple(Answers({"q1": 1 + at % 3, "q2": 4}) for at in range(9))


def address(house: House, round: int = 1, meeting_id: str = MEETING) -> str:
    return f"/mine/tal/{house.tokens.reading_key(meeting_id, round)}"


def fetched(client: TestClient, house: House, round: int = 1) -> dict[str, Any]:
    answer = client.get(address(house, round))
    assert answer.status_code == 200
    return dict(answer.json())


def clusters(told: dict[str, Any]) -> list[Any]:
    return [item["cluster"] for section in told["sections"] for item in section["items"]]


def test_the_page_is_the_same_for_everybody_and_can_put_nothing_into_an_address(client: TestClient) -> None:
    page = client.get("/mine")
    assert page.status_code == 200
    assert page.text == client.get("/mine").text
    assert " name=" not in page.text.partition("<main")[2].partition("</main")[0]
    assert "action=" not in page.text


def test_without_scripts_the_page_says_why_it_needs_them(client: TestClient) -> None:
    text = client.get("/mine").text
    assert "uden JavaScript" in text
    assert 'id="med-script" hidden' in text


def test_delivered_numbers_are_shown_with_the_hidden_ones_reason(house: House, client: TestClient) -> None:
    deliver(house, 1, NINE)
    told = fetched(client, house)
    assert told["standing"] == ""
    assert told["answered"] == "9 af 12 (75 %) i klyngen har svaret."
    shown, alike = clusters(told)
    assert shown == {"words": "", "n": 9, "counts": [3, 3, 3, 0, 0]}
    assert alike["counts"] is None
    assert HIDDEN_REASONS["all_alike"] in alike["words"]


def test_before_the_meeting_it_says_when_to_come_back_and_no_number(house: House, client: TestClient) -> None:
    deliver(house, 1, NINE)
    house.clock.shows = STARTS - timedelta(seconds=1)
    told = fetched(client, house)
    assert told["standing"].endswith("når mødet er begyndt: torsdag den 18. marts 2027 kl. 16.00.")
    assert told["answered"] == ""
    assert clusters(told) == [None, None]


def test_before_the_meeting_nothing_depends_on_what_was_answered(house: House, client: TestClient) -> None:
    told = []
    for answers in (NINE, NINE[:6]):
        deliver(house, 1, answers)
        house.clock.shows = STARTS - timedelta(days=1)
        told.append(client.get(address(house)).content)
    assert told[0] == told[1]


def test_numbers_that_were_never_delivered_stay_where_they_are(house: House, client: TestClient) -> None:
    deliver(house, 1, NINE)
    house.ledger.done.clear()
    told = fetched(client, house)
    assert "ikke klar endnu" in told["standing"]
    assert clusters(told) == [None, None]


def test_the_follow_ups_numbers_come_with_its_delivery(house: House, client: TestClient) -> None:
    deliver(house, 1, NINE)
    deliver(house, 2, NINE)
    house.ledger.done.discard((2, "delivery"))
    house.clock.shows = STARTS + timedelta(days=200)
    assert "Prøv igen efter" in fetched(client, house, 2)["standing"]
    assert fetched(client, house)["standing"] == ""
    house.ledger.done.add((2, "delivery"))
    assert fetched(client, house, 2)["standing"] == ""


@pytest.mark.parametrize(
    ("form", "figures", "words"), [("data_free", True, "For få svarede"), ("data_free", False, "ikke vist")]
)
def test_where_the_slides_have_no_numbers_the_page_has_none(
    house: House, client: TestClient, form: str, figures: bool, words: str
) -> None:
    content = deliver(house, 1, NINE)
    house.ledger.releases[1] = {"form": form} | ({"figures": content["figures"]} if figures else {})
    told = fetched(client, house)
    assert words in told["standing"]
    assert told["answered"] == ""
    assert clusters(told) == [None, None]


def test_the_second_round_says_which_questions_were_changed(house: House, client: TestClient) -> None:
    deliver(house, 1, NINE)
    work, words = QUESTIONNAIRE.sections
    changed = replace(work, items=(replace(work.items[0], text="Jeg når det meste."), work.items[1]))
    deliver(house, 2, NINE, replace(QUESTIONNAIRE, sections=(changed, words)))
    told = fetched(client, house, 2)
    assert list(told["changed"]) == ["q1"]
    assert "ordlyden" in told["changed"]["q1"]
    assert any("anonyme i begge runder" in caveat for caveat in told["caveats"])
    assert fetched(client, house)["changed"] == {}


def test_without_numbers_in_either_round_nothing_is_said_of_a_comparison(
    house: House, client: TestClient
) -> None:
    deliver(house, 1, NINE[:4])
    deliver(house, 2, NINE)
    assert fetched(client, house, 2)["caveats"] == []


def test_free_texts_are_not_even_counted(house: House, client: TestClient) -> None:
    deliver(house, 1, [Answers({"q1": 3}, {"t1": "Hemmeligt"})] * 9)
    told = client.get(address(house)).text
    assert "Hvad glæder dig?" not in told
    assert "t1" not in told


def test_the_numbers_do_not_need_the_answers_any_more(house: House, client: TestClient) -> None:
    """Neither pulls nor open answers are within reach of this house."""
    deliver(house, 1, NINE)
    house.answers.delete(f"{MEETING}/1")
    assert not hasattr(house.ledger, "pulls")
    assert fetched(client, house)["answered"]


@pytest.mark.parametrize("key", ["0000000000", "k", "0" * 200, "ÆØÅ", "a b", "%00", "<script>", "' OR 1=1"])
def test_unknown_garbled_and_foreign_keys_get_one_answer(house: House, client: TestClient, key: str) -> None:
    deliver(house, 1, NINE)
    answer = client.get(f"/mine/tal/{key}")
    assert (answer.status_code, answer.json()) == (404, {"fault": "unknown"})
    foreign = client.get(address(house, meeting_id="trivsel-foreign"))
    assert (foreign.status_code, foreign.content) == (404, answer.content)


def test_a_round_that_was_never_planned_is_unknown(house: House, client: TestClient) -> None:
    deliver(house, 1, NINE)
    assert client.get(address(house, 2)).status_code == 404


def test_another_meetings_key_opens_that_meeting_only(house: House, client: TestClient) -> None:
    deliver(house, 1, NINE)
    other = Meeting("trivsel-zzzzzz", house.ledger.meeting.order, "kiap", STARTS)
    house.ledger.meeting = other
    assert client.get(address(house)).status_code == 404
    assert client.get(address(house, meeting_id=other.id)).json()["meeting"] == other.id


def test_all_members_fetch_the_same_bytes_without_cookie_or_copy(house: House, client: TestClient) -> None:
    deliver(house, 1, NINE)
    first, second = client.get(address(house)), client.get(address(house), headers={"Cookie": "x=1"})
    assert first.content == second.content
    assert first.headers["Cache-Control"] == "no-store"
    assert "set-cookie" not in first.headers
    assert client.head(address(house)).status_code == 200


@pytest.mark.parametrize("answered", [3, 5, 6, 7, 8, 12])
def test_no_number_is_told_that_the_release_does_not_hold(
    house: House, client: TestClient, answered: int
) -> None:
    released = deliver(house, 1, invent_answers(QUESTIONNAIRE, answered, seed=answered))["figures"]["items"]
    told = [item for section in fetched(client, house)["sections"] for item in section["items"]]
    for item in told:
        counts = item["cluster"] and item["cluster"]["counts"]
        assert counts == (released[item["id"]]["counts"] and list(released[item["id"]]["counts"].values()))
