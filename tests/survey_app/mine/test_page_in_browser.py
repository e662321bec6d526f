"""A member sees their own answers beside the cluster's; nobody else can, not even by watching the wire."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from adapters.packages import PackageFolders
from adapters.settings import TEMPLATES
from data_contracts.invented_answers import invent_answers
from domain.questionnaire import Answers, Questionnaire
from tests.survey_app.browsing import PHONE, served
from tests.survey_app.fakes import STARTS, House
from tests.survey_app.journeys.looking import faults_of
from tests.survey_app.mine.answered import code_of, deliver, link_of

pytestmark = pytest.mark.browser

PACKAGE = PackageFolders([TEMPLATES / "packages"], TEMPLATES / "contacts.yaml").get("trivsel")
ASKED = PACKAGE.questionnaire
THEN, NOW = invent_answers(ASKED, 19, 1), invent_answers(ASKED, 21, 7, lift=0.3)
MINE_THEN, MINE_NOW = THEN[0], NOW[0]
FIRST, GONE = ASKED.sections[0].items[0], ASKED.sections[0].items[2]


def reworded() -> Questionnaire:
    """The first question is put in other words, the third is not asked any more."""
    section = ASKED.sections[0]
    items = (replace(FIRST, text="Jeg har tid nok mellem to patienter."), section.items[1])
    return replace(ASKED, sections=(replace(section, items=items), *ASKED.sections[1:]))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with served(House(tmp_path, PACKAGE)) as house:
        yield house


class Visit:
    """A browser's tab and all that left it."""

    def __init__(self, browser: Any, **device: Any) -> None:
        self.context = browser.new_context(**(device or PHONE))
        self.page = self.context.new_page()
        self.sent: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", self._note)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, request: Any) -> None:
        headers = {name: value for name, value in request.headers.items() if value}
        self.sent.append(f"{request.method} {request.url} {headers} {request.post_data or ''}")

    def item(self, text: str) -> Any:
        return self.page.locator("article").filter(
            has=self.page.get_by_role("heading", name=text, exact=True)
        )

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def visit(browser: Any) -> Iterator[Visit]:
    visit = Visit(browser)
    yield visit
    visit.close()


def label(answers: Answers, item_id: str) -> str:
    item = ASKED.item(item_id)
    return ASKED.scale_of(item).label(answers.values[item_id])


def answered_item(answers: Answers) -> Any:
    return next(item for item in ASKED.scale_items if item.id in answers.values and item is not FIRST)


def test_me_beside_my_cluster(visit: Visit, house: House) -> None:
    deliver(house, 1, THEN)
    visit.page.goto(link_of(house, 1, MINE_THEN))
    visit.page.get_by_role("heading", name="Klynge Ærø · Trivsel og arbejdsglæde").wait_for()
    articles = visit.page.locator("article")
    assert articles.count() == len(ASKED.scale_items)
    for number, item in enumerate(ASKED.scale_items):
        words = articles.nth(number).locator(".own").inner_text()
        own = MINE_THEN.values.get(item.id)
        assert words == (f"Dit svar: {ASKED.scale_of(item).label(own)}" if own else "Du svarede ikke her.")
    item = answered_item(MINE_THEN)
    mine = visit.item(item.text).locator("td.mine")
    given = [answers.values.get(item.id) for answers in THEN]
    assert mine.locator(".count").inner_text() == str(given.count(MINE_THEN.values[item.id]))
    assert mine.locator(".tag").inner_text() == "dit svar"
    assert visit.page.get_by_role("heading", name="Hvis du har brug for hjælp").is_visible()
    assert visit.complaints == []


def test_nothing_of_the_code_or_the_answers_leaves_the_browser(visit: Visit, house: House) -> None:
    deliver(house, 1, THEN)
    deliver(house, 2, NOW)
    codes = [code_of(house, 2, MINE_NOW).replace("-", ""), code_of(house, 1, MINE_THEN).replace("-", "")]
    visit.page.goto(link_of(house, 2, MINE_NOW))
    visit.page.get_by_label("Koden fra din anden kopi").fill(code_of(house, 1, MINE_THEN))
    visit.page.get_by_role("button", name="Læg ved siden af").click()
    visit.page.get_by_text("Dengang (marts 2027)").wait_for()
    visit.page.get_by_role("button", name="Luk og glem").first.click()

    figures = [line for line in visit.sent if "/mine/tal/" in line]
    keys = {line.split("/mine/tal/")[1].split()[0] for line in figures}
    assert keys == {house.tokens.reading_key(house.ledger.meeting.id, round) for round in (1, 2)}
    assert all(line.startswith(f"GET {house.base_url}/") for line in visit.sent)
    assert not [line for line in visit.sent if "referer" in line.lower()]
    assert visit.context.cookies() == []
    for code in codes:
        secret = code[10:]  # what comes after the round's own key
        for at in range(len(secret) - 5):
            assert not [line for line in visit.sent if secret[at : at + 6] in line]
    assert visit.page.title() == "Dine svar ved siden af klyngens – KiAP"
    assert visit.complaints == []


