"""The operator page in a real browser: nothing that axe or a ruler finds, nothing fetched from elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from survey_app.operator.app import create_operator_app
from tests.survey_app.browsing import DESKTOP, answering
from tests.survey_app.journeys.looking import faults_of
from tests.survey_app.operator.busy_house import busy_house
from tests.survey_app.operator.walk import walk

pytestmark = pytest.mark.browser


def test_a_morning_at_the_desk(browser: Any, tmp_path: Path) -> None:
    faults: list[str] = []
    seen: list[str] = []
    asked: list[str] = []

    def see(name: str, page: Any) -> None:
        seen.append(name)
        faults.extend(f"{name}: {fault}" for fault in faults_of(page))

    house, meetings = busy_house(tmp_path / "house")
    context = browser.new_context(**DESKTOP)
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("request", lambda request: asked.append(request.url))
    with answering(lambda _: create_operator_app(house)) as address:
        walk(page, address, house, meetings, see)
    assert "\n".join(faults) == ""
    assert len(seen) == len(set(seen)) >= 22
    assert [url for url in asked if not url.startswith(address)] == []
    assert context.cookies() == []
    context.close()
