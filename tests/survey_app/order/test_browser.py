"""A coordinator orders on a phone, in a real browser without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest

from tests.survey_app.browsing import PHONE, served
from tests.survey_app.order.house import GOOD, OrderHouse
from tests.survey_app.order.test_ordering import ORDERED

pytestmark = pytest.mark.browser

FILLED_IN = ("klynge", "antal", "dato", "tid", "sted", "navn", "mail", "telefon", "adresse", "oensker")


def test_a_coordinator_forgets_something_mends_it_looks_it_over_and_orders(
    browser: Any, house: OrderHouse
) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    with served(house):
        page.goto(f"{house.base_url}/")
        page.get_by_role("link", name="Bestil en klyngepakke").click()
        house.wall.walk(seconds=20)
        page.get_by_label("Trivsel og arbejdsglæde").check()
        page.get_by_label("Region", exact=True).select_option(GOOD["region"])
        for name in FILLED_IN:
            page.locator(f"[name={name}]").fill("" if name == "telefon" else GOOD[name].replace("\r", ""))
        page.get_by_label("Jeg siger ja til vilkårene").check()
        page.get_by_role("button", name="Fortsæt").click()

        page.get_by_role("alert").get_by_role("link", name="Skriv dit telefonnummer.").click()
        assert page.url.endswith("#telefon")
        page.get_by_label("Dit telefonnummer").fill("12345678")
        page.get_by_role("button", name="Fortsæt").click()

        assert page.get_by_role("heading", name="Passer det hele?").is_visible()
        assert page.get_by_text("torsdag den 18. marts 2027").first.is_visible()
        page.get_by_role("button", name="Ret noget").click()
        assert page.get_by_label("Postadresse").input_value() == GOOD["adresse"].replace("\r", "")
        page.get_by_role("button", name="Fortsæt").click()
        assert house.orders() == []
        page.get_by_role("button", name="Bestil", exact=True).dblclick()

        page.get_by_role("heading", name="Tak – bestillingen er modtaget").wait_for()
        page.reload()
        assert page.get_by_text("Mette Mønster ringer til dig").is_visible()
    context.close()
    assert house.orders() == [ORDERED]
    assert all(url.startswith(house.base_url) for url in asked)


def test_the_trap_is_out_of_sight_and_out_of_the_keyboards_way(browser: Any, house: OrderHouse) -> None:
    context = browser.new_context(**PHONE, java_script_enabled=False)
    page = context.new_page()
    with served(house):
        page.goto(f"{house.base_url}/bestil")
        trap = page.locator("[name=hjemmeside]").bounding_box()
        assert trap["x"] + trap["width"] < 0
        assert page.get_by_label("Lad dette felt stå tomt").get_attribute("tabindex") == "-1"
        assert page.get_by_role("textbox", name="Lad dette felt").count() == 0
        reached = set()
        for _ in range(40):
            page.keyboard.press("Tab")
            reached.add(page.evaluate("document.activeElement.getAttribute('name')"))
        assert "oensker" in reached
        assert "hjemmeside" not in reached
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["viewport"]["width"]
    context.close()
