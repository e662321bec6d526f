"""What operators decide on the page: said first, done once, under their initials; the second is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from threading import Event
from typing import Any

import httpx
import pytest

from adapters.ledger import SqlLedger
from adapters.ledger.tables import restorations
from domain.acts import ActKind
from domain.mails import MailKey, MailKind, MailOutcome, SendResult
from domain.meeting import ROUND_1
from domain.questionnaire import Answers
from survey_app.operator.changing import CHANGES
from tasks.member_mailing import member_mailing
from tasks.survey_collection import survey_collection
from tests.survey_app.operator.at_the_desk import Operator, text_of
from tests.tasks.house import House

Browser = Callable[..., Operator]


@pytest.fixture
def other(house: House, browser_of: Browser) -> Operator:
    return browser_of().log_in(house, "CD")


def acts(house: House) -> list[tuple[ActKind, str]]:
    return [(act.kind, act.by) for act in house.ledger.acts.of(house.id)]


# --- changing a meeting ---------------------------------------------------------------------------------

NEW = {
    "navn": "Bodil Ny",
    "mail": "bodil@praksis.example",
    "telefon": "55 66 77 88",
    "adresse": "Nyvej 2\n8000 Aarhus C",
}
POSTED: dict[str, dict[str, Any]] = {
    "flyt": {"dato": "2027-03-18", "tid": "16:30", "aarsag": "weather"},
    "forlaeng": {"dato": "2027-03-05", "aarsag": "few_answers"},
    "modeleder": {**NEW, "aarsag": "stepped_down"},
    "opfoelgning": {"maaneder": "8", "aarsag": "bad_time"},
    "ingen-opfoelgning": {"aarsag": "second_thoughts"},
    "aflys": {"aarsag": "few_could_come"},
}


def change(who: Operator, house: House, key: str, **fields: Any) -> httpx.Response:
    return who.hand_in(f"/moede/{house.id}/ret/{key}", **{"set": "0", **POSTED[key], **fields})


def test_every_change_is_tried() -> None:
    assert set(POSTED) == set(CHANGES)


@pytest.mark.parametrize("key", CHANGES)
def test_a_change_says_what_it_does_and_does_it_when_it_is_told_to(
    house: House, operator: Operator, key: str
) -> None:
    assert operator.get(f"/moede/{house.id}/ret/{key}").status_code == 200
    said = change(operator, house, key)
    assert said.status_code == 200, text_of(said)
    assert "Trin 2 af 2" in text_of(said)
    assert acts(house) == [], "nothing is done before the button"
    done = change(operator, house, key, goer="ja")
    assert done.headers["location"] == f"/moede/{house.id}?gjort=ja"
    assert acts(house) == [(CHANGES[key].kind, "AB")]
    assert house.mails() == [], "upkeep mails, the page never does"
    assert "AB, mandag den 4. januar 2027" in text_of(operator.get(f"/moede/{house.id}"))


@pytest.mark.parametrize("key", CHANGES)
def test_of_two_who_change_a_meeting_the_second_is_told(
    house: House, operator: Operator, other: Operator, key: str
) -> None:
    change(operator, house, key)
    change(other, house, key)
    assert change(operator, house, key, goer="ja").status_code == 303
    late = change(other, house, key, goer="ja")
    assert late.status_code == 409
    assert "AB har gjort noget ved mødet kl. 10.00, mens du så på det." in text_of(late)
    assert acts(house) == [(CHANGES[key].kind, "AB")]


PATIENCE = 20
OTHERWISE = {
    "flyt": {"tid": "17:00"},
    "modeleder": {"mail": "carla@praksis.example"},
    "opfoelgning": {"maaneder": "9"},
}


class LateAtTheLease(SqlLedger):
    """Whoever is first to begin a change waits there until told to go on."""

    def __init__(self, house: House) -> None:
        super().__init__(house.database.engine, house.wall, 60)
        self.has_come, self.goes_on = Event(), Event()

    def holding(self, meeting_id: str) -> AbstractContextManager[SqlLedger]:
        if not self.has_come.is_set():
            self.has_come.set()
            assert self.goes_on.wait(PATIENCE)
        return super().holding(meeting_id)


@pytest.mark.parametrize("key", CHANGES)
def test_of_two_whose_buttons_cross_the_second_changes_nothing_and_is_told(
    house: House, operator: Operator, other: Operator, key: str
) -> None:
    """The page has found nothing new for the second, when the first is done and the second goes on."""
    house.ledger = ledger = LateAtTheLease(house)
    with ThreadPoolExecutor(1) as at_the_same_time:
        late = at_the_same_time.submit(change, other, house, key, goer="ja", **OTHERWISE.get(key, {}))
        assert ledger.has_come.wait(PATIENCE)
        assert change(operator, house, key, goer="ja").status_code == 303
        ledger.goes_on.set()
        refused = late.result(PATIENCE)
    assert refused.status_code == 409
    assert "AB har gjort noget ved mødet kl. 10.00, mens du så på det." in text_of(refused)
    assert acts(house) == [(CHANGES[key].kind, "AB")]


WRONG: list[tuple[str, dict[str, str], str]] = [
    ("flyt", {"dato": "i morgen"}, "Datoen kan ikke læses."),
    ("flyt", {"tid": "kvart over"}, "Klokkeslættet kan ikke læses."),
    ("flyt", {"aarsag": ""}, "Vælg en årsag."),
    ("flyt", {"aarsag": "fordi Åse bad om det"}, "Vælg en årsag."),
    ("forlaeng", {"dato": ""}, "Datoen kan ikke læses."),
    ("opfoelgning", {"maaneder": "ni"}, "Vælg en af dagene på listen."),
    ("opfoelgning", {"maaneder": "²"}, "Vælg en af dagene på listen."),
    ("modeleder", {"mail": "ingen adresse"}, 'href="#mail"'),
    ("modeleder", {"navn": ""}, 'href="#navn"'),
]


@pytest.mark.parametrize(("key", "fields", "why"), WRONG)
def test_what_cannot_be_read_is_asked_for_again_and_keeps_the_rest(
    house: House, operator: Operator, key: str, fields: dict[str, str], why: str
) -> None:
    refused = change(operator, house, key, **fields, goer="ja")
    assert refused.status_code == 422
    assert "Der er ikke ændret noget" in text_of(refused)
    assert why in refused.text
    assert acts(house) == []
    kept = {**POSTED[key], **fields}
    assert all(value.splitlines()[0] in refused.text for name, value in kept.items() if name in NEW and value)


def test_what_the_rules_refuse_is_refused_with_their_reason(house: House, operator: Operator) -> None:
    refused = change(operator, house, "flyt", dato="2027-01-05")
    assert refused.status_code == 409
    assert "Der er ikke ændret noget" in text_of(refused)
    assert acts(house) == []


def test_there_is_no_other_change(house: House, operator: Operator) -> None:
    assert operator.get(f"/moede/{house.id}/ret/slet").status_code == 404
    assert operator.hand_in(f"/moede/{house.id}/ret/slet", aarsag="other").status_code == 404


# --- mails ----------------------------------------------------------------------------------------------


def unknown_mail(house: House, kind: MailKind = MailKind.ORDER_RECEIVED, to: str = "coordinator") -> str:
    key = MailKey(house.id, ROUND_1, kind, to)
    house.ledger.mails.claim(key, key.message_id("kiap.example"))
    house.ledger.mails.settle(key, SendResult(MailOutcome.UNKNOWN, "died"))
    row = house.ledger.mails.get(key)
    assert row
    return row.mark


@pytest.mark.parametrize(
    ("choice", "kind"), [("kommet", ActKind.MAIL_ARRIVED), ("igen", ActKind.RESENT)], ids=["arrived", "again"]
)
def test_an_unknown_mail_is_settled_by_the_first_word(
    house: House, operator: Operator, other: Operator, choice: str, kind: ActKind
) -> None:
    mark = unknown_mail(house)
    page = text_of(operator.get("/mails"))
    assert "Kvittering for bestillingen, runde 1: uvist" in page
    assert "aase@praksis.example" in page
    said = {"moede": house.id, "maerke": mark, "valg": choice}
    assert operator.hand_in("/mails", **said).headers["location"] == f"/mails?afgjort={choice}"
    late = other.hand_in("/mails", **said)
    assert late.status_code == 409
    assert "Der er ikke ændret noget" in text_of(late)
    assert acts(house) == [(kind, "AB")]
    assert mark not in operator.get("/mails").text
    assert house.mails() == []


def test_a_reminder_cannot_be_sent_again_from_the_page(house: House, operator: Operator) -> None:
    house.have_members()
    house.at(house.planned().survey_opens + timedelta(days=6))
    unknown_mail(house, MailKind.REMINDER, house.ledger.members.of(house.id)[0].id)
    operator.log_in(house)
    page = operator.get("/mails")
    assert "Lad dem ligge" in page.text
    assert "Send den igen" not in page.text


@pytest.mark.parametrize("outcome", [MailOutcome.UNKNOWN, MailOutcome.HELD])
def test_no_page_tells_how_many_reminders_need_a_human(
    house: House, operator: Operator, outcome: MailOutcome
) -> None:
    house.have_members()
    house.at(house.planned().survey_opens + timedelta(days=6))
    if outcome is MailOutcome.HELD:
        restored(house)
    operator.log_in(house)
    pages: list[list[str]] = []
    for member in house.ledger.members.of(house.id)[:3]:
        key = MailKey(house.id, ROUND_1, MailKind.REMINDER, member.id)
        house.ledger.mails.claim(key, key.message_id("kiap.example"))
        house.ledger.mails.settle(key, SendResult(outcome))
        pages.append([text_of(operator.get(path)) for path in ("/", "/mails", "/gendannelse")])
    assert pages[0] == pages[1] == pages[2]
    assert "Påmindelser" in pages[0][1]


@pytest.mark.parametrize(("said", "status"), [({"valg": "slet"}, 422), ({"maerke": "00000000"}, 409)])
def test_what_no_form_offers_settles_nothing(
    house: House, operator: Operator, said: dict[str, str], status: int
) -> None:
    mark = unknown_mail(house)
    posted = {"moede": house.id, "maerke": mark, "valg": "kommet", **said}
    assert operator.hand_in("/mails", **posted).status_code == status
    assert acts(house) == []


# --- after a restored backup ----------------------------------------------------------------------------


def restored(house: House) -> None:
    with house.database.engine.begin() as connection:
        row = {"backed_up_at": house.wall(), "restored_at": house.wall(), "armed_by": ""}
        connection.execute(restorations.insert().values(number=1, **row))


def test_held_mails_are_shown_and_let_go_once(house: House, operator: Operator, other: Operator) -> None:
    restored(house)
    key = MailKey(house.id, ROUND_1, MailKind.COORDINATOR_KIT, "coordinator")
    house.ledger.mails.claim(key, key.message_id("kiap.example"))
    house.ledger.mails.settle(key, SendResult(MailOutcome.HELD))
    assert "Ingen mails sendes" in text_of(operator.get("/")), "every page says so"
    assert "1 × Mail 1 med materiale Klynge Nord" in text_of(operator.get("/gendannelse"))
    assert operator.hand_in("/gendannelse").status_code == 422
    assert operator.hand_in("/gendannelse", valg="behold").status_code == 303
    assert "Mails sendes igen." in text_of(operator.get("/gendannelse?frigivet=ja"))
    assert other.hand_in("/gendannelse", valg="send").status_code == 409
    row = house.ledger.mails.get(key)
    assert row
    assert row.outcome is MailOutcome.UNKNOWN


# --- members --------------------------------------------------------------------------------------------

TEN = "\n".join(f"laege{number}@klinik.dk" for number in range(10))


def keep(who: Operator, house: House, page: httpx.Response, **more: str) -> httpx.Response:
    """Presses »Gem listen« in the table as it stands."""
    fields = [
        (name, value)
        for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page.text)
        if name in ("mail", "navn", "yder", "set", "liste", "sikker")
    ]
    posted: dict[str, Any] = {}
    for name, value in [*fields, ("goer", "gem"), ("godkend", "ja"), *more.items()]:
        posted.setdefault(name, []).append(value)
    posted["sikker"] = posted["sikker"][0]
    return who.post(f"/moede/{house.id}/medlemmer/ret", data=posted, follow_redirects=False)


def test_a_list_is_looked_through_and_kept(house: House, operator: Operator) -> None:
    table = operator.hand_in(f"/moede/{house.id}/medlemmer", tekst=TEN)
    assert table.status_code == 200
    assert house.ledger.members.of(house.id) == ()
    kept = keep(operator, house, table)
    assert kept.status_code == 303, text_of(kept)
    assert len(house.ledger.members.of(house.id)) == 10
    assert "Den har 10 medlemmer (10 nye)." in text_of(operator.get(kept.headers["location"]))


def test_a_list_that_another_has_changed_meanwhile_is_not_overwritten(
    house: House, operator: Operator
) -> None:
    table = operator.hand_in(f"/moede/{house.id}/medlemmer", tekst=TEN)
    house.have_members(11)
    late = keep(operator, house, table)
    assert late.status_code == 409
    assert "En anden har ændret listen" in text_of(late)
    assert len(house.ledger.members.of(house.id)) == 11


def test_once_the_survey_has_closed_the_list_stands(house: House, operator: Operator) -> None:
    house.have_members()
    house.at(house.planned().survey_closes)
    operator.log_in(house)
    closed = operator.hand_in(f"/moede/{house.id}/medlemmer", tekst=TEN)
    assert closed.status_code == 409
    assert len(house.ledger.members.of(house.id)) == 12


# --- what was written -----------------------------------------------------------------------------------


@pytest.fixture
def written(house: House) -> House:
    """Closed, with twelve texts to one question."""
    house.have_members()
    house.at(house.planned().survey_opens)
    member_mailing.fn(house.id, house)
    item = next(one for one in house.packages.get("trivsel").questionnaire.items if one.kind == "text")
    for number, member in enumerate(house.ledger.members.of(house.id)):
        link = house.tokens.hash(house.tokens.invitation(house.id, 1, member.id))
        house.answers.submit(f"{house.id}/1", link, Answers({}, {item.id: f"Ordene nummer {number}"}))
    house.at(house.planned().survey_closes)
    survey_collection.fn(house.id, house)
    return house


def test_what_is_ticked_is_shown_once_more_and_kept(
    written: House, operator: Operator, browser_of: Browser
) -> None:
    operator.log_in(written)
    other = browser_of().log_in(written, "CD")
    path = f"/moede/{written.id}/fritekster/1"
    page = operator.get(path)
    assert page.text == operator.get(path).text, "the order is fixed"
    assert text_of(page).count("Ordene nummer") == 12
    item = page.text.partition('name="vis-')[2].partition('"')[0]
    ticked = {f"vis-{item}": ["0", "3", "7"], "set": "0"}
    said = operator.hand_in(path, **ticked)
    assert text_of(said).count("Ordene nummer") == 3
    assert written.ledger.text_choices.of(written.id, 1) is None
    assert operator.hand_in(path, **ticked, goer="ja").status_code == 303
    late = other.hand_in(path, **{f"vis-{item}": ["1", "2", "4"], "set": "0", "goer": "ja"})
    assert late.status_code == 409
    assert "AB" in text_of(late)
    choice = written.ledger.text_choices.of(written.id, 1)
    assert choice
    assert (choice.positions[item], choice.by) == ((0, 3, 7), "AB")


@pytest.mark.parametrize("positions", [["0", "1"], ["0", "1", "99"]])
def test_a_choice_that_the_rules_refuse_keeps_its_ticks_and_nothing_else(
    written: House, operator: Operator, positions: list[str]
) -> None:
    operator.log_in(written)
    path = f"/moede/{written.id}/fritekster/1"
    item = operator.get(path).text.partition('name="vis-')[2].partition('"')[0]
    refused = operator.hand_in(path, **{f"vis-{item}": positions, "goer": "ja"})
    assert refused.status_code == 409
    assert "Valget er ikke gemt" in text_of(refused)
    assert refused.text.count(" checked") == 2
    assert written.ledger.text_choices.of(written.id, 1) is None


def test_where_nothing_can_be_chosen_nothing_is(house: House, operator: Operator) -> None:
    path = f"/moede/{house.id}/fritekster/1"
    assert "Her er ikke noget at vælge" in text_of(operator.get(path))
    assert operator.hand_in(path, goer="ja").status_code == 404
    assert operator.get(f"/moede/{house.id}/fritekster/3").status_code == 404
