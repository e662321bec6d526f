"""What a screen reader is given to say, kept word for word where it matters most."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.mails import MailKind
from domain.meeting import MemberRow
from domain.ordering import take_order
from tests.ledgers import ORDER
from tests.survey_app.browsing import PHONE, served
from tests.survey_app.journeys.house import WholeHouse
from tests.survey_app.journeys.people import MEMBERS_WITH_SLIPS, fill_in_order
from tests.survey_app.journeys.run import Run

pytestmark = pytest.mark.browser


@pytest.fixture
def house(tmp_path: Path) -> Iterator[WholeHouse]:
    with served(WholeHouse(tmp_path / "house")) as house:
        yield house


@pytest.fixture
def run(house: WholeHouse) -> Run:
    run = Run(house, take_order(ORDER, house).meeting_id)
    run.until_the_consultation()
    run.until_the_members()
    rows = [MemberRow(f"laege{number:02d}@klinik.dk", f"Læge {number}") for number in range(6)]
    house.ledger.members.replace(run.id, rows)
    return run


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(**PHONE)
    yield context.new_page()
    context.close()


def is_read(part: Any, words: str) -> None:
    assert part.aria_snapshot() == dedent(words).strip()


def test_a_fault_in_the_order_is_read_at_once_and_again_at_its_field(house: WholeHouse, page: Any) -> None:
    page.goto(f"{house.base_url}/bestil")
    fill_in_order(page)
    page.get_by_label("Hvor mange er I").fill("1000")
    page.get_by_role("button", name="Fortsæt").click()
    fault = "Antallet af medlemmer kan ikke bruges. Skriv et helt tal fra 5 til 120."
    is_read(
        page.get_by_role("alert"),
        f"""
        - alert:
          - heading "Bestillingen er ikke sendt endnu" [level=2]
          - list:
            - listitem:
              - link "{fault}":
                - /url: "#antal"
        """,
    )
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("link", name=fault).click()
    field = page.get_by_label("Hvor mange er I i klyngen?")
    expect(field).to_be_focused()
    hint = "Cirka er nok. Vi bruger tallet til at pakke og printe det rigtige antal."
    expect(field).to_have_accessible_description(f"{hint} Fejl: {fault}")
    assert field.get_attribute("aria-invalid") == "true"


def test_how_far_one_is_in_the_questionnaire_is_the_first_thing_read(
    house: WholeHouse, page: Any, run: Run
) -> None:
    run.until_the_answers()
    page.goto(house.link_in_newest(MailKind.INVITATION))
    page.get_by_role("button", name="Begynd").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_accessible_name("Del 1 af 8: Arbejdsmængde")
    expect(page).to_have_title("Del 1 af 8: Arbejdsmængde · Trivsel og arbejdsglæde – KiAP")
    page.get_by_role("button", name="Næste").click()
    expect(heading).to_have_accessible_name("Del 2 af 8: Indflydelse og mening")
    expect(heading).to_be_focused()


def test_a_question_is_read_with_all_its_answers(house: WholeHouse, page: Any, run: Run) -> None:
    run.until_the_answers()
    page.goto(house.link_in_newest(MailKind.INVITATION))
    page.get_by_role("button", name="Begynd").click()
    question = "3. Mit dagsprogram har plads til det, der dukker op undervejs."
    is_read(
        page.get_by_role("group", name=question),
        f"""
        - group "{question}":
          - text: {question}
          - radio "Helt uenig"
          - text: Helt uenig
          - radio "Uenig"
          - text: Uenig
          - radio "Hverken eller"
          - text: Hverken eller
          - radio "Enig"
          - text: Enig
          - radio "Helt enig"
          - text: Helt enig
          - radio "Vil ikke svare"
          - text: Vil ikke svare
        """,
    )


def test_a_row_of_the_member_list_is_read_with_what_to_look_at(
    house: WholeHouse, page: Any, run: Run
) -> None:
    page.goto(house.link_in_newest(MailKind.COORDINATOR_KIT))
    page.goto(f"{house.base_url}/k/medlemmer")
    page.get_by_label("Indsæt listen").fill(MEMBERS_WITH_SLIPS)
    page.get_by_role("button", name="Se listen igennem").click()
    row = page.get_by_role("group", name="Række 6")
    email = row.get_by_role("textbox", name="E-mail , række 6")
    expect(email).to_have_value("laege05@gmial.com")
    expect(email).to_have_accessible_description(
        "Se efter: Mente du @gmail.com? Det ligner en slåfejl. Ret til laege05@gmail.com"
    )
    assert row.get_by_role("checkbox", name="Ret til laege05@gmail.com").count() == 1
    assert row.get_by_role("checkbox", name="Fjern række 6").count() == 1


def test_what_is_around_every_page_is_read(house: WholeHouse, page: Any) -> None:
    page.goto(f"{house.base_url}/privatliv")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Spring til indholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    is_read(page.get_by_role("banner"), "- banner:\n  - paragraph: KiAP Klynger")
    expect(page.get_by_role("contentinfo").get_by_role("link").last).to_have_accessible_name(
        "Sådan passer vi på dine oplysninger (åbner i en ny fane)"
    )
