"""A coordinator's forms in a real browser, with and without JavaScript."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.package import PostingRule
from tests.survey_app.fakes import MEETING, STARTS, House

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_a_coordinator_orders_post_and_writes_down_what_was_agreed(
    browser: Any, real_house: House, javascript: bool
) -> None:
    rule = PostingRule("implementation_plan_a3", "Implementeringsplan", sent="when_ordered")
    real_house.packages.package = replace(real_house.packages.package, posting=rule)
    context = browser.new_context(java_script_enabled=javascript, viewport={"width": 390, "height": 844})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    link = f"{real_house.base_url}/k/{real_house.tokens.coordinator(MEETING)}"

    page.goto(f"{link}/materiale#post")
    page.get_by_label("Hvor mange skal vi sende?").fill("9")
    page.get_by_role("button", name="Bestil").click()
    assert page.get_by_text("KiAP sender dig 9 ark").is_visible()

    real_house.clock.shows = STARTS
    page.goto(f"{link}/efter#aftaler")
    assert page.url.endswith("/k/efter#aftaler"), "the mail's anchor was lost on the way"
    page.get_by_label("Jeres aftaler").fill("Vi holder en fælles pause.\n\nVi ringer til hinanden.\n")
    page.get_by_role("button", name="Gem aftalerne").click()
    assert page.get_by_role("listitem").filter(has_text="Vi ringer til hinanden.").is_visible()
    page.get_by_label("Ret aftalerne").fill("x" * 201)
    page.get_by_role("button", name="Gem aftalerne").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Ret aftalerne").input_value() == "x" * 201
    assert [complaint for complaint in complaints if "422" not in complaint] == []
    context.close()

    assert [job.copies for job in real_house.ledger.jobs] == [9]
    assert real_house.ledger.agreed == ("Vi holder en fælles pause.", "Vi ringer til hinanden.")
