"""From the order to the second round in a real browser, looking at every page in every state."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.survey_app.browsing import DESKTOP, PHONE, served
from tests.survey_app.journeys.house import WholeHouse
from tests.survey_app.journeys.looking import faults_axe_finds, faults_by_day, faults_of
from tests.survey_app.journeys.visits import See, Visits
from tests.survey_app.journeys.walk import walk

pytestmark = pytest.mark.browser

# What the browser says of the pages that tell somebody what is wrong.
EXPECTED = ("status of 403", "status of 404", "status of 422")
SOME = 6
"""One page of so many is looked at in the dark too; the long tests look at all of them."""


def test_no_page_in_any_state_has_a_fault_that_axe_or_a_ruler_can_find(browser: Any, tmp_path: Path) -> None:
    seen: list[str] = []
    faults: list[str] = []

    def see(name: str, page: Any) -> None:
        look = faults_of if len(seen) % SOME == 0 else faults_by_day
        seen.append(name)
        faults.extend(f"{name}: {fault}" for fault in look(page))

    visits = walked(browser, tmp_path, DESKTOP, javascript=True, see=see)
    assert "\n".join(faults) == ""
    assert len(seen) == len(set(seen)) >= 45
    assert visits.complaints == []
    assert visits.asked_elsewhere == []


@pytest.mark.long
def test_a_phone_without_scripts_comes_the_whole_way(browser: Any, tmp_path: Path) -> None:
    visits = walked(browser, tmp_path, PHONE, javascript=False)
    assert visits.complaints == []
    assert visits.asked_elsewhere == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("device", "javascript"), [(PHONE, True), (DESKTOP, False)], ids=["phone", "desktop"]
)
def test_other_devices_come_the_whole_way(
    browser: Any, tmp_path: Path, device: dict[str, Any], javascript: bool
) -> None:
    assert walked(browser, tmp_path, device, javascript=javascript).complaints == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("device", "scheme"), [(PHONE, "dark"), (DESKTOP, "light"), (DESKTOP, "dark")], ids=str
)
def test_axe_finds_nothing_on_other_devices_in_either_light(
    browser: Any, tmp_path: Path, device: dict[str, Any], scheme: str
) -> None:
    faults: list[str] = []

    def see(name: str, page: Any) -> None:
        faults.extend(f"{name}: {fault}" for fault in faults_axe_finds(page, device, scheme))

    walked(browser, tmp_path, device, javascript=True, see=see)
    assert "\n".join(faults) == ""


def nothing_to_see(name: str, page: Any) -> None:
    pass


def walked(
    browser: Any, folder: Path, device: dict[str, Any], *, javascript: bool, see: See = nothing_to_see
) -> Visits:
    """Those that went the whole way; what the browser complained of beside the faults we made is left."""
    context = browser.new_context(**device, java_script_enabled=javascript, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(10_000)
    with served(WholeHouse(folder / "house")) as house:
        visits = Visits(page, house, see, has_scripts=javascript)
        walk(visits)
    context.close()
    visits.complaints = [said for said in visits.complaints if not any(of in said for of in EXPECTED)]
    return visits
