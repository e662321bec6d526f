"""A doctor with a phone: reloads, the back button, the keyboard, a lost connection, no scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from domain.questionnaire import Answers
from tests.survey_app.browsing import PHONE, served
from tests.survey_app.fakes import MEETING, PACKAGE, QUESTIONNAIRE, House

pytestmark = pytest.mark.browser

ROUND = f"{MEETING}/1"
KEPT = "JSON.stringify(Object.entries(sessionStorage))"


@pytest.fixture
def small_house(tmp_path: Path) -> Iterator[House]:
    """Two steps: two questions on a scale, and one in words."""
    with served(House(tmp_path)) as house:
        yield house


@pytest.fixture
def tab(browser: Any) -> Iterator[Callable[..., Any]]:
    contexts: list[Any] = []

    def open_tab(**options: Any) -> Any:
        contexts.append(browser.new_context(**PHONE, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(8000)
        return page

    yield open_tab
    for context in contexts:
        context.close()


def open_link(page: Any, house: House, member: str = "m0") -> None:
    page.goto(f"{house.base_url}/s/{house.token(member)}")


def press(page: Any, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def comes_to(page: Any, heading: str) -> None:
    page.get_by_role("heading", name=heading, level=1).wait_for()


def choose(page: Any, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_role("radio", name=answer, exact=True).check()


def chosen(page: Any) -> list[str]:
    labels = page.get_by_role("radio", checked=True).locator("xpath=..")
    return [" ".join(text.split()) for text in labels.all_inner_texts()]


def begin(page: Any, house: House, answer: str = "Enig") -> None:
    """On the second step, with the first question answered."""
    open_link(page, house)
    press(page, "Begynd")
    comes_to(page, "Arbejdet")
    choose(page, "Jeg når mit arbejde.", answer)
    press(page, "Næste")
    comes_to(page, "Egne ord")


def answers_in(house: House) -> tuple[Answers, ...]:
    house.answers.close(ROUND)
    return house.answers.read_closed(ROUND)


# --- the whole way --------------------------------------------------------------------------------------


def test_the_whole_questionnaire_can_be_answered_by_keyboard_alone(
    tab: Callable[..., Any], real_house: House
) -> None:
    page = tab()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    asked = real_house.packages.package.questionnaire
    open_link(page, real_house)
    tab_to(page, "button", "Begynd")
    page.keyboard.press("Enter")
    given: dict[str, int] = {}
    for sections in asked.steps:
        comes_to(page, sections[0].title)
        assert focused(page)["text"].endswith(sections[0].title), "the new page's heading has the focus"
        for item in (item for section in sections for item in section.items):
            page.keyboard.press("Tab")
            if item.kind == "text":
                page.keyboard.type("Patienterne")
                continue
            page.keyboard.press("Space")
            given[item.id] = 1 + len(given) % len(asked.scale_of(item).labels)
            for _ in range(given[item.id] - 1):
                page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    comes_to(page, "Se dine svar igennem")
    tab_to(page, "button", "Send mine svar")
    page.keyboard.press("Enter")
    comes_to(page, "Tak, dine svar er modtaget")
    assert complaints == []
    assert answers_in(real_house) == (Answers(given, {item.id: "Patienterne" for item in asked.text_items}),)


def tab_to(page: Any, tag: str, text: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        now = focused(page)
        if now["tag"] == tag and now["text"] == text:
            return
    raise AssertionError(f"the keyboard does not reach {text}")


def focused(page: Any) -> dict[str, str]:
    look = "(e => ({tag: e.tagName.toLowerCase(), text: e.textContent.trim()}))(document.activeElement)"
    return dict(page.evaluate(look))


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_forth_and_back_and_mended_before_it_is_sent(
    tab: Callable[..., Any], small_house: House, javascript: bool
) -> None:
    page = tab(java_script_enabled=javascript)
    begin(page, small_house)
    assert small_house.token() not in page.url
    page.get_by_label("Hvad glæder dig?").fill("Kaffen\n<script>")
    press(page, "Tilbage")
    comes_to(page, "Arbejdet")
    assert chosen(page) == ["Enig"]
    press(page, "Næste")
    comes_to(page, "Egne ord")
    assert page.get_by_label("Hvad glæder dig?").input_value() == "Kaffen\n<script>"
    press(page, "Se dine svar igennem")
    comes_to(page, "Se dine svar igennem")
    page.get_by_role("checkbox", name="Send ingen kopi på mail").check()
    press(page, "Ret Arbejdet")
    comes_to(page, "Arbejdet")
    choose(page, "Jeg når mit arbejde.", "Vil ikke svare")
    choose(page, "Jeg holder mine pauser.", "Helt enig")
    press(page, "Næste")
    comes_to(page, "Egne ord")
    press(page, "Se dine svar igennem")
    comes_to(page, "Se dine svar igennem")
    assert page.get_by_role("checkbox", name="Send ingen kopi på mail").is_checked()
    press(page, "Send mine svar")
    comes_to(page, "Tak, dine svar er modtaget")
    assert answers_in(small_house) == (Answers({"q2": 5}, {"t1": "Kaffen\n<script>"}),)


def test_on_one_page_mending_leads_to_the_section(tab: Callable[..., Any], small_house: House) -> None:
    small_house.packages.package = replace(PACKAGE, questionnaire=replace(QUESTIONNAIRE, pages="all_on_one"))
    page = tab()
    open_link(page, small_house)
    press(page, "Begynd")
    comes_to(page, PACKAGE.title)
    choose(page, "Jeg når mit arbejde.", "Enig")
    press(page, "Se dine svar igennem")
    press(page, "Ret Egne ord")
    comes_to(page, PACKAGE.title)
    assert focused(page)["text"] == "Egne ord"
    assert chosen(page) == ["Enig"]


# --- what may happen on the way -------------------------------------------------------------------------


def test_a_reload_keeps_the_page_and_every_answer(tab: Callable[..., Any], small_house: House) -> None:
    page = tab()
    begin(page, small_house)
    page.get_by_label("Hvad glæder dig?").fill("Halvt skrevet")
    page.reload()
    comes_to(page, "Egne ord")
    assert page.get_by_label("Hvad glæder dig?").input_value() == "Halvt skrevet"
    press(page, "Tilbage")
    comes_to(page, "Arbejdet")
    assert chosen(page) == ["Enig"]


def test_the_browsers_own_buttons_turn_the_pages(tab: Callable[..., Any], small_house: House) -> None:
    page = tab()
    begin(page, small_house)
    page.get_by_label("Hvad glæder dig?").fill("Kaffen")
    page.go_back()
    comes_to(page, "Arbejdet")
    assert chosen(page) == ["Enig"]
    choose(page, "Jeg når mit arbejde.", "Uenig")
    page.go_forward()
    comes_to(page, "Egne ord")
    assert page.get_by_label("Hvad glæder dig?").input_value() == "Kaffen"
    page.go_back()
    comes_to(page, "Arbejdet")
    assert chosen(page) == ["Uenig"]
    page.go_back()
    comes_to(page, PACKAGE.title)
    assert page.get_by_role("button", name="Fortsæt").is_visible()


def test_who_was_led_astray_goes_on_where_they_left(tab: Callable[..., Any], small_house: House) -> None:
    page = tab()
    begin(page, small_house)
    page.goto(f"{small_house.base_url}/healthz")
    open_link(page, small_house)
    press(page, "Fortsæt")
    comes_to(page, "Egne ord")
    press(page, "Tilbage")
    comes_to(page, "Arbejdet")
    assert chosen(page) == ["Enig"]


def test_back_from_another_site_finds_the_page_again(tab: Callable[..., Any], small_house: House) -> None:
    page = tab()
    begin(page, small_house)
    page.goto("about:blank")
    page.go_back()
    comes_to(page, "Egne ord")
    press(page, "Tilbage")
    comes_to(page, "Arbejdet")
    assert chosen(page) == ["Enig"]


def test_two_links_in_one_tab_do_not_mix(tab: Callable[..., Any], small_house: House) -> None:
    page = tab()
    begin(page, small_house)
    open_link(page, small_house, "m1")
    assert page.get_by_role("button", name="Begynd").is_visible()
    press(page, "Begynd")
    comes_to(page, "Arbejdet")
    assert chosen(page) == []
    choose(page, "Jeg når mit arbejde.", "Uenig")
    open_link(page, small_house)
    press(page, "Fortsæt")
    comes_to(page, "Egne ord")
    press(page, "Tilbage")
    comes_to(page, "Arbejdet")
    assert chosen(page) == ["Enig"]


def test_answers_in_progress_stay_in_the_tab_and_carry_no_link(
    tab: Callable[..., Any], small_house: House
) -> None:
    page = tab()
    begin(page, small_house)
    kept = page.evaluate(KEPT)
    assert "svar-q1" in kept
    assert small_house.token() not in kept
    assert small_house.token() not in page.url
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    other = page.context.new_page()
    open_link(other, small_house)
    assert other.get_by_role("button", name="Begynd").is_visible()
    assert other.evaluate(KEPT) == "[]"


def test_answers_are_deleted_on_request(tab: Callable[..., Any], small_house: House) -> None:
    page = tab()
    begin(page, small_house)
    page.on("dialog", lambda question: question.accept())
    press(page, "Slet mine svar på denne enhed")
    comes_to(page, PACKAGE.title)
    assert page.evaluate(KEPT) == "[]"
    press(page, "Begynd")
    comes_to(page, "Arbejdet")
    assert chosen(page) == []


def test_nothing_is_left_in_the_tab_when_it_is_sent(tab: Callable[..., Any], small_house: House) -> None:
    page = tab()
    begin(page, small_house)
    press(page, "Se dine svar igennem")
    page.get_by_role("button", name="Send mine svar").dblclick()
    comes_to(page, "Tak, dine svar er modtaget")
    assert page.evaluate(KEPT) == "[]"
    page.go_back()
    comes_to(page, "Vi har allerede modtaget dit svar")
    assert "Enig" not in page.locator("main").inner_text()
    assert len(small_house.transport.mails) == 1


def test_pressing_twice_on_a_slow_line_turns_one_page_and_takes_no_answer_that_would_be_lost(
    tab: Callable[..., Any], small_house: House
) -> None:
    page = tab()
    open_link(page, small_house)
    press(page, "Begynd")
    comes_to(page, "Arbejdet")
    choose(page, "Jeg når mit arbejde.", "Enig")
    held: list[Any] = []
    page.route("**/s", lambda request: held.append(request))
    before = page.evaluate("history.length")
    onward = page.get_by_role("button", name="Næste", exact=True)
    onward.dblclick(force=True)
    page.get_by_text("Helt uenig").first.click(force=True)
    page.wait_for_timeout(100)
    for request in held:
        request.continue_()
    page.unroute("**/s")
    comes_to(page, "Egne ord")
    assert len(held) == 1
    assert page.evaluate("history.length") == before + 1
    press(page, "Tilbage")
    comes_to(page, "Arbejdet")
    assert chosen(page) == ["Enig"]


def test_who_said_no_to_the_mail_has_said_so_after_the_back_button_and_a_reload(
    tab: Callable[..., Any], small_house: House
) -> None:
    page = tab()
    begin(page, small_house)
    press(page, "Se dine svar igennem")
    comes_to(page, "Se dine svar igennem")
    no = page.get_by_role("checkbox", name="Send ingen kopi på mail.")
    no.check()
    press(page, "Ret Egne ord")
    comes_to(page, "Egne ord")
    page.go_back()
    comes_to(page, "Se dine svar igennem")
    assert no.is_checked()
    page.reload()
    comes_to(page, "Se dine svar igennem")
    assert no.is_checked()
    press(page, "Send mine svar")
    comes_to(page, "Tak, dine svar er modtaget")
    assert small_house.transport.mails == []


def test_a_lost_connection_costs_nothing(tab: Callable[..., Any], small_house: House) -> None:
    page = tab()
    begin(page, small_house)
    page.get_by_label("Hvad glæder dig?").fill("Kaffen")
    page.context.set_offline(True)
    press(page, "Se dine svar igennem")
    page.get_by_role("alert").get_by_text("Det gik ikke lige nu").wait_for()
    assert page.get_by_label("Hvad glæder dig?").input_value() == "Kaffen"
    page.context.set_offline(False)
    press(page, "Se dine svar igennem")
    comes_to(page, "Se dine svar igennem")
    assert page.get_by_text("Kaffen").is_visible()


def test_a_fault_is_told_on_top_and_its_link_leads_to_the_field(
    tab: Callable[..., Any], small_house: House
) -> None:
    page = tab()
    begin(page, small_house)
    field = page.get_by_label("Hvad glæder dig?")
    field.evaluate("e => e.removeAttribute('maxlength')")
    field.fill("x" * 2001)
    press(page, "Se dine svar igennem")
    alert = page.get_by_role("alert").filter(has_text="Ret dette først")
    alert.wait_for()
    assert page.title().startswith("Fejl: ")
    assert "Ret dette først" in focused(page)["text"]
    alert.get_by_role("link", name=re.compile("Spørgsmål 3")).click()
    assert focused(page)["tag"] == "textarea"
    field.fill("Kortere")
    press(page, "Se dine svar igennem")
    comes_to(page, "Se dine svar igennem")
    page.go_back()
    comes_to(page, "Egne ord")
    assert page.get_by_label("Hvad glæder dig?").input_value() == "Kortere"