def test_all_who_answered_send_the_same_requests(browser: Any, house: House) -> None:
    deliver(house, 1, THEN)
    sent = []
    for answers in (THEN[0], THEN[1], Answers()):
        visit = Visit(browser)
        visit.page.goto(link_of(house, 1, answers))
        visit.page.locator("article").first.wait_for()
        sent.append(sorted(visit.sent))
        visit.close()
    assert sent[0] == sent[1] == sent[2]


STORED = """async () => [
    sessionStorage.length, localStorage.length, history.state, (await indexedDB.databases()).length
]"""


def test_the_code_leaves_the_address_and_is_kept_nowhere(visit: Visit, house: House) -> None:
    deliver(house, 1, THEN)
    page = visit.page
    page.goto(link_of(house, 1, MINE_THEN))
    page.locator("article").first.wait_for()
    assert page.url == f"{house.base_url}/mine"
    assert page.evaluate(STORED) == [0, 0, None, 0]
    page.reload()
    assert page.get_by_label("Din kode").input_value() == ""
    assert page.locator("article").count() == 0


def test_what_was_shown_is_gone_when_it_is_closed_and_when_the_page_is_left(
    visit: Visit, house: House
) -> None:
    deliver(house, 1, THEN)
    page = visit.page
    page.goto(link_of(house, 1, MINE_THEN))
    page.get_by_role("button", name="Luk og glem").first.click()
    assert page.get_by_role("status").inner_text().startswith("Siden har glemt dine svar")
    assert page.locator("article").count() == 0
    page.goto(link_of(house, 1, MINE_THEN))
    page.locator("article").first.wait_for()
    page.goto(f"{house.base_url}/healthz")
    page.go_back()
    page.get_by_label("Din kode").wait_for()
    assert page.locator("article").count() == 0


def test_me_then_and_now_beside_the_cluster_then_and_now(visit: Visit, house: House) -> None:
    deliver(house, 1, THEN)
    deliver(house, 2, NOW, reworded())
    page = visit.page
    page.goto(f"{house.base_url}/mine")
    page.get_by_label("Din kode").fill(code_of(house, 2, MINE_NOW).lower())
    page.get_by_role("button", name="Vis mine svar").click()
    page.get_by_label("Koden fra din anden kopi").fill(link_of(house, 1, MINE_THEN))
    page.keyboard.press("Enter")
    page.get_by_text("Dengang (marts 2027)").wait_for()

    both = next(
        item
        for item in ASKED.scale_items
        if item.id in MINE_THEN.values and item.id in MINE_NOW.values and item not in (FIRST, GONE)
    )
    own = visit.item(both.text).locator(".own").inner_text().splitlines()
    assert own == [
        f"Dit svar dengang: {label(MINE_THEN, both.id)}",
        f"Dit svar nu: {label(MINE_NOW, both.id)}",
    ]
    heads = visit.item(both.text).locator("thead th").all_inner_texts()
    assert [head.split()[0] for head in heads] == ["Svar", "Dengang", "Nu"]
    assert visit.item(both.text).locator("td.mine").count() == 2

    changed = visit.item("Jeg har tid nok mellem to patienter.")
    assert "ordlyden" in changed.inner_text()
    assert "Dengang" not in changed.inner_text()
    gone = visit.item(GONE.text)
    assert "men ikke denne gang" in gone.inner_text()
    assert page.get_by_role("heading", name="Kun stillet dengang").is_visible()
    assert page.get_by_text("anonyme i begge runder").is_visible()
    assert visit.complaints == []


@pytest.mark.parametrize(
    ("second", "words"),
    [
        (lambda house: code_of(house, 1, THEN[1]), "fra samme gang"),
        (lambda house: code_of(house, 1, THEN[1])[:-1] + "0", "tastefejl"),
        (lambda house: "", "Skriv koden"),
    ],
    ids=["another's of the same round", "mistyped", "nothing"],
)
def test_a_second_code_that_does_not_belong_is_told_at_its_field(
    visit: Visit, house: House, second: Any, words: str
) -> None:
    deliver(house, 1, THEN)
    visit.page.goto(link_of(house, 1, MINE_THEN))
    field = visit.page.get_by_label("Koden fra din anden kopi")
    field.fill(second(house))
    field.press("Enter")
    visit.page.get_by_role("alert").filter(has_text=words).wait_for()
    assert field.get_attribute("aria-invalid") == "true"
    assert visit.page.locator("article").count() == len(ASKED.scale_items)


