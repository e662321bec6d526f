"""What the page for too many visits promises: a reload sends again what was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from adapters.tokens import SecretTokens
from tests.survey_app.fakes import MEETING
from tests.survey_app.own_process import serving


@pytest.mark.browser
def test_nothing_written_is_lost_on_the_way_through_a_refusal(browser: Any, tmp_path: Path) -> None:
    link = SecretTokens(b"s" * 32).invitation(MEETING, 1, "m0")
    with serving(tmp_path, proxies="127.0.0.1", rate_limits="0.001") as served:  # two posts
        context = browser.new_context(java_script_enabled=False)
        context.set_extra_http_headers({"x-forwarded-for": "198.51.100.1"})
        page = context.new_page()
        page.goto(f"{served.url}/s/{link}")
        page.get_by_role("button", name="Begynd").click()
        page.get_by_role("radio").nth(0).check()
        page.get_by_role("button", name="Næste").click()
        page.get_by_label("Hvad glæder dig?").fill("Kaffen")
        page.get_by_role("button", name="Tilbage").click()
        assert page.get_by_role("heading", name="Vent et øjeblik").is_visible()
        # The wait is over: here, somebody else's turn.
        context.set_extra_http_headers({"x-forwarded-for": "198.51.100.2"})
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        assert page.get_by_role("radio").nth(0).is_checked()
        page.get_by_role("button", name="Næste").click()
        assert page.get_by_label("Hvad glæder dig?").input_value() == "Kaffen"
        context.close()
