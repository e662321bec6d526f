"""The keyboard alone goes the whole way, and always shows where it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from domain.mails import MailKind
from tests.survey_app.browsing import DESKTOP, served
from tests.survey_app.journeys.house import WholeHouse
from tests.survey_app.journeys.keyboard import Keyboard
from tests.survey_app.journeys.people import MEMBERS, onward
from tests.survey_app.journeys.run import Run

pytestmark = pytest.mark.browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WholeHouse]:
    with served(WholeHouse(tmp_path / "house")) as house:
        yield house


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(**DESKTOP, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


def test_the_keyboard_alone_orders_uploads_answers_downloads_and_follows_up(
    house: WholeHouse, page: Any
) -> None:
    keys = Keyboard(page)
    _order(house, page, keys)
    run = Run(house, house.ledger.meetings.all()[-1].id)
    run.until_the_consultation()
    run.until_the_members()
    _upload(house, page, keys)
    run.until_the_answers()
    _answer(house, page, keys)
    run.others_answer(9)
    run.until_the_release()
    run.until_the_meeting()
    run.until_the_word_on_follow_up()
    _download_and_follow_up(house, page, keys)
    assert house.ledger.records.decision(run.id, 1, "follow_up").choice == "yes"
    assert keys.unseen == []


def _order(house: WholeHouse, page: Any, keys: Keyboard) -> None:
    page.goto(house.base_url)
    keys.press("Bestil en klyngepakke")
    page.get_by_label("Klyngens navn").wait_for()
    keys.tick("Trivsel og arbejdsglæde")
    keys.write("Klyngens navn", "Nord")
    keys.write("Region", "Region M")
    keys.write("Hvor mange er I", "14")
    keys.write("Dato", "03112027")
    keys.write("Klokkeslæt", "0400PM")
    keys.write("Dit navn", "Åse Ærlig")
    keys.write("Din mailadresse", "aase@praksis.example")
    keys.write("Dit telefonnummer", "11223344")
    keys.write("Postadresse", "Torvet 1\n5970 Ærøskøbing")
    keys.tick("Jeg siger ja til vilkårene")
    house.wall.walk(minutes=3)
    keys.press("Fortsæt")
    page.get_by_role("heading", name="Passer det hele?").wait_for()
    keys.press("Bestil")
    page.get_by_role("heading", name="bestillingen er modtaget").wait_for()


def _upload(house: WholeHouse, page: Any, keys: Keyboard) -> None:
    page.goto(house.link_in_newest(MailKind.COORDINATOR_KIT))
    keys.press("Læg medlemslisten ind")
    page.get_by_label("Indsæt listen").wait_for()
    keys.go_to("Indsæt listen")
    page.keyboard.insert_text(MEMBERS)
    keys.press("Se listen igennem")
    page.get_by_role("button", name="Gem listen").wait_for()
    keys.press("Gem listen")
    page.get_by_role("status").wait_for()


def _answer(house: WholeHouse, page: Any, keys: Keyboard) -> None:
    page.goto(house.link_in_newest(MailKind.INVITATION))
    keys.press("Begynd")
    questionnaire = house.packages.get("trivsel").questionnaire
    for number, sections in enumerate(questionnaire.steps, start=1):
        page.get_by_role("heading", name=sections[0].title).wait_for()
        scales = [item for section in sections for item in section.items if item.kind == "scale"]
        for item in scales:
            keys.tick(questionnaire.scale_of(item).labels[0])
        keys.press(onward(number, questionnaire))
    page.get_by_role("button", name="Send mine svar").wait_for()
    keys.press("Send mine svar")
    page.get_by_role("heading", name="Tak, dine svar er modtaget").wait_for()
    with page.expect_download() as copy:
        keys.press("Gem min kopi som PDF")
    assert copy.value.suggested_filename == "Mine svar.pdf"


def _download_and_follow_up(house: WholeHouse, page: Any, keys: Keyboard) -> None:
    page.goto(house.link_in_newest(MailKind.COORDINATOR_THANKS))
    keys.press("Materiale")
    page.get_by_role("heading", name="Materiale", exact=True).wait_for()
    with page.expect_download() as deck:
        keys.press("Powerpoint til mødet.pptx")
    assert deck.value.suggested_filename.endswith(".pptx")
    page.goto(f"{house.base_url}/k/efter")
    keys.tick("Ja")
    keys.press("Gem valget")
    page.get_by_text("I har valgt en ny opgørelse").first.wait_for()