def test_the_page_has_no_fault_in_any_state(visit: Visit, house: House) -> None:
    deliver(house, 1, THEN[:7])
    deliver(house, 2, NOW, reworded())
    page, faults = visit.page, []
    page.goto(f"{house.base_url}/mine")
    faults += faults_of(page)
    page.get_by_label("Din kode").fill("K7QD")
    page.get_by_label("Din kode").press("Enter")
    page.get_by_role("alert").filter(has_text="for kort").wait_for()
    faults += faults_of(page)
    page.get_by_label("Din kode").fill(code_of(house, 1, MINE_THEN))
    page.get_by_label("Din kode").press("Enter")
    page.locator("article").first.wait_for()
    faults += faults_of(page)
    page.get_by_label("Koden fra din anden kopi").fill(code_of(house, 2, MINE_NOW))
    page.get_by_role("button", name="Læg ved siden af").click()
    page.get_by_text("Dengang (marts 2027)").wait_for()
    faults += faults_of(page)
    assert faults == []


def test_a_link_opened_in_the_same_tab_begins_anew(visit: Visit, house: House) -> None:
    """The one before may have been a colleague."""
    deliver(house, 1, THEN)
    deliver(house, 2, NOW)
    visit.page.goto(link_of(house, 1, MINE_THEN))
    visit.page.locator("article").first.wait_for()
    visit.page.goto(link_of(house, 2, MINE_NOW))
    visit.page.get_by_text("21 af 24").wait_for()
    assert visit.page.get_by_text("Dengang (").count() == 0
    assert visit.page.get_by_label("Koden fra din anden kopi").is_visible()


def test_before_the_meeting_it_shows_the_own_answers_and_says_when_to_come_back(
    visit: Visit, house: House
) -> None:
    deliver(house, 1, THEN)
    house.clock.shows = STARTS - timedelta(days=2)
    visit.page.goto(link_of(house, 1, MINE_THEN))
    visit.page.get_by_text("når mødet er begyndt: torsdag den 18. marts 2027 kl. 16.00").wait_for()
    item = answered_item(MINE_THEN)
    assert visit.item(item.text).locator(".own").inner_text() == f"Dit svar: {label(MINE_THEN, item.id)}"
    assert visit.page.locator("table").count() == 0


def test_few_answers_are_shown_as_a_share_or_a_reason(visit: Visit, house: House) -> None:
    few = invent_answers(ASKED, 6, 4)
    content = deliver(house, 1, few)
    visit.page.goto(link_of(house, 1, few[0]))
    visit.page.locator("article").first.wait_for()
    assert visit.page.locator("table").count() == 0
    for item in ASKED.scale_items:
        said = visit.item(item.text).inner_text()
        shown = content["figures"]["items"][item.id]
        if shown["favourable"] is None:
            assert "vises ikke" in said.lower()
        else:
            assert f"{shown['favourable']} af {shown['n']} (" in said


@pytest.mark.parametrize("way", ["mistyped", "foreign"])
def test_a_link_that_cannot_be_read_says_so_and_asks_for_the_code(
    visit: Visit, house: House, way: str
) -> None:
    deliver(house, 1, THEN)
    link = link_of(house, 1, MINE_THEN)
    if way == "mistyped":
        link = link[:-1] + ("0" if link[-1] != "0" else "1")
    else:
        house.ledger.meeting = replace(house.ledger.meeting, id="trivsel-others")
    visit.page.goto(link)
    words = {"mistyped": "tastefejl", "foreign": "kan ikke finde"}[way]
    visit.page.get_by_role("alert").filter(has_text=words).wait_for()
    assert visit.page.get_by_label("Din kode").is_visible()
    assert visit.page.url == f"{house.base_url}/mine"


def test_without_a_connection_it_says_so(visit: Visit, house: House) -> None:
    deliver(house, 1, THEN)
    visit.page.goto(f"{house.base_url}/mine")
    visit.context.set_offline(True)
    visit.page.get_by_label("Din kode").fill(code_of(house, 1, MINE_THEN))
    visit.page.get_by_label("Din kode").press("Enter")
    visit.page.get_by_role("alert").filter(has_text="forbindelse").wait_for()


def test_without_scripts_the_page_says_why_it_needs_them(browser: Any, house: House) -> None:
    deliver(house, 1, THEN)
    visit = Visit(browser, java_script_enabled=False, **PHONE)
    visit.page.goto(link_of(house, 1, MINE_THEN))
    assert visit.page.get_by_text("Siden kan ikke vise noget uden JavaScript.").is_visible()
    assert not visit.page.get_by_label("Din kode").is_visible()
    visit.close()


def test_what_a_question_or_a_contact_says_is_never_read_as_html(visit: Visit, house: House) -> None:
    hostile = "<img src=x onerror=document.title='broken'>"
    section = ASKED.sections[0]
    items = (replace(FIRST, text=hostile), *section.items[1:])
    asked = replace(ASKED, sections=(replace(section, title=hostile, items=items), *ASKED.sections[1:]))
    house.packages.package = replace(
        PACKAGE, texts={"help": f"{hostile} [klik](javascript:alert(1)) **{hostile}**"}
    )
    deliver(house, 1, THEN, asked)
    visit.page.goto(link_of(house, 1, MINE_THEN))
    visit.page.get_by_role("heading", name=hostile).first.wait_for()
    assert visit.page.locator("main img").count() == 0
    assert visit.page.locator("a[href^=javascript]").count() == 0
    assert "KiAP" in visit.page.title()
