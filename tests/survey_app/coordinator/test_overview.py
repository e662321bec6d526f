"""The overview: the one thing we want, and the whole life of the meeting with what is done, now and next."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from starlette.testclient import TestClient

from domain.late_follow_up import CONFIRMED, DROP, confirmation_of
from domain.ports import Decision, Wait
from tests.survey_app.coordinator.test_page import enter
from tests.survey_app.fakes import CLOSES, MEETING, OPENS, STARTS, House, plan


def done_by(when: datetime) -> set[tuple[int, str]]:
    times = {"consultation": OPENS - timedelta(days=30), "kit_mailing": OPENS - timedelta(days=30)}
    times |= {"delivery": STARTS - timedelta(days=5), "thanks": STARTS + timedelta(days=1)}
    return {(1, step) for step, at in times.items() if at <= when}


def look(house: House, client: TestClient, now: datetime) -> str:
    house.clock.shows, house.ledger.done = now, done_by(now)
    enter(house, client)
    return client.get("/k").text


def stages(page: str) -> dict[str, str]:
    found = re.findall(r'<li class="(done|now|next)".*?class="what">([^<]+)', page, re.DOTALL)
    return {label.strip(): stage for stage, label in found}


@pytest.mark.parametrize(
    ("now", "is_now"),
    [
        (OPENS - timedelta(days=40), "Samtale med konsulenten"),
        (OPENS - timedelta(days=3), "Spørgeskema"),
        (CLOSES + timedelta(days=1), "Materialet til mødet er hos dig"),
        (STARTS - timedelta(days=1), "Klyngemøde"),
        (STARTS + timedelta(hours=1), "Tak, aftaler og deltagerliste"),
        (STARTS + timedelta(days=2), "Opfølgning"),
    ],
)
def test_exactly_one_step_is_the_present_one(
    house: House, client: TestClient, now: datetime, is_now: str
) -> None:
    found = stages(look(house, client, now))
    assert [label for label, stage in found.items() if stage == "now"] == [is_now]
    order = [stage for label, stage in found.items() if label != "Medlemsliste"]  # which may come early
    assert order == sorted(order, key=["done", "now", "next"].index)


def test_a_missing_list_is_the_present_step(house: House, client: TestClient) -> None:
    house.ledger.people = []
    assert stages(look(house, client, OPENS - timedelta(days=3)))["Medlemsliste"] == "now"


@pytest.mark.parametrize(
    ("choice", "words"), [("no", "I har takket nej"), ("yes", "Aftalt."), ("later", "I bestemmer selv")]
)
def test_the_follow_up_stands_as_it_was_chosen(
    house: House, client: TestClient, choice: str, words: str
) -> None:
    house.ledger.decisions[1, "follow_up"] = Decision("follow_up", choice, {}, "")
    assert words in look(house, client, OPENS)


def test_a_planned_follow_up_adds_its_own_dates(house: House, client: TestClient) -> None:
    house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    page = look(house, client, STARTS + timedelta(days=3))
    assert "Opfølgningen er planlagt" in page
    assert stages(page)["Spørgeskema igen"] == "now"
    assert stages(page)["I kan mødes om de nye tal"] == "next"


@pytest.mark.parametrize(
    ("now", "has_members", "agreed", "wanted"),
    [
        (OPENS - timedelta(days=9), False, (), "Læg medlemslisten ind senest torsdag den 25. februar 2027."),
        (OPENS + timedelta(days=1), False, (), "Læg medlemslisten ind i dag."),
        (OPENS + timedelta(days=1), True, (), "Lige nu mangler vi ikke noget fra dig."),
        (STARTS - timedelta(days=1), True, (), "Print det, I skal bruge på mødet."),
        (STARTS + timedelta(hours=1), True, (), "Skriv ned, hvad I aftalte på mødet"),
        (STARTS + timedelta(days=2), True, ("En pause.",), "Fortæl os, om klyngen vil følge op"),
    ],
)
def test_one_thing_at_a_time_is_asked_for(
    house: House, client: TestClient, now: datetime, has_members: bool, agreed: tuple[str, ...], wanted: str
) -> None:
    house.ledger.people = house.ledger.people if has_members else []
    house.ledger.agreed = agreed
    page = look(house, client, now)
    assert wanted in page
    assert page.count('class="notice wanted"') == 1


def test_before_the_follow_up_the_list_is_to_be_looked_through(house: House, client: TestClient) -> None:
    house.ledger.plans[2] = plan(2, shift=timedelta(days=270))
    house.ledger.agreed = ("En pause.",)
    assert "Se medlemslisten igennem senest" in look(house, client, STARTS + timedelta(days=200))


FOLLOW_UP = plan(2, shift=timedelta(days=270))
SAID_YES = Decision(confirmation_of(FOLLOW_UP), CONFIRMED, {}, "")
DROPPED = Decision(confirmation_of(FOLLOW_UP), DROP, {}, "AB")


@pytest.mark.parametrize(
    ("days", "said", "title", "wanted"),
    [
        (-7, None, "Skal opfølgningen begynde?", 'href="/k/efter#opfoelgning"'),
        (-7, SAID_YES, "Opfølgningen er planlagt", 'href="/k/medlemmer"'),
        (1, None, "Opfølgningen er ikke begyndt", "Du kan også selv ringe til"),
        (1, DROPPED, "Opfølgningen er aflyst", ""),
    ],
)
def test_the_question_whether_the_follow_up_begins_comes_first(
    house: House, client: TestClient, days: int, said: Decision | None, title: str, wanted: str
) -> None:
    """The run has not noticed the answer yet: its wait is as it was."""
    house.ledger.plans[2] = FOLLOW_UP
    house.ledger.waits[2] = Wait(MEETING, 2, "AwaitingFollowUpConfirmation", FOLLOW_UP.survey_opens)
    if said:
        house.ledger.decisions[2, said.kind] = said
    page = look(house, client, FOLLOW_UP.survey_opens + timedelta(days=days))
    assert f"<h1>{title}</h1>" in page
    box = page.partition('class="notice wanted"')[2].partition("<h2>Hele forløbet")[0]
    assert wanted in box
    assert bool(box) is (said is not DROPPED)
    assert "Nok svar til en rapport" not in page


@pytest.mark.parametrize("anchor", ["medlemmer", "filer", "aftaler"])
def test_anchors_of_older_mails_lead_to_the_way_there(house: House, client: TestClient, anchor: str) -> None:
    assert f'id="{anchor}"' in look(house, client, OPENS)
